import { createSeal } from '../cloud/kit/seal';
import { refusals } from '../types/refusals';
import { published } from './kit/acts';
import { JIANGPAN, openTown, read, refusalOf } from './kit/town';
import { openWechatTown, type WechatTown } from './kit/wechatTown';

let town: WechatTown;
beforeAll(async () => {
  town = await openWechatTown();
});
afterAll(() => town.close());
beforeEach(() => town.standIn.visit('openid-of-editor'));

const SUCCESS = { status: 200, text: 'success' };
const refused = (name: 'wechat.push' | 'busy' | 'wire.notJson') => ({
  status: refusals[name][1],
  text: expect.stringContaining(`"refusal":"${name}"`) as string,
});
const seconds = () => Math.floor(town.clock.now().getTime() / 1_000);
const about = (openid: string, Event: string, more: object = {}) => ({
  ...{ ToUserName: 'gh_0123456789ab', FromUserName: openid, CreateTime: seconds(), MsgType: 'event', Event },
  ...{ OpenID: openid, AppID: 'wx0123456789abcdef', ...more },
});
const phoneOf = async (id: string) =>
  (await town.db.selectFrom('person').select('phone').where('id', '=', id).executeTakeFirstOrThrow()).phone;
const somebody = async () => {
  const one = await town.person({ home: JIANGPAN });
  await one.call.session.givePhone({ code: town.standIn.phoneCode(one.openid, '13800005678') });
  return one;
};
const pushesHeard = async () => (await town.db.selectFrom('push').selectAll().execute()).length;

describe('the address for pushes', () => {
  test('gives back what WeChat wants to hear, as it was, when it is WeChat that asks', async () => {
    const query = town.standIn.handshake();
    const { statusCode, payload, headers } = await town.app.inject({ url: '/wechat/push', query });
    expect([statusCode, payload]).toEqual([200, query.echostr]);
    expect(headers['content-type']).toMatch(/^text\/plain/);
  });

  test.each([
    ['another signature', { signature: 'f'.repeat(40) }],
    ['another time', { timestamp: '1' }],
    ['another nonce', { nonce: 'x' }],
    ['a signature of another length', { signature: 'f' }],
    ['no signature', { signature: undefined }],
  ])('tells %s nothing', async (_what, wrong) => {
    const { signature, timestamp, nonce, echostr, ...none } = { ...town.standIn.handshake(), ...wrong };
    const query = Object.entries({ signature, timestamp, nonce, echostr, ...none }).filter(([, v]) => v !== undefined);
    const { statusCode, payload } = await town.app.inject({
      url: '/wechat/push',
      query: Object.fromEntries(query) as Record<string, string>,
    });
    expect({ status: statusCode, text: payload }).toEqual(refused('wechat.push'));
    expect(payload).not.toContain(echostr);
  });

  test('is not there where there is no WeChat, or no key for pushes', async () => {
    const plain = await openTown();
    const query = town.standIn.handshake();
    expect((await plain.app.inject({ url: '/wechat/push', query })).statusCode).toBe(404);
    await plain.close();
  });
});

describe('a push', () => {
  const revoked = (openid: string) => about(openid, 'user_authorization_revoke', { RevokeInfo: '301' });

  test.each([
    [
      'whose signature is wrong',
      (push: Push) => ({ ...push, query: { ...push.query, msg_signature: 'f'.repeat(40) } }),
    ],
    ['without a signature', (push: Push) => ({ ...push, query: { timestamp: '1', nonce: 'x' } })],
    [
      'whose content was changed',
      (push: Push) => ({
        ...push,
        body: { ...push.body, Encrypt: push.body.Encrypt.replace(/./, (first) => (first === 'A' ? 'B' : 'A')) },
      }),
    ],
    ['that was signed for other content', (push: Push) => ({ ...push, body: town.standIn.push({ other: 1 }).body })],
    ['without content', (push: Push) => ({ ...push, body: {} as Push['body'] })],
  ])('%s changes nothing', async (_what, spoil) => {
    const one = await somebody();
    const before = await pushesHeard();
    expect(await town.hear(spoil(town.standIn.push(revoked(one.openid))))).toEqual(refused('wechat.push'));
    expect(await phoneOf(one.id)).not.toBeNull();
    expect(await pushesHeard()).toBe(before);
  });
  type Push = ReturnType<WechatTown['standIn']['push']>;

  test('meant for another app, from an hour ago, or from the future is refused', async () => {
    const one = await somebody();
    const told = revoked(one.openid);
    for (const given of [{ appId: 'wx-of-others' }, { timestamp: seconds() - 3_600 }, { timestamp: seconds() + 3_600 }])
      expect(await town.hear(town.standIn.push(told, given))).toEqual(refused('wechat.push'));
    expect(await phoneOf(one.id)).not.toBeNull();
  });

  test('that comes twice, or is told again in another envelope, is heard once', async () => {
    const one = await somebody();
    const told = revoked(one.openid);
    const push = town.standIn.push(told);
    expect(await town.hear(push)).toEqual(SUCCESS);
    const back = await town.visitor(one.openid);
    await back.call.session.givePhone({ code: town.standIn.phoneCode(one.openid, '13900000000') });
    expect(await town.hear(push)).toEqual(SUCCESS);
    expect(await town.hear(town.standIn.push(told))).toEqual(SUCCESS);
    // What was given after the push stays.
    expect(await back.call.session.me({})).toMatchObject({ person: { id: one.id }, phone: '139****0000' });
  });

  test('that comes ten times at once is heard once', async () => {
    const one = await somebody();
    const push = town.standIn.push(about(one.openid, 'user_authorization_cancellation'));
    const before = await pushesHeard();
    const answers = await Promise.all(Array.from({ length: 10 }, () => town.hear(push)));
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['success']));
    expect(await pushesHeard()).toBe(before + 1);
  });

  test('we know nothing of is taken and forgotten', async () => {
    for (const told of [
      about('o-x', 'something_new'),
      about('o-nobody', 'user_authorization_revoke'),
      { hello: 1 },
      [],
      'text',
    ])
      expect(await town.hear(town.standIn.push(told as object))).toEqual(SUCCESS);
  });
});

describe('WeChat tells that', () => {
  test('somebody took their consent back: they are signed out, their number and key are gone, and they may come again', async () => {
    const one = await somebody();
    await one.call.session.me({});
    await town.hear(town.standIn.push(about(one.openid, 'user_authorization_revoke', { RevokeInfo: '301' })));
    expect(await one.call.session.me({})).toMatchObject({ person: null });
    expect(await phoneOf(one.id)).toBeNull();
    expect((await town.visitor(one.openid)).id).toBe(one.id);
  });

  test('somebody closed their account: it is deleted here as they would have done it', async () => {
    const one = await somebody();
    const noticeId = await published(town);
    const { readers } = await read(town, one.call, noticeId);
    await town.hear(town.standIn.push(about(one.openid, 'user_authorization_cancellation')));
    expect(await one.call.session.me({})).toMatchObject({ person: null });
    expect(await phoneOf(one.id)).toBeNull();
    expect((await town.as(null).notices.open({ noticeId })).readers).toBe(readers);
    const back = await town.visitor(one.openid);
    expect(back.id).not.toBe(one.id);
    expect(await refusalOf(back.call.org.join({ communityCode: JIANGPAN }))).toBe('org.erasedDuringCampaign');
  });

  test('somebody wants no more messages of a kind: what is left of that kind is gone, and the others stay', async () => {
    const one = await somebody();
    await one.call.messages.consent({ clientId: 'consent-to-two', accepted: ['notice', 'pickUp'] });
    const left = async () =>
      Object.fromEntries((await one.call.messages.offers({})).offers.map(({ template, left: n }) => [template, n]));
    expect(await left()).toEqual({ notice: 1, reply: 0, pickUp: 1 });
    const List = { TemplateId: 'tmpl-notice', SubscribeStatusString: 'reject' };
    await town.hear(town.standIn.push(about(one.openid, 'subscribe_msg_change_event', { List })));
    expect(await left()).toEqual({ notice: 0, reply: 0, pickUp: 1 });
    const both = [
      { TemplateId: 'tmpl-pick-up', SubscribeStatusString: 'reject' },
      { TemplateId: 'x', SubscribeStatusString: 'reject' },
    ];
    await town.hear(town.standIn.push(about(one.openid, 'subscribe_msg_change_event', { List: both })));
    expect(await left()).toEqual({ notice: 0, reply: 0, pickUp: 0 });
  });
});

test('what was sealed opens under its own key, unchanged, and not otherwise', () => {
  const seal = createSeal(Buffer.alloc(32, 1));
  const closed = seal.close('13800005678 🥚');
  expect(seal.open(closed)).toBe('13800005678 🥚');
  expect(seal.close('x')).not.toEqual(seal.close('x'));
  expect(() => createSeal(Buffer.alloc(32, 2)).open(closed)).toThrow();
  for (let at = 0; at < closed.length; at++) {
    const changed = Buffer.from(closed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => seal.open(changed)).toThrow();
  }
  expect(seal.mark('a')).toEqual(createSeal(Buffer.alloc(32, 1)).mark('a'));
  expect(seal.mark('a')).not.toEqual(createSeal(Buffer.alloc(32, 2)).mark('a'));
});
