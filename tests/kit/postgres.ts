import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL server of one's own, in a folder that goes with it: for tests that kill it, and for the bench. */
export interface PostgresServer {
  url: string;
  start(): void;
  /** As a power cut would: every process of it at once, with nothing written down. */
  kill(): void;
  remove(): void;
}

const START_TRIES = 25;
const INSTALLED = '/usr/lib/postgresql';

/** Words to put before a program that refuses to run as root, as the server and its pooler do. */
export const asPostgres =
  process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];

/** Debian keeps each version's programs in a folder of its own; the newest is taken. */
export function postgresPrograms(): string | null {
  if (!existsSync(INSTALLED)) return null;
  const newest = readdirSync(INSTALLED)
    .map(Number)
    .filter(Number.isFinite)
    .sort((a, b) => b - a)[0];
  return newest === undefined ? null : join(INSTALLED, String(newest), 'bin');
}

/** @param settings lines of postgresql.conf, as `-c name=value` */
export async function createPostgres(settings: string[] = []): Promise<PostgresServer> {
  const programs = postgresPrograms();
  if (!programs) throw new Error('PostgreSQL is not installed. On Debian: apt-get install postgresql');
  const home = mkdtempSync(join(tmpdir(), 'jiamenkou-pg-'));
  const port = await freePort();
  const data = join(home, 'data');
  if (asPostgres.length > 0) chownSync(home, idOf('-u'), idOf('-g'));
  const run = (program: string, ...words: string[]): void => {
    const [command = '', ...args] = [...asPostgres, join(programs, program), ...words];
    execFileSync(command, args, { cwd: '/', stdio: 'ignore' });
  };
  run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8');

  const options = [
    '-p',
    port,
    '-k',
    home,
    '-c',
    'listen_addresses=127.0.0.1',
    ...settings.flatMap((one) => ['-c', one]),
  ];
  const server: PostgresServer = {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start() {
      // After a kill the last of the old processes may still hold the shared memory for a moment.
      for (let tries = 1; ; tries++) {
        try {
          return run(
            'pg_ctl',
            '-D',
            data,
            '-w',
            '-t',
            '120',
            '-l',
            join(home, 'log'),
            '-o',
            options.join(' '),
            'start',
          );
        } catch (error) {
          if (tries === START_TRIES) throw error;
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
        }
      }
    },
    kill() {
      const pid = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';
      const children = spawnSync('ps', ['-o', 'pid=', '--ppid', pid], { encoding: 'utf8' }).stdout.trim().split(/\s+/);
      for (const one of [pid, ...children]) if (one) killHard(Number(one));
    },
    remove() {
      if (existsSync(join(data, 'postmaster.pid'))) server.kill();
      rmSync(home, { recursive: true, force: true });
    },
  };
  server.start();
  return server;
}

/** The number of the user `postgres`, or of its group. */
export const idOf = (flag: '-u' | '-g'): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was gone already.
  }
}

export const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
