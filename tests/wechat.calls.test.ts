import type { Database } from '../cloud/kit/database';
import { copyOfTemplate } from './kit/engine';
import { openStandIn, paths, type Name } from './kit/wechat';
import { OPENID, openDesk, PHONE, type Desk } from './kit/wechat/desk';

let database: Database;
let desk: Desk;
beforeAll(async () => (database = await copyOfTemplate()));
beforeEach(async () => (desk = await openDesk(database.db)));
afterEach(() => desk.close());
afterAll(() => database.close());

const notice = { thing1: '周四上午停水', thing2: '江畔社区', time3: '2026年10月1日 09:00' };
const message = { openid: OPENID, templateId: 'tmpl-notice', page: '/notices/notice/index?id=1', data: notice };
const text = (given: object = {}) => ({ openid: OPENID, scene: 2 as const, text: '楼道灯坏了', ...given });
const picture = { openid: OPENID, scene: 4 as const, url: 'https://example.org/p.jpg' };
const place = { scene: 'm=1024', page: 'notices/notice/index' };
const link = (days: number) => ({
  path: '/notices/notice/index',
  query: 'id=1',
  expiresAt: new Date(desk.clock.now().getTime() + days * 86_400_000),
});
/** The body of an endpoint's last call. */
const asked = (name: Name) => desk.standIn.calls.filter((call) => call.name === name).at(-1)?.body;

describe('signing in', () => {
  test('a login code tells who somebody is, and brings the key of their session', async () => {
    const { openid, sessionKey } = await desk.wechat.login(desk.standIn.code(OPENID));
    expect(openid).toBe(OPENID);
    expect(sessionKey).toBe(desk.standIn.sessionKey(OPENID));
    const again = await desk.wechat.login(desk.standIn.code(OPENID));
    expect(again.sessionKey).not.toBe(sessionKey);
  });

  test('a code is good once', async () => {
    const code = desk.standIn.code(OPENID);
    await desk.wechat.login(code);
    const failure = await desk.failureOf(desk.wechat.login(code));
    expect(failure).toMatchObject({ kind: 'refused', errcode: 40163, endpoint: '/sns/jscode2session' });
  });

  test('a code is good for five minutes', async () => {
    const [first, second] = [desk.standIn.code(OPENID), desk.standIn.code(OPENID)];
    desk.clock.advance(299_999);
    await desk.wechat.login(first);
    desk.clock.advance(1);
    expect(await desk.failureOf(desk.wechat.login(second))).toMatchObject({ kind: 'refused', errcode: 40029 });
  });

  test('a code that WeChat never gave is refused', async () => {
    expect(await desk.failureOf(desk.wechat.login('made up'))).toMatchObject({ kind: 'refused', errcode: 40029 });
  });

  test('signing in needs no access token', async () => {
    await desk.wechat.login(desk.standIn.code(OPENID));
    expect(desk.standIn.count('token')).toBe(0);
  });

  test('a phone code brings the number, and is no login code', async () => {
    const code = desk.standIn.phoneCode(OPENID, PHONE);
    expect(await desk.failureOf(desk.wechat.login(code))).toMatchObject({ errcode: 40029 });
    expect(await desk.wechat.phone(code)).toBe(PHONE);
    expect(await desk.failureOf(desk.wechat.phone(code))).toMatchObject({ kind: 'refused', errcode: 40163 });
    expect(await desk.failureOf(desk.wechat.phone(desk.standIn.code(OPENID)))).toMatchObject({ errcode: 40029 });
  });
});

describe('a message', () => {
  beforeEach(() => desk.standIn.visit(OPENID));

  test('arrives once for one consent, and opens a page without a leading slash', async () => {
    desk.standIn.consent(OPENID, 'tmpl-notice');
    await desk.wechat.send(message);
    const page = 'notices/notice/index?id=1';
    expect(desk.standIn.sent).toEqual([
      { openid: OPENID, templateId: 'tmpl-notice', page, data: notice, state: 'developer' },
    ]);
    expect(await desk.failureOf(desk.wechat.send(message))).toMatchObject({ kind: 'refused', errcode: 43101 });
    expect(desk.standIn.sent).toHaveLength(1);
  });

  test('opens the stage that the cloud is set up for', async () => {
    desk.standIn.consent(OPENID, 'tmpl-notice', 3);
    for (const stage of ['release', 'trial', 'develop'] as const) await desk.another({ stage }).send(message);
    expect(desk.standIn.sent.map(({ state }) => state)).toEqual(['formal', 'trial', 'developer']);
  });

  test.each<[string, object, number]>([
    [
      'nobody has agreed to',
      { templateId: 'tmpl-reply', data: { thing1: '灯', phrase2: '已修好', time3: '9:00' } },
      43101,
    ],
    ['of no template', { templateId: 'made-up' }, 40037],
    ['to nobody', { openid: 'oNobody' }, 40003],
    ['without a field', { data: { thing1: '停水', thing2: '江畔' } }, 47003],
    ['with an empty field', { data: { ...notice, thing2: '' } }, 47003],
    ['with a field too many', { data: { ...notice, thing4: '多' } }, 47003],
    ['with 21 characters', { data: { ...notice, thing1: '水'.repeat(21) } }, 47003],
    ['at 25 o’clock', { data: { ...notice, time3: '25:00' } }, 47003],
    ['at a time as computers write it', { data: { ...notice, time3: '2026-10-01 09:00:00' } }, 47003],
  ])('%s is refused, and takes no consent', async (_, given, errcode) => {
    desk.standIn.consent(OPENID, 'tmpl-notice');
    const failure = await desk.failureOf(desk.wechat.send({ ...message, ...given }));
    expect(failure).toMatchObject({ kind: 'refused', errcode, endpoint: paths.send });
    await desk.wechat.send(message);
    expect(desk.standIn.sent).toHaveLength(1);
  });

  /** Sends one to a stand-in that has a template of just these fields. */
  async function sendOf(data: Record<string, string>): Promise<void> {
    const standIn = await openStandIn({ clock: desk.clock, templates: { own: Object.keys(data) } });
    standIn.visit(OPENID);
    standIn.consent(OPENID, 'own');
    await desk
      .another(standIn.config)
      .send({ ...message, templateId: 'own', data })
      .finally(standIn.close);
  }

  test.each<[string, Record<string, string>]>([
    ['five Han in a phrase', { phrase1: '正在处理中' }],
    ['32 signs in a character string', { character_string1: 'A-1'.padEnd(32, '0') }],
    ['ten Han in a name', { name1: '阿不都热合曼买买提江' }],
    ['a decimal number', { number1: '12.5' }],
    ['a span of time', { time1: '09:00~11:30' }],
  ])('with %s arrives', async (_, data) => sendOf(data));

  test.each<[string, Record<string, string>]>([
    ['six Han in a phrase', { phrase1: '正在处理中了' }],
    ['letters in a phrase', { phrase1: 'done' }],
    ['33 signs in a character string', { character_string1: 'A'.repeat(33) }],
    ['Han in a character string', { character_string1: '号1' }],
    ['eleven Han in a name', { name1: '王'.repeat(11) }],
    ['33 digits in a number', { number1: '1'.repeat(33) }],
    ['letters in a number', { number1: '12a' }],
  ])('with %s is refused', async (_, data) =>
    expect(await desk.failureOf(sendOf(data))).toMatchObject({ kind: 'refused', errcode: 47003 }),
  );

  test('to somebody who is being told something else at this moment is refused', async () => {
    desk.standIn.fail('send', { errcode: 43108 });
    expect(await desk.failureOf(desk.wechat.send(message))).toMatchObject({ kind: 'refused', errcode: 43108 });
    expect(desk.standIn.count('send')).toBe(1);
  });
});

describe('what people write and show', () => {
  beforeEach(() => desk.standIn.visit(OPENID));

  test('passes, waits for a person, or is risky, as WeChat judges it', async () => {
    desk.standIn.judge('可疑', 'review');
    desk.standIn.judge('违法', 'risky');
    expect(await desk.wechat.checkText(text())).toBe('pass');
    expect(await desk.wechat.checkText(text({ text: '有点可疑' }))).toBe('review');
    expect(await desk.wechat.checkText(text({ text: '可疑而且违法' }))).toBe('risky');
    expect(asked('checkText')).toEqual({ version: 2, openid: OPENID, scene: 2, content: '可疑而且违法' });
  });

  test('of 2500 characters is checked, and of more is a bug of ours that never goes out', async () => {
    expect(await desk.wechat.checkText(text({ text: '水'.repeat(2_500) }))).toBe('pass');
    await expect(desk.wechat.checkText(text({ text: '水'.repeat(2_501) }))).rejects.toThrow(RangeError);
    expect(desk.standIn.count('checkText')).toBe(1);
  });

  test.each(['checkText', 'checkPicture', 'riskRank'] as const)(
    'is not judged by %s when its writer has not been here for two hours',
    async (name) => {
      const ask = () => {
        if (name === 'checkText') return desk.wechat.checkText(text());
        if (name === 'checkPicture') return desk.wechat.checkPicture(picture);
        return desk.wechat.riskRank({ openid: OPENID, ip: '1.2.3.4' });
      };
      desk.clock.advance(7_200_000);
      await ask();
      desk.clock.advance(1);
      expect(await desk.failureOf(ask())).toMatchObject({ kind: 'refused', errcode: 61010 });
      await desk.wechat.login(desk.standIn.code(OPENID));
      await ask();
    },
  );

  test('as a picture gets a trace id, by which the verdict is pushed later', async () => {
    const traceId = await desk.wechat.checkPicture(picture);
    expect(desk.standIn.pictures).toEqual([{ traceId, openid: OPENID, url: picture.url }]);
    expect(asked('checkPicture')).toMatchObject({ media_type: 2, version: 2, scene: 4 });
  });

  test('comes with how risky its writer is', async () => {
    expect(await desk.wechat.riskRank({ openid: OPENID, ip: '1.2.3.4' })).toBe(0);
    desk.standIn.rank(OPENID, 4);
    expect(await desk.wechat.riskRank({ openid: OPENID, ip: '1.2.3.4' })).toBe(4);
    expect(asked('riskRank')).toMatchObject({ scene: 0, client_ip: '1.2.3.4', appid: desk.standIn.config.appId });
  });
});

describe('a way in', () => {
  test('is a code of any scene that WeChat allows', async () => {
    for (const scene of ['m', "!#$&'()*+,/:;=?@-._~", '0123456789abcdefABCDEF0123456789']) {
      const code = await desk.wechat.code({ ...place, scene });
      expect(code.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    }
  });

  test.each(['', 'a'.repeat(33), 'm 1', '社区', 'm%201', 'm=1\n'])(
    'with the scene %j is a bug of ours, and never goes out',
    async (scene) => {
      await expect(desk.wechat.code({ ...place, scene })).rejects.toThrow(RangeError);
      expect(desk.standIn.calls).toEqual([]);
    },
  );

  test('is looked up among the pages of the release only', async () => {
    await desk.wechat.code({ ...place, page: '/notices/notice/index' });
    expect(asked('code')).toEqual({ ...place, check_path: false, env_version: 'develop' });
    await desk.another({ stage: 'release' }).code(place);
    expect(asked('code')).toEqual({ ...place, check_path: true, env_version: 'release' });
  });

  test('to no page is refused in JSON, where a picture was asked for', async () => {
    const failure = await desk.failureOf(desk.wechat.code({ ...place, page: 'notices/notice/index?id=1' }));
    expect(failure).toMatchObject({ kind: 'refused', errcode: 41030, endpoint: paths.code });
  });

  test('is a link for up to thirty days', async () => {
    expect(await desk.wechat.urlLink(link(30))).toMatch(/^https:\/\/wxaurl\.cn\//);
    expect(asked('urlLink')).toMatchObject({ path: '/notices/notice/index', query: 'id=1', env_version: 'develop' });
    expect(await desk.failureOf(desk.wechat.urlLink(link(31)))).toMatchObject({ kind: 'refused', errcode: 85401 });
  });
});

test('a refusal tells the number under which WeChat can look it up, and nothing more of its words', async () => {
  const errmsg = `invalid openid ${OPENID} rid: 0123abcd-4567ef01-89abcdef`;
  desk.standIn.visit(OPENID);
  desk.standIn.fail('riskRank', { errcode: 40003, errmsg });
  const { message: said } = await desk.failureOf(desk.wechat.riskRank({ openid: OPENID, ip: '1.2.3.4' }));
  expect(said).toBe('WeChat refused /wxa/getuserriskrank: 40003 (rid 0123abcd-4567ef01-89abcdef)');
});
