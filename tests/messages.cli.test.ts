import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readConfig } from '../cloud/kit/config';
import type { Database, Db } from '../cloud/kit/database';
import { openDatabase } from '../cloud/start';
import { emptyDatabase, onRealServer } from './kit/engine';
import { root } from './kit/sources';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-messages-'));
let settings: Record<string, string> = { DATA_DIR: folder };
let drop = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  if (!onRealServer) return;
  const empty = await emptyDatabase();
  drop = empty.drop;
  settings = { ...settings, DATABASE_URL: empty.url };
});
afterAll(async () => {
  await drop();
  rmSync(folder, { recursive: true, force: true });
});

/** `npm run messages`, with the words after it. A trial database is open in one process at a time, and not in this one then. */
const messages = (...words: string[]): Promise<{ out: string; err: string; code: number }> =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'cloud/messages/cli.ts', ...words], {
    cwd: root,
    env: { ...process.env, ...settings },
  }).then(
    ({ stdout, stderr }) => ({ out: stdout, err: stderr, code: 0 }),
    ({ stdout, stderr, code }: { stdout: string; stderr: string; code: number }) => ({
      out: stdout,
      err: stderr,
      code,
    }),
  );

async function inside<T>(look: (db: Db) => Promise<T>): Promise<T> {
  const database: Database = await openDatabase(readConfig(settings));
  return look(database.db).finally(() => database.close());
}

const states = ['queued', 'sent', 'sent', 'unknown', 'dead'] as const;
const at = new Date('2026-10-01T02:00:00Z');

test('`npm run messages` tells how many are where and why some are lost, and sends one of those again, and no other', async () => {
  const ids = await inside(async (db) => {
    await db.insertInto('person').values({ id: '1', created_at: at }).execute();
    await db.insertInto('consent').values({ person_id: '1', template: 'notice', given: 5, used: 4 }).execute();
    const letter = { person_id: '1', template: 'notice' as const, fields: '[]', page: '', due_at: at, made_at: at };
    const rows = states.map((state, n) => ({ ...letter, about: `notice:${n}`, state, tries: n, error: `no ${n}` }));
    return (await db.insertInto('message').values(rows).returning('id').execute()).map(({ id }) => id);
  });
  const [, sent = '', , unknown = '', dead = ''] = ids;
  const lost = (await messages()).out.trim().split('\n');
  expect(lost).toEqual([
    ...['notice dead: 1', 'notice queued: 1', 'notice sent: 2', 'notice unknown: 1'],
    `${unknown} unknown notice notice:3 of 2026-10-01T02:00:00.000Z, 3 tries: no 3`,
    `${dead} dead notice notice:4 of 2026-10-01T02:00:00.000Z, 4 tries: no 4`,
  ]);

  for (const id of [unknown, dead])
    expect(await messages('again', id)).toMatchObject({
      out: expect.stringContaining('queued again') as string,
      code: 0,
    });
  const no = `There is no dead or unknown message ${sent}.\n`;
  expect(await messages('again', sent)).toEqual({ out: '', err: no, code: 1 });
  expect(await messages('again', 'x')).toMatchObject({ err: expect.stringMatching(/^Usage:/) as string, code: 1 });

  const after = await inside(async (db) => ({
    rows: await db.selectFrom('message').select(['state', 'tries', 'done_at']).orderBy('id').execute(),
    consents: await db.selectFrom('consent').select(['given', 'used']).execute(),
  }));
  expect(after.rows.map(({ state }) => state)).toEqual(['queued', 'sent', 'sent', 'queued', 'queued']);
  expect(after.rows.slice(3).map(({ tries }) => tries)).toEqual([0, 0]);
  // The dead one had given its consent back, and uses it again.
  expect(after.consents).toEqual([{ given: 5, used: 5 }]);
});
