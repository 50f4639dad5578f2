import { say as deskSays } from '../../src/desk/words';
import { say as me } from '../../src/me/words';
import { words } from '../../src/kit/words';
import { say as notices } from '../../src/notices/words';
import { say as tabs } from '../../src/tabs/words';
import { draftOf, JIANGPAN } from '../kit/town';
import { openWechatTown, type Visitor } from '../kit/wechatTown';
import { openJsdom } from './drive/jsdom';
import { cityForWalks } from './drive/people';
import { launch, pathOfCard, type Launch, type Phone } from './drive/phone';
import { until } from './drive/until';
import type { Network } from './program';

/** Somebody with a WeChat of their own, in a town that is no demo: the whole way, with WeChat's stand-in behind the cloud. */
const walks = cityForWalks((settings) => openWechatTown({ ...settings, DEMO: '0' }));
const GROUP_CARD = 1044;

const SECRETARY = 'openid-serving';
let call: Visitor['call'];
beforeAll(async () => {
  ({ call } = await walks.city.town.visitor(SECRETARY, { home: JIANGPAN, roles: [['secretary', JIANGPAN]] }));
});

/** A phone that WeChat signs in as `openid`; the group it came from is told under each session key, once there is one. */
async function phoneOf(openid: string, how: Partial<Launch>, opengid?: string): Promise<Phone> {
  const { city } = walks;
  const { standIn } = city.town;
  const network: Network = async (request) => {
    const response = await city.network(request);
    if (opengid && /\/(users|_User\/\d+)\b/.test(request.url))
      await (await launched).act('answer', 'getGroupEnterInfo', { ...standIn.groupData(openid, opengid) });
    return response;
  };
  const login = [{ code: standIn.code(openid) }];
  const launched = launch({ city: { ...city, network }, glass: openJsdom, answers: { login }, ...how });
  return launched;
}

test('a card from a group opens for a first visitor: signed in without a question, counted once, credited', async () => {
  const { notice } = await call.notices.publish(draftOf({ title: '第一次点开' }));
  const card = await call.shares.card({ noticeId: notice.id });
  const phone = await phoneOf('openid-first', { scene: GROUP_CARD, ...pathOfCard(card) }, 'group-1');
  await phone.see('第一次点开');
  await phone.see(notices.credited);
  await phone.see(notices.figures(1, 1));
  expect(await phone.reading()).not.toContain(notices.groupName);
  const entries = await walks.city.town.db.selectFrom('group_entry').select(['notice_id', 'card']).execute();
  expect(entries).toEqual([{ notice_id: notice.id, card: card.card }]);
  await phone.close();
});

test('staff of the place who come from a group give it the name they know it by', async () => {
  const { notice } = await call.notices.publish(draftOf({ title: '群里的' }));
  const card = await call.shares.card({ noticeId: notice.id });
  const phone = await phoneOf(SECRETARY, { scene: GROUP_CARD, ...pathOfCard(card) }, 'group-2');
  await phone.tap(notices.groupName);
  await phone.type(notices.groupHint, '江畔三号楼');
  await phone.tap(notices.groupSave);
  await phone.see(notices.fromGroup('江畔三号楼'));
  await phone.close();
});

test('a resident leaves a phone number, agrees to reminders, takes their data along, is deleted, and stays so', async () => {
  const { town } = walks.city;
  await town.visitor('openid-leaving', { home: JIANGPAN });
  const phone = await phoneOf('openid-leaving', { path: 'tabs/mine/index' });
  await phone.tap(tabs.me.reminders);
  const dialog = { 'tmpl-notice': 'accept', 'tmpl-reply': 'accept', 'tmpl-pick-up': 'reject' };
  await phone.act('answer', 'requestSubscribeMessage', dialog);
  await phone.tap(me.reminders.ask);
  await phone.see(me.reminders.left(1));
  await phone.see(me.reminders.rejected);
  await phone.back();
  // Nobody does all this within one second, which is what WeChat's audit counts by.
  await new Promise((go) => setTimeout(go, 1_000));

  await phone.tap(tabs.me.data);
  await phone.act('answer', 'getPhoneNumber', { code: town.standIn.phoneCode('openid-leaving', '13812345678') });
  await phone.tap(me.phone.give);
  await phone.see('138****5678');
  await phone.see(me.phone.given);
  await phone.tap(me.data.copy);
  await phone.see(words.copied);
  const copied = JSON.parse((await phone.act('clipboard')) ?? '') as Record<string, unknown>;
  expect(copied).toMatchObject({ phone: '138****5678', home: { code: JIANGPAN }, wechat: true });

  await phone.tap(me.erase.row);
  await phone.tap(me.erase.first);
  await phone.tap(me.erase.second);
  await phone.seePage('tabs/home/index');
  await phone.tap('我的');
  await phone.see(tabs.me.nobody);
  expect(await peopleOf('openid-leaving')).toEqual([]);
  const storage = await phone.act('storage');
  await phone.close();

  const later = await phoneOf('openid-leaving', { storage, path: 'tabs/mine/index' });
  await later.see(tabs.me.nobody);
  // Time enough for a sign-in that nobody asked for.
  await new Promise((go) => setTimeout(go, 500));
  expect(await peopleOf('openid-leaving')).toEqual([]);
  await later.tap(words.signIn);
  await later.see(tabs.me.somebody);
  expect(await peopleOf('openid-leaving')).toHaveLength(1);
  await later.close();
});

/** The phone of somebody who came before, put away again: what it remembers. */
async function storageOf(openid: string): Promise<Record<string, unknown>> {
  const phone = await phoneOf(openid, { path: 'tabs/mine/index' });
  await phone.see(tabs.me.somebody);
  const storage = await phone.act('storage');
  await phone.close();
  return storage;
}
const peopleOf = async (openid: string) =>
  (await walks.city.town.db.selectFrom('identity').select('person_id').where('subject', '=', openid).execute()).map(
    (identity) => identity.person_id,
  );

test.each([
  [
    'forgot',
    (openid: string) =>
      walks.city.town.db.updateTable('identity').set({ session_key: null }).where('subject', '=', openid).execute(),
  ],
  ['has another than', (openid: string) => walks.city.town.visitor(openid)],
])(
  'a group that WeChat closed under a key the cloud %s arrives all the same, and nobody notices',
  async (how, spoil) => {
    const { town } = walks.city;
    const { notice } = await call.notices.publish(draftOf({ title: `钥匙旧了 ${how}` }));
    const card = await call.shares.card({ noticeId: notice.id });
    const openid = `openid-stale-${how.length}`;
    const storage = await storageOf(openid);
    const people = await peopleOf(openid);
    const answers = {
      login: [{ code: town.standIn.code(openid) }],
      getGroupEnterInfo: [{ ...town.standIn.groupData(openid, 'group-6') }],
    };
    await spoil(openid);
    const phone = await phoneOf(openid, { storage, answers, scene: GROUP_CARD, ...pathOfCard(card) }, 'group-6');
    await phone.see(notices.credited);
    const entered = () =>
      town.db.selectFrom('group_entry').select('person_id').where('notice_id', '=', notice.id).execute();
    await until('the group has arrived', async () => (await entered()).length > 0);
    expect((await entered()).map(({ person_id }) => person_id)).toEqual(people);
    await phone.see(notices.figures(1, 1));
    await phone.close();
  },
);

test('somebody who signs out stays out through the next start, reads as nobody, and is the same person when they ask', async () => {
  const { notice } = await call.notices.publish(draftOf({ title: '退出以后' }));
  const openid = 'openid-out';
  const first = await phoneOf(openid, { path: 'tabs/mine/index', storage: await storageOf(openid) });
  const people = await peopleOf(openid);
  await first.tap(tabs.me.signOut);
  await first.see(tabs.me.nobody);
  const storage = await first.act('storage');
  await first.close();

  const later = await phoneOf(openid, { storage, path: 'notices/notice/index', query: { id: notice.id } });
  await later.see('退出以后');
  await later.see(notices.anonymous);
  await later.tap(words.signIn);
  await later.see(notices.credited);
  await later.see(notices.figures(1, 1));
  expect(await peopleOf(openid)).toEqual(people);
  const again = await later.act('storage');
  await later.close();

  // Who is in again is kept in: a session that the cloud ends is got back without a tap.
  await walks.city.town.db
    .deleteFrom('session')
    .where('person_id', '=', people[0] ?? '')
    .execute();
  const kept = await phoneOf(openid, { storage: again, path: 'tabs/mine/index' });
  await kept.see(tabs.me.somebody);
  await kept.close();
});

test('five neighbours come by a card in their group and read; the secretary sees which group brought how many', async () => {
  const { town } = walks.city;
  const { notice } = await call.notices.publish(draftOf({ title: '哪个群带来的' }));
  const card = await call.shares.card({ noticeId: notice.id });
  // The secretary comes by the group first, and names it; their own reading counts like anybody's.
  const serving = await phoneOf(SECRETARY, { scene: GROUP_CARD, ...pathOfCard(card) }, 'group-5');
  await serving.see(words.readers(1));
  await serving.tap(notices.groupName);
  await serving.type(notices.groupHint, '五号楼邻居群');
  await serving.tap(notices.groupSave);
  await serving.see(notices.fromGroup('五号楼邻居群'));
  await serving.close();
  for (const one of [1, 2, 3, 4]) {
    const phone = await phoneOf(`openid-neighbour-${one}`, { scene: GROUP_CARD, ...pathOfCard(card) }, 'group-5');
    await phone.see(notices.credited);
    await phone.see(words.readers(one + 1));
    await phone.close();
  }
  const entered = async () =>
    (await town.db.selectFrom('group_entry').select('person_id').where('notice_id', '=', notice.id).execute()).length;
  await until('five came by the group', async () => (await entered()) >= 5);

  const desk = await phoneOf(SECRETARY, { path: 'desk/notice/index', query: { id: notice.id } });
  await desk.see(deskSays.groups.title);
  await desk.see('五号楼邻居群');
  const { groups } = await call.shares.groups({ noticeId: notice.id });
  expect(groups).toMatchObject([{ name: '五号楼邻居群', readers: 5 }]);
  await desk.see(words.readers(5));
  await desk.close();
});
