import { words } from '../../src/kit/words';
import { say as settings } from '../../src/reports/settings/words';
import { say as acts } from '../../src/reports/staff/words';
import { say as tables } from '../../src/reports/table/words';
import { say as reports } from '../../src/reports/words';
import { enter, raise, reply } from '../kit/reports';
import { JIANGPAN } from '../kit/town';
import { instead } from './drive/instead';
import { openJsdom } from './drive/jsdom';
import { cityForWalks, phoneOf } from './drive/people';
import { take } from './drive/photos';
import { until } from './drive/until';

/** What staff do besides: pauses, what somebody said who has no app, tables, and how a community answers. */
const walks = cityForWalks();
const INBOX = { glass: openJsdom, path: 'reports/inbox/index' };
const THREAD = 'reports/report/index';
const thread = (id: string) => ({ glass: openJsdom, path: THREAD, query: { id } });
const page = (name: string, at = JIANGPAN) => ({ glass: openJsdom, path: `reports/${name}/index`, query: { at } });
const SEND = '.sheet__foot .button--main';
const resident = () => ({ id: '', token: '', call: walks.city.town.as('resident-1') });
const shown = async (id: string) => (await walks.city.town.as('gridworker').reports.show({ reportId: id })).report;

test('a pause ends by itself: until when stands in the thread and in the list', async () => {
  const { city } = walks;
  const { id } = await raise(resident(), { text: '楼道里停水' });
  const phone = await phoneOf('gridworker', { city, ...thread(id) });
  await phone.tap(acts.acts.pause);
  await phone.see(acts.pause.keys.hours);
  await phone.type(acts.asks.pause.hint, '等抢修队');
  await phone.tap(acts.pause.keys.days);
  await phone.tap(SEND);
  await phone.see(acts.asks.pause.done);
  await phone.close();
  const { clock } = await shown(id);
  expect(clock.state).toBe('paused');
  const hours = (Date.parse(clock.pausedUntil ?? '') - Date.parse(clock.now)) / 3_600_000;
  expect(hours).toBeGreaterThan(47);
  expect(hours).toBeLessThanOrEqual(48);

  const list = await phoneOf('gridworker', { city, ...INBOX });
  await list.see('10月3日');
  await list.see('等抢修队');
  await list.close();
});

test('whoever says that it is done hears beforehand that a colleague notes whether somebody is content', async () => {
  const { city } = walks;
  const worker = { id: '', token: '', call: city.town.as('gridworker') };
  const { id } = await enter(worker);
  await reply(worker, id);
  const phone = await phoneOf('gridworker', { city, ...thread(id) });
  await phone.tap(acts.acts.close);
  await phone.type(acts.asks.close.hint, '灯换好了');
  await take(phone);
  await phone.tap(SEND);
  await phone.tap(acts.acts.heard);
  await phone.see(acts.heard.second);
  await phone.tap(acts.heard.yes);
  await phone.see(acts.lack.second);
  await phone.close();

  const colleague = await phoneOf('secretary', { city, ...thread(id) });
  await colleague.tap(acts.acts.heard);
  await colleague.tap(acts.heard.yes);
  await colleague.type(acts.asks.heard.hint, '大娘说亮堂了');
  await colleague.tap(SEND);
  await colleague.see(acts.asks.heard.done);
  await colleague.close();
  expect(await shown(id)).toMatchObject({ state: 'closed', solved: true, assisted: true });
});

test('a secretary opens the table of this month, and copies an address for an office computer', async () => {
  const { city } = walks;
  await raise(resident(), { text: '单元门关不上' });
  const phone = await phoneOf('secretary', { city, glass: openJsdom, path: 'reports/settings/index' });
  await phone.tap(settings.table);
  await phone.see('江畔社区');
  await phone.tap(tables.open);
  await until('the table is opened', async () => ((await phone.act('report')).calls['openDocument'] ?? 0) === 1);
  await phone.tap(tables.copy);
  await phone.see(tables.copied);
  await phone.close();
});

test('a secretary sets the hours, a day that differs, a grid and who is responsible; a grid worker reads them and says what they look after', async () => {
  const { city } = walks;
  const secretary = await phoneOf('secretary', { city, ...page('hours') });
  await secretary.see('8:00');
  await secretary.pick(`${settings.time.workdays} ${settings.time.to} 20:00`, '07:30');
  await secretary.see(settings.time.order);
  await secretary.pick(`${settings.time.workdays} ${settings.time.to} 7:30`, '19:00');
  await secretary.tap(words.edit.save);
  await secretary.see(settings.saved);
  await secretary.tap(settings.time.addDay);
  await secretary.pick(`${settings.time.day} ${acts.pickDay}`, '2026-10-08');
  await secretary.type(settings.time.whyHint, '搬家');
  await secretary.tap(SEND);
  await secretary.see('搬家');
  await secretary.close();

  const grids = await phoneOf('secretary', { city, ...page('grids') });
  await grids.tap(settings.grid.add);
  await grids.type(settings.grid.nameHint, '五号网格');
  await grids.tap(SEND);
  await grids.see('五号网格');
  await grids.close();

  const units = await phoneOf('secretary', { city, ...page('units') });
  await units.tap(settings.unit.add);
  await units.type(settings.unit.nameHint, '电梯维保');
  await units.type(settings.unit.whatHint, '电梯困人、异响');
  await units.tap(SEND);
  await units.tap('电梯维保');
  await units.tap(settings.unit.invite);
  await units.see(settings.unit.inviteNote);
  await units.close();

  const worker = await phoneOf('gridworker', { city, glass: openJsdom, path: 'reports/settings/index' });
  await worker.tap(settings.serving);
  await worker.tap('五号网格');
  await worker.type(settings.serve.calledHint, '五号网格员');
  await worker.tap(SEND);
  await worker.see('五号网格员');
  await worker.tap(settings.hours);
  await worker.see(words.facts('8:00 到 19:00'));
  await worker.see(settings.forSetters);
  await worker.close();

  const { hours } = await city.town.as(null).service.hours({ communityCode: JIANGPAN });
  expect(hours.workdays).toEqual([{ from: '08:00', to: '19:00' }]);
  expect(hours.days).toEqual([expect.objectContaining({ day: '2026-10-08', windows: [], why: '搬家' })]);
});

test('staff are told of new work in WeChat as often as they agreed to, and asked only at a tap', async () => {
  let left = 0;
  const stood = instead(walks.city, {
    'messages.offers': () => ({ offers: [{ template: 'work', templateId: 'template-work', left }] }),
    'messages.consent': () => ({ left: [{ template: 'work', left: ++left }] }),
  });
  const phone = await phoneOf('gridworker', {
    city: stood,
    glass: openJsdom,
    path: 'reports/settings/index',
    answers: { requestSubscribeMessage: [{ 'template-work': 'accept' }, { 'template-work': 'accept' }] },
  });
  const { work } = reports.remind;
  await phone.see(work.note(0));
  for (const n of [1, 2]) {
    await phone.tap(work.ask);
    await phone.see(work.note(n));
  }
  const { calls } = await phone.close();
  expect(calls['requestSubscribeMessage']).toBe(2);
  expect(stood.asked.filter(({ name }) => name === 'messages.consent').map(({ input }) => input)).toEqual([
    expect.objectContaining({ accepted: ['work'] }),
    expect.objectContaining({ accepted: ['work'] }),
  ]);
});
