import { STEP_MS } from '../cloud/kit/code';
import { limits } from '../types/limits';
import { FANGYUAN, switchOn } from './kit/acts';
import {
  codesOf,
  counted,
  crowd,
  entriesOf,
  givePhone,
  handTo,
  lay,
  nameProxy,
  neighbourWith,
  openTable,
  readAt,
  serve,
  staffOf,
  type Somebody,
  type Table,
} from './kit/eggs';
import { clientId, JIANGPAN, openTown, refusalOf, type Town } from './kit/town';

const MINUTE = 60_000;

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN);
});
let here: Table;
beforeEach(async () => {
  town.clock.at('2026-10-20 09:00:00');
  here = await openTable(town);
});
afterEach(async () => void (await counted(town, here)));
afterAll(() => town.close());

interface Note {
  clientId: string;
  code: string;
  count: number;
  at: string;
}

/** What a desk writes down when it reads a code now. */
const note = (code: string, count: number, at = town.clock.now()): Note => ({
  ...{ clientId: clientId(), code, count },
  at: at.toISOString(),
});
const merge = (handings: Note[], who = here.staff, { there } = here) =>
  who.call.eggs.mergeDesk({ clientId: clientId(), ...there, handings });
const told = async (handings: Note[], who?: Somebody, table?: Table) =>
  (await merge(handings, who, table)).results.map(({ counted: eggs, conflict }) => [eggs, conflict]);
const neighbour = (eggs: number) => neighbourWith(town, here, eggs);
const codesNow = async (one: Somebody) => (await codesOf(one, here)).codes;

test('a desk takes along everyone who has a number, covered, with what is left', async () => {
  const [one, other] = [await neighbour(3), await neighbour(1)];
  await givePhone(town, one.id, '13800001234');
  await neighbour(1);
  await codesOf(other, here);
  await codesOf(one, here);
  await serve(here, other, 1);
  const list = await here.staff.call.eggs.deskList(here.there);
  expect(list).toMatchObject({ today: '2026-10-20', now: town.clock.now().toISOString() });
  expect(list.campaign.pickUps).toEqual([{ day: '2026-10-20', hours: '9:00-11:00', at: '社区活动室' }]);
  expect(list.holders).toEqual([
    [1, null, 0],
    [2, '138****1234', 3],
  ]);
  for (const id of [one.id, other.id]) expect(JSON.stringify(list)).not.toContain(id);
  for (const who of [one, await staffOf(town, FANGYUAN)])
    expect(await refusalOf(who.call.eggs.deskList(here.there))).toBe('role.missing');
  expect(await refusalOf(town.as(null).eggs.deskList(here.there))).toBe('session.required');
  expect(await refusalOf(here.staff.call.eggs.deskList({ ...here.there, campaignId: '1' }))).toBe('campaign.missing');
});

test('what a desk wrote down is taken in once, however often it is brought, in whatever pieces', async () => {
  const [one, other] = [await neighbour(3), await neighbour(2)];
  const [a, b] = [note((await codesNow(one))[0]!, 2), note((await codesNow(other))[0]!, 2)];
  town.clock.advance(50 * MINUTE);
  const results = [
    { clientId: a.clientId, counted: 2, conflict: null },
    { clientId: b.clientId, counted: 2, conflict: null },
  ];
  expect(await merge([a])).toEqual({ results: results.slice(0, 1) });
  expect(await merge([a, b])).toEqual({ results });
  expect(await merge([b, a])).toEqual({ results: [...results].reverse() });
  // One that stands there twice is one.
  expect(await merge([a, b, a])).toEqual({ results });
  expect(await counted(town, here)).toMatchObject({ collected: 4 });
  const { handings, done, eggs } = await here.staff.call.eggs.handings(here.there);
  expect([done, eggs]).toEqual([2, 4]);
  expect(handings).toMatchObject(Array(2).fill({ way: 'offline', state: 'done', count: 2, conflict: null, at: a.at }));
  // The entries are of the moment at which they came in: days that were closed stay closed.
  const { at } = await town.db
    .selectFrom('ledger_entry')
    .select('at')
    .where('item_id', '=', here.there.campaignId)
    .where('reason', '=', 'collected')
    .limit(1)
    .executeTakeFirstOrThrow();
  expect(at).toEqual(town.clock.now());
  // Another desk's notes are its own, by whatever name.
  expect(await told([{ ...note((await codesNow(one))[0]!, 1), clientId: a.clientId }], here.second)).toEqual([
    [1, null],
  ]);
});

test('one act of bringing, sent again, gets the first answer', async () => {
  const input = { clientId: clientId(), ...here.there, handings: [note((await codesNow(await neighbour(1)))[0]!, 1)] };
  const first = await here.staff.call.eggs.mergeDesk(input);
  expect(await here.staff.call.eggs.mergeDesk(input)).toEqual(first);
});

test('every conflict is named, counts nothing, and stands in the list of the day', async () => {
  const there = await openTable(town, { at: FANGYUAN });
  const [one, empty, doubted, stopped] = [
    await neighbour(9),
    await neighbour(1),
    await neighbour(1),
    await neighbour(1),
  ];
  const foreign = await neighbourWith(town, there, 1);
  await lay(town, here, here.staff.id, 1);
  const codes = await codesNow(one);
  const ofDoubted = (await codesNow(doubted))[0]!;
  const ofStopped = (await codesNow(stopped))[0]!;
  const ofEmpty = await codesNow(empty);
  const { prefix, codes: elsewhere } = await codesOf(foreign, there);
  await serve(here, empty, 1);
  const flag = { community_id: JIANGPAN, campaign_id: here.there.campaignId, accounts: 1, at: town.clock.now() };
  const decided = { reason: '多个号', decided_by: '1', decided_at: town.clock.now() };
  const undecided = { verdict: null, reason: null, decided_by: null, decided_at: null };
  await town.db
    .insertInto('egg_flag')
    .values([
      { ...flag, ...undecided, id: '901', person_id: doubted.id, kind: 'risk' },
      { ...flag, ...decided, id: '902', person_id: stopped.id, kind: 'sameNumber', verdict: 'stop' },
    ])
    .execute();
  const now = town.clock.now();
  const after = (ms: number) => new Date(now.getTime() + ms);
  const wanted: [Note, number, string | null][] = [
    [note(codes[0]!, 1), 1, null],
    [note(codes[0]!, 1), 0, 'used'],
    [note('99123456', 1), 0, 'code'],
    [note('0000000', 1), 0, 'code'],
    [note(`${prefix}${elsewhere[0]!}`, 1), 0, 'elsewhere'],
    [note((await codesNow(here.staff))[0]!, 1), 0, 'own'],
    [note(ofDoubted, 1), 0, 'review'],
    [note(ofStopped, 1), 0, 'stopped'],
    [note(ofEmpty[2]!, 1, after(2 * STEP_MS)), 0, 'none'],
    [note(codes[5]!, 9, after(5 * STEP_MS)), 8, 'fewer'],
    [note(codes[6]!, 1, after(20 * STEP_MS)), 0, 'old'],
    [note(codes[60]!, 1, after(86_400_000 + 60 * STEP_MS)), 0, 'code'],
  ];
  town.clock.advance(25 * 3_600_000);
  expect(await told(wanted.map(([one]) => one))).toEqual(wanted.map(([, eggs, conflict]) => [eggs, conflict]));
  const day = { ...here.there, day: '2026-10-20' };
  const { handings, ...sums } = await here.staff.call.eggs.handings(day);
  // What was handed over online is one more.
  expect(sums).toEqual({ done: 2, eggs: 10, conflicts: 10 });
  const shown = (conflict: string) => handings.find((one) => one.conflict === conflict);
  expect(shown('fewer')).toMatchObject({ state: 'conflict', count: 8, holder: { number: 1, left: 0 }, mine: true });
  expect(shown('elsewhere')).toMatchObject({ state: 'conflict', count: 0, holder: null });
  expect(shown('review')).toMatchObject({ count: 0, holder: { left: 1 }, way: 'offline', may: [] });
  expect(await counted(town, here)).toMatchObject({ collected: 10 });
  // Brought again, each says the same.
  expect(await told(wanted.map(([one]) => one))).toEqual(wanted.map(([, eggs, conflict]) => [eggs, conflict]));
  expect(await counted(town, here)).toMatchObject({ collected: 10 });
});

test('a note is of a day for eggs, of the last week, and not of a time to come', async () => {
  const one = await neighbour(5);
  const codes = await codesNow(one);
  const now = town.clock.now();
  const ahead = new Date(now.getTime() + 4 * STEP_MS + 1);
  expect(await told([note(codes[4]!, 1, ahead)])).toEqual([[0, 'day']]);
  town.clock.at('2026-10-20 23:59:45');
  const [last] = await codesNow(one);
  // A minute later it is another day by the desk's clock: no eggs are handed out then.
  const tomorrow = new Date(town.clock.now().getTime() + 15_000);
  const today = note(last!, 1);
  town.clock.at('2026-10-27 23:59:59');
  expect(await told([note(last!, 1, tomorrow), today])).toEqual([
    [0, 'day'],
    [1, null],
  ]);
  const early = note(codes[0]!, 1, now);
  // It comes in after a later one of theirs, and counts: only the very same step counts once.
  expect(await told([early])).toEqual([[1, null]]);
  town.clock.at('2026-10-28 00:00:00');
  expect(await told([note(codes[0]!, 1, now)])).toEqual([[0, 'day']]);
});

test('the clock of a phone may be a minute wrong, and no more', async () => {
  const people = await Promise.all([1, 2, 3, 4].map(() => neighbour(1)));
  const codes = await Promise.all(people.map(async (one) => (await codesNow(one))[10]!));
  const at = (steps: number) => new Date(town.clock.now().getTime() + (10 + steps) * STEP_MS);
  const notes = [
    note(codes[0]!, 1, at(-2)),
    note(codes[1]!, 1, at(2)),
    note(codes[2]!, 1, at(-3)),
    note(codes[3]!, 1, at(3)),
  ];
  town.clock.advance(3_600_000);
  expect(await told(notes)).toEqual([
    [1, null],
    [1, null],
    [0, 'code'],
    [0, 'old'],
  ]);
});

test('what lies on the table bounds what is counted, and a proxy’s code is one of the neighbour’s', async () => {
  const table = await openTable(town, { eggs: 3 });
  const [one, proxy] = [await neighbourWith(town, table, 2), await neighbourWith(town, table, 2)];
  await nameProxy(table, one, proxy);
  const own = (await codesOf(one, table)).codes[0]!;
  const byProxy = (await codesOf(proxy, table, 1)).codes[0]!;
  const theirs = (await codesOf(proxy, table)).codes[0]!;
  expect(await told([note(byProxy, 2), note(own, 1), note(theirs, 2)], table.staff, table)).toEqual([
    [2, null],
    [0, 'used'],
    [1, 'undelivered'],
  ]);
  expect(await counted(town, table)).toMatchObject({ delivered: 3, collected: 3 });
});

test('whoever brought the eggs, or does not work there, brings no notes; nor does anyone of another campaign', async () => {
  const one = await neighbour(1);
  const notes = [note((await codesNow(one))[0]!, 1)];
  for (const who of [one, await staffOf(town, FANGYUAN)])
    expect(await refusalOf(merge(notes, who))).toBe('role.missing');
  expect(await refusalOf(merge(notes, { id: '0', call: town.as(null) }))).toBe('session.required');
  const other = { ...here, there: { ...here.there, campaignId: '1' } };
  expect(await refusalOf(merge(notes, here.staff, other))).toBe('campaign.missing');
  const moved = { id: '79', kind: 'delivered' as const, said: 10, note: null, by_id: here.second.id };
  const open = { at: town.clock.now(), counted: null, signed_by: null, signed_at: null, dropped_at: null };
  await town.db
    .insertInto('egg_move')
    .values({ community_id: JIANGPAN, campaign_id: here.there.campaignId, ...moved, ...open })
    .execute();
  expect(await refusalOf(merge(notes, here.second))).toBe('pickup.deliverer');
  const many = Array.from({ length: limits.offlineHandings + 1 }, () => notes[0]!);
  for (const wrong of [
    [],
    many,
    [{ ...notes[0]!, count: 0 }],
    [{ ...notes[0]!, at: 'now' }],
    [{ ...notes[0]!, code: 'x' }],
  ])
    expect(await refusalOf(merge(wrong))).toBe('input.invalid');
  await merge(notes);
});

test('wrong codes that were noted make one of the staff wait as wrong codes do', async () => {
  const one = await neighbour(1);
  const right = note((await codesNow(one))[0]!, 1);
  await merge(Array.from({ length: 20 }, (_, i) => note(`99${String(i).padStart(6, '0')}`, 1)));
  expect(await refusalOf(merge([right]))).toBe('pickup.tries');
  town.clock.advance(10 * MINUTE);
  expect(await told([right])).toEqual([[1, null]]);
});

describe('a desk of 200 that lost its network', () => {
  const OFFLINE = 200;

  test('merges with a desk that went on, without a double: every egg is handed over once, none below nothing', async () => {
    const codes = await Promise.all((await crowd(town, here, OFFLINE, 2)).map(codesNow));
    const notes: Note[] = [];
    // The desk without a network serves everyone. Every fourth goes to the other desk, too: half of them with the same code, and half
    // with the next one.
    for (const [i, [first, next]] of codes.entries()) {
      notes.push(note(first!, 2));
      if (i % 8 === 0) await handTo(here, (await readAt(here, first!, here.second)).ticket, 1, here.second);
      if (i % 8 === 4) {
        town.clock.advance(STEP_MS);
        await handTo(here, (await readAt(here, next!, here.second)).ticket, 2, here.second);
        town.clock.advance(-STEP_MS);
      }
    }
    town.clock.advance(2 * 3_600_000);
    // What comes in twice at once, by a phone that did not hear the answer, is there once.
    const twice = await Promise.all([merge(notes), merge(notes), merge(notes.slice(50, 150))]);
    const { results } = twice[0];
    expect(twice[1].results).toEqual(results);
    expect(twice[2].results).toEqual(results.slice(50, 150));
    // The same code counts once; with the next one there was nothing left.
    for (const no of ['used', 'none'])
      expect(results.filter(({ conflict }) => conflict === no)).toHaveLength(OFFLINE / 8);
    expect(results.filter(({ conflict, counted: eggs }) => conflict === null && eggs === 2)).toHaveLength(
      (OFFLINE / 4) * 3,
    );
    const collected = (OFFLINE / 4) * 3 * 2 + OFFLINE / 8 + (OFFLINE / 8) * 2;
    expect(await counted(town, here)).toMatchObject({ laid: OFFLINE * 2, collected });
    expect(new Set(await entriesOf(town, here)).size).toBe(collected);
    const handed = await here.staff.call.eggs.handings(here.there);
    expect(handed).toMatchObject({ eggs: collected, done: OFFLINE, conflicts: OFFLINE / 4 });
  }, 60_000);

  test('and as many as it may write down are taken in at once', async () => {
    const people = await crowd(town, here, limits.offlineHandings, 1);
    const notes = await Promise.all(people.map(async (one) => note((await codesNow(one))[0]!, 1)));
    town.clock.advance(3_600_000);
    expect(await told(notes)).toEqual(notes.map(() => [1, null]));
    expect(await counted(town, here)).toMatchObject({ collected: limits.offlineHandings });
  }, 60_000);
});

test('from the day before, everyone with eggs has a number, whoever opened their code: a desk without a network knows them', async () => {
  town.clock.at('2026-10-21 09:00:00');
  here = await openTable(town, { days: ['2026-10-23'] });
  const people = [await neighbourWith(town, here, 2), await neighbourWith(town, here, 1)];
  const number = () => town.app.chores.numbers?.work(() => true);
  const list = async () => (await here.staff.call.eggs.deskList(here.there)).holders;
  await number();
  expect(await list()).toEqual([]);
  town.clock.at('2026-10-22 09:00:00');
  await Promise.all([number(), number()]);
  expect((await list()).map(([n, , left]) => [n, left]).sort()).toEqual(
    expect.arrayContaining([
      [1, expect.any(Number)],
      [2, expect.any(Number)],
    ]),
  );
  expect((await list()).reduce((sum, [, , left]) => sum + left, 0)).toBe(3);
  // Who comes later has the next number, and nobody another one.
  people.push(await neighbourWith(town, here, 4));
  await number();
  const all = await list();
  expect(all.map(([n]) => n)).toEqual([1, 2, 3]);
  expect(all[2]?.[2]).toBe(4);
  town.clock.at('2026-10-23 09:00:00');
  expect((await codesOf(people[2]!, here)).number).toBe(3);
});
