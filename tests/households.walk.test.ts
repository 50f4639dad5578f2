import { sameDoor } from '../cloud/households/rules';
import type { Board } from '../types/households';
import { repeatable } from './kit/chance';
import { corrected, doorOf, gridWorker, newsOf, roomsOf, settle, stopsOf, type Somebody } from './kit/households';
import { clientId, JIANGPAN, openTown, XIAOHONG, type CallError, type Town } from './kit/town';

/**
 * Joins, confirmations, presses, notes, drops and moves in any order: after each of them the boards are what a recount by the simplest
 * of models says, and every door stands in one list.
 */
const STEPS = Number(process.env.WALK_STEPS ?? 220);
const PEOPLE = 6;
const ROOMS = ['101', '102', '201', '202', '301'];
const NOTICES = 2;

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const here = { communityCode: JIANGPAN };
const keyOf = (room: string): string => sameDoor(doorOf(room));

/** What somebody with a sheet of paper would keep. */
interface Paper {
  /** The doors that are on the register, by their id. */
  doors: Map<string, string>;
  members: Map<Somebody, { home: string; room: string; household: string | null; declined: boolean }>;
  homes: Map<Somebody, string>;
  presses: { one: Somebody; noticeId: string; version: number; at: string; household: string | null }[];
  words: { noticeId: string; household: string; outcome: string; at: number }[];
  versions: Map<string, number>;
}

function recount(paper: Paper, noticeId: string): Omit<Board, 'noticeId' | 'title' | 'publishAt' | 'withdrawn'> {
  const version = paper.versions.get(noticeId)!;
  const presses = paper.presses.filter(
    (press) => press.noticeId === noticeId && press.at === JIANGPAN && press.version === version,
  );
  const figures = { households: 0, acknowledged: 0, assisted: 0, rest: 0, away: 0, others: 0 };
  for (const id of paper.doors.keys()) {
    const said = paper.words.filter((word) => word.noticeId === noticeId && word.household === id);
    const newest = said.sort((a, b) => a.at - b.at).at(-1)?.outcome;
    figures.households += 1;
    if (presses.some(({ household }) => household === id)) figures.acknowledged += 1;
    else if (newest === 'told') figures.assisted += 1;
    else figures.rest += 1;
    if (newest === 'away' && !presses.some(({ household }) => household === id)) figures.away += 1;
  }
  return { ...figures, others: presses.filter(({ household }) => household === null).length };
}

test(`after any ${STEPS} steps the boards are what a recount says`, () =>
  repeatable(async (next) => {
    const staff = await gridWorker(town);
    const people = await Promise.all(Array.from({ length: PEOPLE }, () => town.person({ home: JIANGPAN })));
    const noticeIds = await Promise.all(Array.from({ length: NOTICES }, () => newsOf(town)));
    for (const { id } of (await staff.call.households.list({ ...here, limit: 50 })).households)
      await staff.call.households.drop({ ...here, householdId: id });
    await town.db.deleteFrom('household_member').execute();
    const paper: Paper = {
      ...{ doors: new Map(), members: new Map(), homes: new Map(people.map((one) => [one, JIANGPAN])) },
      ...{ presses: [], words: [], versions: new Map(noticeIds.map((id) => [id, 1])) },
    };
    const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
    const claimOf = async (one: Somebody) =>
      (await town.db.selectFrom('household_member').select('id').where('person_id', '=', one.id).executeTakeFirst())
        ?.id;
    const idOf = (room: string) => [...paper.doors].find(([, key]) => key === keyOf(room))?.[0];
    const refusal = (call: Promise<unknown>): Promise<string | null> =>
      call.then(
        () => null,
        (error: CallError) => error.refusal,
      );
    const empty = (id: string) => {
      for (const member of paper.members.values())
        if (member.household === id) Object.assign(member, { household: null, declined: true });
      for (const press of paper.presses) if (press.household === id) press.household = null;
    };
    const seen = new Set<string>();

    const steps: Record<string, () => Promise<string | null>> = {
      async join() {
        const [one, room] = [pick(people), pick(ROOMS)];
        const home = paper.homes.get(one)!;
        await one.call.households.join(doorOf(room));
        const before = paper.members.get(one);
        if (before?.home !== home || before.declined || before.room !== room)
          paper.members.set(one, { home, room, household: null, declined: false });
        return null;
      },
      async leave() {
        const one = pick(people);
        await one.call.households.leave({});
        paper.members.delete(one);
        return null;
      },
      async confirm() {
        const one = pick(people);
        const claimId = (await claimOf(one)) ?? '99';
        const said = await refusal(staff.call.households.confirm({ ...here, claimId }));
        const member = paper.members.get(one);
        const isOpen = member && member.home === JIANGPAN && paper.homes.get(one) === JIANGPAN && !member.declined;
        expect(said).toBe(isOpen ? null : 'household.claim');
        if (!isOpen || member.household !== null) return said;
        const { households } = await staff.call.households.list({ ...here, limit: 50 });
        const id = idOf(member.room) ?? households.find((door) => sameDoor(door) === keyOf(member.room))!.id;
        paper.doors.set(id, keyOf(member.room));
        member.household = id;
        for (const press of paper.presses) if (press.one === one && press.at === JIANGPAN) press.household ??= id;
        return said;
      },
      async decline() {
        const one = pick(people);
        const claimId = (await claimOf(one)) ?? '99';
        const said = await refusal(staff.call.households.decline({ ...here, claimId, reason: '不住这里' }));
        const member = paper.members.get(one);
        const isOpen = member && member.home === JIANGPAN && paper.homes.get(one) === JIANGPAN;
        expect(said).toBe(isOpen && member.household === null ? null : 'household.claim');
        if (said === null && member) member.declined = true;
        return said;
      },
      async acknowledge() {
        const [one, noticeId] = [pick(people), pick(noticeIds)];
        const at = paper.homes.get(one)!;
        const version = paper.versions.get(noticeId)!;
        const known = paper.presses.some(
          (press) => press.one === one && press.noticeId === noticeId && press.version === version && press.at === at,
        );
        const said = await refusal(one.call.households.acknowledge({ noticeId }));
        expect(said).toBe(known || at === JIANGPAN ? null : 'notice.elsewhere');
        const member = paper.members.get(one);
        const household = member?.home === at ? member.household : null;
        if (!known && said === null) paper.presses.push({ one, noticeId, version, at, household });
        return said;
      },
      async told() {
        const [householdId = '99', noticeId] = [pick([...paper.doors.keys()]), pick(noticeIds)];
        const outcome = pick(['told', 'told', 'away', 'undone'] as const);
        const note = { clientId: clientId(), ...here, noticeId, householdId, how: pick(['phone', 'door'] as const) };
        // Some waited on a phone for some minutes.
        const at = town.clock.now().getTime() - (next() < 0.3 ? 100_000 + Math.floor(next() * 200_000) : 0);
        const notedAt = new Date(at).toISOString();
        const said = await refusal(staff.call.households.told({ ...note, outcome, notedAt }));
        expect(said).toBe(householdId === '99' ? 'household.missing' : null);
        if (said === null) paper.words.push({ noticeId, household: householdId, outcome, at });
        return said;
      },
      async set() {
        const room = pick(ROOMS);
        if (idOf(room) !== undefined) {
          expect(await refusal(settle(staff, `${room}室`))).toBe('household.known');
          return 'household.known';
        }
        const { id } = await settle(staff, room);
        paper.doors.set(id, keyOf(room));
        return null;
      },
      async drop() {
        const householdId = pick([...paper.doors.keys()]);
        if (householdId === undefined || next() < 0.4) return null;
        await staff.call.households.drop({ ...here, householdId });
        paper.doors.delete(householdId);
        empty(householdId);
        return null;
      },
      async renew() {
        const householdId = pick([...paper.doors.keys()]);
        if (householdId === undefined) return null;
        await staff.call.households.renew({ ...here, householdId });
        empty(householdId);
        return null;
      },
      async correct() {
        const noticeId = pick(noticeIds);
        await corrected(town, noticeId);
        paper.versions.set(noticeId, paper.versions.get(noticeId)! + 1);
        return null;
      },
      async move() {
        const one = pick(people);
        const home = paper.homes.get(one) === JIANGPAN ? XIAOHONG : JIANGPAN;
        await town.db.updateTable('person').set({ home_code: home }).where('id', '=', one.id).execute();
        paper.homes.set(one, home);
        return null;
      },
    };

    const names = ['join', 'join', 'confirm', 'confirm', 'acknowledge', 'acknowledge', 'told', 'told', 'set', 'drop'];
    const rare = ['leave', 'decline', 'move', 'renew', 'correct', ...names, ...names];
    for (let n = 0; n < STEPS; n++) {
      const name = pick(rare);
      town.clock.advance(1_000);
      seen.add(`${name} ${await steps[name]!()}`);
      const { boards } = await staff.call.households.boards(here);
      for (const noticeId of noticeIds) {
        const board = boards.find((one) => one.noticeId === noticeId)!;
        const { households, acknowledged, assisted, rest } = board;
        expect(acknowledged + assisted + rest).toBe(households);
        expect({ n, name, ...board }).toMatchObject({ n, name, ...recount(paper, noticeId) });
      }
      const lives = [...paper.members].filter(
        ([one, { home, household }]) => household && paper.homes.get(one) === home,
      );
      const { people: living, total } = await staff.call.households.list(here);
      expect([living, total]).toEqual([lives.length, paper.doors.size]);
    }
    for (const noticeId of noticeIds) {
      const { board } = await staff.call.households.board({ ...here, noticeId });
      const lists = [];
      for (const standing of ['rest', 'acknowledged', 'assisted'] as const) {
        const stops = await stopsOf(staff, noticeId, { standing, limit: 2 });
        expect(stops).toHaveLength(board[standing]);
        lists.push(...roomsOf(stops));
      }
      expect(lists.map(keyOf).sort()).toEqual([...paper.doors.values()].sort());
    }
    // A walk that did not come by these has shown nothing.
    for (const step of [
      'join null',
      'confirm null',
      'acknowledge null',
      'told null',
      'drop null',
      'renew null',
      'correct null',
      'move null',
    ])
      expect([...seen]).toContain(step);
  }));
