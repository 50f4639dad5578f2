import { addDays } from '../cloud/kit/clock';
import { DONGYUAN_STREET } from './kit/acts';
import { createLetters } from './kit/letters';
import {
  assign,
  closing,
  enter,
  gridCalled,
  gridWorker,
  HOUR_MS,
  MINUTE_MS,
  neighbour,
  raise,
  reply,
  unitWithMember,
  whistled,
  type Somebody,
} from './kit/reports';
import { clientId, JIANGPAN } from './kit/town';
import { openWechatTown, type Visitor, type WechatTown } from './kit/wechatTown';

/** What those who answer are told by a message, as far as they agreed to. */
let town: WechatTown;
let day = '2026-11-01';
beforeAll(async () => {
  town = await openWechatTown();
});
afterAll(() => town.close());
/** Each test has a workday of its own, from ten in the morning, and nothing that was open before. */
beforeEach(async () => {
  await town.db.updateTable('report').set({ told: 3, handed_at: null }).execute();
  await town.db.deleteFrom('staff_told').execute();
  do day = addDays(day, 1);
  while ([0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()));
  town.clock.at(`${day} 10:00:00`);
});
const { arrived, left } = createLetters(() => town);
const go = () => town.run('work', 'messages');
const later = (ms: number) => town.clock.advance(ms);
/** What stands in somebody's WeChat, the place left out. */
const told = (who: Visitor) => arrived(who).map(({ data: [says], page }) => [says, page]);

async function agreeing(who: Somebody, times = 5): Promise<Visitor> {
  const visitor = who as Visitor;
  for (let n = 0; n < times; n++) await who.call.messages.consent({ clientId: clientId(), accepted: ['work'] });
  town.standIn.consent(visitor.openid, 'tmpl-work', times);
  return visitor;
}
const worker = async (...grids: string[]) => agreeing(await gridWorker(town, { grids }));
const secretary = async () => agreeing(await town.person({ roles: [['secretary', JIANGPAN]] }));
const street = async () => agreeing(await town.person({ roles: [['street', DONGYUAN_STREET]] }));

const INBOX = 'reports/inbox/index';

test('is offered to those who answer or handle, and to nobody else', async () => {
  const { member } = await unitWithMember(town, { name: '街道环卫' });
  const offered = async ({ call }: Somebody) =>
    (await call.messages.offers({})).offers.some(({ template }) => template === 'work');
  const parttime = await town.person({ roles: [['parttime', JIANGPAN]] });
  expect(
    await Promise.all([gridWorker(town), street(), Promise.resolve(member)].map(async (one) => offered(await one))),
  ).toEqual([true, true, true]);
  expect([await offered(await neighbour(town)), await offered(parttime)]).toEqual([false, false]);
});

test('what is new is told to those who look after its grid, once, and to nobody who did not agree', async () => {
  const [mine, other] = [await worker('一号网格'), await worker('二号网格')];
  const silent = (await gridWorker(town, { grids: ['一号网格'] })) as Visitor;
  const { id: gridId } = await gridCalled(town, '一号网格');
  const me = await neighbour(town);
  await raise(me, { place: { gridId } });
  await Promise.all([go(), go()]);
  await go();
  expect(told(mine)).toEqual([['有 1 件新的等您答复', INBOX]]);
  expect([told(other), told(silent)]).toEqual([[], []]);
  expect([await left(mine, 'work'), await left(other, 'work')]).toEqual([4, 5]);
});

test('what lies in no grid is told to all who answer at the community, and not above it', async () => {
  const [one, boss, office] = [await worker(), await secretary(), await street()];
  await raise(await neighbour(town));
  await go();
  expect([told(one), told(boss), told(office)]).toEqual([
    [['有 1 件新的等您答复', INBOX]],
    [['有 1 件新的等您答复', INBOX]],
    [],
  ]);
});

test('what comes together is told together, and what follows within ten minutes is told together after them', async () => {
  const one = await worker();
  const me = await neighbour(town);
  for (let n = 0; n < 3; n++) await raise(me, { text: `第 ${n} 盏灯坏了` });
  await go();
  for (let n = 3; n < 5; n++) await raise(me, { text: `第 ${n} 盏灯坏了` });
  await go();
  expect(told(one)).toEqual([['有 3 件新的等您答复', INBOX]]);
  later(10 * MINUTE_MS);
  await Promise.all([go(), go()]);
  expect(told(one).at(-1)).toEqual(['有 2 件新的等您答复', INBOX]);
  expect([told(one).length, await left(one, 'work')]).toEqual([2, 3]);
});

test('whoever looks after two grids hears of both in one message, and a colleague of one of them of theirs', async () => {
  const [both, second] = [await worker('一号网格', '二号网格'), await worker('二号网格')];
  const me = await neighbour(town);
  for (const name of ['一号网格', '二号网格', '二号网格'])
    await raise(me, { text: `${name}的灯`, place: { gridId: (await gridCalled(town, name)).id } });
  await go();
  expect([told(both), told(second)]).toEqual([[['有 3 件新的等您答复', INBOX]], [['有 2 件新的等您答复', INBOX]]]);
});

test('whoever entered it, or has answered it already, is told nothing', async () => {
  const [one, colleague] = [await worker(), await worker()];
  await enter(one);
  await go();
  expect([told(one), told(colleague)]).toEqual([[], [['有 1 件新的等您答复', INBOX]]]);
  later(11 * MINUTE_MS);
  const { id } = await raise(await neighbour(town));
  await reply(one, id);
  await go();
  expect([told(one).length, told(colleague).length]).toEqual([0, 1]);
});

test('what is late is told to the secretary, and what has gone up to the street office, each once', async () => {
  const [one, boss, office] = [await worker(), await secretary(), await street()];
  await raise(await neighbour(town));
  await go();
  later(9 * MINUTE_MS);
  await go();
  expect([told(boss).length, told(office).length]).toEqual([1, 0]);
  later(2 * MINUTE_MS);
  await go();
  await go();
  expect(told(boss).at(-1)).toEqual(['有 1 件过了时间还没答复', INBOX]);
  expect([told(one).length, told(boss).length, told(office).length]).toEqual([1, 2, 0]);
  later(31 * MINUTE_MS);
  await go();
  await go();
  expect([told(one).length, told(boss).length, told(office)]).toEqual([1, 2, [['有 1 件晚了半小时没答复', INBOX]]]);
});

test('what is answered in time, or paused, is never told as late', async () => {
  const [one, boss] = [await worker(), await secretary()];
  const [first, second] = [await raise(await neighbour(town)), await raise(await neighbour(town))];
  await go();
  await reply(one, first.id);
  await one.call.reports.pause({ reportId: second.id, reason: '等物业' });
  later(3 * HOUR_MS);
  await go();
  expect(told(boss)).toHaveLength(1);
});

test('where there is no secretary, whoever answers there is told that it is late', async () => {
  const at = '230102003002';
  const one = await agreeing(await gridWorker(town, { at }));
  const report = await town.db.updateTable('node').set({ is_open: true }).where('code', '=', at).executeTakeFirst();
  expect(report.numUpdatedRows).toBe(1n);
  await raise(await town.person(), { communityCode: at });
  await go();
  later(20 * MINUTE_MS);
  await go();
  expect(told(one).map(([says]) => says)).toEqual(['有 1 件新的等您答复', '有 1 件过了时间还没答复']);
});

test('what was handed to somebody, or reopened to them, is told to them and to no one else', async () => {
  const [one, colleague] = [await worker(), await worker()];
  const me = await neighbour(town);
  const { id } = await closing(town, me, one);
  await go();
  expect([told(one), told(colleague)]).toEqual([[], []]);
  await me.call.reports.object({ clientId: clientId(), reportId: id, text: '还是不亮' });
  await go();
  expect([told(one), told(colleague)]).toEqual([[['有 1 件交到了您手里', INBOX]], []]);
  await one.call.reports.dispatch({ clientId: clientId(), reportId: id, workerId: colleague.id });
  await go();
  await go();
  expect([told(one).length, told(colleague)]).toEqual([1, [['有 1 件交到了您手里', INBOX]]]);
  const taken = await raise(me);
  await one.call.reports.dispatch({ clientId: clientId(), reportId: taken.id, workerId: one.id });
  await go();
  expect(told(one)).toHaveLength(1);
});

test('what was handed over days after it was raised is told, and not again that it is late', async () => {
  const [boss, one, office] = [await secretary(), await worker(), await street()];
  const { id } = await raise(await neighbour(town));
  await go();
  later(2 * HOUR_MS);
  await go();
  await go();
  expect([told(boss).length, told(office).length]).toEqual([2, 1]);
  later(50 * HOUR_MS);
  await boss.call.reports.dispatch({ clientId: clientId(), reportId: id, workerId: one.id });
  await go();
  await go();
  expect(told(one).at(-1)).toEqual(['有 1 件交到了您手里', INBOX]);
  expect([told(boss).length, told(office).length]).toEqual([2, 1]);
});

test('whoever entered it is told when it comes back to them, and when it is late', async () => {
  const [boss, one] = [await secretary(), await worker()];
  const mine = await enter(one);
  const theirs = await enter(boss);
  await go();
  await boss.call.reports.dispatch({ clientId: clientId(), reportId: mine.id, workerId: one.id });
  await go();
  expect(told(one).at(-1)).toEqual(['有 1 件交到了您手里', INBOX]);
  await reply(one, mine.id);
  later(20 * MINUTE_MS);
  await go();
  expect([theirs.state, told(boss).at(-1)]).toEqual(['waiting', ['有 1 件过了时间还没答复', INBOX]]);
});

test('a whistle is told to the street office, and then to the people of each unit that is called', async () => {
  const [one, office] = [await worker(), await street()];
  const [lead, helper] = [
    await unitWithMember(town, { name: '街道城管科' }),
    await unitWithMember(town, { name: '供水公司' }),
  ];
  const [leader, helping] = [await agreeing(lead.member), await agreeing(helper.member)];
  const { id } = await whistled(await neighbour(town), one);
  await go();
  const page = 'reports/handling/index';
  expect([told(office), told(leader)]).toEqual([[['有 1 件吹哨等您办理', page]], []]);
  later(MINUTE_MS);
  await assign(office, id, lead.unit, [helper.unit]);
  await Promise.all([go(), go()]);
  expect([told(office).length, told(leader), told(helping)]).toEqual([
    1,
    [['有 1 件吹哨等您办理', page]],
    [['有 1 件吹哨等您办理', page]],
  ]);
});

test('at night it waits for the morning, and what is older than a day is told to nobody', async () => {
  const one = await worker();
  town.clock.at(`${day} 23:00:00`);
  await raise(await neighbour(town));
  await go();
  expect(told(one)).toEqual([]);
  later(9.5 * HOUR_MS);
  await town.run('messages');
  expect(told(one)).toHaveLength(1);
  await raise(await neighbour(town));
  later(25 * HOUR_MS);
  await go();
  expect(told(one)).toHaveLength(1);
});

test('what no message can be sent about is no fault: without a template the chore is not there', async () => {
  const bare = await openWechatTown({ WECHAT_TEMPLATE_WORK: '' });
  try {
    expect(bare.app.chores.work).toBeUndefined();
    expect(Object.keys(bare.app.chores)).toContain('messages');
  } finally {
    await bare.close();
  }
});
