import { addDays } from '../cloud/kit/clock';
import { inShanghai } from './kit/clock';
import { DONGYUAN_STREET, published } from './kit/acts';
import {
  close,
  enter,
  gridCalled,
  gridWorker,
  HOUR_MS,
  inboxOf,
  MINUTE_MS,
  neighbour,
  pictureOf,
  raise,
  reply,
  said,
  show,
  streetOffice,
  type Somebody,
} from './kit/reports';
import { clientId, JIANGPAN, openTown, refusalOf, XIAOHONG, type Town } from './kit/town';

/** 江畔 answers from eight in the morning to eight in the evening, every day. 萧红 has set no hours, and nothing was raised there before. */
let town: Town;
let one: Somebody;
let worker: Somebody;
let secretary: Somebody;
let street: Somebody;
let day = '2026-10-01';
beforeAll(async () => {
  town = await openTown();
  one = await neighbour(town);
  worker = await gridWorker(town, { grids: ['一号网格'], called: '一号网格早班' });
  secretary = await town.person({ roles: [['secretary', JIANGPAN]] });
  street = await streetOffice(town);
});
afterAll(() => town.close());
/** Each test has a day of its own, from ten in the morning, and an empty desk. */
beforeEach(async () => {
  // Nothing of the day before is left: the longest test goes on for four days.
  day = addDays(day, 5);
  town.clock.at(at('10:00:00'));
  const over = { standing: 'withdrawn' as const, shelf: 3, ends_at: town.clock.now(), next_at: null };
  await town.db
    .updateTable('report')
    .set({ ...over, paused_at: null, paused_until: null })
    .where('shelf', '<', 3)
    .execute();
});
const at = (time: string): string => `${day} ${time}`;
const iso = (time: string): string => new Date(inShanghai(at(time))).toISOString();
const tomorrow = (time: string): string => new Date(inShanghai(`${addDays(day, 1)} ${time}`)).toISOString();
const clockOf = async (id: string) => (await show(one, id)).clock;
const idsIn = async (view: string, who: Somebody = worker, given: object = {}) =>
  (await inboxOf(who, { view, ...given })).reports.map(({ id }) => id);
const countsAt = async (who: Somebody = worker) => (await who.call.reports.inbox({ communityCode: JIANGPAN })).counts;

describe('the promise of a first answer', () => {
  test('is kept by an answer within ten minutes, and both sides see how long it took', async () => {
    const { id } = await raise(one);
    town.clock.advance(10 * MINUTE_MS);
    const answered = await reply(worker, id);
    expect(answered).toMatchObject({
      ...{ state: 'working', clock: { state: 'kept', tookMs: 10 * MINUTE_MS, dueAt: iso('10:10:00') } },
      owner: { role: 'gridworker', called: '一号网格早班', me: true },
    });
    expect((await show(one, id)).clock).toEqual(answered.clock);
    expect((await show(one, id)).owner).toEqual({ role: 'gridworker', called: '一号网格早班', me: false });
    expect((await show(one, id)).lines.at(-1)).toMatchObject({ by: 'gridworker', called: '一号网格早班', mine: false });
  });

  test('is late from its moment on: it goes up to the secretary, and half an hour later to the street office', async () => {
    const { id } = await raise(one);
    town.clock.advance(10 * MINUTE_MS - 1);
    expect(await clockOf(id)).toMatchObject({ state: 'running', raisedTo: null });
    expect(await idsIn('raised', secretary)).toEqual([]);
    town.clock.advance(1);
    expect(await clockOf(id)).toMatchObject({ state: 'late', raisedTo: 'secretary', dueAt: iso('10:10:00') });
    expect(await idsIn('raised', secretary)).toEqual([id]);
    const above = { communityCode: undefined, nodeCode: DONGYUAN_STREET };
    expect(await idsIn('raised', street, above)).toEqual([]);
    town.clock.advance(30 * MINUTE_MS);
    expect(await clockOf(id)).toMatchObject({ state: 'late', raisedTo: 'street' });
    expect(await idsIn('raised', street, above)).toEqual([id]);
    expect(await countsAt()).toEqual({ waiting: 1, late: 1, due: 0, whistles: 0 });

    expect((await reply(worker, id)).clock).toMatchObject({ state: 'missed', tookMs: 40 * MINUTE_MS, raisedTo: null });
    expect(await idsIn('raised', street, above)).toEqual([]);
    expect(await countsAt()).toEqual({ waiting: 0, late: 0, due: 0, whistles: 0 });
  });

  test('rests outside the hours, says when they begin, and is due ten minutes into them', async () => {
    town.clock.at(at('21:30:00'));
    const { id, clock } = await raise(one);
    expect(clock).toMatchObject({ state: 'resting', opensAt: tomorrow('08:00:00'), dueAt: tomorrow('08:10:00') });
    town.clock.advance(10 * HOUR_MS);
    expect(await clockOf(id)).toMatchObject({ state: 'resting', opensAt: tomorrow('08:00:00') });
    expect(await countsAt()).toMatchObject({ waiting: 1, late: 0 });
    // An answer at night is one all the same, and took none of the service's time.
    expect((await reply(worker, id)).clock).toMatchObject({ state: 'kept', tookMs: 0 });
    town.clock.at(at('19:55:00'));
    expect((await raise(one)).clock).toMatchObject({ state: 'running', dueAt: tomorrow('08:05:00') });
  });

  test('where nobody ever answers is not given: no clock runs, and nothing is late', async () => {
    const never = { communityCode: XIAOHONG, workdays: [], restdays: [] };
    const there = await town.person({ roles: [['secretary', XIAOHONG]] });
    await there.call.service.setHours(never);
    const { id, clock } = await raise(one, { communityCode: XIAOHONG });
    expect(clock).toMatchObject({ state: 'resting', dueAt: null, opensAt: null });
    town.clock.advance(48 * HOUR_MS);
    const { counts } = await there.call.reports.inbox({ communityCode: XIAOHONG });
    expect(counts).toMatchObject({ waiting: 1, late: 0 });
    expect((await reply(there, id)).clock).toMatchObject({ state: 'kept', tookMs: null });
  });
});

describe('pausing the promise', () => {
  const pause = async (who: Somebody, reportId: string, given: object = {}) =>
    (await who.call.reports.pause({ reportId, reason: '正在问物业', ...given })).report;

  test('stops the clock for a reason that the reporter reads, and it goes on with what was left', async () => {
    const { id } = await raise(one);
    town.clock.advance(4 * MINUTE_MS);
    expect(await pause(worker, id)).toMatchObject({
      state: 'waiting',
      // Without a moment named it ends tomorrow at this time, with the six minutes that are left.
      clock: {
        ...{ state: 'paused', reason: '正在问物业', now: iso('10:04:00') },
        ...{ pausedUntil: tomorrow('10:04:00'), dueAt: tomorrow('10:10:00') },
      },
      may: ['reply', 'claim', 'dispatch', 'resume', 'refer', 'contact'],
    });
    expect((await show(one, id)).lines.at(-1)).toMatchObject({
      ...{ step: 'pause', text: '正在问物业', until: tomorrow('10:04:00') },
    });
    town.clock.advance(3 * HOUR_MS);
    expect(await countsAt()).toMatchObject({ waiting: 1, late: 0 });
    expect(await idsIn('raised', secretary)).toEqual([]);
    const { report } = await worker.call.reports.resume({ reportId: id });
    expect(report.clock).toMatchObject({
      ...{ state: 'running', reason: null, pausedUntil: null, dueAt: iso('13:10:00') },
    });
    town.clock.advance(6 * MINUTE_MS);
    expect((await reply(worker, id)).clock).toMatchObject({ state: 'kept', tookMs: 10 * MINUTE_MS });
  });

  test('ends by itself at the moment that was named: the clock goes on with what was left, and can be late', async () => {
    const { id } = await raise(one);
    town.clock.advance(4 * MINUTE_MS);
    const paused = { state: 'paused', pausedUntil: iso('12:00:00'), dueAt: iso('12:06:00') };
    expect((await pause(worker, id, { until: iso('12:00:00') })).clock).toMatchObject(paused);
    town.clock.at(at('11:59:59'));
    expect(await clockOf(id)).toMatchObject({ ...paused, now: iso('11:59:59') });
    town.clock.at(at('12:00:00'));
    const running = { state: 'running', reason: null, pausedUntil: null, dueAt: iso('12:06:00') };
    expect(await clockOf(id)).toMatchObject(running);
    expect((await show(worker, id)).may).toEqual(['reply', 'claim', 'dispatch', 'pause', 'refer', 'contact']);
    expect(await refusalOf(worker.call.reports.resume({ reportId: id }))).toBe('report.step');
    expect(await countsAt()).toMatchObject({ waiting: 1, late: 0 });
    town.clock.at(at('12:06:00'));
    expect(await clockOf(id)).toMatchObject({ state: 'late', raisedTo: 'secretary' });
    expect(await countsAt()).toMatchObject({ waiting: 1, late: 1 });
    expect(await idsIn('raised', secretary)).toEqual([id]);
    expect(await refusalOf(pause(worker, id))).toBe('report.late');
    town.clock.at(at('12:08:00'));
    expect((await reply(worker, id)).clock).toMatchObject({ state: 'missed', tookMs: 12 * MINUTE_MS });
  });

  test('that is over can be followed by another, with what is left by then; an answer after both counts neither', async () => {
    const { id } = await raise(one);
    town.clock.advance(4 * MINUTE_MS);
    await pause(worker, id, { until: iso('11:00:00') });
    town.clock.at(at('11:02:00'));
    expect((await pause(worker, id, { until: iso('21:00:00') })).clock).toMatchObject({
      ...{ state: 'paused', pausedUntil: iso('21:00:00'), dueAt: tomorrow('08:04:00') },
    });
    town.clock.at(at('21:00:00'));
    expect(await clockOf(id)).toMatchObject({ state: 'resting', opensAt: tomorrow('08:00:00'), pausedUntil: null });
    town.clock.at(`${addDays(day, 1)} 08:01:00`);
    expect((await reply(worker, id)).clock).toMatchObject({ state: 'kept', tookMs: 7 * MINUTE_MS });
  });

  test.each([
    ['the past', -1],
    ['this moment', 0],
    ['more than two days', 48 * HOUR_MS + 1],
  ])('until %s is refused, and nothing is paused', async (_, ahead) => {
    const { id } = await raise(one);
    const until = new Date(town.clock.now().getTime() + ahead).toISOString();
    expect(await refusalOf(pause(worker, id, { until }))).toBe('report.pauseLong');
    expect(await show(one, id)).toMatchObject({ clock: { state: 'running' }, lines: [{ step: 'file' }] });
  });

  test('is for two days at most', async () => {
    const { id } = await raise(one);
    const until = new Date(town.clock.now().getTime() + 48 * HOUR_MS).toISOString();
    expect((await pause(worker, id, { until })).clock).toMatchObject({ state: 'paused', pausedUntil: until });
  });

  test('counts what had passed when it is answered while it is paused', async () => {
    const { id } = await raise(one);
    town.clock.advance(4 * MINUTE_MS);
    await pause(worker, id);
    town.clock.advance(HOUR_MS);
    expect((await reply(worker, id)).clock).toMatchObject({
      ...{ state: 'kept', tookMs: 4 * MINUTE_MS, reason: null, pausedUntil: null },
    });
  });

  test('is refused without a reason, when it is late, when it is answered, twice, and to residents', async () => {
    const { id } = await raise(one);
    expect(await refusalOf(pause(worker, id, { reason: ' ' }))).toBe('input.invalid');
    expect(await refusalOf(pause(one, id))).toBe('role.missing');
    expect(await refusalOf(one.call.reports.resume({ reportId: id }))).toBe('role.missing');
    expect(await refusalOf(worker.call.reports.resume({ reportId: id }))).toBe('report.step');
    await pause(worker, id);
    expect(await refusalOf(pause(worker, id))).toBe('report.step');
    await worker.call.reports.resume({ reportId: id });
    town.clock.advance(10 * MINUTE_MS);
    expect(await refusalOf(pause(worker, id))).toBe('report.late');
    await reply(worker, id);
    expect(await refusalOf(pause(worker, id))).toBe('report.step');
    expect(await refusalOf(pause(worker, '7'))).toBe('report.missing');
  });
});

describe('the inbox', () => {
  test('has what nobody answered first, the oldest promise on top; then what was promised soonest', async () => {
    const ids: Record<string, string> = {};
    ids.late = (await raise(one, { text: '最早的' })).id;
    town.clock.advance(MINUTE_MS);
    for (const name of ['later', 'soon', 'none', 'paused', 'fresh']) {
      town.clock.advance(MINUTE_MS);
      ids[name] = (await raise(one, { text: name })).id;
    }
    await reply(worker, ids.later ?? '', { promisedAt: iso('18:00:00') });
    await reply(worker, ids.soon ?? '', { promisedAt: iso('12:00:00') });
    await reply(worker, ids.none ?? '');
    await worker.call.reports.pause({ reportId: ids.paused ?? '', reason: '等回话' });
    const done = (await raise(one, { text: 'done' })).id;
    await reply(worker, done);
    await close(town, worker, done);
    const order = [ids.late, ids.fresh, ids.paused, ids.soon, ids.later, ids.none, done];
    expect(await idsIn('now')).toEqual(order);
    for (const limit of [1, 2, 3]) expect(await idsIn('now', worker, { limit })).toEqual(order);
    // What is over is not on the desk, also when the clock alone has ended it.
    town.clock.advance(72 * HOUR_MS);
    expect(await idsIn('now')).toEqual(order.slice(0, -1));
    expect((await idsIn('ended'))[0]).toBe(done);
  });

  test('of mine has what lies with me or my grids, and not what a colleague took', async () => {
    const grid = await gridCalled(town, '一号网格');
    const inGrid = await raise(one, { place: { gridId: grid.id } });
    const other = await raise(one, { place: { gridId: (await gridCalled(town, '二号网格')).id } });
    const taken = await raise(one, { place: { gridId: grid.id } });
    const colleague = await gridWorker(town);
    await colleague.call.reports.claim({ reportId: taken.id });
    expect(await idsIn('mine')).toEqual([inGrid.id]);
    await worker.call.reports.claim({ reportId: other.id });
    expect((await idsIn('mine')).sort()).toEqual([inGrid.id, other.id].sort());
    expect(await idsIn('mine', colleague)).toEqual([taken.id]);
  });

  test('holds comments under notices as it holds reports', async () => {
    const noticeId = await published(town);
    const comment = { clientId: clientId(), noticeId, text: '几点来水？' };
    const { id } = (await one.call.reports.comment(comment)).report;
    expect((await inboxOf(worker)).reports).toMatchObject([{ id, kind: 'comment', clock: { state: 'running' } }]);
    await reply(worker, id);
    expect(await idsIn('now')).toEqual([]);
    expect((await idsIn('ended'))[0]).toBe(id);
  });

  test('of a street office is that of all its communities, and of a community its own alone', async () => {
    const here = await raise(one);
    await raise(one, { communityCode: XIAOHONG });
    expect(await idsIn('now', street, { communityCode: undefined, nodeCode: DONGYUAN_STREET })).toEqual([here.id]);
    expect(await idsIn('now', street)).toEqual([here.id]);
    expect(await refusalOf(worker.call.reports.inbox({ communityCode: XIAOHONG }))).toBe('role.missing');
    expect(await refusalOf(worker.call.reports.inbox({ nodeCode: DONGYUAN_STREET }))).toBe('role.missing');
  });

  test.each([
    ['of no place', { communityCode: undefined }],
    ['of two places', { nodeCode: DONGYUAN_STREET }],
    ['in a view there is not', { view: 'all' }],
    ['in pages of none', { limit: 0 }],
    ['from nowhere', { before: 'bm9uc2Vuc2U' }],
  ])('%s is refused', async (_, given) => {
    const asked = { communityCode: JIANGPAN, ...given } as never;
    expect(await refusalOf(worker.call.reports.inbox(asked))).toBe('input.invalid');
  });

  test('pages through a storm of 500 reports in one minute, each once, with honest clocks, and offers duplicates', async () => {
    const storm = 500;
    const people = await Promise.all(Array.from({ length: 20 }, () => neighbour(town)));
    const words = (n: number) => (n % 2 ? `全楼停电了，${n} 号` : `水管爆了，${n} 号`);
    for (let n = 0; n < storm; n += 20) {
      town.clock.advance(MINUTE_MS / 25);
      await Promise.all(people.map((who, i) => raise(who, { text: words(n + i) })));
    }
    const { reports, pages } = await inboxOf(worker);
    expect([reports.length, new Set(reports.map(({ id }) => id)).size, pages]).toEqual([storm, storm, 10]);
    const due = reports.map(({ clock }) => clock.dueAt ?? '');
    expect(due).toEqual([...due].sort());
    for (const { clock, filedAt } of reports)
      expect([clock.state, clock.dueAt]).toEqual([
        'running',
        new Date(Date.parse(filedAt) + 10 * MINUTE_MS).toISOString(),
      ]);
    expect(await countsAt()).toMatchObject({ waiting: storm, late: 0 });
    const offered = (await (await neighbour(town)).call.reports.near({ text: '全楼停电了' })).reports;
    expect(offered).toHaveLength(5);
    expect(offered.every(({ excerpt }) => excerpt.includes('停电'))).toBe(true);
    town.clock.advance(10 * MINUTE_MS);
    expect(await countsAt()).toMatchObject({ waiting: storm, late: storm });
    const answered = await worker.call.reports.replyAll({
      ...{ clientId: clientId(), communityCode: JIANGPAN, text: '已经报修' },
      reportIds: reports.slice(0, 50).map(({ id }) => id),
    });
    expect([answered.replied.length, answered.skipped]).toEqual([50, []]);
    expect(await countsAt()).toMatchObject({ waiting: storm - 50 });
    expect((await inboxOf(worker)).reports.map(({ id }) => id)).toHaveLength(storm);
  });
});

describe('what waits for me', () => {
  test('is counted over all places where I answer, and is nothing for everybody else', async () => {
    const both = await town.person({
      roles: [
        ['gridworker', JIANGPAN],
        ['gridworker', XIAOHONG],
      ],
    });
    await raise(one);
    await raise(one, { communityCode: XIAOHONG });
    const { id } = await raise(one);
    await reply(worker, id, { promisedAt: iso('10:30:00') });
    expect(await both.call.reports.counts({})).toEqual({ waiting: 2, late: 0, due: 0, whistles: 0 });
    expect(await worker.call.reports.counts({})).toEqual({ waiting: 1, late: 0, due: 0, whistles: 0 });
    town.clock.advance(HOUR_MS);
    expect(await worker.call.reports.counts({})).toEqual({ waiting: 1, late: 1, due: 1, whistles: 0 });
    const none = { waiting: 0, late: 0, due: 0, whistles: 0 };
    for (const who of [
      one,
      await town.person({
        roles: [
          ['parttime', JIANGPAN],
          ['merchant', JIANGPAN],
        ],
      }),
    ])
      expect(await who.call.reports.counts({})).toEqual(none);
    expect(await refusalOf(town.as(null).reports.counts({}))).toBe('session.required');
  });
});

describe('answering', () => {
  test('with a promise to tell more sets a reminder, which the next answer clears', async () => {
    const { id } = await raise(one);
    const promisedAt = iso('15:00:00');
    expect(await reply(worker, id, { promisedAt })).toMatchObject({ promisedAt, lines: [{}, { until: promisedAt }] });
    expect((await show(one, id)).promisedAt).toBe(promisedAt);
    expect(await countsAt()).toMatchObject({ due: 0 });
    town.clock.at(at('15:00:00'));
    expect(await countsAt()).toMatchObject({ due: 1 });
    expect(await reply(worker, id, { text: '配件到了' })).toMatchObject({ promisedAt: null, clock: { state: 'kept' } });
    expect(await countsAt()).toMatchObject({ due: 0 });
  });

  test.each([
    ['in the past', () => iso('09:59:59')],
    ['at this moment', () => iso('10:00:00')],
    ['in more than thirty days', () => new Date(town.clock.now().getTime() + 30 * 24 * HOUR_MS + 1).toISOString()],
  ])('with a promise that lies %s is refused', async (_, promisedAt) => {
    const { id } = await raise(one);
    expect(await refusalOf(reply(worker, id, { promisedAt: promisedAt() }))).toBe('report.promisePast');
    expect((await show(one, id)).state).toBe('waiting');
  });

  test('twice by the same act is one line; again is a second one, and the clock keeps the first', async () => {
    const { id } = await raise(one);
    const act = { clientId: clientId(), reportId: id, text: '收到' };
    const { report } = await worker.call.reports.reply(act);
    town.clock.advance(MINUTE_MS);
    expect((await worker.call.reports.reply(act)).report).toEqual(report);
    const again = await reply(secretary, id, { text: '我也来看看' });
    expect(said(again)).toEqual(['file by reporter', 'reply by gridworker', 'reply by secretary']);
    expect([again.clock.tookMs, again.owner.role]).toEqual([0, 'gridworker']);
  });

  test('by its reporter is a further word, which stops nothing', async () => {
    const { id } = await raise(one);
    const report = await reply(one, id, { text: '是三单元', pictures: [await pictureOf(town, one.id)] });
    expect(report).toMatchObject({ state: 'waiting', clock: { state: 'running' } });
    expect(report.lines.at(-1)).toMatchObject({
      step: 'word',
      by: 'reporter',
      called: null,
      mine: true,
      text: '是三单元',
    });
    expect(await countsAt()).toMatchObject({ waiting: 1 });
  });

  test('what one raised oneself is for colleagues, and one’s own words there name no post', async () => {
    const own = await gridWorker(town, { called: '二号网格晚班' });
    await town.db.updateTable('person').set({ home_code: JIANGPAN }).where('id', '=', own.id).execute();
    const { id, may } = await raise({ ...own, call: town.as({ token: own.token }) }, { communityCode: JIANGPAN });
    expect(may).toEqual(['word', 'withdraw', 'allow']);
    const report = await reply(own, id, { text: '补充一句' });
    expect(report.lines.map(({ step, called }) => [step, called])).toEqual([
      ['file', null],
      ['word', null],
    ]);
    expect(report.clock.state).toBe('running');
    expect(await refusalOf(own.call.reports.claim({ reportId: id }))).toBe('report.own');
    expect(await refusalOf(own.call.reports.pause({ reportId: id, reason: '等等' }))).toBe('report.own');
    const bulk = { clientId: clientId(), communityCode: JIANGPAN, reportIds: [id], text: '收到' };
    expect(await own.call.reports.replyAll(bulk)).toEqual({ replied: [], skipped: [id] });
  });

  test('is refused without words, to strangers, and of what there is not', async () => {
    const { id } = await raise(one);
    expect(await refusalOf(reply(worker, id, { text: '' }))).toBe('input.invalid');
    expect(await refusalOf(reply(worker, id, { pictures: ['1'] }))).toBe('file.missing');
    expect(await refusalOf(reply(await neighbour(town), id))).toBe('role.missing');
    expect(await refusalOf(reply(worker, '7'))).toBe('report.missing');
    expect(said(await show(one, id))).toEqual(['file by reporter']);
  });
});

describe('answering many at once', () => {
  const all = (reportIds: string[], given: object = {}) => ({
    ...{ clientId: clientId(), communityCode: JIANGPAN, reportIds, text: '全楼停电，已经报修' },
    ...given,
  });

  test('gives each its own line, and skips what is answered, over, elsewhere, or not there', async () => {
    const open = [await raise(one), await raise(one, { text: '也停电' })].map(({ id }) => id);
    const promised = (await raise(one)).id;
    await reply(worker, promised, { promisedAt: iso('15:00:00') });
    const done = (await raise(one)).id;
    await reply(worker, done);
    await close(town, worker, done);
    const gone = (await raise(one)).id;
    await one.call.reports.withdraw({ reportId: gone });
    const elsewhere = (await raise(one, { communityCode: XIAOHONG })).id;
    // A colleague has answered it with a promise: it hears nothing twice, and what was promised stands.
    const skipped = [done, gone, elsewhere, '7', promised];
    const answer = await worker.call.reports.replyAll(all([...skipped, ...open]));
    expect([answer.replied.sort(), answer.skipped]).toEqual([[...open].sort(), skipped]);
    for (const id of open)
      expect(await show(one, id)).toMatchObject({
        ...{ state: 'working', clock: { state: 'kept' }, owner: { role: 'gridworker' } },
        lines: [{ step: 'file' }, { step: 'reply', text: '全楼停电，已经报修' }],
      });
    expect((await show(one, promised)).promisedAt).toBe(iso('15:00:00'));
    for (const id of [done, promised])
      expect(said(await show(one, id)).filter((line) => line.startsWith('reply'))).toHaveLength(1);
  });

  test('reaches what was reopened as well: it waits for an answer', async () => {
    const { id } = await raise(one);
    await reply(worker, id);
    await close(town, worker, id);
    await one.call.reports.object({ clientId: clientId(), reportId: id, text: '还是停' });
    expect(await worker.call.reports.replyAll(all([id]))).toEqual({ replied: [id], skipped: [] });
    expect(await show(one, id)).toMatchObject({ state: 'working', clock: { state: 'kept' } });
  });

  test('twice by the same act says it once', async () => {
    const { id } = await raise(one);
    const act = all([id]);
    const first = await worker.call.reports.replyAll(act);
    expect(await worker.call.reports.replyAll(act)).toEqual(first);
    expect(said(await show(one, id))).toEqual(['file by reporter', 'reply by gridworker']);
  });

  test.each([
    ['of nothing', []],
    ['of one thing twice', ['7', '7']],
    ['of 51', Array.from({ length: 51 }, (_, n) => String(n + 1))],
  ])('%s is refused', async (_, ids) => {
    expect(await refusalOf(worker.call.reports.replyAll(all(ids)))).toBe('input.invalid');
  });

  test('is refused at another community, and to residents', async () => {
    const elsewhere = (await raise(one, { communityCode: XIAOHONG })).id;
    const there = all([elsewhere], { communityCode: XIAOHONG });
    expect(await refusalOf(worker.call.reports.replyAll(there))).toBe('role.missing');
    expect(await refusalOf(one.call.reports.replyAll(all([elsewhere])))).toBe('role.missing');
  });
});

describe('claiming and handing over', () => {
  const dispatch = async (who: Somebody, reportId: string, to: object = {}) =>
    (await who.call.reports.dispatch({ clientId: clientId(), reportId, ...to })).report;

  test('claiming takes it upon me; repeated it says nothing more; a colleague may take it over', async () => {
    const { id } = await raise(one);
    const { report } = await worker.call.reports.claim({ reportId: id });
    expect(report).toMatchObject({
      state: 'waiting',
      owner: { me: true, called: '一号网格早班' },
      clock: { state: 'running' },
    });
    expect((await worker.call.reports.claim({ reportId: id })).report).toEqual(report);
    const taken = (await secretary.call.reports.claim({ reportId: id })).report;
    expect(taken.owner).toEqual({ role: 'secretary', called: null, me: true });
    expect(said(taken)).toEqual(['file by reporter', 'claim by gridworker', 'claim by secretary']);
    expect(await refusalOf(one.call.reports.claim({ reportId: id }))).toBe('role.missing');
    expect(await refusalOf(worker.call.reports.claim({ reportId: '7' }))).toBe('report.missing');
    expect(await refusalOf(worker.call.reports.claim({ reportId: 'x' }))).toBe('input.invalid');
  });

  test('handing it to a grid, to a colleague, or back to the community is a line that says so', async () => {
    const { id } = await raise(one);
    const grid = await gridCalled(town, '二号网格');
    expect(await dispatch(secretary, id, { gridId: grid.id, text: '二号网格的事' })).toMatchObject({
      ...{ grid: { id: grid.id }, owner: { role: null } },
    });
    expect(await dispatch(secretary, id, { workerId: worker.id })).toMatchObject({
      ...{ grid: { id: grid.id }, owner: { role: 'gridworker', called: '一号网格早班', me: false } },
    });
    expect(await idsIn('mine')).toEqual([id]);
    const back = await dispatch(secretary, id);
    expect(back).toMatchObject({ grid: null, owner: { role: null } });
    expect(said(back)).toEqual(['file by reporter', ...Array<string>(3).fill('dispatch by secretary')]);
    expect((await show(one, id)).lines[1]).toMatchObject({ text: '二号网格的事' });
  });

  test('twice by the same act hands it over once', async () => {
    const { id } = await raise(one);
    const act = { clientId: clientId(), reportId: id, workerId: worker.id };
    const { report } = await secretary.call.reports.dispatch(act);
    expect((await secretary.call.reports.dispatch(act)).report).toEqual(report);
    expect(said(await show(one, id))).toEqual(['file by reporter', 'dispatch by secretary']);
  });

  test('to two at once, to who does not answer here, to its reporter, or to a grid that is not there is refused', async () => {
    const { id } = await raise(one);
    const grid = await gridCalled(town, '二号网格');
    const to = (given: object) => refusalOf(dispatch(secretary, id, given));
    expect(await to({ gridId: grid.id, workerId: worker.id })).toBe('input.invalid');
    expect(await to({ gridId: '7' })).toBe('service.gridMissing');
    for (const workerId of [one.id, '7', (await gridWorker(town, { at: XIAOHONG })).id])
      expect(await to({ workerId })).toBe('report.worker');
    const own = await town.person({ home: JIANGPAN, roles: [['gridworker', JIANGPAN]] });
    const theirs = await raise(own);
    expect(await refusalOf(dispatch(secretary, theirs.id, { workerId: own.id }))).toBe('report.worker');
    expect(await refusalOf(dispatch(one, id))).toBe('role.missing');
    expect(said(await show(one, id))).toEqual(['file by reporter']);
  });

  test('what lay with a grid that is given up lies with the community again', async () => {
    const made = { clientId: clientId(), communityCode: JIANGPAN, name: '五号网格' };
    const { grids } = await secretary.call.service.setGrid(made);
    const gridId = grids.find(({ name }) => name === '五号网格')?.id ?? '';
    const { id } = await raise(one, { place: { gridId } });
    await secretary.call.service.dropGrid({ communityCode: JIANGPAN, gridId });
    expect(await show(one, id)).toMatchObject({ grid: null, owner: { role: null } });
    expect(await idsIn('now')).toEqual([id]);
  });
});

test('a report that staff entered is answered on the same desk, and it has nobody who could agree', async () => {
  const { id } = await enter(worker);
  expect((await inboxOf(worker)).reports).toMatchObject([{ id, mine: false, clock: { state: 'running' } }]);
  expect((await reply(worker, id)).may).not.toContain('agree');
});
