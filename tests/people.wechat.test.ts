import AV from 'leancloud-storage';
import { createSeal } from '../cloud/kit/seal';
import { welcome } from '../cloud/people/identity';
import { refusals } from '../types/refusals';
import { listen, type Send } from './kit/http';
import { openWechatTown, type WechatTown } from './kit/wechatTown';

/** Signing in with WeChat: the unmodified SDK over a real port, and a stand-in for WeChat's server behind it. */
let town: WechatTown;
let send: Send;
beforeAll(async () => {
  town = await openWechatTown();
  const opened = await listen(town);
  send = opened.send;
  AV.init({ appId: 'jiamenkou', appKey: 'jiamenkou-key', serverURL: opened.origin });
});
afterAll(() => town.close());
beforeEach(() => AV.User.logOut());

type AuthData = Parameters<typeof AV.User.loginWithAuthData>[0];
const sdkSignIn = (code: string, options?: { failOnNotExist: boolean }) =>
  AV.User.loginWithAuthData({ code } as unknown as AuthData, 'lc_weapp', options);
const failureOf = (work: Promise<unknown>) =>
  work.then(
    (value) => Promise.reject(new Error(`Expected a refusal, got ${JSON.stringify(value)}`)),
    (error: { code: number; rawMessage: string; details: { refusal: string } }) => error,
  );
const post = (code: unknown, query = '') =>
  send('POST', `/1.1/users${query}`, JSON.stringify({ authData: { lc_weapp: { code } } }));
const identities = () => town.db.selectFrom('identity').selectAll().where('session_key', 'is not', null).execute();

describe('a person in WeChat', () => {
  test('signs in with the SDK, is the same person the next time, and gets no secret back', async () => {
    const first = await sdkSignIn(town.standIn.code('o-anna'));
    expect(await AV.Cloud.run('session.me', {})).toMatchObject({ person: { id: first.id, persona: null } });
    await AV.User.logOut();
    const again = await sdkSignIn(town.standIn.code('o-anna'));
    expect(again.id).toBe(first.id);
    expect(JSON.stringify(again.toFullJSON())).not.toContain('o-anna');
    expect(JSON.stringify(again.get('authData') ?? {})).toBe('{}');
  });

  test('is new with 201, known with 200, and nobody’s openid or session key is in an answer', async () => {
    const fresh = await post(town.standIn.code('o-berta'));
    const known = await post(town.standIn.code('o-berta'));
    expect([fresh.status, known.status]).toEqual([201, 200]);
    expect(known.body.objectId).toBe(fresh.body.objectId);
    for (const { text } of [fresh, known]) {
      expect(text).not.toContain('o-berta');
      expect(text).not.toContain(town.standIn.sessionKey('o-berta'));
    }
  });

  test('is not made when the client asks only for somebody who exists', async () => {
    const { code, rawMessage } = await failureOf(sdkSignIn(town.standIn.code('o-nobody'), { failOnNotExist: true }));
    expect([code, rawMessage]).toEqual([211, refusals['login.notExist'][2]]);
    const unmade = await town.db.selectFrom('identity').selectAll().where('subject', '=', 'o-nobody').execute();
    expect(unmade).toEqual([]);
  });

  test('who signs in twice at the same moment is one person', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => post(town.standIn.code('o-clara'))));
    expect(new Set(answers.map(({ body }) => body.objectId)).size).toBe(1);
    const seal = createSeal(Buffer.alloc(32, 1));
    const visitor = { openid: 'o-dora', sessionKey: 'x' };
    const made = await Promise.all([1, 2, 3].map(() => welcome(town.db, seal, visitor, town.clock.now(), false)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  test('whose session key is kept has it sealed, and the newest', async () => {
    const { id } = await town.visitor('o-emma');
    await town.visitor('o-emma');
    const key = town.standIn.sessionKey('o-emma');
    const [kept] = (await identities()).filter(({ person_id }) => person_id === id);
    const bytes = Buffer.from(kept?.session_key ?? []);
    expect(bytes.includes(key)).toBe(false);
    expect(createSeal(Buffer.from('ab'.repeat(32), 'hex')).open(bytes)).toBe(key);
  });

  test('who comes with a session of yesterday is signed in all the same', async () => {
    const answer = await send(
      'POST',
      '/1.1/users',
      JSON.stringify({ authData: { lc_weapp: { code: town.standIn.code('o-fritzi') } } }),
      { 'x-lc-session': 'a-stale-session-that-nobody-knows' },
    );
    expect(answer.status).toBe(201);
  });

  test('cannot say who they are by themselves: openid and unionid from a client are not read', async () => {
    const { id } = await town.visitor('o-gerda');
    const authData = {
      lc_weapp: { code: town.standIn.code('o-hanna'), openid: 'o-gerda', unionid: 'u', uid: 'o-gerda' },
    };
    const { body } = await send('POST', '/1.1/users', JSON.stringify({ authData }));
    expect(body.objectId).not.toBe(id);
  });
});

describe('a sign-in is refused in words', () => {
  test.each([
    ['with a code that was used', 'login.code', () => post(usedCode)],
    ['with a code nobody gave', 'login.code', () => post('0a1b2c3d4e5f')],
    ['with a code that is no text', 'login.code', () => post({ $ne: 1 })],
    ['without a code', 'login.code', () => post(undefined)],
  ] as const)('%s: %s', async (_how, refusal, act) => {
    usedCode = town.standIn.code('o-used');
    await post(usedCode);
    const { status, body } = await act();
    expect([body.code, status, body.error]).toEqual([...refusals[refusal]]);
  });
  let usedCode = '';

  test('with a code that is too old', async () => {
    const code = town.standIn.code('o-late');
    town.clock.advance(5 * 60_000);
    expect((await post(code)).body.details?.refusal).toBe('login.code');
  });

  test.each([
    [{ errcode: 40226 }, 'login.blocked'],
    [{ errcode: 45011 }, 'wechat.down'],
    [{ errcode: -1 }, 'wechat.down'],
    [{ reset: 'after' as const }, 'wechat.down'],
    [{ truncate: 'text' as const }, 'wechat.down'],
    [{ html: 502 }, 'wechat.down'],
  ] as const)('when WeChat answers %j: %s, and the next one gets in', async (fault, refusal) => {
    const before = town.standIn.count('login');
    town.standIn.fail('login', fault);
    const { body, text } = await post(town.standIn.code('o-iris'));
    expect(body.details?.refusal).toBe(refusal);
    expect(body.error).toBe(refusals[refusal][2]);
    expect(text).not.toMatch(/o-iris|secret|session_key/);
    // A code is good once: asking again would only burn it.
    expect(town.standIn.count('login')).toBe(before + 1);
    expect((await post(town.standIn.code('o-iris'))).status).toBeLessThan(300);
  });
});

describe('adding WeChat to an account (PUT /classes/_User)', () => {
  const link = (id: string, token: string, code: string, platform = 'lc_weapp') =>
    send('PUT', `/1.1/classes/_User/${id}`, JSON.stringify({ authData: { [platform]: { code } } }), {
      'x-lc-session': token,
    });

  test('lets somebody sign in by it', async () => {
    const one = await town.visitor('o-julia');
    const { status, body } = await link(one.id, one.token, town.standIn.code('o-julia-second-phone'));
    expect([status, body.objectId, body.authData]).toEqual([200, one.id, {}]);
    expect((await post(town.standIn.code('o-julia-second-phone'))).body.objectId).toBe(one.id);
  });

  test('is refused for the WeChat of another, with another’s session, without one, and by another way in', async () => {
    const [one, two] = [await town.visitor('o-karin'), await town.visitor('o-lena')];
    const refused = async (answer: Promise<{ body: { details?: { refusal: string } } }>) =>
      (await answer).body.details?.refusal;
    expect(await refused(link(one.id, one.token, town.standIn.code('o-lena')))).toBe('login.taken');
    expect(await refused(link(two.id, one.token, town.standIn.code('o-new')))).toBe('session.required');
    expect(await refused(link(one.id, 'no-session', town.standIn.code('o-new')))).toBe('session.required');
    expect(await refused(link(one.id, one.token, town.standIn.code('o-new'), 'weibo'))).toBe('login.unknown');
    expect((await post(town.standIn.code('o-lena'))).body.objectId).toBe(two.id);
  });
});

describe('signing out', () => {
  test('ends the session in the cloud, and coming back is the same person', async () => {
    const one = await town.visitor('o-mona');
    await one.call.session.end({});
    expect(await one.call.session.me({})).toMatchObject({ person: null });
    expect((await town.visitor('o-mona')).id).toBe(one.id);
  });
});
