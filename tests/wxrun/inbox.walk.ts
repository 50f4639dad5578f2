import { say as work } from '../../src/desk/now/words';
import { words } from '../../src/kit/words';
import { say as entering } from '../../src/reports/enter/words';
import { say as inbox } from '../../src/reports/inbox/words';
import { say as settings } from '../../src/reports/settings/words';
import { say as acts } from '../../src/reports/staff/words';
import { say as reports } from '../../src/reports/words';
import { say as tabs } from '../../src/tabs/words';
import { refusals } from '../../types/refusals';
import { gridWorker, raise } from '../kit/reports';
import { JIANGPAN } from '../kit/town';
import { answersOf, people, storm } from './drive/inboxFiles';
import { instead } from './drive/instead';
import { openChromium } from './drive/chromium';
import { openJsdom } from './drive/jsdom';
import { cityForWalks, phoneOf } from './drive/people';
import { launch } from './drive/phone';
import { take } from './drive/photos';
import { until } from './drive/until';

/** What those do who answer residents, and those that a whistle calls. Residents speak over the cloud's own wire. */
const walks = cityForWalks();
const INBOX = { glass: openJsdom, path: 'reports/inbox/index' };
const THREAD = 'reports/report/index';
const thread = (id: string) => ({ glass: openJsdom, path: THREAD, query: { id } });
const SEND = '.sheet__foot .button--main';
const sentence = (refusal: keyof typeof refusals): string => refusals[refusal][2];
const resident = (who: 'resident-1' | 'resident-2' | 'resident-3' = 'resident-1') => {
  const call = walks.city.town.as(who);
  return { id: '', token: '', call };
};
/** The demo city has a neighbour who waits for something else. */
const nobodyClaims = () => walks.city.town.db.deleteFrom('household_member').execute();
const shown = async (id: string) => (await walks.city.town.as('gridworker').reports.show({ reportId: id })).report;

test('a grid worker sees on the tab that somebody waits, and answers in five taps with a promise to tell more', async () => {
  const { city } = walks;
  await nobodyClaims();
  const { id } = await raise(resident(), { text: '三单元的灯不亮了' });
  const phone = await phoneOf('gridworker', { city, glass: openJsdom, path: 'tabs/services/index' });
  await phone.see(tabs.work.waited(1));
  expect(await phone.act('find', '.wx-badge')).toBe(true);
  await phone.tap(tabs.work.title);
  await phone.tap('1 件反映还没有答复');
  await phone.seePage(THREAD);
  await phone.see(reports.clock.toAnswer(10));
  await phone.tap(acts.acts.reply);
  await phone.tap('收到了，我这就去现场看看，看完回复您。');
  await phone.tap(acts.until.tomorrow);
  await phone.tap(SEND);
  await phone.see(acts.asks.reply.done);
  await phone.seeNoMore(acts.asks.reply.title);
  await phone.see('收到了，我这就去现场看看，看完回复您。');
  await phone.see(`再告诉${reports.clock.resident}`);
  await phone.back();
  await phone.seePage('desk/now/index');
  await phone.seeNoMore('1 件反映还没有答复');
  await phone.tap(work.acts.inbox[0]);
  await phone.see('说好 明天 18:00 前再告诉');
  await phone.back();
  await phone.seePage('desk/now/index');
  await phone.back();
  await phone.seeNoMore(tabs.work.waited(1));
  await until('the badge is gone', async () => !(await phone.act('find', '.wx-badge')));
  await phone.close();

  const report = await shown(id);
  expect(report).toMatchObject({ state: 'working', clock: { state: 'kept' }, promisedAt: '2026-10-02T10:00:00.000Z' });
});

test('one is taken from the list in one tap, and a second worker reads that it has an owner', async () => {
  const { city } = walks;
  const { id } = await raise(resident(), { text: '门禁刷不开' });
  const phone = await phoneOf('gridworker', { city, ...INBOX });
  await phone.see('门禁刷不开');
  await phone.tap('.inclaim');
  await phone.see(inbox.claimed);
  await phone.see('归我');
  expect((await phone.act('where')).path).toBe(INBOX.path);
  await phone.close();

  const other = await phoneOf('secretary', { city, ...INBOX });
  await other.see('归一号网格员');
  await other.tap(inbox.tabs.mine);
  await other.see(inbox.empty.mine[0] ?? '');
  await other.close();
  expect((await shown(id)).owner).toMatchObject({ role: 'gridworker', me: true });
});

test('one answer goes to many, each in its own thread, also after the sheet was closed and the phone restarted; one that is gone is skipped, and it is said', async () => {
  const { city } = walks;
  const texts = ['停水了，一楼', '停水了，二楼', '停水了，三楼'];
  const ids: string[] = [];
  for (const text of texts) ids.push((await raise(resident('resident-2'), { text })).id);
  const phone = await phoneOf('gridworker', { city, ...INBOX });
  await phone.see('停水了，三楼');
  await phone.tap(inbox.many);
  for (const text of texts) await phone.tap(text);
  await phone.tap(inbox.picking.count(3));
  await phone.type(inbox.picking.hint, '正在抢修，下午四点前恢复');
  await phone.offline();
  await phone.tap(SEND);
  await phone.see(words.failed.offline);
  await phone.tap(words.close);
  const storage = await phone.act('storage');
  await phone.close();

  await city.town.as('resident-2').reports.withdraw({ reportId: ids[2] ?? '' });
  const later = await launch({ city, storage, ...INBOX });
  await later.tap(inbox.manyKept(3));
  await later.tap(inbox.picking.count(3));
  await later.tap(SEND);
  await later.see(inbox.picking.done(2, 1));
  await later.seeNoMore(inbox.picking.note);
  await later.see(inbox.many);
  await later.close();
  for (const id of ids.slice(0, 2))
    expect((await shown(id)).lines.filter(({ text }) => text === '正在抢修，下午四点前恢复')).toHaveLength(1);
});

test('what is written for a colleague outlives a failure and a restart, and the hand-over happens once', async () => {
  const { city } = walks;
  const { id } = await raise(resident(), { text: '六楼漏水' });
  await gridWorker(city.town, { called: '三号网格晚班' });
  const phone = await phoneOf('gridworker', { city, ...thread(id) });
  await phone.tap(acts.acts.dispatch);
  await phone.tap('三号网格晚班');
  await phone.type(acts.asks.dispatch.hint, '住户晚上七点以后在家');
  await phone.offline();
  await phone.tap(SEND);
  await phone.see(words.failed.offline);
  const storage = await phone.act('storage');
  await phone.close();

  const later = await launch({ city, storage, ...thread(id) });
  await later.tap(acts.acts.dispatch);
  await later.tap(SEND);
  await later.see(acts.asks.dispatch.done);
  await later.close();
  const report = await shown(id);
  expect(report.owner).toMatchObject({ called: '三号网格晚班', me: false });
  expect(report.lines.filter(({ step }) => step === 'dispatch')).toHaveLength(1);
});

test('a whistle reaches the street office, which names who leads; they handle it by an invitation, and it is closed with a photo', async () => {
  const { city } = walks;
  const { id } = await raise(resident(), { text: '院墙外的井盖坏了' });
  const worker = await phoneOf('gridworker', { city, ...thread(id) });
  await worker.tap(acts.acts.reply);
  await worker.type(acts.asks.reply.hint, '看到了，要请街道一起办');
  await worker.tap(SEND);
  await worker.tap(acts.acts.whistle);
  await worker.type(acts.asks.whistle.hint, '井盖归城管，请街道出面');
  await worker.tap(SEND);
  await worker.see(acts.asks.whistle.done);

  const street = await phoneOf('street', { city, ...INBOX });
  await street.tap(inbox.whistles(1));
  await street.seePage('reports/handling/index');
  await street.see('等街道派单');
  await street.tap('院墙外的井盖坏了');
  await street.seePage(THREAD);
  await street.tap(acts.acts.assign);
  await street.tap('街道城管');
  await street.tap(acts.assign.hourNames['24'] ?? '');
  await street.tap(SEND);
  await street.see(acts.asks.assign.done);
  await street.close();

  const { units } = await city.town.as('street').service.units({ communityCode: JIANGPAN });
  const unit = units.find(({ name }) => name === '街道城管');
  const invited = await city.town
    .as('street')
    .service.inviteUnit({ nodeCode: unit?.place ?? '', unitId: unit?.id ?? '' });
  const helper = await phoneOf('resident-3', { city, glass: openJsdom, path: 'tabs/mine/index' });
  await helper.tap(tabs.me.unit);
  await helper.type(settings.join.hint, invited.code);
  await helper.tap(settings.join.send);
  await helper.see(settings.join.done('街道城管'));
  await helper.tap(settings.join.go);
  await helper.see(inbox.handling.counts(1));
  await helper.tap('院墙外的井盖坏了');
  await helper.seePage(THREAD);
  await helper.tap(acts.acts.handle);
  await helper.type(acts.asks.handle.hint, '换了新的井盖');
  await helper.tap(acts.handle.yes);
  await take(helper);
  await helper.tap(SEND);
  await helper.see(acts.asks.handle.done);
  await helper.close();

  await worker.act('pullDown');
  await worker.see('换了新的井盖');
  await worker.tap(acts.acts.close);
  await worker.type(acts.asks.close.hint, '城管换了新井盖，已经看过');
  await worker.see(acts.lack.picture);
  await take(worker);
  await worker.tap(SEND);
  await worker.see(acts.asks.close.done);
  await worker.close();
  expect(await shown(id)).toMatchObject({ state: 'closing' });
});

test('two workers answer at once: both answers stand, and both see both; what no longer can be done says so, and the thread is the new one', async () => {
  const { city } = walks;
  const { id } = await raise(resident(), { text: '垃圾没有清' });
  const [one, two] = [
    await phoneOf('gridworker', { city, ...thread(id) }),
    await phoneOf('secretary', { city, ...thread(id) }),
  ];
  await one.tap(acts.acts.pause);
  await one.type(acts.asks.pause.hint, '等清运车');
  await two.tap(acts.acts.reply);
  await two.type(acts.asks.reply.hint, '清运车半小时后到');
  await two.tap(SEND);
  await two.see(acts.asks.reply.done);
  await one.tap(SEND);
  await one.see(sentence('report.step'));
  await one.see(acts.reloaded);
  await one.see('清运车半小时后到');
  await one.tap(words.close);
  await one.tap(acts.acts.reply);
  await one.type(acts.asks.reply.hint, '我也在现场看着');
  await one.tap(SEND);
  await one.see('我也在现场看着');
  await one.see('清运车半小时后到');
  await two.act('pullDown');
  await two.see('我也在现场看着');
  await one.close();
  await two.close();
  expect((await shown(id)).lines.filter(({ step }) => step === 'reply')).toHaveLength(2);
});

test('who phoned is entered once, however the network is, and only staff look up whom to call', async () => {
  const { city } = walks;
  const phone = await phoneOf('gridworker', { city, glass: openJsdom, path: 'tabs/services/index' });
  await phone.tap(tabs.work.title);
  await phone.tap(work.acts.enter[0]);
  await phone.tap(entering.ways.phone);
  await phone.type(entering.textHint, '三单元王大爷家暖气不热');
  await phone.tap('一号网格');
  await phone.type(entering.calledHint, '王大爷');
  await phone.type(entering.phoneHint, '0451-5555-0177');
  await phone.offline();
  await phone.tap(entering.send);
  await phone.see(words.failed.offline);
  const storage = await phone.act('storage');
  await phone.close();

  const later = await launch({ city, storage, glass: openJsdom, path: 'reports/enter/index' });
  await later.see('江畔社区');
  await later.tap(entering.send);
  await later.seePage(THREAD);
  await later.see('三单元王大爷家暖气不热');
  await later.tap(acts.caller.title);
  await later.see('王大爷');
  await later.see('0451-5555-0177');
  await later.close();
  const { reports } = await city.town.as('gridworker').reports.inbox({ communityCode: JIANGPAN, limit: 50 });
  expect(reports.filter(({ excerpt }) => excerpt.includes('暖气不热'))).toHaveLength(1);
});

test('in a storm of five hundred the page draws eight rows and no more than sixty nodes, forth and back', async () => {
  const all = storm(500);
  const city = instead(walks.city, {
    ...answersOf(people.gridworker),
    'reports.inbox': ({ before = '0', limit }) => {
      const [from, most] = [Number(before), Number(limit)];
      const next = from + most < all.length ? String(from + most) : null;
      return {
        reports: all.slice(from, from + most),
        next,
        counts: { waiting: all.length, late: 0, due: 0, whistles: 0 },
      };
    },
  });
  const phone = await launch({ city, ...INBOX, glass: openChromium });
  const nodes: number[] = [];
  for (let n = 0; n < 6; n++) {
    await phone.see(`第 ${n * 8 + 1} 件`);
    nodes.push((await phone.act('tree')).nodes);
    // The page goes to its top once it has turned, and a finger waits for that.
    await phone.settled();
    await phone.tap(words.pager.later);
  }
  await phone.see('第 49 件');
  await phone.settled();
  await phone.tap(words.pager.earlier);
  await phone.see('第 41 件');
  await phone.settled();
  await phone.tap(inbox.many);
  await phone.tap(inbox.picking.page);
  await phone.see(inbox.picking.count(8));
  nodes.push((await phone.act('tree')).nodes);
  await phone.close();
  expect(Math.max(...nodes)).toBeLessThanOrEqual(60);
  expect(city.asked.filter(({ name }) => name === 'reports.inbox')).toHaveLength(8);
});
