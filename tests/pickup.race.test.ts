import { limits } from '../types/limits';
import { FANGYUAN, switchOn } from './kit/acts';
import {
  codeOf,
  codesOf,
  counted,
  crowd,
  entriesOf,
  handTo,
  nameProxy,
  neighbourWith,
  openTable,
  readAt,
  staffOf,
  type Somebody,
  type Table,
} from './kit/eggs';
import { onRealServer } from './kit/engine';
import { type CallError, clientId, JIANGPAN, openTown, type Town } from './kit/town';

const AT_ONCE = 64;
/** Neighbours who come on one morning; fewer where there is no server to serve them. */
const RESIDENTS = Number(process.env.CROWD ?? (onRealServer ? 1_000 : 150));
/** As many of them come early, when it is quiet. */
const EARLY = 99;
const OPENS = new Date('2026-10-20T01:00:00Z');

let town: Town;
let desks: Somebody[];
beforeAll(async () => {
  town = await openTown();
  desks = await Promise.all(Array.from({ length: AT_ONCE }, () => staffOf(town, JIANGPAN)));
});
let here: Table;
beforeEach(async () => {
  town.clock.at('2026-10-20 09:00:00');
  here = await openTable(town);
});
afterAll(() => town.close());

/** What came of calls that were all made at once: how many were done, and why the others were not. */
async function outcomes(calls: readonly Promise<unknown>[]) {
  const all = await Promise.allSettled(calls);
  const refused = all.flatMap((one) => (one.status === 'rejected' ? [(one.reason as CallError).refusal] : []));
  return { done: all.length - refused.length, refused: [...new Set(refused)].sort() };
}
const neighbour = (eggs: number) => neighbourWith(town, here, eggs);

test('64 desks that redeem one code at once hand the eggs over once', async () => {
  const one = await neighbour(AT_ONCE);
  const code = await codeOf(one, here);
  const redeem = async (desk: Somebody) => handTo(here, (await readAt(here, code, desk)).ticket, 1, desk);
  expect(await outcomes(desks.map(redeem))).toEqual({ done: 1, refused: ['pickup.used'] });
  expect(await entriesOf(town, here)).toHaveLength(1);
  expect(await counted(town, here)).toMatchObject({ laid: AT_ONCE, collected: 1 });
});

test('64 desks that all have read one code before the first hands over: one does, with the count it says', async () => {
  const one = await neighbour(3);
  const code = await codeOf(one, here);
  const read = await Promise.all(desks.map((desk) => readAt(here, code, desk)));
  const hand = (desk: Somebody, i: number) => handTo(here, read[i]!.ticket, 3, desk);
  expect(await outcomes(desks.map(hand))).toEqual({ done: 1, refused: ['pickup.used'] });
  expect(await counted(town, here)).toMatchObject({ collected: 3 });
  expect(await desks[0]!.call.eggs.handings(here.there)).toMatchObject({ done: 1, eggs: 3 });
});

test('one act that a phone sends 64 times at once is one hand-over, with one answer', async () => {
  const one = await neighbour(5);
  const { ticket } = await readAt(here, await codeOf(one, here));
  const input = { clientId: clientId(), ...here.there, ticket, count: 2 };
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => here.staff.call.eggs.hand(input)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await counted(town, here)).toMatchObject({ collected: 2 });
});

test('64 desks hand out ten eggs that lie on the table to 64 neighbours: ten are handed out', async () => {
  const table = await openTable(town, { eggs: 10 });
  const people = await Promise.all(desks.map(() => neighbourWith(town, table, 1)));
  const codes = await Promise.all(people.map((one) => codesOf(one, table)));
  expect(new Set(codes.map(({ number }) => number)).size).toBe(AT_ONCE);
  const redeem = async (desk: Somebody, i: number) =>
    handTo(table, (await readAt(table, codes[i]!.codes[0]!, desk)).ticket, 1, desk);
  expect(await outcomes(desks.map(redeem))).toEqual({ done: 10, refused: ['pickup.undelivered'] });
  expect(await counted(town, table)).toMatchObject({ delivered: 10, collected: 10 });
});

test('somebody who opens their code 64 times at once has one number', async () => {
  const one = await neighbour(1);
  const codes = await Promise.all(desks.map(() => codesOf(one, here)));
  for (const each of codes) expect(each).toEqual(codes[0]);
});

test('a code, a proxy’s code, the list and a desk without a network, all at once: each egg is handed over once', async () => {
  const [one, proxy] = [await neighbour(4), await neighbour(1)];
  await nameProxy(here, one, proxy);
  const { number, codes } = await codesOf(one, here);
  const theirs = await codeOf(proxy, here, number);
  const lists = await Promise.all(
    [1, 1, 2].map((count) => here.staff.call.eggs.handByList({ clientId: clientId(), ...here.there, number, count })),
  );
  const at = town.clock.now().toISOString();
  const redeem = async (code: string, desk: Somebody) => handTo(here, (await readAt(here, code, desk)).ticket, 3, desk);
  await outcomes([
    ...desks.slice(0, 8).map((desk) => redeem(codes[0]!, desk)),
    ...desks.slice(8, 16).map((desk) => redeem(theirs, desk)),
    ...lists.flatMap(({ handing }) =>
      desks
        .slice(16, 20)
        .map((desk) =>
          desk.call.eggs.confirmHanding({ clientId: clientId(), ...here.there, handingId: handing.id, agree: true }),
        ),
    ),
    ...desks.slice(20, 28).map((desk) =>
      desk.call.eggs.mergeDesk({
        ...{ clientId: clientId(), ...here.there },
        handings: [{ clientId: clientId(), code: codes[0]!, count: 2, at }],
      }),
    ),
  ]);
  const entries = await entriesOf(town, here);
  const { collected } = await counted(town, here);
  expect(entries).toHaveLength(collected);
  expect(collected).toBeGreaterThan(0);
  expect(collected).toBeLessThanOrEqual(4);
  const handed = await here.staff.call.eggs.handings(here.there);
  expect(handed.eggs).toBe(collected);
  expect((await codesOf(one, here).catch(() => ({ left: 0 }))).left).toBe(4 - collected);
  // Of all who showed a code of that step, with a network or without, one was served.
  const byCode = handed.handings.filter(({ way, count }) => way !== 'list' && count > 0);
  expect(byCode.length).toBeLessThanOrEqual(1);
});

test('a hand-over by the list that many confirm and decline at once is decided once', async () => {
  const one = await neighbour(1);
  const { number } = await codesOf(one, here);
  const { handing } = await here.staff.call.eggs.handByList({ clientId: clientId(), ...here.there, number, count: 1 });
  const decide = (desk: Somebody, i: number) =>
    desk.call.eggs.confirmHanding({ clientId: clientId(), ...here.there, handingId: handing.id, agree: i % 2 === 0 });
  expect(await outcomes(desks.map(decide))).toEqual({ done: 1, refused: ['pickup.decided'] });
  const [{ state } = { state: null }] = (await here.staff.call.eggs.handings(here.there)).handings;
  expect(await counted(town, here)).toMatchObject({ collected: state === 'done' ? 1 : 0 });
});

test('of many who type one key one is named; whoever types many keys at once picks up for three', async () => {
  const ask = async ({ call }: Somebody) =>
    (await call.eggs.nameProxy({ clientId: clientId(), campaignId: here.there.campaignId })).key;
  const be = ({ call }: Somebody, key: string) => call.eggs.beProxy({ clientId: clientId(), key });
  const key = await ask(await neighbour(1));
  const many = await Promise.all(Array.from({ length: 16 }, () => town.person({ home: JIANGPAN })));
  expect(await outcomes(many.map((one) => be(one, key)))).toEqual({ done: 1, refused: ['proxy.key'] });
  const keys = await Promise.all(Array.from({ length: 12 }, async () => ask(await neighbour(1))));
  const proxy = await town.person({ home: JIANGPAN });
  expect(await outcomes(keys.map((one) => be(proxy, one)))).toEqual({ done: limits.proxyFor, refused: ['proxy.full'] });
});

test('whoever is named in two communities of a campaign at once picks up for three in all', async () => {
  await switchOn(town, FANGYUAN);
  const table = await openTable(town, { also: [FANGYUAN] });
  const campaignId = table.there.campaignId;
  const tables = [table, { ...table, there: { campaignId, communityCode: FANGYUAN } }];
  for (let round = 0; round < 5; round++) {
    const keys = await Promise.all(
      [0, 1, 0, 1, 0, 1, 0, 1].map(async (i) => {
        const one = await neighbourWith(town, tables[i]!, 1);
        return (await one.call.eggs.nameProxy({ clientId: clientId(), campaignId })).key;
      }),
    );
    const proxy = await town.person({ home: JIANGPAN });
    const be = (key: string) => proxy.call.eggs.beProxy({ clientId: clientId(), key });
    expect(await outcomes(keys.map(be))).toEqual({ done: limits.proxyFor, refused: ['proxy.full'] });
    expect((await proxy.call.eggs.pickUp({ campaignId })).others).toHaveLength(limits.proxyFor);
  }
});

describe(`${RESIDENTS} neighbours`, () => {
  test('who come to four desks, three a minute and then thirty, all get their eggs, once', async () => {
    const table = await openTable(town, { eggs: RESIDENTS * 2 });
    const people = await crowd(town, table, RESIDENTS, 2);
    const numbers = new Set<number>();
    const serve = async (one: Somebody, i: number) => {
      const desk = desks[i % 4]!;
      const { number, prefix, codes } = await codesOf(one, table);
      numbers.add(number);
      const read = await readAt(table, i % 2 === 0 ? `${prefix}${codes[0]}` : codes[0]!, desk);
      await handTo(table, read.ticket, read.holder.left, desk);
    };
    for (const [aMinute, all] of [
      [3, people.slice(0, EARLY)],
      [30, people.slice(EARLY)],
    ] as const)
      for (let served = 0; served < all.length; served += aMinute) {
        const coming = all.slice(served, served + aMinute);
        await Promise.all(coming.map(serve));
        town.clock.advance(60_000);
      }
    expect(town.clock.now()).toEqual(
      new Date(OPENS.getTime() + (EARLY / 3 + Math.ceil((RESIDENTS - EARLY) / 30)) * 60_000),
    );
    expect(numbers.size).toBe(RESIDENTS);
    expect(await counted(town, table)).toMatchObject({ laid: RESIDENTS * 2, collected: RESIDENTS * 2 });
    expect(new Set(await entriesOf(town, table)).size).toBe(RESIDENTS * 2);
    const handed = await desks[0]!.call.eggs.handings(table.there);
    expect(handed).toMatchObject({ done: RESIDENTS, eggs: RESIDENTS * 2, conflicts: 0 });
    expect(handed.handings).toHaveLength(100);
    // A desk that loses its network now takes all of them along, in well under a megabyte.
    const list = await desks[0]!.call.eggs.deskList(table.there);
    expect(list.holders).toHaveLength(RESIDENTS);
    expect(list.holders.every(([, , left]) => left === 0)).toBe(true);
    expect(JSON.stringify(list).length).toBeLessThan(100_000);
  }, 120_000);
});
