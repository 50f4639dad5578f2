import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Load } from './load';
import { run, type Running } from './process';

const folder = join(__dirname, 'parse');

/** Parse Server on a database of its own, with unique indexes made by hand and people who have sessions. */
export interface ParsePeer extends Running {
  /** One credit for each of `count` people who have not been used yet, over these notices in turn. */
  credits(count: number, notices: number): Promise<Load>;
}

export async function startParse(url: string): Promise<ParsePeer> {
  if (!existsSync(join(folder, 'node_modules')))
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, stdio: 'inherit' });
  const running = await run('parse/server.js', { DATABASE_URL: url });
  const master = { 'X-Parse-Master-Key': 'bench-master' };
  const call = async (path: string, body: unknown, key: object = master): Promise<Record<string, unknown>> => {
    const response = await fetch(`http://127.0.0.1:${running.port}/parse${path}`, {
      method: 'POST',
      headers: { 'X-Parse-Application-Id': 'bench', 'Content-Type': 'application/json', ...key },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`Parse Server refused ${path}: ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };

  // One of each, so that the tables are there; signing up makes the first session.
  const { objectId: reader } = await call('/users', { username: 'first', password: 'first' }, {});
  const { objectId: notice } = await call('/classes/Notice', { readers: 0 });
  await call('/classes/Read', { notice, reader });
  await call('/classes/Egg', { reader, day: '2026-01-01' });
  const client = new pg.Client(url);
  await client.connect();
  await client.query('create unique index on "Read" (notice, reader)');
  await client.query('create unique index on "Egg" (reader, day)');
  let used = 0;

  return {
    ...running,
    async credits(count, notices) {
      const from = used;
      used += count;
      await client.query(
        `insert into "_User" ("objectId", username, "createdAt", "updatedAt") select 'u' || n, 'u' || n, now(), now() from generate_series($1::int, $2::int - 1) n`,
        [from, used],
      );
      await client.query(
        `insert into "_Session" ("objectId", "sessionToken", "user", "expiresAt", "createdAt", "updatedAt")
         select 's' || n, 'r:bench' || n, 'u' || n, now() + interval '1 day', now(), now() from generate_series($1::int, $2::int - 1) n`,
        [from, used],
      );
      await client.query(
        `insert into "Notice" ("objectId", readers, "createdAt", "updatedAt") select 'n' || $1::text || 'x' || n, 0, now(), now() from generate_series(0, $2::int - 1) n`,
        [String(from), notices],
      );
      const requests = Array.from({ length: count }, (_, n) => ({
        path: '/parse/functions/credit',
        headers: {
          'Content-Type': 'application/json',
          'X-Parse-Application-Id': 'bench',
          'X-Parse-Session-Token': `r:bench${from + n}`,
        },
        body: { noticeId: `n${from}x${n % notices}`, day: '2026-11-22' },
      }));
      return { again: false, requests };
    },
    stop() {
      running.stop();
      void client.end().catch(() => undefined);
    },
  };
}
