import { drift } from '../cloud/credit/recount';
import { loadDemoCity } from '../cloud/demo/city';
import { createFigureTables, figuresDrift, rollFigures } from '../cloud/figures';
import { periodOf } from '../cloud/figures/rules';
import { figuresOf } from '../cloud/figures/shown';
import { addDays, shanghaiDay } from '../cloud/kit/clock';
import { sharedSecret } from '../cloud/kit/secret';
import type { Figure } from '../types/figures';
import { DONGYUAN_STREET, HARBIN, published, switchOn, YANJIANG } from './kit/acts';
import { corrected, dweller, newsOf, settle } from './kit/households';
import { agreed, close, closing, enter, gridWorker, neighbour, raise, reply, type Somebody } from './kit/reports';
import { openShop, signerOf } from './kit/shops';
import { clientId, JIANGPAN, openTown, read, refusalOf, XIAOHONG, type Town } from './kit/town';

let town: Town;
let one: Somebody;
let worker: Somebody;
let secretary: Somebody;
beforeAll(async () => {
  town = await openTown();
  one = await neighbour(town);
  worker = await gridWorker(town);
  secretary = await town.person({ roles: [['secretary', JIANGPAN]] });
});
afterAll(() => town.close());
jest.setTimeout(60_000);
let nth = 0;
let today = '';
/** Each test has two days of its own. */
beforeEach(() => {
  today = addDays('2026-10-12', 2 * nth);
  nth += 1;
  town.clock.at(`${today} 09:00:00`);
});

const roll = () => town.app.chores.figures?.work(() => true);
const at = (time: string, on = today) => town.clock.at(`${on} ${time}`);
const nextDay = (): string => {
  town.clock.advance(86_400_000);
  return shanghaiDay(town.clock.now());
};

/** What was counted of a day, after a roll: of 江畔 unless another place is named. */
async function ofDay(day = today, nodeCode = JIANGPAN): Promise<Figure> {
  await roll();
  const { periods } = await town.as('editor').figures.community({ nodeCode, by: 'day', until: day });
  const found = periods.at(-1);
  expect(found?.lastDay).toBe(day);
  return found as Figure;
}

describe('notices', () => {
  test('count by the day on which they came out, of every kind, once their time has come', async () => {
    for (const kind of ['notice', 'story', 'activity', 'opinion'] as const) await published(town, { kind });
    await town.as('editor').notices.draft({
      ...{ clientId: clientId(), communityCode: JIANGPAN, kind: 'notice', title: '还没写完', body: '还没写完。' },
    });
    await published(town, { publishAt: new Date(town.clock.now().getTime() + 3_600_000).toISOString() });
    expect((await ofDay()).notices).toBe(4);
    at('10:00:01');
    expect((await ofDay()).notices).toBe(5);
  });

  test('that were withdrawn count no more, whenever that was', async () => {
    const [kept, gone] = [await published(town), await published(town)];
    const day = today;
    expect((await ofDay()).notices).toBe(2);
    nextDay();
    await roll();
    await town.as('editor').notices.withdraw({ noticeId: gone, reason: '发错了' });
    expect((await ofDay(day)).notices).toBe(1);
    // A correction is no second notice.
    await corrected(town, kept);
    expect((await ofDay(day)).notices).toBe(1);
  });

  test('of a street are the street’s, and all above it have them, too', async () => {
    const before = (await ofDay(today, HARBIN)).notices;
    await published(town, { communityCode: undefined, nodeCode: DONGYUAN_STREET });
    await published(town);
    expect((await ofDay()).notices).toBe(1);
    expect((await ofDay(today, DONGYUAN_STREET)).notices).toBe(2);
    expect((await ofDay(today, '230104')).notices).toBe(2);
    expect((await ofDay(today, HARBIN)).notices).toBe(before + 2);
    expect((await ofDay(today, XIAOHONG)).notices).toBe(0);
  });
});

describe('readers and opens', () => {
  test('are a resident once for a notice, and every opening, a newcomer’s too', async () => {
    const noticeId = await published(town);
    await read(town, one.call, noticeId);
    await read(town, one.call, noticeId);
    await town.as(null).notices.open({ noticeId });
    expect(await ofDay()).toMatchObject({ readers: 1, opens: 3 });
    const next = nextDay();
    await read(town, one.call, noticeId);
    expect(await ofDay(next)).toMatchObject({ readers: 0, opens: 1 });
  });

  test('that come late over midnight belong to the day before, and are found', async () => {
    const noticeId = await published(town);
    await town.as(null).notices.open({ noticeId });
    const day = today;
    at('23:59:00');
    await roll();
    at('00:10:00', nextDay());
    await roll();
    // As a call whose process wrote it late.
    await town.db
      .insertInto('notice_open')
      .columns(['community_id', 'notice_id', 'id', 'day', 'opened_at'])
      .expression((eb) =>
        eb
          .selectFrom('notice_open')
          .select(['community_id', 'notice_id', (b) => b('id', '+', '1').as('id'), 'day', 'opened_at'])
          .where('notice_id', '=', noticeId),
      )
      .execute();
    await town.db.updateTable('notice_count').set({ opens: 2 }).where('notice_id', '=', noticeId).execute();
    expect((await ofDay(day)).opens).toBe(2);
  });
});

describe('households that know', () => {
  const board = async (noticeId: string) =>
    (await worker.call.households.board({ communityCode: JIANGPAN, noticeId })).board;
  /** What the boards of the day say, together: the figures are the same numbers. */
  const likeBoards = async (...notices: string[]) => {
    const boards = await Promise.all(notices.map(board));
    return {
      households: boards.reduce((sum, { acknowledged, assisted }) => sum + acknowledged + assisted, 0),
      of: boards.reduce((sum, { households }) => sum + households, 0),
    };
  };

  test('are those of the boards: pressed, told, told last otherwise, corrected, and moved out', async () => {
    const [a, b] = [await dweller(town, '901'), await dweller(town, '902')];
    const first = await newsOf(town);
    const second = await newsOf(town);
    const day = today;
    const check = async () => {
      const expected = await likeBoards(first, second);
      expect((await ofDay(day)).acknowledged).toEqual(expected);
      return expected.households;
    };
    expect(await check()).toBe(0);
    await a.call.households.acknowledge({ noticeId: first });
    expect(await check()).toBe(1);
    nextDay();
    // Late ones, and what staff were told at a door, change a day that is over.
    await b.call.households.acknowledge({ noticeId: first });
    expect(await check()).toBe(2);
    const third = await settle(worker, '903');
    expect(await check()).toBe(2);
    const told = { clientId: clientId(), communityCode: JIANGPAN, noticeId: first, householdId: third.id };
    await worker.call.households.told({ ...told, how: 'door', outcome: 'told' });
    expect(await check()).toBe(3);
    await worker.call.households.told({ ...told, clientId: clientId(), how: 'phone', outcome: 'undone' });
    expect(await check()).toBe(2);
    await a.call.households.acknowledge({ noticeId: second });
    expect(await check()).toBe(3);
    await corrected(town, first);
    expect(await check()).toBe(1);
    await worker.call.households.drop({ communityCode: JIANGPAN, householdId: third.id });
    const { households } = await worker.call.households.list({ communityCode: JIANGPAN, q: '901' });
    await worker.call.households.renew({ communityCode: JIANGPAN, householdId: households[0]?.id ?? '' });
    expect(await check()).toBe(0);
  });

  test('are asked of all that a street’s notice concerns, and of one that was withdrawn no more', async () => {
    const before = (await ofDay()).acknowledged.of;
    const noticeId = await newsOf(town, { communityCode: undefined, nodeCode: DONGYUAN_STREET });
    const { households } = await board(noticeId);
    expect(households).toBeGreaterThan(10);
    expect((await ofDay()).acknowledged.of).toBe(before + households);
    expect((await ofDay(today, DONGYUAN_STREET)).acknowledged.of).toBe(before + households);
    // A register that begins next door is asked, too.
    await switchOn(town, YANJIANG);
    const neighbourWorker = await gridWorker(town, { at: YANJIANG });
    await settle(neighbourWorker, '101', { communityCode: YANJIANG });
    expect((await ofDay(today, DONGYUAN_STREET)).acknowledged.of).toBe(before + households + 1);
    expect((await ofDay(today, YANJIANG)).acknowledged).toEqual({ households: 0, of: 1 });
    await town.as('editor').notices.withdraw({ noticeId, reason: '发错了' });
    expect((await ofDay(today, DONGYUAN_STREET)).acknowledged.of).toBe(before);
  });

  test('who leave for good leave their household knowing', async () => {
    const leaver = await dweller(town, '911');
    const noticeId = await newsOf(town);
    await leaver.call.households.acknowledge({ noticeId });
    const before = (await ofDay()).acknowledged;
    expect(before.households).toBe(1);
    await leaver.call.session.erase({ sure: true });
    expect((await ofDay()).acknowledged).toEqual(before);
    expect(await figuresDrift(town.db)).toEqual([]);
  });
});

describe('what residents raise', () => {
  test('counts whatever way it came, but not what they took back; leaving for good takes nothing back', async () => {
    const noticeId = await published(town);
    await raise(one);
    await enter(worker);
    await one.call.reports.comment({ clientId: clientId(), noticeId, text: '几点来水' });
    expect((await ofDay()).raised).toBe(3);
    const { id } = await raise(one);
    expect((await ofDay()).raised).toBe(4);
    nextDay();
    await one.call.reports.withdraw({ reportId: id });
    expect((await ofDay(today)).raised).toBe(3);
    const leaver = await neighbour(town);
    at('09:00:00', today);
    await raise(leaver);
    expect((await ofDay(today)).raised).toBe(4);
    await leaver.call.session.erase({ sure: true });
    expect((await ofDay(today)).raised).toBe(4);
  });

  test('goes on counting while a neighbour follows it', async () => {
    const { id } = await raise(one);
    const joiner = await neighbour(town);
    await joiner.call.reports.join({ reportId: id });
    await one.call.reports.withdraw({ reportId: id });
    expect((await ofDay()).raised).toBe(1);
    // The neighbour has not taken it back, and leaves for good.
    town.clock.advance(1_000);
    await joiner.call.session.erase({ sure: true });
    expect((await ofDay()).raised).toBe(1);
    const again = await raise(one);
    const second = await neighbour(town);
    await second.call.reports.join({ reportId: again.id });
    await one.call.reports.withdraw({ reportId: again.id });
    town.clock.advance(1_000);
    await second.call.reports.withdraw({ reportId: again.id });
    expect((await ofDay()).raised).toBe(1);
  });
});

describe('the first answer', () => {
  test('counts once, on its day, with the minutes of service since it was raised, rounded up', async () => {
    // A Wednesday.
    today = '2026-11-04';
    at('09:00:00');
    const first = await raise(one);
    const second = await raise(one);
    const third = await raise(one);
    await reply(worker, third.id);
    at('09:05:01');
    await reply(worker, first.id);
    await reply(worker, first.id);
    at('17:58:00');
    const late = await raise(one);
    expect(await ofDay()).toMatchObject({ answered: 2, firstAnswer: { half: 1, nineOfTen: 6 } });
    const next = nextDay();
    at('08:03:00', next);
    await reply(worker, late.id);
    await reply(worker, second.id);
    // Two hours and two minutes of the evening and three of the morning; nobody serves at night. The other waited a day of service.
    expect(await ofDay(next)).toMatchObject({ answered: 2, firstAnswer: { half: 125, nineOfTen: 663 } });
    expect(await ofDay(today)).toMatchObject({ raised: 4, answered: 2 });
  });

  test('of a comment counts as well, and of one that comes again only the first', async () => {
    const noticeId = await published(town);
    const { report } = await one.call.reports.comment({ clientId: clientId(), noticeId, text: '几点来水' });
    at('09:02:00');
    await reply(worker, report.id);
    const problem = await closing(town, one, worker);
    await one.call.reports.object({ clientId: clientId(), reportId: problem.id, text: '又不亮了' });
    at('09:30:00');
    await reply(worker, problem.id);
    expect(await ofDay()).toMatchObject({ answered: 2, firstAnswer: { half: 1, nineOfTen: 2 } });
  });
});

describe('closing', () => {
  test('counts each time, agreeing what residents press themselves, reopening what they or staff for them said', async () => {
    const { id } = await closing(town, one, worker);
    expect(await ofDay()).toMatchObject({ closed: 1, agreed: 0, reopened: 0 });
    await one.call.reports.object({ clientId: clientId(), reportId: id, text: '又不亮了' });
    await reply(worker, id);
    await close(town, worker, id);
    await one.call.reports.agree({ reportId: id });
    await one.call.reports.agree({ reportId: id });
    expect(await ofDay()).toMatchObject({ closed: 2, agreed: 1, reopened: 1 });

    const phoned = async (isContent: boolean) => {
      const report = await enter(worker);
      await reply(worker, report.id);
      await close(town, worker, report.id);
      const said = { clientId: clientId(), reportId: report.id, agreed: isContent, text: '打电话问过了' };
      await secretary.call.reports.heard(said);
    };
    await phoned(true);
    await phoned(false);
    expect(await ofDay()).toMatchObject({ closed: 4, agreed: 1, reopened: 2 });
    // Nobody said anything for three days.
    await closing(town, one, worker);
    town.clock.advance(4 * 86_400_000);
    expect(await ofDay(today)).toMatchObject({ closed: 5, agreed: 1, reopened: 2 });
  });

  test('is scored with an average once three have given one and the month is over', async () => {
    const ofMonth = async (asked: string, code = JIANGPAN) => {
      const { periods } = await figuresOf(town.db, { code, by: 'month', until: today, today: asked });
      return periods.at(-1)?.score;
    };
    const rate = async (score: number) => {
      const { id } = await agreed(town, one, worker);
      await one.call.reports.rate({ reportId: id, score });
      await one.call.reports.rate({ reportId: id, score });
    };
    await rate(10);
    await rate(9);
    await rate(7);
    expect((await ofDay()).score).toEqual({ average: null, of: 3 });
    const { periods } = await town.as('editor').figures.community({ nodeCode: JIANGPAN, by: 'month' });
    expect(periods.at(-1)?.score.average).toBeNull();
    const { lastDay } = periodOf('month', today);
    for (const code of [JIANGPAN, HARBIN]) {
      expect(await ofMonth(lastDay, code)).toMatchObject({ average: null });
      expect(await ofMonth(addDays(lastDay, 1), code)).toEqual({ average: 8.7, of: 3 });
    }
  });
});

describe('an answer', () => {
  test('is the same however often it is asked, and says until when it was counted', async () => {
    await roll();
    const ask = () => one.call.figures.community({ communityCode: JIANGPAN, by: 'week' });
    const answer = await ask();
    expect(await ask()).toEqual(answer);
    expect(answer).toMatchObject({
      place: { code: JIANGPAN, level: 'community', name: '江畔社区' },
      countedAt: town.clock.now().toISOString(),
      since: '2026-09-28',
    });
    expect(answer.periods).toHaveLength(13);
    expect(answer.periods.at(-1)).toMatchObject(periodOf('week', today));
    await roll();
    expect((await ask()).periods).toEqual(answer.periods);
  });

  test('has three kinds of periods that add up to the same', async () => {
    await roll();
    const of = async (by: 'day' | 'week' | 'month') =>
      (await town.as('editor').figures.community({ nodeCode: HARBIN, by, until: '2026-10-31' })).periods;
    const sum = (periods: Figure[], from: string, to: string) =>
      periods
        .filter(({ firstDay, lastDay }) => from <= firstDay && lastDay <= to)
        .reduce((all, { notices, opens, raised }) => all + notices * 1_000_000 + opens * 1_000 + raised, 0);
    const [byDay, byWeek, byMonth] = [await of('day'), await of('week'), await of('month')];
    expect(sum(byDay, '2026-10-05', '2026-10-25')).toBe(sum(byWeek, '2026-10-05', '2026-10-25'));
    expect(sum(byDay, '2026-10-05', '2026-10-25')).toBeGreaterThan(0);
    expect(sum(byMonth, '2026-10-01', '2026-10-31')).toBeGreaterThanOrEqual(sum(byDay, '2026-10-02', '2026-10-31'));
  });

  test('ends today when a later day is asked for, and may end at any day before', async () => {
    const until = async (day?: string) =>
      (await one.call.figures.community({ communityCode: JIANGPAN, by: 'day', until: day })).total.lastDay;
    expect([await until(), await until('2050-01-01'), await until('2026-10-01'), await until('2020-02-29')]).toEqual([
      today,
      today,
      '2026-10-01',
      '2020-02-29',
    ]);
    const before = await one.call.figures.community({ communityCode: JIANGPAN, by: 'month', until: '2020-02-29' });
    expect(before.total).toMatchObject({
      notices: 0,
      badges: 0,
      firstAnswer: { half: null },
      score: { average: null },
    });
  });

  test.each([
    ['no place', { by: 'day' }],
    ['two places', { by: 'day', communityCode: JIANGPAN, nodeCode: HARBIN }],
    ['a year at once', { by: 'year', communityCode: JIANGPAN }],
    ['a day that is none', { by: 'day', communityCode: JIANGPAN, until: '2026-02-30' }],
    ['a list of places', { by: 'day', communityCode: [JIANGPAN, XIAOHONG] }],
  ])('is refused for %s', async (_what, input) => {
    expect(await refusalOf(one.call.figures.community(input as never))).toBe('input.invalid');
    expect(await refusalOf(one.call.figures.table({ ...input, as: 'csv' } as never))).toBe('input.invalid');
  });
});

describe('who may see them', () => {
  const asking = (who: Somebody['call'], nodeCode: string) =>
    who.figures.community({ nodeCode, by: 'month' }).then(
      ({ place }) => place.code,
      (error: { refusal: string }) => error.refusal,
    );
  const seen = async (who: Somebody['call']) =>
    Promise.all([JIANGPAN, XIAOHONG, DONGYUAN_STREET, HARBIN].map((code) => asking(who, code)));
  const [NOT_HERE, STAFF] = ['figures.elsewhere', 'figures.staff'];

  test('residents their own community, and whoever has none yet any that is switched on', async () => {
    expect(await seen(one.call)).toEqual([JIANGPAN, NOT_HERE, STAFF, STAFF]);
    expect(await seen((await town.person()).call)).toEqual([JIANGPAN, XIAOHONG, STAFF, STAFF]);
    expect(await seen(town.as(null))).toEqual([JIANGPAN, XIAOHONG, STAFF, STAFF]);
  });

  test('staff all at and below their place, and keepers and couriers as neighbours do', async () => {
    const holder = async (
      role: 'gridworker' | 'secretary' | 'street' | 'editor' | 'merchant' | 'parttime',
      code: string,
    ) => (await town.person({ home: JIANGPAN, roles: [[role, code]] })).call;
    expect(await seen(await holder('secretary', JIANGPAN))).toEqual([JIANGPAN, NOT_HERE, STAFF, STAFF]);
    expect(await seen(await holder('gridworker', XIAOHONG))).toEqual([JIANGPAN, XIAOHONG, STAFF, STAFF]);
    expect(await seen(await holder('street', DONGYUAN_STREET))).toEqual([JIANGPAN, NOT_HERE, DONGYUAN_STREET, STAFF]);
    expect(await seen(await holder('editor', HARBIN))).toEqual([JIANGPAN, XIAOHONG, DONGYUAN_STREET, HARBIN]);
    expect(await seen(await holder('merchant', HARBIN))).toEqual([JIANGPAN, NOT_HERE, STAFF, STAFF]);
    expect(await seen(await holder('parttime', HARBIN))).toEqual([JIANGPAN, NOT_HERE, STAFF, STAFF]);
  });

  test('nobody a place that there is not, or that is not switched on', async () => {
    expect(await asking(town.as('editor'), '230104009999')).toBe('org.missing');
    expect(await asking(town.as('editor'), '230102001001')).toBe('org.closed');
  });
});

describe('the table', () => {
  const get = (url: string) => town.app.inject({ method: 'GET', url: url.replace(/^https?:\/\/[^/]+/, '') });
  const tableOf = (who: Somebody['call'], given: object = {}) =>
    who.figures.table({ communityCode: JIANGPAN, by: 'day', as: 'csv', ...given });

  test('says what the page says, in both shapes, as long as its address is good', async () => {
    await published(town);
    await roll();
    const { url, until } = await tableOf(one.call);
    const { statusCode, headers, body } = await get(url);
    expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'private, no-store',
    ]);
    const lines = body.trim().split(/\r?\n/);
    expect(lines).toHaveLength(32);
    expect(lines[0]).toContain('从,到,发布通知（条）,读过（人次）');
    const { periods, total } = await one.call.figures.community({ communityCode: JIANGPAN, by: 'day' });
    expect(lines[30]).toMatch(new RegExp(`^${today},${today},${periods.at(-1)?.notices},`));
    expect(lines[31]).toMatch(new RegExp(`^合计,,${total.notices},`));
    const sheet = await get((await tableOf(one.call, { as: 'xlsx' })).url);
    expect([sheet.statusCode, sheet.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    expect(until).toBe(new Date(town.clock.now().getTime() + 600_000).toISOString());
    town.clock.advance(600_000);
    expect((await get(url)).statusCode).toBe(404);
  });

  test('is given to those who see the figures, and its address leads to no other place', async () => {
    expect(await refusalOf(tableOf((await town.person({ home: XIAOHONG })).call))).toBe('figures.elsewhere');
    expect(await refusalOf(tableOf(one.call, { communityCode: undefined, nodeCode: HARBIN }))).toBe('figures.staff');
    const { url } = await tableOf(one.call);
    expect((await get(url.replace(JIANGPAN, XIAOHONG))).statusCode).toBe(404);
    expect((await get(url.replace('_day_', '_month_'))).statusCode).toBe(404);
    // Nor does one of another kind of table.
    const key = await sharedSecret(town.db, 'table');
    const other = createFigureTables(key).addressOf(
      '',
      { code: HARBIN, by: 'day', until: today, today, as: 'csv' },
      town.clock.now(),
    );
    expect((await get(other.url)).statusCode).toBe(200);
    expect((await get(other.url.replace('/figures/', '/tables/'))).statusCode).toBe(404);
  });
});

describe('counting', () => {
  test('goes on where it was stopped, and two at once count what one counts', async () => {
    await roll();
    const noticeId = await published(town);
    await read(town, one.call, noticeId);
    let left = 2;
    await rollFigures(town.db, town.clock.now(), () => left-- > 0);
    const stopped = await one.call.figures.community({ communityCode: JIANGPAN, by: 'day' });
    expect(stopped.countedAt).not.toBe(town.clock.now().toISOString());
    await Promise.all([roll(), roll(), roll()]);
    const answer = await one.call.figures.community({ communityCode: JIANGPAN, by: 'day' });
    expect(answer.periods.at(-1)).toMatchObject({ notices: 1, readers: 1, opens: 1 });
    expect(answer.countedAt).toBe(town.clock.now().toISOString());
  });

  test('leaves nothing that is due to be counted again, and nothing to write when nothing happened', async () => {
    await roll();
    const rows = () => town.db.selectFrom('figure_day').selectAll().orderBy('community_id').orderBy('day').execute();
    const due = () => town.db.selectFrom('figure_stale').select('id').where('due', '<=', town.clock.now()).execute();
    expect(await due()).toEqual([]);
    const before = await rows();
    await roll();
    expect(await rows()).toEqual(before);
  });
});

test('the demo city of `npm start` has weeks to be counted, made of rows that every other count agrees with', async () => {
  const demo = await openTown();
  const load = () => loadDemoCity(demo.db, demo.clock.now(), true);
  await load();
  await rollFigures(demo.db, demo.clock.now(), () => true);
  const ask = () => demo.as('resident-1').figures.community({ communityCode: JIANGPAN, by: 'week' });
  const { periods, total, since } = await ask();
  expect(total).toMatchObject({ raised: 8, answered: 8, closed: 9, agreed: 8, reopened: 1, badges: 4 });
  expect(total.firstAnswer).toEqual({ half: 5, nineOfTen: 12 });
  expect(total.score).toEqual({ average: null, of: 7 });
  expect([total.readers > 150, total.opens > total.readers, total.acknowledged.households]).toEqual([true, true, 6]);
  expect(periods.filter(({ readers }) => readers > 0).length).toBeGreaterThan(6);
  expect(since).toBe(addDays(shanghaiDay(demo.clock.now()), -54));
  expect(await drift(demo.db)).toEqual([]);
  // A second start adds nothing.
  await load();
  await rollFigures(demo.db, demo.clock.now(), () => true);
  expect((await ask()).total).toEqual(total);
  await demo.close();
});

describe('in a town of its own', () => {
  let fresh: Town;
  beforeAll(async () => {
    fresh = await openTown();
  });
  afterAll(() => fresh.close());
  const rollThere = () => fresh.app.chores.figures?.work(() => true);

  test('before anything was counted the answer says so', async () => {
    const { countedAt, since, total } = await fresh.as(null).figures.community({ communityCode: JIANGPAN, by: 'day' });
    expect([countedAt, since, total.notices, total.firstAnswer]).toEqual([
      ...[null, null, 0],
      { half: null, nineOfTen: null },
    ]);
    expect(await figuresDrift(fresh.db)).toEqual([]);
  });

  test('a figure that is off is told, of a place and of the sum above it, and one that waits is not', async () => {
    const day = '2026-10-01';
    const noticeId = await published(fresh);
    const resident = await neighbour(fresh);
    await read(fresh, resident.call, noticeId);
    const { id } = await raise(resident);
    await reply(await gridWorker(fresh), id);
    fresh.clock.advance(2 * 86_400_000);
    await rollThere();
    const drift = () => figuresDrift(fresh.db);
    expect(await drift()).toEqual([]);
    const set = (readers: number, code: string) =>
      fresh.db
        .updateTable('figure_day')
        .set({ readers })
        .where('day', '=', day)
        .where('community_id', '=', code)
        .execute();
    await set(3, JIANGPAN);
    expect(await drift()).toEqual([
      ...['2301', '230104', DONGYUAN_STREET].map(
        (code) => `readers of ${code} on ${day}: the figures say 1, the rows are 3`,
      ),
      `readers of ${JIANGPAN} on ${day}: the figures say 3, the rows are 1`,
    ]);
    await set(1, JIANGPAN);
    await set(5, DONGYUAN_STREET);
    expect(await drift()).toEqual([`readers of ${DONGYUAN_STREET} on ${day}: the figures say 5, the rows are 1`]);
    await set(1, DONGYUAN_STREET);
    await fresh.as('editor').notices.withdraw({ noticeId, reason: '发错了' });
    expect(await drift()).toEqual([]);
    await rollThere();
    expect(await drift()).toEqual([]);
    await fresh.db.deleteFrom('figure_answer').where('community_id', '=', JIANGPAN).execute();
    expect(await drift()).toContain(`answers in 1 min of ${JIANGPAN} on ${day}: the figures say 0, the rows are 1`);
    await fresh.db.deleteFrom('figure_day').where('community_id', '=', JIANGPAN).execute();
    expect(await drift()).toContain(`raised of ${JIANGPAN} on ${day}: the figures say 0, the rows are 1`);
    // A day that is not over is nobody's bug yet.
    expect((await drift()).join()).not.toContain('2026-10-03');
  });
});

test('badges are those in force on the last evening of a period, as the directory has them', async () => {
  const before = (await ofDay()).badges;
  const signer = await signerOf(town);
  const a = await openShop(town);
  const lastDay = addDays(today, 20);
  await openShop(town, { agreement: { lastDay } });
  await openShop(town, { agreement: null });
  const merchantId = a.merchant.id;
  expect((await ofDay()).badges).toBe(before + 2);
  const first = today;
  const second = nextDay();
  await signer.call.merchants.suspend({ merchantId, reason: '正在整改' });
  expect((await ofDay(second)).badges).toBe(before + 1);
  await signer.call.merchants.resume({ merchantId, reason: '整改好了' });
  expect((await ofDay(second)).badges).toBe(before + 2);
  await signer.call.merchants.suspend({ merchantId, reason: '又不行了' });
  expect((await ofDay(second)).badges).toBe(before + 1);
  expect((await ofDay(first)).badges).toBe(before + 2);
  const over = addDays(lastDay, 1);
  town.clock.at(`${over} 09:00:00`);
  // Nobody did anything: the second one’s agreement is over, and the other’s goes on without counting.
  expect((await ofDay(lastDay)).badges - (await ofDay(over)).badges).toBe(1);
  const month = await town.as('editor').figures.community({ nodeCode: JIANGPAN, by: 'month', until: lastDay });
  // The last day of a month that is not over is today.
  const end = month.periods.at(-1)?.lastDay ?? '';
  expect(month.periods.at(-1)?.badges).toBe((await ofDay(end < over ? end : over)).badges);
  expect(month.total.badges).toBe(month.periods.at(-1)?.badges);
  const { total } = await town.as('editor').figures.community({ nodeCode: JIANGPAN, by: 'day' });
  const { merchants } = await town.as(null).merchants.list({ communityCode: JIANGPAN, limit: 50 });
  expect(total.badges).toBe(merchants.filter(({ state }) => state === 'valid' || state === 'expiring').length);
  expect(await figuresDrift(town.db)).toEqual([]);
});
