import { say as community } from '../../src/community/words';
import { say } from '../../src/households/words';
import { words } from '../../src/kit/words';
import { say as notices } from '../../src/notices/words';
import { say as tabs } from '../../src/tabs/words';
import { draftOf, JIANGPAN } from '../kit/town';
import { instead } from './drive/instead';
import { openJsdom } from './drive/jsdom';
import { become, cityForWalks, glasses, phoneOf } from './drive/people';
import { launch, pathOfCard } from './drive/phone';
import { until } from './drive/until';

/** What a resident does with what everyone must know: says that they know, and where they live. */
const walks = cityForWalks();
const NOTICE = 'notices/notice/index';
const DOOR = 'households/door/index';
const { acknowledge } = notices;
/** By their place: what is said around them says the same words. */
const PRESS = '.card--red .button--main';
const SEND = '.page__foot .button--main';

const mustKnow = async (title: string): Promise<string> =>
  (await walks.city.town.as('secretary').notices.publish(draftOf({ title, mustKnow: true }))).notice.id;
const cardOf = async (noticeId: string) => walks.city.town.as('secretary').shares.card({ noticeId });
const boardOf = async (noticeId: string) =>
  (await walks.city.town.as('gridworker').households.board({ communityCode: JIANGPAN, noticeId })).board;
const claimOf = async (room: string) =>
  (await walks.city.town.as('gridworker').households.claims({ communityCode: JIANGPAN })).claims.find(
    (one) => one.room === room,
  );

test.each(glasses)(
  'from a card in a group a resident says that they know and where they live, and the grid worker’s word counts for the household (%s)',
  async (name, glass) => {
    // In the browser they are an elder, who has WeChat's text large.
    const [fontScale, room, who] =
      name === 'jsdom' ? ([1, '101', 'resident-1'] as const) : ([1.4, '102', 'resident-3'] as const);
    const title = `周五停水 ${name}`;
    const noticeId = await mustKnow(title);
    const city = instead(walks.city, {});
    const phone = await launch({ city, glass, fontScale, scene: 1044, ...pathOfCard(await cardOf(noticeId)) });
    await phone.see(title);
    await become(phone, who);
    await phone.see(acknowledge.why);
    const order = city.asked.map(({ name: asked }) => asked).filter((one) => /open$|acknowledged$/.test(one));
    expect(order.indexOf('notices.open')).toBeLessThan(order.indexOf('households.acknowledged'));
    // An elder has it at the thumb.
    await phone.tap(name === 'jsdom' ? PRESS : SEND);
    await phone.see(acknowledge.done);
    await phone.see('今天');

    await phone.tap(acknowledge.door);
    await phone.seePage(DOOR);
    await phone.see('江畔社区');
    await phone.type(say.door.buildingHint, '5号楼');
    await phone.type(say.door.unitHint, '1');
    await phone.type(say.door.roomHint, room);
    await phone.tap(SEND);
    await phone.see(say.door.states.waiting);
    await phone.back();
    await phone.seePage(NOTICE);
    await phone.see(acknowledge.waiting);
    expect((await boardOf(noticeId)).acknowledged).toBe(0);

    const claim = await claimOf(room);
    const worker = walks.city.town.as('gridworker').households;
    await worker.confirm({ communityCode: JIANGPAN, claimId: claim?.id ?? '' });
    await phone.tap(acknowledge.waiting);
    await phone.see(say.door.states.confirmed);
    await phone.back();
    await phone.seeNoMore(acknowledge.waiting);
    await phone.see(acknowledge.done);
    await phone.close();
    expect(await boardOf(noticeId)).toMatchObject({ acknowledged: 1, others: 0 });
  },
);

test('the button outlives a failure, and however often it is pressed the cloud is told once', async () => {
  const noticeId = await mustKnow('周六停电');
  const city = instead(walks.city, {});
  const phone = await phoneOf('resident-2', { city, glass: openJsdom, path: NOTICE, query: { id: noticeId } });
  await phone.see(acknowledge.why);
  await phone.offline();
  await phone.tap(PRESS);
  await phone.see(words.failed.offline);
  await phone.online();
  await phone.see(acknowledge.button);
  await Promise.all([phone.act('press', PRESS), phone.act('press', PRESS)]);
  await phone.see(acknowledge.done);
  await phone.seeNoMore(words.failed.offline);
  await phone.close();
  expect(city.asked.filter(({ name }) => name === 'households.acknowledge')).toHaveLength(1);

  const later = await phoneOf('resident-2', { city, glass: openJsdom, path: NOTICE, query: { id: noticeId } });
  await later.see(acknowledge.done);
  await later.close();
});

test('a newcomer is asked who they are, and then presses', async () => {
  const noticeId = await mustKnow('周日停气');
  const city = instead(walks.city, {});
  const phone = await launch({
    city,
    glass: openJsdom,
    scene: 1044,
    ...pathOfCard(await cardOf(noticeId)),
  });
  await phone.see(acknowledge.signIn);
  expect(city.asked.filter(({ name }) => name.startsWith('households.'))).toEqual([]);
  await phone.tap(words.signIn);
  await phone.tap(words.personas['merchant']);
  await phone.see(acknowledge.why);
  await phone.tap(PRESS);
  await phone.see(acknowledge.done);
  await phone.close();
});

test('somebody without a community finds theirs first, comes back to the notice, and presses', async () => {
  const { city } = walks;
  const noticeId = await mustKnow('下周一停水');
  await city.town.db.updateTable('person').set({ home_code: null }).where('persona', '=', 'editor').execute();
  const phone = await phoneOf('editor', { city, glass: openJsdom, path: NOTICE, query: { id: noticeId } });
  await phone.see(acknowledge.joinFirst('江畔社区'));
  await phone.tap(acknowledge.notHere);
  await phone.seePage('community/find/index');
  await phone.tap('江畔社区');
  await phone.tap(community.settle('江畔社区'));
  await phone.seePage(NOTICE);
  await phone.see(acknowledge.why);
  await phone.tap(PRESS);
  await phone.see(acknowledge.done);
  await phone.close();
});

test('somebody without a community joins the one that speaks, in the card that asks, and presses', async () => {
  const { city } = walks;
  const noticeId = await mustKnow('下周二停水');
  await city.town.db.updateTable('person').set({ home_code: null }).where('persona', '=', 'editor').execute();
  const phone = await phoneOf('editor', { city, glass: openJsdom, path: NOTICE, query: { id: noticeId } });
  await phone.see(acknowledge.joinFirst('江畔社区'));
  // One card asks, and not a second one below it.
  expect(await phone.reading()).not.toContain(notices.joinWhy);
  await phone.tap(notices.join('江畔社区'));
  await phone.see(acknowledge.why);
  await phone.tap(PRESS);
  await phone.see(acknowledge.done);
  await phone.close();
});

test('a notice for people elsewhere, and one that asks nothing, show no button', async () => {
  const { city } = walks;
  const elsewhere = await mustKnow('只给江畔的人');
  await city.town.db.updateTable('person').set({ home_code: '230103010003' }).where('persona', '=', 'editor').execute();
  const phone = await phoneOf('editor', { city, glass: openJsdom, path: NOTICE, query: { id: elsewhere } });
  await phone.see('只给江畔的人');
  await phone.settled();
  expect(await phone.reading()).not.toContain(acknowledge.button);
  await phone.close();

  const usual = (await city.town.as('secretary').notices.publish(draftOf({ title: '不用按的' }))).notice.id;
  const asking = instead(city, {});
  const other = await phoneOf('resident-1', { city: asking, glass: openJsdom, path: NOTICE, query: { id: usual } });
  await other.see('不用按的');
  await other.settled();
  expect(await other.reading()).not.toContain(acknowledge.button);
  await other.close();
  expect(asking.asked.filter(({ name }) => name.startsWith('households.'))).toEqual([]);

  const gone = await mustKnow('刚刚改给别处');
  const refusing = instead(city, { 'households.acknowledge': () => 'notice.elsewhere' });
  const third = await phoneOf('resident-1', { city: refusing, glass: openJsdom, path: NOTICE, query: { id: gone } });
  await third.tap(PRESS);
  await third.seeNoMore(acknowledge.why);
  await third.close();
});

test('what was typed of a door outlives a failure and a restart, belongs to its writer, and can be changed and taken back', async () => {
  const { city } = walks;
  const phone = await phoneOf('secretary', { city, glass: openJsdom, path: 'tabs/mine/index' });
  await phone.tap(tabs.me.door);
  await phone.seePage(DOOR);
  await phone.see(say.door.needBuilding);
  await phone.type(say.door.buildingHint, '9号楼');
  await phone.see(say.door.needRoom);
  await phone.type(say.door.roomHint, '商铺 3');
  await phone.offline();
  await phone.tap(SEND);
  await phone.see(words.failed.offline);
  const storage = await phone.act('storage');
  await phone.close();

  const other = await launch({ city, storage, glass: openJsdom, path: DOOR });
  await become(other, 'street');
  await other.see(say.door.needBuilding);
  await other.close();

  const later = await launch({ city, storage, glass: openJsdom, path: DOOR });
  await later.tap(SEND);
  await later.see('9号楼 商铺 3');
  await later.see(say.door.states.waiting);
  await later.tap(say.door.change);
  await later.type(say.door.roomHint, '商铺 5');
  await later.tap(SEND);
  await later.see('9号楼 商铺 5');
  const claim = await claimOf('商铺 5');
  const declined = { communityCode: JIANGPAN, claimId: claim?.id ?? '', reason: '那里没有商铺' };
  await city.town.as('gridworker').households.decline(declined);
  await later.act('pullDown');
  await later.see(say.door.reason('那里没有商铺'));
  await later.tap(say.door.leave);
  await later.see(say.door.leaveNote);
  await later.tap('.sheet .button--main');
  await later.see(say.door.left);
  await later.see(say.door.needBuilding);
  await later.close();
  await until('the claim is gone', async () => (await claimOf('商铺 5')) === undefined);
});
