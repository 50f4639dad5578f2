import { createApp } from '../cloud/app';
import { folderStorage } from '../cloud/files';
import { readConfig } from '../cloud/kit/config';
import { hashOf } from '../cloud/kit/ids';
import { refusals } from '../types/refusals';
import { listen, type Send } from './kit/http';
import { APP_HEADERS, openTown, type Town } from './kit/town';

let town: Town;
let send: Send;
beforeAll(async () => {
  town = await openTown();
  ({ send } = await listen(town));
});
afterAll(() => town.close());

describe('signing in', () => {
  const demo = (persona: unknown) => JSON.stringify({ authData: { demo: { persona } } });

  test('keeps nothing of a token but its hash', async () => {
    const { body } = await send('POST', '/1.1/users', demo('resident-1'));
    const token = String(body.sessionToken);
    const sessions = await town.db.selectFrom('session').selectAll().execute();
    expect(sessions.some(({ token_hash }) => Buffer.from(token_hash).equals(hashOf(token)))).toBe(true);
    const { rows } = await everyRowAsText();
    expect(rows.filter((row) => row.includes(token) || row.includes(Buffer.from(token).toString('hex')))).toEqual([]);
  });

  test('of somebody who exists is 200, with failOnNotExist or without', async () => {
    const one = await send('POST', '/1.1/users', demo('resident-1'));
    const two = await send('POST', '/1.1/users?failOnNotExist=true', demo('resident-1'));
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(two.body.objectId).toBe(one.body.objectId);
  });

  test.each([
    ['an unknown persona', { demo: { persona: 'mayor' } }, 40311],
    ['a persona that is no name', { demo: { persona: { $ne: 1 } } }, 40311],
    ['WeChat, which is not connected yet', { lc_weapp: { code: '0a1b2c' } }, 40312],
    ['another platform', { weibo: { uid: '1' } }, 40311],
    ['nothing', undefined, 40311],
  ])('as %s is refused in words', async (_who, authData, code) => {
    const { body, text } = await send('POST', '/1.1/users', JSON.stringify({ authData }));
    expect(body).toMatchObject({ code, error: expect.stringMatching(/\p{Script=Han}.*。$/u) as string });
    expect(text).not.toContain('0a1b2c');
  });

  test('as a persona is refused outside demo mode', async () => {
    const { config, ...parts } = {
      config: readConfig({ DEMO: '0', DATA_DIR: '.tests' }),
      db: town.db,
      clock: town.clock,
    };
    const app = await createApp({ ...parts, config, storage: folderStorage('.tests'), h5: '.tests/no-page' });
    const login = { method: 'POST', url: '/1.1/users', headers: APP_HEADERS } as const;
    const { statusCode, payload } = await app.inject({
      ...login,
      payload: { authData: { demo: { persona: 'editor' } } },
    });
    expect(statusCode).toBe(403);
    expect(JSON.parse(payload)).toMatchObject({ code: 40310, error: refusals['login.demoOff'][2] });
    const me = { ...login, url: '/1.1/functions/session.me', payload: {} };
    expect(JSON.parse((await app.inject(me)).payload)).toMatchObject({ result: { demo: false } });
    await app.close();
  });

  test('gives a token that renews only its own person', async () => {
    const one = (await send('POST', '/1.1/users', demo('resident-1'))).body;
    const two = (await send('POST', '/1.1/users', demo('resident-2'))).body;
    const path = `/1.1/users/${String(two.objectId)}/refreshSessionToken`;
    const { status, body } = await send('PUT', path, '{}', { 'x-lc-session': String(one.sessionToken) });
    expect([status, body.code]).toEqual([401, 211]);
    const still = await send('GET', '/1.1/users/me', undefined, { 'x-lc-session': String(two.sessionToken) });
    expect(still.body).toMatchObject({ objectId: two.objectId, sessionToken: two.sessionToken });
  });
});

async function everyRowAsText(): Promise<{ rows: string[] }> {
  const { db } = town;
  const tables = ['session', 'person', 'identity', 'answer', 'audit', 'file'] as const;
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
  const asText = (_: string, x: unknown) => (Buffer.isBuffer(x) ? x.toString('hex') : x);
  return { rows: rows.flat().map((row) => JSON.stringify(row, asText)) };
}
