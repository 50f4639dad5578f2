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
import type { Network } from './program';

/** Somebody with a WeChat of their own, in a town that is no demo: the whole way, with WeChat's stand-in behind the cloud. */
const walks = cityForWalks((settings) => openWechatTown({ ...settings, DEMO: '0' }));
const GROUP_CARD = 1044;

const SECRETARY = 'openid-serving';
let call: Visitor['call'];
beforeAll(async () => {
  ({ call } = await walks.city.town.visitor(SECRETARY, { home: JIANGPAN, roles: [['secretary', JIANGPAN]] }));
});

/** A phone that WeChat signs in as `openid`; the group it came from is told once there is a session key to hide it under. */
async function phoneOf(openid: string, how: Partial<Launch>, opengid?: string): Promise<Phone> {
  const { city } = walks;
  const { standIn } = city.town;
  const network: Network = async (request) => {
    const response = await city.network(request);
    if (opengid && request.url.includes('/1.1/users'))
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

test('a resident leaves a phone number, agrees to reminders, takes their data along, and is deleted', async () => {
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
  expect(
    await town.db.selectFrom('identity').select('subject').where('subject', '=', 'openid-leaving').execute(),
  ).toEqual([]);
  await phone.close();
});

test('five neighbours come by a card in their group and read; the secretary sees which group brought how many', async () => {
  const { town } = walks.city;
  const { notice } = await call.notices.publish(draftOf({ title: '哪个群带来的' }));
  const card = await call.shares.card({ noticeId: notice.id });
  // The secretary comes by the group first, and names it; their own reading counts like anybody's.
  const serving = await phoneOf(SECRETARY, { scene: GROUP_CARD, ...pathOfCard(card) }, 'group-5');
  await serving.see(notices.credited);
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
  for (let i = 0; i < 100 && (await entered()) < 5; i++) await new Promise((go) => setTimeout(go, 50));

  const desk = await phoneOf(SECRETARY, { path: 'desk/notice/index', query: { id: notice.id } });
  await desk.see(deskSays.groups.title);
  await desk.see('五号楼邻居群');
  const { groups } = await call.shares.groups({ noticeId: notice.id });
  expect(groups).toMatchObject([{ name: '五号楼邻居群', readers: 5 }]);
  await desk.see(words.readers(5));
  await desk.close();
});
