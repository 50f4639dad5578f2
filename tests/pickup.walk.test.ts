import { moveEggs } from '../cloud/eggs/holders';
import { addDays, shanghaiDay } from '../cloud/kit/clock';
import { STEP_MS, stepAt } from '../cloud/kit/code';
import { newId } from '../cloud/kit/ids';
import { repeatable } from './kit/chance';
import {
  bring,
  codesOf,
  counted,
  handTo,
  lay,
  nameProxy,
  openTable,
  readAt,
  type Somebody,
  type Table,
} from './kit/eggs';
import { clientId, JIANGPAN, openTown, refusalOf, type Town } from './kit/town';

/**
 * A walk over the days on which eggs are handed out: by codes and by proxies' codes, from the list, by desks that lost their network, in
 * part and in whole, some found not to have happened, at random and often when it is not allowed, while a small model counts. After each
 * step the counters, the ledger and what everybody sees are held against it.
 */
const STEPS = 250;
const DAYS = 6;

interface Neighbour extends Somebody {
  laid: number;
  handed: number;
  used: number;
  /** Every step of their code that eggs were handed over to. */
  steps: Set<number>;
  number: number | null;
  proxy: Neighbour | null;
  wasNamed: boolean;
  stopped: boolean;
}
interface Note {
  clientId: string;
  code: string;
  count: number;
  at: string;
  step: number;
  of: Neighbour;
  by: Neighbour;
}
interface Waiting {
  id: string;
  of: Neighbour;
  count: number;
}
type Told = [counted: number, conflict: string | null];

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

test(
  `whatever desks do in ${STEPS} steps, every egg is handed over once, and all sums agree`,
  () => repeatable(walk),
  240_000,
);

async function walk(next: () => number): Promise<void> {
  const below = (n: number): number => Math.floor(next() * n);
  const pick = <T>(of: readonly T[]): T => of[below(of.length)] as T;
  town.clock.at('2026-10-20 09:00:00');
  const today = shanghaiDay(town.clock.now());
  const days = Array.from({ length: DAYS }, (_, i) => addDays(today, i));
  const table: Table = await openTable(town, { eggs: 0, days });
  const { there } = table;
  const people: Neighbour[] = [];
  for (let i = 0; i < 5; i++) {
    const { id, call } = await town.person({ home: JIANGPAN });
    const nothing = {
      laid: 0,
      handed: 0,
      used: 0,
      steps: new Set<number>(),
      number: null,
      proxy: null,
      wasNamed: false,
      stopped: false,
    };
    people.push({ id, call, ...nothing });
  }
  const desks = [table.staff, table.second];
  const books = new Map<Somebody, Note[]>(desks.map((desk) => [desk, []]));
  const brought = new Map<string, Told>();
  const waiting: Waiting[] = [];
  let delivered = 0;
  let given = 0;
  const ways = { code: 0, proxy: 0, list: 0, offline: 0, conflict: 0, undone: 0 };

  const left = (one: Neighbour): number => one.laid - one.handed;
  const promised = (one: Neighbour): number => waiting.reduce((all, of) => all + (of.of === one ? of.count : 0), 0);
  /** What may still be handed to them: what was written down from the list waits for a second person. */
  const free = (one: Neighbour): number => Math.max(0, left(one) - promised(one));
  const handed = (): number => people.reduce((all, one) => all + one.handed, 0);
  const onTable = (): number => delivered - handed();
  const give = (one: Neighbour, count: number): void => {
    one.handed += count;
    given += count;
  };
  const whyNot = (count: number, ready: number): string | null => {
    if (ready === 0) return 'pickup.none';
    if (count > ready) return 'pickup.fewer';
    return count > onTable() ? 'pickup.undelivered' : null;
  };
  const show = (by: Neighbour, of: Neighbour) => codesOf(by, table, by === of ? undefined : (of.number ?? 0));

  /** Somebody's code of now, shown by themselves or by their proxy; null when they get none, as the model says. */
  async function shown(of: Neighbour): Promise<{ code: string; by: Neighbour } | null> {
    const by = of.proxy && of.number !== null && below(2) ? of.proxy : of;
    const no = left(of) === 0 ? 'pickup.none' : of.stopped ? 'pickup.stopped' : null;
    if (no) {
      expect(await refusalOf(show(by, of))).toBe(no);
      // Whoever has eggs has come, and has a number.
      of.number = await numberOf(of);
      return null;
    }
    const { number, codes, left: told } = await show(by, of);
    expect([told, of.number ?? number]).toEqual([left(of), number]);
    of.number = number;
    return { code: codes[0] ?? '', by };
  }

  const acts: Record<string, () => Promise<void>> = {
    async lay() {
      const one = pick(people);
      const eggs = 1 + below(3);
      if (one.laid + eggs > 28) return;
      await lay(town, table, one.id, eggs, one.laid);
      one.laid += eggs;
    },
    async bring() {
      const amount = 1 + below(8);
      await bring(town, table, amount);
      delivered += amount;
    },
    async hand() {
      const [of, desk] = [pick(people), pick(desks)];
      const on = await shown(of);
      if (!on) return;
      const step = stepAt(town.clock.now());
      const reading = readAt(table, on.code, desk);
      if (step <= of.used) return expect(await refusalOf(reading)).toBe('pickup.used');
      if (free(of) === 0) return expect(await refusalOf(reading)).toBe('pickup.none');
      const { ticket, byProxy } = await reading;
      expect(byProxy).toBe(on.by !== of);
      const count = 1 + below(4);
      const no = whyNot(count, free(of));
      if (no) return expect(await refusalOf(handTo(table, ticket, count, desk))).toBe(no);
      await handTo(table, ticket, count, desk);
      give(of, count);
      of.used = Math.max(of.used, step);
      of.steps.add(step);
      ways[byProxy ? 'proxy' : 'code']++;
      expect(await refusalOf(handTo(table, ticket, 1, desk))).toBe('pickup.used');
    },
    async list() {
      const of = pick(people);
      const count = 1 + below(4);
      const input = { clientId: clientId(), ...there, number: of.number ?? 999, count };
      const listing = table.staff.call.eggs.handByList(input);
      if (of.number === null) return expect(await refusalOf(listing)).toBe('pickup.missing');
      const no = of.stopped ? 'pickup.stopped' : whyNot(count, free(of));
      if (no) return expect(await refusalOf(listing)).toBe(no);
      waiting.push({ id: (await listing).handing.id, of, count });
    },
    async confirm() {
      if (waiting.length === 0) return;
      const one = pick(waiting);
      const agree = below(3) > 0;
      const input = { clientId: clientId(), ...there, handingId: one.id, agree };
      const deciding = table.second.call.eggs.confirmHanding(input);
      const theirs = Math.max(0, left(one.of) - promised(one.of) + one.count);
      const no = agree ? (one.of.stopped ? 'pickup.stopped' : whyNot(one.count, theirs)) : null;
      if (no) return expect(await refusalOf(deciding)).toBe(no);
      await deciding;
      waiting.splice(waiting.indexOf(one), 1);
      if (!agree) return;
      give(one.of, one.count);
      ways.list++;
    },
    async note() {
      const of = pick(people);
      const on = await shown(of);
      if (!on) return;
      const now = town.clock.now();
      const at = new Date(now.getTime() + (below(5) - 2) * STEP_MS);
      const note = { clientId: clientId(), code: on.code, count: 1 + below(3), at: at.toISOString() };
      books.get(pick(desks))?.push({ ...note, step: stepAt(now), of, by: on.by });
    },
    async merge() {
      const desk = pick(desks);
      const book = books.get(desk) ?? [];
      const some = book.filter(() => below(3) > 0);
      if (some.length === 0) return;
      const handings = some.map(({ clientId: id, code, count, at }) => ({ clientId: id, code, count, at }));
      const { results } = await desk.call.eggs.mergeDesk({ clientId: clientId(), ...there, handings });
      for (const note of [...some].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)))
        if (!brought.has(note.clientId)) brought.set(note.clientId, takeIn(note));
      expect(results.map((one) => [one.counted, one.conflict])).toEqual(some.map((one) => brought.get(one.clientId)));
    },
    async undo() {
      if (below(3)) return;
      const entries = await town.db
        .selectFrom('ledger_entry')
        .select(['id', 'person_id', 'reason'])
        .where('item_id', '=', there.campaignId)
        .orderBy('id')
        .execute();
      const has = new Set(entries.map(({ id }) => id));
      const rows = entries.filter(({ id, reason }) => reason === 'collected' && !has.has(`${id}/undone`));
      if (rows.length === 0) return;
      const { id, person_id } = pick(rows);
      const at = { community_id: JIANGPAN, campaign_id: there.campaignId };
      const entry = { id: `${id}/undone`, reason: 'uncollected', person: person_id ?? '' } as const;
      await town.db.transaction().execute((tx) => moveEggs(tx, at, [entry], town.clock.now()));
      for (const one of people) if (one.id === person_id) one.handed--;
      ways.undone++;
    },
    async name() {
      const [one, proxy] = [pick(people), pick(people)];
      const busy = people.filter((of) => of.proxy === proxy).length >= 2;
      if (one === proxy || one.wasNamed || one.laid === 0 || busy) return;
      await nameProxy(table, one, proxy);
      one.proxy = proxy;
      one.wasNamed = true;
      one.number = await numberOf(one);
    },
    async drop() {
      const one = pick(people);
      if (one.proxy === null || below(6)) return;
      await one.call.eggs.dropProxy({ clientId: clientId(), campaignId: there.campaignId });
      one.proxy = null;
    },
    async flag() {
      const one = pick(people);
      if (!one.stopped && below(4)) return;
      one.stopped = !one.stopped;
      const at = { community_id: JIANGPAN, campaign_id: there.campaignId, person_id: one.id };
      const verdict = one.stopped ? ('stop' as const) : ('fine' as const);
      const decided = { verdict, reason: '看过了', decided_by: '1', decided_at: town.clock.now() };
      await town.db
        .insertInto('egg_flag')
        .values({ ...at, ...decided, id: newId(town.clock.now()), kind: 'risk', accounts: 1, at: town.clock.now() })
        .onConflict((conflict) =>
          conflict.columns(['community_id', 'campaign_id', 'person_id', 'kind']).doUpdateSet(decided),
        )
        .execute();
    },
    wait() {
      const until = town.clock.now().getTime() + pick([STEP_MS, STEP_MS, 3 * STEP_MS, 20 * 60_000]);
      if (shanghaiDay(new Date(until + 600_000)) <= (days.at(-1) ?? ''))
        town.clock.advance(until - town.clock.now().getTime());
      return Promise.resolve();
    },
  };

  const numberOf = async (one: Neighbour): Promise<number | null> => {
    const row = town.db
      .selectFrom('egg_holder')
      .select('number')
      .where('campaign_id', '=', there.campaignId)
      .where('person_id', '=', one.id);
    return (await row.executeTakeFirst())?.number ?? null;
  };

  /** What of a note is true, by the model. */
  function takeIn({ of, by, step, count }: Note): Told {
    const no = ((): string | null => {
      if (by !== of && of.proxy !== by) return 'code';
      if (of.steps.has(step)) return 'used';
      if (of.stopped) return 'stopped';
      return free(of) === 0 ? 'none' : null;
    })();
    const ready = free(of);
    const eggs = no ? 0 : Math.min(count, ready, onTable());
    const conflict = no ?? (eggs === count ? null : eggs < ready ? 'undelivered' : 'fewer');
    ways[conflict ? 'conflict' : 'offline']++;
    give(of, eggs);
    if (eggs > 0) {
      of.used = Math.max(of.used, step);
      of.steps.add(step);
    }
    return [eggs, conflict];
  }

  async function check(): Promise<void> {
    const laid = people.reduce((all, one) => all + one.laid, 0);
    expect(await counted(town, table)).toEqual({
      ...{ laid, taken: 0, delivered, collected: handed(), returned: 0, broken: 0 },
    });
    expect(Math.min(onTable(), ...people.map(left))).toBeGreaterThanOrEqual(0);
    const one = pick(people);
    expect(await one.call.eggs.pickUp({ campaignId: there.campaignId })).toMatchObject({
      ...{ count: one.laid, collected: one.handed, left: left(one) },
      held: left(one) === 0 ? 'none' : one.stopped ? 'stopped' : null,
    });
    const { holders } = await table.staff.call.eggs.deskList(there);
    const known = people.filter(({ number }) => number !== null);
    expect(holders.map(([number, , n]) => [number, n])).toEqual(
      known.map((who) => [who.number, who.stopped ? 0 : left(who)]).sort((a, b) => Number(a[0]) - Number(b[0])),
    );
    const sums = await Promise.all(days.map((day) => table.staff.call.eggs.handings({ ...there, day })));
    expect(sums.reduce((all, { eggs }) => all + eggs, 0)).toBe(given);
  }

  await acts.lay?.();
  const more = ['hand', 'hand', 'hand', 'note', 'note', 'list', 'confirm', 'wait', 'wait', 'lay', 'bring', 'merge'];
  const lots = [...Object.keys(acts), ...more];
  // Chance may leave a way out for long: the walk goes on until each was gone.
  const untried = () => (['code', 'offline', 'conflict'] as const).filter((way) => ways[way] === 0);
  for (let step = 1; step <= STEPS || (step <= 4 * STEPS && untried().length > 0); step++) {
    await acts[pick(lots)]?.();
    await check();
  }
  expect(untried()).toEqual([]);
}
