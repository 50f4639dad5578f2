import { spawn, type ChildProcess } from 'node:child_process';
import { root } from './sources';

/** The cloud as a process of its own, as an operator starts it. */
export interface CloudProcess {
  /** Where it listens, once it says so; fails with what it said instead when it ends first. */
  origin: Promise<string>;
  /** How it ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; out: string; err: string }>;
  kill(signal: NodeJS.Signals): void;
}

const processes = new Set<ChildProcess>();

/**
 * Starts `npm run cloud` at a free port, with these settings and no others.
 * @param program another that does as much, and says so
 */
export function startCloud(settings: Record<string, string>, program = 'cloud/main.ts'): CloudProcess {
  const given = ['PATH', 'HOME', 'NODE_ENV', 'TMPDIR'].map((name) => [name, process.env[name]]);
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: root,
    env: { ...(Object.fromEntries(given) as NodeJS.ProcessEnv), PORT: '0', HOST: '127.0.0.1', ...settings },
  });
  processes.add(child);
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Awaited<CloudProcess['ended']>>((done) => {
    child.on('close', (code, signal) => {
      processes.delete(child);
      done({ code, signal, out, err });
    });
  });
  const origin = new Promise<string>((done, fail) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0];
      if (address) done(address);
    });
    void ended.then(() => fail(new Error(`The cloud ended before it was open: ${out}${err}`)));
  });
  // Whoever waits for the end alone is not owed an address.
  origin.catch(() => undefined);
  return { origin, ended, kill: (signal) => void child.kill(signal) };
}

/** For the end of a test file: nothing it started goes on. */
export function killAll(): void {
  for (const child of processes) child.kill('SIGKILL');
}
