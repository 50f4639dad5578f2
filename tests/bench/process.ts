import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../kit/postgres';

/** A server under measurement, in a process of its own. */
export interface Running {
  port: number;
  /** Resident memory now, in megabytes. */
  memory(): number;
  stop(): void;
}

const here = __dirname;

/** Starts a program of this folder (TypeScript through tsx) and waits until it answers. */
export async function run(program: string, env: Record<string, string>): Promise<Running> {
  const port = await freePort();
  const script = join(here, program);
  const args = program.endsWith('.ts') ? ['--import', 'tsx', script] : [script];
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: join(here, '..', '..'),
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
    if (answer) break;
    if (child.exitCode !== null || tries === 600) throw new Error(`${program} did not come up`);
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    port,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    stop: () => void child.kill('SIGKILL'),
  };
}
