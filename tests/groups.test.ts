import { published, rowsOf } from './kit/acts';
import { draftOf, DWELL_MS, JIANGPAN, read, refusalOf, XIAOHONG } from './kit/town';
import { openWechatTown, type Visitor, type WechatTown } from './kit/wechatTown';
import { contract } from '../types';
import { refusals } from '../types/refusals';

let town: WechatTown;
beforeAll(async () => {
  town = await openWechatTown();
});
afterAll(() => town.close());
beforeEach(() => {
  for (const one of ['editor', 'secretary']) town.standIn.visit(`openid-of-${one}`);
});

const CARD_IN_A_GROUP = 1044;
const secretaryOf = (code: string) => town.person({ roles: [['secretary', code]] });
const cardOf = async (noticeId: string) => (await town.as('resident-1').shares.card({ noticeId })).card;
const enter = (who: Visitor, opengid: string, card: string, given: { appId?: string } = {}) =>
  who.call.shares.entered({
    ...town.standIn.groupData(who.openid, opengid, given),
    ...{ scene: CARD_IN_A_GROUP, card },
  });
/** So many neighbours come by a group and read. */
async function crowd(noticeId: string, card: string, opengid: string | null, size: number): Promise<void> {
  for (let i = 0; i < size; i++) {
    const one = await town.person({ home: JIANGPAN });
    if (opengid) await enter(one, opengid, card);
    const { readTicket } = await one.call.notices.open({ noticeId, card, scene: CARD_IN_A_GROUP });
    town.clock.advance(DWELL_MS);
    await one.call.notices.credit({ readTicket: readTicket ?? '' });
  }
}
const entries = (noticeId: string) =>
  town.db.selectFrom('group_entry').selectAll().where('notice_id', '=', noticeId).execute();

describe('who came by which group', () => {
  test('the secretary sees how many readers each group brought, and gives it a name that stays', async () => {
    const noticeId = await published(town);
    const card = await cardOf(noticeId);
    await crowd(noticeId, card, 'tGbig', 6);
    await crowd(noticeId, card, 'tGmiddle', 5);
    await crowd(noticeId, card, null, 5);
    const { call } = await secretaryOf(JIANGPAN);
    const { groups } = await call.shares.groups({ noticeId });
    expect(groups.map(({ name, readers }) => [name, readers])).toEqual([
      [null, 6],
      [null, 5],
    ]);
    const groupId = groups[0]?.id ?? '';
    await call.shares.nameGroup({ communityCode: JIANGPAN, groupId, name: '三号楼邻居群' });
    await call.shares.nameGroup({ communityCode: JIANGPAN, groupId, name: '三号楼邻居群' });

    const another = await published(town);
    await crowd(another, await cardOf(another), 'tGbig', 5);
    const shown = await call.shares.groups({ noticeId: another });
    expect(shown.groups).toMatchObject([{ id: groupId, name: '三号楼邻居群', readers: 5 }]);
    expect(JSON.stringify([groups, shown])).not.toMatch(/tGbig|tGmiddle/);
  });

  test('a group with fewer than five readers is left out, and another when the sum would give it away', async () => {
    const noticeId = await published(town);
    const card = await cardOf(noticeId);
    await crowd(noticeId, card, 'tGone', 6);
    await crowd(noticeId, card, 'tGtwo', 5);
    await crowd(noticeId, card, 'tGsmall', 2);
    const { call } = await secretaryOf(JIANGPAN);
    // 13 readers in all: with 6 and 5 shown, the 2 would be known.
    expect((await call.shares.groups({ noticeId })).groups.map(({ readers }) => readers)).toEqual([6]);
    // Among many who came by no group they are hidden, and both large groups may be shown.
    await crowd(noticeId, card, null, 3);
    expect((await call.shares.groups({ noticeId })).groups.map(({ readers }) => readers)).toEqual([6, 5]);
  });

  test('a reader who had read before they came by a group was not brought by it', async () => {
    const noticeId = await published(town);
    const card = await cardOf(noticeId);
    const early = await town.person({ home: JIANGPAN });
    await read(town, early.call, noticeId);
    await enter(early, 'tGlate', card);
    await crowd(noticeId, card, 'tGlate', 5);
    const { call } = await secretaryOf(JIANGPAN);
    expect((await call.shares.groups({ noticeId })).groups.map(({ readers }) => readers)).toEqual([]);
    await crowd(noticeId, card, 'tGlate', 1);
    await crowd(noticeId, card, null, 4);
    expect((await call.shares.groups({ noticeId })).groups.map(({ readers }) => readers)).toEqual([6]);
  });

  test('is counted once a person, by the group they came by first', async () => {
    const noticeId = await published(town);
    const card = await cardOf(noticeId);
    const one = await town.person();
    for (const group of ['tGfirst', 'tGsecond', 'tGfirst']) await enter(one, group, card);
    const kept = await entries(noticeId);
    expect(kept).toHaveLength(1);
    const [group] = await town.db
      .selectFrom('chat_group')
      .selectAll()
      .where('id', '=', kept[0]?.group_id ?? '')
      .execute();
    expect(group?.opengid).toBe('tGfirst');
  });

  test('is told to those who publish there, and to nobody else', async () => {
    const card = await cardOf(await published(town));
    const [resident, secretary, elsewhere] = [
      await town.person(),
      await secretaryOf(JIANGPAN),
      await secretaryOf(XIAOHONG),
    ];
    expect(await enter(resident, 'tGtold', card)).toEqual({ group: null });
    expect(await enter(elsewhere, 'tGtold', card)).toEqual({ group: null });
    expect(await enter(secretary, 'tGtold', card)).toEqual({
      group: { id: expect.stringMatching(/^[\w-]{16}$/) as string, name: null },
    });
  });

  test('two places know one group by different names of their own', async () => {
    const [here, there] = [await published(town), await published(town, { communityCode: XIAOHONG })];
    const one = await town.person();
    await enter(one, 'tGboth', await cardOf(here));
    await enter(one, 'tGboth', await cardOf(there));
    const known = await town.db
      .selectFrom('chat_group')
      .select(['id', 'community_id'])
      .where('opengid', '=', 'tGboth')
      .execute();
    expect(new Set(known.map(({ id }) => id)).size).toBe(2);
    const secretary = await secretaryOf(JIANGPAN);
    const foreign = known.find(({ community_id }) => community_id === XIAOHONG)?.id ?? '';
    const naming = secretary.call.shares.nameGroup({ communityCode: JIANGPAN, groupId: foreign, name: '别人的群' });
    expect(await refusalOf(naming)).toBe('group.missing');
  });
});

describe('what WeChat did not say for this person, this app and this day is refused', () => {
  test.each([
    [
      'another app’s watermark',
      'wechat.group',
      async (one: Visitor, card: string) => enter(one, 'tG', card, { appId: 'wx-of-others' }),
    ],
    [
      'data of another person',
      'wechat.group',
      async (one: Visitor, card: string) => {
        const other = await town.person();
        return one.call.shares.entered({ ...town.standIn.groupData(other.openid, 'tG'), scene: CARD_IN_A_GROUP, card });
      },
    ],
    [
      'data of an earlier sign-in',
      'wechat.group',
      async (one: Visitor, card: string) => {
        const old = town.standIn.groupData(one.openid, 'tG');
        await town.visitor(one.openid);
        return one.call.shares.entered({ ...old, scene: CARD_IN_A_GROUP, card });
      },
    ],
    [
      'data of two days ago',
      'wechat.group',
      async (one: Visitor, card: string) => {
        const old = town.standIn.groupData(one.openid, 'tG');
        town.clock.advance(2 * 86_400_000);
        return one.call.shares.entered({ ...old, scene: CARD_IN_A_GROUP, card });
      },
    ],
    [
      'data without a group',
      'wechat.group',
      async (one: Visitor, card: string) =>
        one.call.shares.entered({
          ...town.standIn.userData(one.openid, { opengid: '' }),
          scene: CARD_IN_A_GROUP,
          card,
        }),
    ],
    [
      'other data',
      'wechat.group',
      async (one: Visitor, card: string) =>
        one.call.shares.entered({ encryptedData: 'AAAA', iv: 'AAAA', scene: CARD_IN_A_GROUP, card }),
    ],
    [
      'no base64 at all',
      'input.invalid',
      async (one: Visitor, card: string) =>
        one.call.shares.entered({ encryptedData: '群', iv: '！', scene: CARD_IN_A_GROUP, card }),
    ],
    ['a card that is none', 'card.missing', async (one: Visitor) => enter(one, 'tG', 'x'.repeat(16))],
  ] as const)('%s: %s', async (_what, refusal, act) => {
    const noticeId = await published(town);
    const one = await town.person();
    expect(await refusalOf(act(one, await cardOf(noticeId)))).toBe(refusal);
    expect(await entries(noticeId)).toEqual([]);
  });

  test('somebody who did not come by WeChat', async () => {
    const card = await cardOf(await published(town));
    const one = await town.person();
    const data = town.standIn.groupData(one.openid, 'tG');
    const entered = town.as('resident-1').shares.entered({ ...data, scene: CARD_IN_A_GROUP, card });
    expect(await refusalOf(entered)).toBe('login.noWechat');
  });
});

describe('a share is never paid for', () => {
  test('no reason, refusal or column that has to do with eggs can name one', async () => {
    const reasons = JSON.stringify(contract.notices.credit.output.entries.reason.wrapped.options);
    expect(reasons).toContain('egg.');
    const columns = await town.db.introspection.getTables();
    const ofEggs = columns.filter(({ name }) => ['egg', 'campaign', 'campaign_community'].includes(name));
    expect(ofEggs).toHaveLength(3);
    const words = [
      ...(JSON.parse(reasons) as string[]),
      ...ofEggs.flatMap((table) => table.columns.map(({ name }) => name)),
      ...Object.keys(refusals).filter((name) => /^(egg|campaign)/.test(name)),
    ];
    expect(words.filter((word) => /share|card|group|invit|forward|entry|consent|message_/i.test(word))).toEqual([]);
  });

  test('a reader who came by a card and a group is credited as one who came by none, and so is who shared it', async () => {
    const noticeId = await published(town);
    const [sharer, plain, sent] = [
      await town.person({ home: JIANGPAN }),
      await town.person({ home: JIANGPAN }),
      await town.person({ home: JIANGPAN }),
    ];
    const { card } = await sharer.call.shares.card({ noticeId });
    const eggs = await rowsOf(town, 'egg');
    await enter(sent, 'tGpay', card);
    const { readTicket } = await sent.call.notices.open({ noticeId, card, scene: CARD_IN_A_GROUP });
    town.clock.advance(DWELL_MS);
    const bySharing = await sent.call.notices.credit({ readTicket: readTicket ?? '' });
    const byItself = await read(town, plain.call, noticeId);
    const day = byItself.egg?.day;
    expect([bySharing.egg, bySharing.reason]).toEqual([{ day }, undefined]);
    // Two eggs for two readers, none for the sharer.
    expect(await rowsOf(town, 'egg')).toBe(eggs + 2);
    expect((await sharer.call.eggs.calendar({})).count).toBe(0);
  });
});

test('a newcomer who signs in while the page opens is one open and not two', async () => {
  const noticeId = await published(town);
  const first = await town.as(null).notices.open({ noticeId });
  expect(first).toMatchObject({ opens: 1, readTicket: null });
  const one = await town.person({ home: JIANGPAN });
  town.clock.advance(DWELL_MS);
  const second = await one.call.notices.open({ noticeId, receipt: first.receipt ?? '' });
  expect(second).toMatchObject({ opens: 1, receipt: null, read: false });
  // The text has to be open as long as ever, from when it is theirs.
  expect(await refusalOf(one.call.notices.credit({ readTicket: second.readTicket ?? '' }))).toBe('ticket.early');
  expect(await one.call.notices.open({ noticeId, receipt: first.receipt ?? '' })).toMatchObject({ opens: 1 });
  // One open is never the reading of two.
  const copied = await town.person({ home: JIANGPAN });
  expect(await copied.call.notices.open({ noticeId, receipt: first.receipt ?? '' })).toMatchObject({ opens: 2 });
  town.clock.advance(DWELL_MS);
  expect(await one.call.notices.credit({ readTicket: second.readTicket ?? '' })).toMatchObject({
    credited: true,
    readers: 1,
  });
  // The receipt itself is no ticket, and is good for this notice and a minute only.
  expect(await refusalOf(one.call.notices.credit({ readTicket: first.receipt ?? '' }))).toBe('ticket.forged');
  const late = await town.person();
  town.clock.advance(61_000);
  expect(await late.call.notices.open({ noticeId, receipt: first.receipt ?? '' })).toMatchObject({ opens: 3 });
  const other = await published(town);
  const { receipt } = await town.as(null).notices.open({ noticeId });
  expect(await late.call.notices.open({ noticeId: other, receipt: receipt ?? '' })).toMatchObject({ opens: 1 });
  expect(await late.call.notices.open({ noticeId: other, receipt: 'made-up.slip' })).toMatchObject({ opens: 2 });
  expect(await town.as(null).notices.open({ noticeId: other, receipt: receipt ?? '' })).toMatchObject({ opens: 3 });
});

describe('a mini-program code', () => {
  test('is drawn once by WeChat and a file after that, for a notice and for a community', async () => {
    const noticeId = await published(town);
    const { call } = await secretaryOf(JIANGPAN);
    const before = town.standIn.count('code');
    const first = await call.codes.notice({ noticeId, at: 'newspaper' });
    const again = await call.codes.notice({ noticeId, at: 'newspaper' });
    const door = await call.codes.community({ communityCode: JIANGPAN, at: 'door' });
    expect(again).toEqual(first);
    expect(door.url).not.toBe(first.url);
    expect(town.standIn.count('code')).toBe(before + 2);
    const asked = town.standIn.calls.filter(({ name }) => name === 'code').slice(-2);
    expect(asked.map(({ body }) => body)).toMatchObject([
      { scene: `n${noticeId}.p`, page: 'notices/notice/index', env_version: 'develop' },
      { scene: `c${JIANGPAN}.d`, page: 'tabs/home/index' },
    ]);
    const picture = await town.app.inject({ url: new URL(first.url).pathname });
    expect([picture.statusCode, picture.headers['content-type']]).toEqual([200, 'image/png']);
  });

  test('is refused where there is nothing to open, and when WeChat is down, and comes when it is back', async () => {
    const { call } = await secretaryOf(JIANGPAN);
    town.standIn.visit('openid-of-secretary');
    const { notice: draft } = await town.as('secretary').notices.draft(draftOf());
    expect(await refusalOf(call.codes.notice({ noticeId: draft.id, at: 'door' }))).toBe('notice.notPublished');
    expect(await refusalOf(call.codes.notice({ noticeId: '1', at: 'door' }))).toBe('notice.missing');
    const noticeId = await published(town);
    town.standIn.fail('code', { truncate: 'text', times: 2 });
    expect(await refusalOf(call.codes.notice({ noticeId, at: 'door' }))).toBe('wechat.down');
    expect(await call.codes.notice({ noticeId, at: 'door' })).toMatchObject({
      url: expect.stringMatching(/\.png$/) as string,
    });
  });
});
