import type { Database } from '../cloud/kit/database';
import { createSeal } from '../cloud/kit/seal';
import { createWechat, type Wechat } from '../cloud/wechat';
import { testClock } from './kit/clock';
import { copyOfTemplate, OPENING } from './kit/engine';
import { OPENID, openDesk, seal, type Desk } from './kit/wechat/desk';

let database: Database;
let desk: Desk;
beforeAll(async () => (database = await copyOfTemplate()));
beforeEach(async () => {
  desk = await openDesk(database.db);
  desk.standIn.visit(OPENID);
});
afterEach(() => desk.close());
afterAll(() => database.close());

const ask = (wechat: Wechat = desk.wechat) => wechat.riskRank({ openid: OPENID, ip: '1.2.3.4' });
const many = (count: number, ...by: Wechat[]) =>
  Promise.all(Array.from({ length: count }, (_, i) => ask(by[i % by.length])));
/** How each token was asked for. */
const forced = () => desk.standIn.calls.filter(({ name }) => name === 'token').map(({ body }) => body.force_refresh);
const row = () => database.db.selectFrom('wechat_token').selectAll().executeTakeFirstOrThrow();
/** Until a condition holds that nothing but another's progress brings about. */
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((next) => setTimeout(next, 5));
};

describe('one token serves', () => {
  test('fifty calls at once', async () => {
    await many(50);
    expect(forced()).toEqual([false]);
  });

  test('all processes of a database at once, and those that come later', async () => {
    await many(50, desk.wechat, desk.another());
    await ask(desk.another());
    expect(forced()).toEqual([false]);
  });

  test('until five minutes before its end', async () => {
    await ask();
    desk.clock.advance(6_899_999);
    await ask();
    expect(forced()).toHaveLength(1);
    desk.clock.advance(1);
    await many(10, desk.wechat, desk.another());
    expect(forced()).toEqual([false, false]);
  });

  test('half its time when it was almost over already', async () => {
    desk.standIn.fail('token', { answer: { access_token: desk.standIn.token() || 'short', expires_in: 300 } });
    desk.standIn.fail('riskRank', { answer: { risk_rank: 0 }, times: 3 });
    await ask();
    desk.clock.advance(149_999);
    await ask();
    expect(forced()).toHaveLength(1);
    desk.clock.advance(1);
    await ask();
    expect(forced()).toHaveLength(2);
  });

  test('and lies sealed in the database', async () => {
    await ask();
    const { token } = await row();
    const bytes = Buffer.from(token ?? '');
    expect(bytes.includes(desk.standIn.token().slice(0, 16))).toBe(false);
    expect(seal.open(bytes)).toBe(desk.standIn.token());
  });

  test('one process, when the other has a new seal, and each asks for itself', async () => {
    await ask();
    const { config } = desk.standIn;
    const seals = createSeal(Buffer.alloc(32, 8));
    await ask(createWechat({ config, db: database.db, clock: desk.clock, seal: seals }));
    expect(forced()).toEqual([false, false]);
  });
});

describe('a token that is refused', () => {
  test('in the middle of fifty calls is replaced once, and each call is made again once', async () => {
    await ask();
    desk.standIn.killToken();
    expect(await many(50)).toEqual(Array(50).fill(0));
    expect(forced()).toEqual([false, false]);
    expect(desk.standIn.count('riskRank')).toBe(1 + 50 + 50);
  });

  test('dies while calls are on their way', async () => {
    await ask();
    desk.standIn.fail('riskRank', {});
    desk.standIn.fail('riskRank', { killToken: true });
    expect(await many(10)).toEqual(Array(10).fill(0));
    expect(forced()).toEqual([false, false]);
  });

  test('in two processes is replaced once for both', async () => {
    const other = desk.another();
    await many(2, desk.wechat, other);
    desk.standIn.killToken();
    await many(50, desk.wechat, other);
    expect(forced()).toEqual([false, false]);
  });

  test('is replaced by the one that another process has fetched meanwhile', async () => {
    const other = desk.another();
    await many(2, desk.wechat, other);
    desk.standIn.killToken();
    await ask(other);
    await ask();
    expect(forced()).toEqual([false, false]);
  });

  test('and that normal mode hands out again is forced, once for everybody', async () => {
    const other = desk.another();
    await many(2, desk.wechat, other);
    desk.standIn.killToken({ insists: true });
    await many(50, desk.wechat, other);
    expect(forced()).toEqual([false, false, true]);
    expect(seal.open(Buffer.from((await row()).token ?? ''))).toBe(desk.standIn.token());
  });

  test('since its time was over for WeChat before it was for us', async () => {
    const ahead = testClock(OPENING);
    const early = await openDesk(database.db, ahead);
    early.standIn.visit(OPENID);
    await ask(early.wechat);
    ahead.advance(7_200_000);
    early.standIn.visit(OPENID);
    expect(await ask(early.wechat)).toBe(0);
    expect(early.standIn.count('token')).toBe(2);
    await early.close();
  });

  test.each([40001, 40014, 42001])('by %d lets even a message be sent again, which was not sent', async (errcode) => {
    desk.standIn.consent(OPENID, 'tmpl-notice');
    desk.standIn.fail('send', { errcode });
    const data = { thing1: '停水', thing2: '江畔', time3: '9:00' };
    await desk.wechat.send({ openid: OPENID, templateId: 'tmpl-notice', page: 'p', data });
    expect(desk.standIn.sent).toHaveLength(1);
    expect(desk.standIn.count('send')).toBe(2);
  });

  test('twice in a row fails the call', async () => {
    desk.standIn.fail('riskRank', { errcode: 40001, times: 2 });
    expect(await desk.failureOf(ask())).toMatchObject({ kind: 'refused', errcode: 40001 });
    expect(desk.standIn.count('riskRank')).toBe(2);
  });

  test('again and again is not forced more often than WeChat allows', async () => {
    desk.standIn.fail('riskRank', { errcode: 40001, times: 9 });
    await desk.failureOf(ask());
    expect(await desk.failureOf(ask())).toMatchObject({ kind: 'unreached', errcode: null });
    expect(forced().filter(Boolean)).toHaveLength(1);
    desk.clock.advance(30_000);
    await desk.failureOf(ask());
    expect(forced().filter(Boolean)).toHaveLength(2);
  });
});

describe('while one process asks for a token', () => {
  const lease = (asking_until: Date) =>
    database.db.insertInto('wechat_token').values({ app_id: desk.standIn.config.appId, asking_until }).execute();
  const soon = (ms: number) => new Date(desk.clock.now().getTime() + ms);

  test('the database is free', async () => {
    desk.standIn.fail('token', { delayMs: 60_000 });
    let isOver = false;
    const asked = desk.failureOf(ask()).finally(() => (isOver = true));
    await until(() => desk.standIn.count('token') === 1);
    expect(await row()).toMatchObject({ token: null, asking_until: expect.any(Date) as Date });
    expect(isOver).toBe(false);
    await desk.close();
    expect(await asked).toMatchObject({ kind: 'unreached', endpoint: '/cgi-bin/stable_token' });
  });

  test('another waits for what it brings', async () => {
    desk.standIn.fail('riskRank', { answer: { risk_rank: 3 } });
    await lease(soon(60_000));
    const asked = ask();
    const theirs = { token: seal.close('theirs'), expires_at: soon(6_000_000), asking_until: null };
    await database.db.updateTable('wechat_token').set(theirs).execute();
    expect(await asked).toBe(3);
    expect(desk.standIn.calls.map(({ name, query }) => [name, query.access_token])).toEqual([['riskRank', 'theirs']]);
  });

  test('and dies, another takes over when its time has passed', async () => {
    await lease(soon(60_000));
    const asked = ask();
    desk.clock.advance(59_999);
    await row();
    expect(desk.standIn.count('token')).toBe(0);
    desk.clock.advance(1);
    expect(await asked).toBe(0);
    expect(forced()).toEqual([false]);
  });

  test('and does not come back, another gives up in the end without having asked', async () => {
    await lease(soon(60_000));
    expect(await desk.failureOf(ask(desk.another({ patienceMs: 1 })))).toMatchObject({ kind: 'unreached' });
    expect(desk.standIn.calls).toEqual([]);
  });

  test('and was too slow, its late answer does not replace what the next one stored', async () => {
    desk.standIn.fail('token', { delayMs: 1_000, answer: { access_token: 'late', expires_in: 7_200 } });
    const slow = ask();
    await until(() => desk.standIn.count('token') === 1);
    desk.clock.advance(100_000);
    await ask(desk.another());
    const kept = (await row()).token;
    expect(await slow).toBe(0);
    expect((await row()).token).toEqual(kept);
  });
});

describe('without a token', () => {
  test.each([40164, 40125, 45009])(
    'because WeChat said %d, the call was never made, and the next one asks again',
    async (no) => {
      desk.standIn.fail('token', { errcode: no });
      const failure = await desk.failureOf(ask());
      expect(failure).toMatchObject({ kind: 'unreached', errcode: no, endpoint: '/cgi-bin/stable_token' });
      expect(desk.standIn.calls).toHaveLength(1);
      expect(await ask()).toBe(0);
    },
  );

  test.each([{ reset: 'after' }, { truncate: 'text' }, { html: 502 }, { answer: { expires_in: 7_200 } }] as const)(
    'because of %j twice, the call was never made, and the next one asks again',
    async (fault) => {
      desk.standIn.fail('token', { ...fault, times: 2 });
      expect(await desk.failureOf(ask())).toMatchObject({ kind: 'unreached', errcode: null });
      expect(desk.standIn.count('riskRank')).toBe(0);
      expect(await ask()).toBe(0);
      expect(forced()).toHaveLength(3);
    },
  );

  test('of the wrong secret, nobody learns the secret', async () => {
    const wrong = desk.another({ secret: 'a wrong secret' });
    const failure = await desk.failureOf(ask(wrong));
    expect(failure).toMatchObject({ kind: 'unreached', errcode: 40125 });
    expect(String(failure.stack)).not.toContain('a wrong secret');
  });
});

test('a token of the old kind lives and dies by itself', async () => {
  const { standIn } = desk;
  const { appId, secret } = standIn.config;
  const old = `${standIn.url}/cgi-bin/token?grant_type=client_credential&appid=${appId}&secret=${secret}`;
  const first = (await (await fetch(old)).json()) as { access_token: string };
  await ask();
  await fetch(old);
  standIn.killToken();
  const rank = (token: string) =>
    fetch(`${standIn.url}/wxa/getuserriskrank?access_token=${token}`, {
      method: 'POST',
      body: JSON.stringify({ appid: appId, openid: OPENID, scene: 0 }),
    }).then((answer) => answer.json());
  expect(first.access_token.length).toBeGreaterThanOrEqual(512);
  expect(await rank(first.access_token)).toMatchObject({ errcode: 0 });
  desk.clock.advance(300_000);
  expect(await rank(first.access_token)).toMatchObject({ errcode: 42001 });
});
