import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { readConfig } from '../cloud/kit/config';
import { migrate } from '../cloud/migrations';
import { orStop } from '../cloud/start';
import { APP_HEADERS } from './kit/town';
import { copyOfTemplate, emptyDatabase, onRealServer } from './kit/engine';
import { fingerprint } from './kit/fingerprint';
import { killAll, startCloud } from './kit/process';

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'jiamenkou-start-'));
  folders.push(made);
  return made;
};
afterAll(() => {
  killAll();
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});

/** One line that a person can act on: no stack, no second line. */
const SENTENCE = /^Cannot start: [^\n]+\.\n?$/;
const health = async (origin: string) => (await fetch(`${origin}/health`)).status;

describe('a wrong setting stops the start with one sentence that names it', () => {
  test.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['DATABASE_URL', 'mysql://root@localhost/x'],
    ['DATABASE_URL', 'localhost:5432'],
    ['DEMO', 'yes'],
    ['DEMO', '2'],
    ['DWELL_MS', '3s'],
    ['DWELL_MS', '600001'],
    ['DWELL_MS', '-5'],
  ])('%s=%s', (name, value) => {
    const start = () => readConfig({ [name]: value });
    expect(start).toThrow(SENTENCE);
    expect(start).toThrow(`${name} must`);
  });

  test('several wrong settings are told together', () => {
    expect(() => readConfig({ PORT: 'x', DEMO: 'y' })).toThrow(/PORT must .*; DEMO must /);
  });

  test('an empty value is the default, and other variables do not matter', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', HOME: '/', DEMO_: 'x' })).toEqual(readConfig({}));
  });

  test('the process ends with it, and with nothing else', async () => {
    const { code, out, err } = await startCloud({ DEMO: 'maybe' }).ended;
    expect([code, out, err]).toEqual([1, '', 'Cannot start: DEMO must be 0 or 1.\n']);
  });
});

describe('a start that cannot be', () => {
  test('on a database that does not answer says so in one line', async () => {
    const { code, err } = await startCloud({ DATABASE_URL: 'postgres://nobody@localhost:1/none' }).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^connect ECONNREFUSED [^\n]+:1\n$/);
  });

  test('in a folder that is a file says so in one line', async () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    const { code, err } = await startCloud({ DATA_DIR: file }).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^ENOTDIR: not a directory, [^\n]+\n$/);
  });

  test('on a host with two dead addresses still has words', async () => {
    const said = jest.spyOn(console, 'error').mockImplementation();
    const ended = jest.spyOn(process, 'exit').mockImplementation();
    await orStop(Promise.reject(new AggregateError([new Error('connect ECONNREFUSED ::1:1')])));
    expect([said.mock.calls, ended.mock.calls]).toEqual([[['connect ECONNREFUSED ::1:1']], [[1]]]);
    jest.restoreAllMocks();
  });

  test('on a database of a newer version is refused, and the database stays as it was', async () => {
    const { db, close } = await copyOfTemplate();
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`.execute(db);
    await expect(migrate(db)).rejects.toThrow(/^Cannot start: the database is of a newer version/);
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
    expect(rows.at(-1)).toEqual({ name: '9999-later' });
    await close();
  });
});

test('bringing an up-to-date database up to date changes nothing', async () => {
  const { db, close } = await copyOfTemplate();
  const before = await fingerprint(db);
  await migrate(db);
  expect(await fingerprint(db)).toEqual(before);
  await close();
});

test('a trial folder is held by one process, and is free again the moment that one is killed', async () => {
  const DATA_DIR = folder();
  const first = startCloud({ DATA_DIR });
  const origin = await first.origin;
  expect(await health(origin)).toBe(200);

  const second = startCloud({ DATA_DIR });
  const { code, err } = await second.ended;
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/another process is using the trial database in .*Stop it first\.\n$/),
  ]);
  expect(err).toMatch(SENTENCE);
  expect(await health(origin)).toBe(200);

  first.kill('SIGKILL');
  expect((await first.ended).signal).toBe('SIGKILL');
  const third = startCloud({ DATA_DIR });
  expect(await health(await third.origin)).toBe(200);
  third.kill('SIGKILL');
  await third.ended;
});

test('SIGTERM ends the process well and soon, even while somebody keeps a connection open', async () => {
  const cloud = startCloud({ DATA_DIR: folder() });
  const origin = await cloud.origin;
  await fetch(`${origin}/1.1/functions/session.me`, { method: 'POST', headers: APP_HEADERS });
  const { hostname, port } = new URL(origin);
  const silent = connect(Number(port), hostname);
  await new Promise((done) => silent.once('connect', done));
  const closed = new Promise((done) => silent.once('close', done));
  silent.on('error', () => undefined);

  // The test's own timeout is an hour-glass for a process that never ends; ten seconds are the operator's.
  const tooLate = setTimeout(() => cloud.kill('SIGKILL'), 10_000);
  cloud.kill('SIGTERM');
  const { code, signal, err } = await cloud.ended;
  clearTimeout(tooLate);
  await closed;
  expect({ code, signal, err }).toEqual({ code: 0, signal: null, err: '' });
});

const onServer = onRealServer ? test : test.skip;
onServer(
  'two processes that start together on one empty database both come up (a server is needed: PGlite has one session)',
  async () => {
    const { url, drop } = await emptyDatabase();
    const clouds = [1, 2].map(() => startCloud({ DATABASE_URL: url, DATA_DIR: folder(), DEMO: '1' }));
    for (const { origin } of clouds) expect(await health(await origin)).toBe(200);

    const tokens = await Promise.all(
      clouds.map(async ({ origin }) => {
        const login = JSON.stringify({ authData: { demo: { persona: 'resident-1' } } });
        const headers = { ...APP_HEADERS, 'content-type': 'application/json' };
        const answer = await fetch(`${await origin}/1.1/users`, { method: 'POST', headers, body: login });
        return (await answer.json()) as { objectId: string; sessionToken: string };
      }),
    );
    // One city was loaded, and each process knows the other's sessions.
    expect(tokens[0]?.objectId).toBe(tokens[1]?.objectId);
    const headers = { ...APP_HEADERS, 'x-lc-session': tokens[0]?.sessionToken ?? '' };
    const me = await fetch(`${await clouds[1]?.origin}/1.1/users/me`, { headers });
    expect(me.status).toBe(200);

    for (const cloud of clouds) cloud.kill('SIGTERM');
    expect((await Promise.all(clouds.map(({ ended }) => ended))).map(({ code }) => code)).toEqual([0, 0]);
    await drop();
  },
);
