import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../kit/postgres';

const root = join(__dirname, '..', '..');

/** One server process of the cloud, that can be killed and started again at the same address. */
export interface Server {
  readonly address: string;
  start(): Promise<void>;
  kill(): void;
  /** Asks it to stop and waits for it. @returns how long that took, in milliseconds */
  stop(): Promise<number>;
}

export async function createServer(env: Record<string, string>): Promise<Server> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const server: Server = {
    address,
    async start() {
      child = spawn(process.execPath, ['--import', 'tsx', 'cloud/main.ts'], {
        cwd: root,
        env: { ...process.env, ...env, PORT: String(port), HOST: '127.0.0.1' },
        stdio: 'ignore',
      });
      for (let tries = 0; tries < 400; tries++) {
        const health = await fetch(`${address}/health`).catch(() => null);
        if (health?.ok) return;
        if (child.exitCode !== null) return server.start();
        await new Promise((done) => setTimeout(done, 50));
      }
      throw new Error(`The server at ${address} did not come up`);
    },
    kill: () => void child?.kill('SIGKILL'),
    async stop() {
      const began = performance.now();
      const ended = new Promise((done) => child?.once('exit', done));
      child?.kill('SIGTERM');
      await ended;
      return performance.now() - began;
    },
  };
  return server;
}
