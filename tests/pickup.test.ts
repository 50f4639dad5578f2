import { moveEggs } from '../cloud/eggs/holders';
import { addDays } from '../cloud/kit/clock';
import { STEP_MS } from '../cloud/kit/code';
import { FANGYUAN, switchOn } from './kit/acts';
import {
  bring,
  codeOf,
  codesOf,
  counted,
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

const neighbour = (eggs: number) => neighbourWith(town, here, eggs);
const pickUp = ({ call }: Somebody) => call.eggs.pickUp({ campaignId: here.there.campaignId });
const wrongOf = (code: string): string =>
  `${code.slice(0, -6)}${(Number(code.slice(-6)) + 1) % 1_000_000}`.padEnd(7, '0');
const nobody = () => ({ id: '0', call: town.as(null) });

describe('a resident’s pick-up', () => {
  test('says how it stands: what is theirs, handed over and left, and where', async () => {
    const one = await neighbour(3);
    expect(await pickUp(one)).toEqual({
      campaign: (await here.staff.call.eggs.deskList(here.there)).campaign,
      ...{ today: '2026-10-20', open: true, community: { code: JIANGPAN, name: '江畔社区' } },
      ...{ count: 3, collected: 0, left: 3, held: null, reason: null, proxy: null, others: [] },
    });
    await serve(here, one, 2);
    expect(await pickUp(one)).toMatchObject({ count: 3, collected: 2, left: 1, held: null });
    town.clock.advance(STEP_MS);
    await serve(here, one, 1);
    expect(await pickUp(one)).toMatchObject({ count: 3, collected: 3, left: 0, held: 'none' });
    expect(await refusalOf(codesOf(one, here))).toBe('pickup.none');
  });

  test('of somebody without eggs has nothing, and no code; on another day it is not open', async () => {
    const [one, other] = [await town.person({ home: JIANGPAN }), await neighbour(1)];
    expect(await pickUp(one)).toMatchObject({ open: false, community: null, count: 0, left: 0, held: 'none' });
    expect(await refusalOf(codesOf(one, here))).toBe('pickup.none');
    town.clock.at('2026-10-21 09:00:00');
    expect(await pickUp(other)).toMatchObject({ open: false, left: 1, held: null });
    expect(await refusalOf(codesOf(other, here))).toBe('pickup.day');
  });

  test('is of a campaign that there is, and of somebody who is signed in', async () => {
    for (const ask of ['pickUp', 'pickUpCode'] as const) {
      expect(await refusalOf(town.as('resident-1').eggs[ask]({ campaignId: '1' }))).toBe('campaign.missing');
      expect(await refusalOf(town.as('resident-1').eggs[ask]({ campaignId: 'x' }))).toBe('input.invalid');
      expect(await refusalOf(town.as(null).eggs[ask]({ campaignId: '1' }))).toBe('session.required');
    }
  });

  test('has codes for an hour, under one number however often they are asked for', async () => {
    const [one, other] = [await neighbour(2), await neighbour(1)];
    const first = await codesOf(one, here);
    expect(first).toMatchObject({ number: 1, left: 2, stepMs: STEP_MS, now: town.clock.now().toISOString() });
    expect(first.prefix).toBe(`${here.there.campaignId}.${JIANGPAN}.`);
    expect(first.codes).toHaveLength(120);
    for (const code of first.codes) expect(code).toMatch(/^1\d{6}$/);
    expect(await codesOf(one, here)).toEqual(first);
    expect((await codesOf(other, here)).number).toBe(2);
    town.clock.advance(119 * STEP_MS);
    await readAt(here, first.codes[119]!);
  });
});

describe('at the desk', () => {
  test('a code that was scanned or typed shows a number, a covered phone and a count, and nothing else of the person', async () => {
    const one = await neighbour(3);
    await givePhone(town, one.id, '13800001234');
    const { prefix, codes } = await codesOf(one, here);
    const read = await readAt(here, `${prefix}${codes[0]}`);
    expect(read).toMatchObject({ holder: { number: 1, masked: '138****1234', left: 3 }, byProxy: false, staff: false });
    expect(read.until).toBe(new Date(town.clock.now().getTime() + 600_000).toISOString());
    expect(JSON.stringify(read)).not.toContain(one.id);
    expect(await readAt(here, ` ${codes[0]} `)).toEqual(read);
    const { handing } = await handTo(here, read.ticket, 3);
    expect(handing).toEqual({
      ...{ id: handing.id, count: 3, noted: 3, way: 'code', state: 'done', conflict: null, mine: true, may: [] },
      ...{ holder: { number: 1, masked: '138****1234', left: 0 }, at: town.clock.now().toISOString() },
    });
    const all = await here.staff.call.eggs.handings(here.there);
    expect(all).toEqual({ handings: [handing], done: 1, eggs: 3, conflicts: 0 });
    expect(JSON.stringify(all)).not.toContain(one.id);
    expect((await here.second.call.eggs.handings(here.there)).handings).toEqual([{ ...handing, mine: false }]);
  });

  test('some are handed over and the rest later, the oldest eggs first, each by an entry of its own', async () => {
    const one = await neighbour(3);
    const entry = (nth: number) => `egg/${here.there.campaignId}/${one.id}/${addDays(here.firstDay, nth)}/collected/1`;
    await serve(here, one, 2);
    expect(await entriesOf(town, here)).toEqual([entry(0), entry(1)]);
    town.clock.advance(STEP_MS);
    expect(await serve(here, one, 1)).toMatchObject({ count: 1, holder: { left: 0 } });
    expect(await entriesOf(town, here)).toEqual([entry(0), entry(1), entry(2)]);
    expect(await counted(town, here)).toMatchObject({ laid: 3, delivered: 1_000, collected: 3 });
    const [row] = await town.db
      .selectFrom('ledger_entry as l')
      .innerJoin('egg_handing as h', 'h.id', 'l.ref')
      .select(['l.person_id', 'h.by_id', 'h.count', 'h.way'])
      .where('l.id', '=', entry(0))
      .execute();
    expect(row).toEqual({ person_id: one.id, by_id: here.staff.id, count: 2, way: 'code' });
    const audit = town.db.selectFrom('audit').select('procedure').where('person_id', '=', here.staff.id);
    expect(await audit.execute()).toEqual([{ procedure: 'eggs.hand' }, { procedure: 'eggs.hand' }]);
  });

  test('an egg whose hand-over did not happen is handed over by another entry', async () => {
    const one = await neighbour(1);
    await serve(here, one, 1);
    const egg = `egg/${here.there.campaignId}/${one.id}/${here.firstDay}`;
    const at = { community_id: JIANGPAN, campaign_id: here.there.campaignId };
    const undone = { id: `${egg}/collected/1/undone`, reason: 'uncollected', person: one.id } as const;
    await town.db.transaction().execute((tx) => moveEggs(tx, at, [undone], town.clock.now()));
    expect(await pickUp(one)).toMatchObject({ collected: 0, left: 1 });
    town.clock.advance(STEP_MS);
    await serve(here, one, 1);
    expect(await entriesOf(town, here)).toEqual([`${egg}/collected/1`, `${egg}/collected/2`]);
    expect(await counted(town, here)).toMatchObject({ collected: 1 });
  });

  test('an act that is sent again gets the first answer and hands nothing over; a code is used once', async () => {
    const one = await neighbour(3);
    const code = await codeOf(one, here);
    const { ticket } = await readAt(here, code);
    const input = { clientId: clientId(), ...here.there, ticket, count: 1 };
    const first = await here.staff.call.eggs.hand(input);
    expect(await here.staff.call.eggs.hand(input)).toEqual(first);
    expect(await refusalOf(here.staff.call.eggs.hand({ ...input, count: 2 }))).toBe('input.idReused');
    expect(await refusalOf(handTo(here, ticket, 1))).toBe('pickup.used');
    expect(await refusalOf(readAt(here, code))).toBe('pickup.used');
    expect(await counted(town, here)).toMatchObject({ collected: 1 });
    town.clock.advance(STEP_MS);
    expect(await refusalOf(readAt(here, code))).toBe('pickup.used');
    await serve(here, one, 1);
    town.clock.advance(STEP_MS);
    // It is the older code that is used, and a picture of it is old.
    expect(await refusalOf(readAt(here, code))).toBe('pickup.old');
  });

  test('of two desks that read one code the first hands over, and an older code is no good after a newer one', async () => {
    const one = await neighbour(5);
    const { codes } = await codesOf(one, here);
    const [a, b] = [await readAt(here, codes[0]!), await readAt(here, codes[0]!, here.second)];
    await handTo(here, b.ticket, 1, here.second);
    expect(await refusalOf(handTo(here, a.ticket, 1))).toBe('pickup.used');
    town.clock.advance(STEP_MS);
    const older = await readAt(here, codes[1]!);
    town.clock.advance(STEP_MS);
    const newer = await readAt(here, codes[2]!, here.second);
    await handTo(here, newer.ticket, 1, here.second);
    expect(await refusalOf(handTo(here, older.ticket, 1))).toBe('pickup.used');
    expect(await refusalOf(readAt(here, codes[1]!))).toBe('pickup.used');
    expect(await counted(town, here)).toMatchObject({ collected: 2 });
  });

  test('a picture of a screen is old after two steps, and says so for an hour', async () => {
    const one = await neighbour(1);
    const code = await codeOf(one, here);
    town.clock.advance(STEP_MS);
    await readAt(here, code);
    town.clock.advance(STEP_MS);
    expect(await refusalOf(readAt(here, code))).toBe('pickup.old');
    town.clock.advance(118 * STEP_MS);
    expect(await refusalOf(readAt(here, code))).toBe('pickup.old');
    town.clock.advance(STEP_MS);
    expect(await refusalOf(readAt(here, code))).toBe('pickup.code');
  });

  test('a code is of one community and one campaign; another person’s number does not make it good', async () => {
    const there = await openTable(town, { at: FANGYUAN });
    const before = await openTable(town);
    const [one, next, other] = [await neighbour(1), await neighbour(1), await neighbourWith(town, there, 1)];
    const [mine, theirs] = [await codesOf(one, here), await codesOf(other, there)];
    await codesOf(next, here);
    for (const elsewhere of [there, before])
      expect(await refusalOf(readAt(elsewhere, `${mine.prefix}${mine.codes[0]}`))).toBe('pickup.elsewhere');
    // Typed without what a camera reads, it is somebody else's number there.
    expect(await refusalOf(readAt(there, mine.codes[0]!))).toBe('pickup.code');
    expect(await refusalOf(readAt(before, mine.codes[0]!))).toBe('pickup.code');
    expect(await refusalOf(readAt(here, `${theirs.prefix}${theirs.codes[0]}`))).toBe('pickup.elsewhere');
    expect(await refusalOf(readAt(here, `2${mine.codes[0]!.slice(1)}`))).toBe('pickup.code');
    for (const code of ['', '123456', 'abcdefg', '1'.repeat(65), '１２３４５６７', '12345-67'])
      expect([code, await refusalOf(readAt(here, code))]).toEqual([code, 'input.invalid']);
    await readAt(here, mine.codes[0]!);
  });

  test('a ticket is good for ten minutes, for whoever read the code, and where they read it', async () => {
    const there = await openTable(town, { at: FANGYUAN });
    const one = await neighbour(2);
    const { ticket } = await readAt(here, await codeOf(one, here));
    expect(await refusalOf(handTo(here, ticket, 1, here.second))).toBe('pickup.ticket');
    expect(await refusalOf(handTo(here, `${ticket.slice(0, -1)}!`, 1))).toBe('pickup.ticket');
    const both = await town.person({
      roles: [
        ['gridworker', JIANGPAN],
        ['gridworker', FANGYUAN],
      ],
    });
    const own = await readAt(here, await codeOf(one, here), both);
    expect(await refusalOf(handTo(there, own.ticket, 1, both))).toBe('pickup.ticket');
    town.clock.advance(600_000 - 1);
    await handTo(here, ticket, 1);
    town.clock.advance(1);
    expect(await refusalOf(handTo(here, own.ticket, 1, both))).toBe('pickup.ticket');
  });

  test('no more is handed over than is left of somebody’s eggs, nor than lies on the table; nothing is written then', async () => {
    const table = await openTable(town, { eggs: 0 });
    const [one, other] = [await neighbourWith(town, table, 3), await neighbourWith(town, table, 3)];
    const { ticket } = await readAt(table, await codeOf(one, table));
    expect(await refusalOf(handTo(table, ticket, 1))).toBe('pickup.undelivered');
    await bring(town, table, 4);
    expect(await refusalOf(handTo(table, ticket, 4))).toBe('pickup.fewer');
    for (const count of [0, -1, 1.5, 1_000_001])
      expect(await refusalOf(handTo(table, ticket, count))).toBe('input.invalid');
    await handTo(table, ticket, 3);
    const second = await readAt(table, await codeOf(other, table));
    expect(await refusalOf(handTo(table, second.ticket, 2))).toBe('pickup.undelivered');
    await handTo(table, second.ticket, 1);
    expect(await table.staff.call.eggs.handings(table.there)).toMatchObject({ done: 2, eggs: 4 });
    expect(await counted(town, table)).toMatchObject({ laid: 6, delivered: 4, collected: 4 });
  });

  test('eggs are handed out on their days and where their campaign is, by whoever works there', async () => {
    const one = await neighbour(2);
    const code = await codeOf(one, here);
    const { ticket } = await readAt(here, code);
    const foreign = {
      ...here,
      there: { ...here.there, communityCode: FANGYUAN },
      staff: await staffOf(town, FANGYUAN),
    };
    expect(await refusalOf(readAt(foreign, code))).toBe('campaign.missing');
    expect(await refusalOf(handTo(foreign, ticket, 1))).toBe('campaign.missing');
    for (const who of [one, foreign.staff, await town.person({ roles: [['editor', '2301']] })]) {
      expect(await refusalOf(readAt(here, code, who))).toBe('role.missing');
      expect(await refusalOf(handTo(here, ticket, 1, who))).toBe('role.missing');
    }
    expect(await refusalOf(readAt(here, code, nobody()))).toBe('session.required');
    expect(await refusalOf(handTo(here, ticket, 1, nobody()))).toBe('session.required');
    await readAt(here, code, await town.person({ roles: [['street', JIANGPAN.slice(0, 9)]] }));

    town.clock.at('2026-10-20 23:59:59');
    const late = await readAt(here, await codeOf(one, here));
    town.clock.at('2026-10-21 00:00:00');
    expect(await refusalOf(handTo(here, late.ticket, 1))).toBe('pickup.day');
    expect(await refusalOf(readAt(here, code))).toBe('pickup.day');
  });

  test('days of one community are not those of another', async () => {
    const table = await openTable(town, { days: [] });
    const pickUps = [
      { day: '2026-10-20', hours: '9:00-11:00', at: '活动室', communityCode: FANGYUAN },
      { day: '2026-10-21', hours: '9:00-11:00', at: '活动室', communityCode: JIANGPAN },
    ];
    await town.db
      .updateTable('campaign')
      .set({ pick_ups: JSON.stringify(pickUps) })
      .where('id', '=', table.there.campaignId)
      .execute();
    const one = await neighbourWith(town, table, 1);
    expect(await refusalOf(codesOf(one, table))).toBe('pickup.day');
    town.clock.at('2026-10-21 09:00:00');
    await serve(table, one, 1);
  });

  test('nobody hands out their own eggs, those they pick up, or where they brought eggs to', async () => {
    await lay(town, here, here.staff.id, 1);
    expect(await refusalOf(readAt(here, await codeOf(here.staff, here)))).toBe('pickup.own');
    const one = await neighbour(1);
    const { ticket } = await readAt(here, await codeOf(one, here));
    await nameProxy(here, one, here.staff);
    expect(await refusalOf(readAt(here, await codeOf(one, here)))).toBe('pickup.own');
    expect(await refusalOf(handTo(here, ticket, 1))).toBe('pickup.own');
    const code = await codeOf(here.staff, here);
    await readAt(here, code, here.second);

    const moved = { id: '77', kind: 'delivered' as const, said: 10, note: null, by_id: here.second.id };
    const open = { at: town.clock.now(), counted: null, signed_by: null, signed_at: null, dropped_at: null };
    await town.db
      .insertInto('egg_move')
      .values({ community_id: JIANGPAN, campaign_id: here.there.campaignId, ...moved, ...open })
      .execute();
    expect(await refusalOf(readAt(here, code, here.second))).toBe('pickup.deliverer');
    await town.db.updateTable('egg_move').set({ dropped_at: town.clock.now() }).where('id', '=', '77').execute();
    await readAt(here, code, here.second);
  });

  test('twenty wrong codes make one of the staff wait for ten minutes, even with the right one; others do not wait', async () => {
    const code = await codeOf(await neighbour(1), here);
    for (let n = 0; n < 20; n++) expect(await refusalOf(readAt(here, wrongOf(code)))).toBe('pickup.code');
    expect(await refusalOf(readAt(here, code))).toBe('pickup.tries');
    expect(await refusalOf(here.staff.call.eggs.mergeDesk(noteOf(code)))).toBe('pickup.tries');
    await readAt(here, code, here.second);
    town.clock.advance(600_000);
    expect(await refusalOf(readAt(here, code))).toBe('pickup.old');
  });
});

const noteOf = (code: string) => ({
  ...{ clientId: clientId(), ...here.there },
  handings: [{ clientId: clientId(), code, count: 1, at: town.clock.now().toISOString() }],
});

describe('whoever picks up for a neighbour', () => {
  const ask = ({ call }: Somebody) => call.eggs.nameProxy({ clientId: clientId(), campaignId: here.there.campaignId });
  const be = ({ call }: Somebody, key: string) => call.eggs.beProxy({ clientId: clientId(), key });
  const drop = ({ call }: Somebody) => call.eggs.dropProxy({ clientId: clientId(), campaignId: here.there.campaignId });

  test('is named by a key that they type, and shows the neighbour’s code from then on', async () => {
    const [one, proxy] = [await neighbour(2), await town.person({ home: JIANGPAN })];
    await givePhone(town, one.id, '13800001234');
    await givePhone(town, proxy.id, '13900005678');
    const { key, until } = await ask(one);
    expect([key, until]).toEqual([expect.stringMatching(/^\d{8}$/), '2026-10-21T01:00:00.000Z']);
    expect((await pickUp(one)).proxy).toEqual({ state: 'asked', key, until, masked: null });
    expect(await ask(one)).toEqual({ key, until });
    expect(await be(proxy, ` ${key} `)).toEqual({ campaignId: here.there.campaignId, masked: '138****1234', left: 2 });
    expect((await pickUp(one)).proxy).toEqual({ state: 'named', key: null, until: null, masked: '139****5678' });
    expect((await pickUp(proxy)).others).toEqual([{ number: 1, masked: '138****1234', left: 2, held: null }]);

    const codes = await codesOf(proxy, here, 1);
    expect(codes).toMatchObject({ number: 1, left: 2 });
    expect(codes.codes[0]).not.toBe(await codeOf(one, here));
    const read = await readAt(here, codes.codes[0]!);
    expect(read).toMatchObject({ byProxy: true, holder: { number: 1, masked: '138****1234' } });
    expect((await handTo(here, read.ticket, 2)).handing).toMatchObject({ way: 'proxy', count: 2 });
    // Both show codes of one step: it is used for both.
    town.clock.advance(STEP_MS - 1);
    expect(await pickUp(one)).toMatchObject({ left: 0, collected: 2 });
    expect(await refusalOf(codesOf(proxy, here, 1))).toBe('pickup.none');
  });

  test('and the neighbour use up one step together', async () => {
    const [one, proxy] = [await neighbour(2), await neighbour(1)];
    await nameProxy(here, one, proxy);
    const [own, theirs] = [await codeOf(one, here), await codeOf(proxy, here, 1)];
    const { ticket } = await readAt(here, own);
    const other = await readAt(here, theirs, here.second);
    await handTo(here, ticket, 1);
    expect(await refusalOf(handTo(here, other.ticket, 1, here.second))).toBe('pickup.used');
    expect(await refusalOf(readAt(here, theirs))).toBe('pickup.used');
    // Their own eggs are another matter.
    expect((await codesOf(proxy, here)).number).toBe(2);
    await serve(here, proxy, 1);
  });

  test('does so no more once the neighbour says so: the code dies, also when it was read, and nobody else is named', async () => {
    const [one, proxy, other] = [await neighbour(2), await neighbour(1), await neighbour(1)];
    await nameProxy(here, one, proxy);
    const code = await codeOf(proxy, here, 1);
    const { ticket } = await readAt(here, code);
    expect(await drop(one)).toEqual({});
    expect(await drop(one)).toEqual({});
    expect((await pickUp(one)).proxy).toMatchObject({ state: 'dropped', key: null });
    expect((await pickUp(proxy)).others).toEqual([]);
    expect(await refusalOf(readAt(here, code))).toBe('pickup.code');
    expect(await refusalOf(handTo(here, ticket, 1))).toBe('pickup.code');
    expect(await refusalOf(codesOf(proxy, here, 1))).toBe('pickup.missing');
    expect(await refusalOf(ask(one))).toBe('proxy.named');
    await serve(here, one, 2);
    expect(other.id).not.toBe(proxy.id);
  });

  test('has a key that is typed once, within a day, and not by whoever told it', async () => {
    const [one, proxy, late] = [await neighbour(1), await neighbour(1), await neighbour(1)];
    const { key } = await ask(one);
    expect(await refusalOf(be(one, key))).toBe('proxy.own');
    await be(proxy, key);
    expect(await refusalOf(be(late, key))).toBe('proxy.key');
    expect(await refusalOf(ask(one))).toBe('proxy.named');
    const { key: second } = await ask(proxy);
    town.clock.advance(86_400_000);
    expect(await refusalOf(be(late, second))).toBe('proxy.key');
    expect((await pickUp(proxy)).proxy).toBeNull();
    const { key: third } = await ask(proxy);
    expect(third).not.toBe(second);
    await drop(proxy);
    expect(await refusalOf(be(late, third))).toBe('proxy.key');
    expect((await pickUp(proxy)).proxy).toBeNull();
    // It was never named, so it may be asked for again.
    await be(late, (await ask(proxy)).key);
  });

  test('is named for three at most, those who let them go among them', async () => {
    const proxy = await town.person({ home: JIANGPAN });
    const four = await Promise.all([1, 2, 3, 4].map(() => neighbour(1)));
    for (const one of four.slice(0, 3)) await nameProxy(here, one, proxy);
    expect((await pickUp(proxy)).others).toHaveLength(3);
    const { key } = await ask(four[3]!);
    expect(await refusalOf(be(proxy, key))).toBe('proxy.full');
    await drop(four[0]!);
    expect(await refusalOf(be(proxy, key))).toBe('proxy.full');
    await be(await neighbour(1), key);
  });

  test('is named by whoever has eggs, and only what was named is shown; wrong keys run out', async () => {
    const [one, stranger] = [await neighbour(1), await town.person({ home: JIANGPAN })];
    expect(await refusalOf(ask(stranger))).toBe('pickup.none');
    expect(await refusalOf(drop(stranger))).toBe('pickup.none');
    const none = { clientId: clientId(), campaignId: '1' };
    expect(await refusalOf(one.call.eggs.nameProxy(none))).toBe('campaign.missing');
    expect(await refusalOf(one.call.eggs.dropProxy(none))).toBe('campaign.missing');
    await codesOf(one, here);
    expect(await refusalOf(codesOf(stranger, here, 1))).toBe('pickup.missing');
    for (const key of ['', '1234567', '123456789', 'abcdefgh'])
      expect(await refusalOf(be(stranger, key))).toBe('input.invalid');
    const { key } = await ask(one);
    const wrong = String((Number(key) + 1) % 100_000_000).padStart(8, '0');
    for (let n = 0; n < 20; n++) expect(await refusalOf(be(stranger, wrong))).toBe('proxy.key');
    expect(await refusalOf(be(stranger, key))).toBe('pickup.tries');
    town.clock.advance(600_000);
    await be(stranger, key);
    for (const act of [ask(nobody()), drop(nobody()), be(nobody(), key)])
      expect(await refusalOf(act)).toBe('session.required');
  });

  test('gets the first answer when they send their key again', async () => {
    const [one, proxy] = [await neighbour(1), await neighbour(1)];
    const input = { clientId: clientId(), key: (await ask(one)).key };
    const first = await proxy.call.eggs.beProxy(input);
    expect(await proxy.call.eggs.beProxy(input)).toEqual(first);
  });
});

describe('somebody without a phone at hand', () => {
  const find = (by: { number?: number; phone?: string }, who = here.staff) =>
    who.call.eggs.findHolder({ ...here.there, ...by });
  const list = (by: { number?: number; phone?: string }, count: number, who = here.staff) =>
    who.call.eggs.handByList({ clientId: clientId(), ...here.there, ...by, count });
  const confirm = (handingId: string, agree = true, who = here.second) =>
    who.call.eggs.confirmHanding({ clientId: clientId(), ...here.there, handingId, agree });

  test('is found by their number or their whole phone number, and has a number from then on', async () => {
    const one = await neighbour(2);
    await givePhone(town, one.id, '13800001234');
    expect(await find({ number: 1 })).toEqual({ holder: null });
    const holder = { number: 1, masked: '138****1234', left: 2 };
    expect(await find({ phone: '138 0000 1234' })).toEqual({ holder });
    expect(await find({ phone: '+86 13800001234' })).toEqual({ holder });
    expect(await find({ number: 1 })).toEqual({ holder });
    expect(await find({ phone: '13800009999' })).toEqual({ holder: null });
    const stranger = await town.person({ home: JIANGPAN });
    await givePhone(town, stranger.id, '13800007777');
    expect(await find({ phone: '13800007777' })).toEqual({ holder: null });
    for (const by of [{}, { number: 1, phone: '13800001234' }, { number: 0 }, { phone: '12' }])
      expect(await refusalOf(find(by))).toBe('input.invalid');
    // Whoever looked somebody up is in the log, and the number is not.
    const lines = await town.db.selectFrom('audit').select('input').where('person_id', '=', here.staff.id).execute();
    expect(lines.length).toBe(6);
    expect(JSON.stringify(lines)).not.toContain('0000');
  });

  test('of several accounts with one number, is the one with something left', async () => {
    const [one, other] = [await neighbour(1), await neighbour(2)];
    for (const { id } of [one, other]) await givePhone(town, id, '13800001234');
    expect((await find({ phone: '13800001234' })).holder).toMatchObject({ number: 1, left: 1 });
    await serve(here, one, 1);
    expect((await find({ phone: '13800001234' })).holder).toMatchObject({ number: 2, left: 2 });
  });

  test('is handed their eggs by one of the staff and a second, and not before', async () => {
    const one = await neighbour(3);
    await givePhone(town, one.id, '13800001234');
    const { handing } = await list({ phone: '13800001234' }, 2);
    expect(handing).toMatchObject({
      ...{ holder: { number: 1, masked: '138****1234', left: 3 }, count: 2, way: 'list', state: 'waiting' },
      ...{ mine: true, may: [] },
    });
    expect(await counted(town, here)).toMatchObject({ collected: 0 });
    expect((await here.second.call.eggs.handings(here.there)).handings).toMatchObject([
      { may: ['confirm', 'decline'] },
    ]);
    expect(await refusalOf(confirm(handing.id, true, here.staff))).toBe('pickup.second');
    expect(await refusalOf(confirm(handing.id, false, here.staff))).toBe('pickup.second');
    const done = (await confirm(handing.id)).handing;
    expect(done).toMatchObject({ id: handing.id, state: 'done', holder: { left: 1 }, mine: false, may: [] });
    expect(await counted(town, here)).toMatchObject({ collected: 2 });
    for (const agree of [true, false]) expect(await refusalOf(confirm(handing.id, agree))).toBe('pickup.decided');
    expect(await refusalOf(confirm('1'))).toBe('pickup.missing');
    const audit = town.db.selectFrom('audit').select('input').where('procedure', '=', 'eggs.handByList');
    expect(JSON.stringify(await audit.execute())).not.toContain('13800001234');
  });

  test('gets nothing when the second person declines; the same answer is the first one', async () => {
    const one = await neighbour(1);
    await codesOf(one, here);
    const input = { clientId: clientId(), ...here.there, number: 1, count: 1 };
    const { handing } = await here.staff.call.eggs.handByList(input);
    expect((await here.staff.call.eggs.handByList(input)).handing.id).toBe(handing.id);
    const no = { clientId: clientId(), ...here.there, handingId: handing.id, agree: false };
    const declined = await here.second.call.eggs.confirmHanding(no);
    expect(declined.handing).toMatchObject({ state: 'declined', holder: { left: 1 } });
    expect(await here.second.call.eggs.confirmHanding(no)).toEqual(declined);
    expect(await counted(town, here)).toMatchObject({ collected: 0 });
    expect(await here.staff.call.eggs.handings(here.there)).toMatchObject({ done: 0, eggs: 0, conflicts: 0 });
    await serve(here, one, 1);
  });

  test('is not promised more than is left by two that wait; what is gone by then is not confirmed', async () => {
    const one = await neighbour(3);
    await codesOf(one, here);
    const [a, b] = [(await list({ number: 1 }, 2)).handing, (await list({ number: 1 }, 1, here.second)).handing];
    expect(await refusalOf(list({ number: 1 }, 1))).toBe('pickup.none');
    // What was written down has gone from the table: the code hands none of it out again.
    expect(await refusalOf(readAt(here, await codeOf(one, here)))).toBe('pickup.none');
    expect((await confirm(b.id, false, here.staff)).handing.state).toBe('declined');
    await serve(here, one, 1);
    await confirm(a.id);
    expect(await refusalOf(confirm(a.id))).toBe('pickup.decided');
    expect(await refusalOf(list({ number: 1 }, 1))).toBe('pickup.none');
    expect(await refusalOf(list({ number: 99 }, 1))).toBe('pickup.missing');
    expect(await refusalOf(list({ phone: '13811112222' }, 1))).toBe('pickup.missing');
    expect(await counted(town, here)).toMatchObject({ collected: 3 });
  });

  test('is confirmed on a later day, too, and waits in sight until then', async () => {
    const one = await neighbour(1);
    await codesOf(one, here);
    const { handing } = await list({ number: 1 }, 1);
    town.clock.at('2026-10-22 09:00:00');
    expect(await refusalOf(list({ number: 1 }, 1))).toBe('pickup.day');
    expect(await here.second.call.eggs.handings(here.there)).toMatchObject({ handings: [{ id: handing.id }], done: 0 });
    await confirm(handing.id);
    expect((await here.second.call.eggs.handings(here.there)).handings).toEqual([]);
    const then = await here.second.call.eggs.handings({ ...here.there, day: '2026-10-20' });
    expect(then).toMatchObject({ handings: [{ id: handing.id, state: 'done' }], done: 1, eggs: 1 });
  });

  test('is served by others than themselves, and than whoever picks up for them or brought the eggs', async () => {
    const one = await neighbour(1);
    await codesOf(one, here);
    await lay(town, here, here.second.id, 1);
    const { number } = await codesOf(here.second, here);
    const { handing } = await list({ number }, 1);
    expect((await here.second.call.eggs.handings(here.there)).handings).toMatchObject([{ may: ['decline'] }]);
    expect(await refusalOf(confirm(handing.id))).toBe('pickup.own');
    expect(await refusalOf(list({ number }, 1, here.second))).toBe('pickup.own');
    const third = await staffOf(town, JIANGPAN);
    await confirm(handing.id, true, third);
    const moved = { id: '78', kind: 'delivered' as const, said: 10, note: null, by_id: third.id };
    const open = { at: town.clock.now(), counted: null, signed_by: null, signed_at: null, dropped_at: null };
    await town.db
      .insertInto('egg_move')
      .values({ community_id: JIANGPAN, campaign_id: here.there.campaignId, ...moved, ...open })
      .execute();
    expect(await refusalOf(list({ number: 1 }, 1, third))).toBe('pickup.deliverer');
    const waiting = (await list({ number: 1 }, 1)).handing;
    expect(await refusalOf(confirm(waiting.id, true, third))).toBe('pickup.deliverer');
    for (const who of [one, await staffOf(town, FANGYUAN)]) {
      expect(await refusalOf(find({ number: 1 }, who))).toBe('role.missing');
      expect(await refusalOf(list({ number: 1 }, 1, who))).toBe('role.missing');
      expect(await refusalOf(confirm(waiting.id, true, who))).toBe('role.missing');
      expect(await refusalOf(who.call.eggs.handings(here.there))).toBe('role.missing');
    }
  });
});

test('eggs of another campaign are on the calendar as long as they may be picked up, and no longer', async () => {
  town.clock.at('2026-11-02 09:00:00');
  const table = await openTable(town, { at: FANGYUAN, days: ['2026-11-03'] });
  const who = await neighbourWith(town, table, 2);
  // Newer eggs are of the one that the calendar is of.
  const newer = await openTable(town, { at: JIANGPAN, days: ['2026-12-24'] });
  town.clock.advance(1_000);
  await lay(town, newer, who.id, 1);
  await town.db.updateTable('person').set({ home_code: null }).where('id', '=', who.id).execute();
  const waiting = async () => (await who.call.eggs.calendar({})).waiting;
  expect(await waiting()).toEqual([
    { campaignId: table.there.campaignId, name: '读通知领鸡蛋', left: 2, day: '2026-11-03' },
  ]);
  town.clock.at('2026-11-03 09:00:00');
  await serve(table, who, 2);
  expect(await waiting()).toEqual([]);
});
