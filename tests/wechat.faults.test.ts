import { createServer, type AddressInfo } from 'node:net';
import type { Database } from '../cloud/kit/database';
import type { Wechat } from '../cloud/wechat';
import { copyOfTemplate } from './kit/engine';
import { paths, type Fault, type Name } from './kit/wechat';
import { OPENID, openDesk, PHONE, type Desk } from './kit/wechat/desk';

let database: Database;
let desk: Desk;
beforeAll(async () => (database = await copyOfTemplate()));
beforeEach(async () => {
  desk = await openDesk(database.db);
  desk.standIn.consent(OPENID, 'tmpl-notice', 9);
  // Whoever signed in has a session key that no error may tell, and the token is there before anything fails.
  await desk.wechat.login(desk.standIn.code(OPENID));
  await desk.wechat.riskRank({ openid: OPENID, ip: '1.2.3.4' });
});
afterEach(() => desk.close());
afterAll(() => database.close());

const data = { thing1: '停水', thing2: '江畔', time3: '9:00' };
type Asked = Exclude<Name, 'token' | 'oldToken'>;
const asks: Record<Asked, (wechat: Wechat) => Promise<unknown>> = {
  login: (wechat) => wechat.login(desk.standIn.code(OPENID)),
  phone: (wechat) => wechat.phone(desk.standIn.phoneCode(OPENID, PHONE)),
  send: (wechat) => wechat.send({ openid: OPENID, templateId: 'tmpl-notice', page: 'p', data }),
  code: (wechat) => wechat.code({ scene: 'm=1', page: 'p' }),
  checkText: (wechat) => wechat.checkText({ openid: OPENID, scene: 1, text: '灯' }),
  checkPicture: (wechat) => wechat.checkPicture({ openid: OPENID, scene: 1, url: 'https://example.org/p.jpg' }),
  riskRank: (wechat) => wechat.riskRank({ openid: OPENID, ip: '1.2.3.4' }),
  urlLink: (wechat) =>
    wechat.urlLink({ path: 'p', query: 'id=1', expiresAt: new Date(desk.clock.now().getTime() + 86_400_000) }),
};
const once = ['login', 'phone', 'send'] as const;
const harmless = ['code', 'checkText', 'checkPicture', 'riskRank', 'urlLink'] as const;
const all: readonly Asked[] = [...once, ...harmless];

/** How often an endpoint was asked by what is done here. */
async function counting(name: Name, act: () => Promise<unknown>): Promise<number> {
  const before = desk.standIn.count(name);
  await act();
  return desk.standIn.count(name) - before;
}

const unreadable: [string, Fault][] = [
  ['a connection that broke before the deed', { reset: 'before' }],
  ['a connection that broke after the deed', { reset: 'after' }],
  ['half an answer', { truncate: 'text' }],
  ['an answer cut off by a broken connection', { truncate: 'connection' }],
  ['a proxy’s page with 502', { html: 502 }],
  ['a proxy’s page with 200', { html: 200 }],
  ['a redirect', { html: 302 }],
  ['an answer that lacks what it must have', { answer: { errmsg: 'ok' } }],
  ['an errcode that is no number', { answer: { errcode: 'zero' } }],
];

describe.each(unreadable)('after %s', (_, fault) => {
  test.each(all)('nobody knows what became of %s, and the error gives nothing away', async (name) => {
    desk.standIn.fail(name, { ...fault, times: 2 });
    const failure = await desk.failureOf(asks[name](desk.wechat));
    expect(failure).toMatchObject({ kind: 'unknown', errcode: null, endpoint: paths[name] });
  });

  test.each(once)('%s is not repeated', async (name) => {
    desk.standIn.fail(name, fault);
    expect(await counting(name, () => desk.failureOf(asks[name](desk.wechat)))).toBe(1);
  });

  test.each(harmless)('%s is repeated once, and succeeds', async (name) => {
    desk.standIn.fail(name, fault);
    expect(await counting(name, () => asks[name](desk.wechat))).toBe(2);
  });
});

test('an answer without end is not read to its end', async () => {
  desk.standIn.fail('code', {
    answer: Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(9_000_000)]),
    times: 2,
  });
  expect(await desk.failureOf(asks.code(desk.wechat))).toMatchObject({ kind: 'unknown' });
});

test('a message whose answer was lost is with its reader, once', async () => {
  desk.standIn.fail('send', { reset: 'after' });
  expect(await desk.failureOf(asks.send(desk.wechat))).toMatchObject({ kind: 'unknown' });
  expect(desk.standIn.sent).toHaveLength(1);
});

describe('a WeChat that is too busy', () => {
  test.each(harmless)('is asked for %s once more', async (name) => {
    desk.standIn.fail(name, { errcode: -1 });
    expect(await counting(name, () => asks[name](desk.wechat))).toBe(2);
  });

  test.each(once)('has refused %s, which is not repeated', async (name) => {
    desk.standIn.fail(name, { errcode: -1 });
    const failed = async () => expect(await desk.failureOf(asks[name](desk.wechat))).toMatchObject({ errcode: -1 });
    expect(await counting(name, failed)).toBe(1);
  });
});

test.each(all)('%s from an address that WeChat does not know is refused, and not repeated', async (name) => {
  desk.standIn.fail(name, { errcode: 40164, errmsg: `invalid ip 10.0.0.1, not in whitelist ${OPENID}` });
  const failed = async () =>
    expect(await desk.failureOf(asks[name](desk.wechat))).toMatchObject({ kind: 'refused', errcode: 40164 });
  expect(await counting(name, failed)).toBe(1);
});

describe('a WeChat that does not answer in time', () => {
  test.each(['login', 'send', 'checkText'] as const)('leaves us not knowing what became of %s', async (name) => {
    desk.standIn.fail(name, { delayMs: 10_000, times: 2 });
    // Enough for this machine to connect to itself on its worst day, and far less than the answer takes.
    const hasty = desk.another({ patienceMs: 1_500 });
    expect(await desk.failureOf(asks[name](hasty))).toMatchObject({ kind: 'unknown', endpoint: paths[name] });
  });

  test('is waited for, as long as we have patience', async () => {
    desk.standIn.fail('send', { delayMs: 500 });
    await asks.send(desk.wechat);
    expect(desk.standIn.sent).toHaveLength(1);
  });
});

describe('what certainly never arrived is told apart', () => {
  test('when nobody listens there', async () => {
    await desk.close();
    for (const name of ['login', 'send'] as const)
      expect(await desk.failureOf(asks[name](desk.wechat))).toMatchObject({ kind: 'unreached', endpoint: paths[name] });
  });

  test('when there is no such host', async () => {
    const nowhere = desk.another({ url: 'http://wechat.invalid' });
    expect(await desk.failureOf(asks.send(nowhere))).toMatchObject({ kind: 'unreached' });
  });

  test('when the other side takes the call and then never says who it is', async () => {
    const mute = createServer(() => undefined);
    await new Promise<void>((done) => mute.listen(0, '127.0.0.1', done));
    const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
    const failure = await desk.failureOf(asks.send(desk.another({ url, patienceMs: 400 })));
    expect(failure).toMatchObject({ kind: 'unreached' });
    mute.close();
  });
});

describe('an endpoint that has failed five times in a row', () => {
  const failing = async (times: number) => {
    desk.standIn.fail('send', { html: 502, times });
    for (let i = 0; i < times; i++) await desk.failureOf(asks.send(desk.wechat));
  };

  test('rests for thirty seconds, in which nothing is sent', async () => {
    await failing(5);
    desk.clock.advance(29_999);
    const resting = async () =>
      expect(await desk.failureOf(asks.send(desk.wechat))).toMatchObject({ kind: 'unreached', endpoint: paths.send });
    expect(await counting('send', resting)).toBe(0);
    desk.clock.advance(1);
    await asks.send(desk.wechat);
    await asks.send(desk.wechat);
    expect(desk.standIn.sent).toHaveLength(2);
  });

  test('gets one try after that, and rests again when it fails', async () => {
    await failing(5);
    desk.clock.advance(30_000);
    desk.standIn.fail('send', { html: 502 });
    const tries = () => Promise.all(Array.from({ length: 10 }, () => desk.failureOf(asks.send(desk.wechat))));
    let kinds: string[] = [];
    expect(await counting('send', async () => (kinds = (await tries()).map(({ kind }) => kind)))).toBe(1);
    expect(kinds.sort()).toEqual(['unknown', ...Array<string>(9).fill('unreached')]);
    expect(await counting('send', tries)).toBe(0);
  });

  test('leaves the others alone', async () => {
    await failing(5);
    for (const name of all.filter((one) => one !== 'send')) await asks[name](desk.wechat);
  });

  test('is not one that has said no five times', async () => {
    desk.standIn.fail('send', { errcode: 43101, times: 6 });
    for (let i = 0; i < 6; i++) await desk.failureOf(asks.send(desk.wechat));
    await asks.send(desk.wechat);
  });

  test('is not one that has answered in between, be it with a no', async () => {
    await failing(4);
    desk.standIn.fail('send', { errcode: 43101 });
    await desk.failureOf(asks.send(desk.wechat));
    await failing(4);
    await asks.send(desk.wechat);
  });
});
