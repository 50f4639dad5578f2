import { newId } from '../cloud/kit/ids';
import { FANGYUAN, switchOn } from './kit/acts';
import { claimed } from './kit/households';
import {
  codesOf,
  counted,
  givePhone,
  handTo,
  nameProxy,
  lay,
  openTable,
  readAt,
  serve,
  staffOf,
  type Somebody,
  type Table,
} from './kit/eggs';
import { clientId, JIANGPAN, refusalOf } from './kit/town';
import { openWechatTown, SEAL_KEY, type Visitor, type WechatTown } from './kit/wechatTown';

let town: WechatTown;
beforeAll(async () => {
  town = await openWechatTown();
  await switchOn(town, FANGYUAN);
});
let here: Table;
let secretary: Somebody;
beforeEach(async () => {
  town.clock.at('2026-10-20 09:00:00');
  here = await openTable(town);
  secretary = await town.person({ roles: [['secretary', JIANGPAN]] });
});
afterEach(async () => void (await counted(town, here)));
afterAll(() => town.close());

let numbers = 0;
const newNumber = () => `138${String(++numbers).padStart(8, '0')}`;

/** A neighbour with eggs who came by WeChat, with a phone number of their own if no other is given. */
async function neighbour(given: { eggs?: number; phone?: string | null; rank?: number } = {}): Promise<Visitor> {
  const { eggs = 2, phone = newNumber(), rank = 0 } = given;
  const one = await town.person({ home: JIANGPAN });
  town.standIn.rank(one.openid, rank);
  await lay(town, here, one.id, eggs);
  if (phone !== null) await givePhone(town, one.id, phone, SEAL_KEY);
  return one;
}
const pickUp = ({ call }: Somebody) => call.eggs.pickUp({ campaignId: here.there.campaignId });
const flags = async (who = secretary) => (await who.call.eggs.flags(here.there)).flags;
const decide = async (flagId: string, verdict: 'fine' | 'stop', who = secretary, reason = '看过了，是本人') =>
  (await who.call.eggs.decideFlag({ clientId: clientId(), communityCode: JIANGPAN, flagId, verdict, reason })).flag;
const ranks = () => town.standIn.calls.filter(({ name }) => name === 'riskRank');

test('eggs are handed out to whoever has bound a phone: without one there is no code, for a proxy neither', async () => {
  const [one, proxy] = [await neighbour({ phone: null }), await neighbour()];
  expect(await pickUp(one)).toMatchObject({ left: 2, held: 'phone' });
  expect(await refusalOf(codesOf(one, here))).toBe('pickup.phone');
  await nameProxy(here, one, proxy);
  const [principal] = (await pickUp(proxy)).others;
  expect(principal).toMatchObject({ masked: null, left: 2, held: 'phone' });
  expect(await refusalOf(codesOf(proxy, here, principal!.number))).toBe('pickup.phone');
  await one.call.session.givePhone({ code: town.standIn.phoneCode(one.openid, newNumber()) });
  expect(await pickUp(one)).toMatchObject({ held: null });
  await serve(here, one, 1);
});

test('somebody without a phone is served from the list all the same', async () => {
  const one = await neighbour({ phone: null });
  await refusalOf(codesOf(one, here));
  const number = 1;
  const { handing } = await here.staff.call.eggs.handByList({ clientId: clientId(), ...here.there, number, count: 2 });
  const second = { clientId: clientId(), ...here.there, handingId: handing.id, agree: true };
  expect((await here.second.call.eggs.confirmHanding(second)).handing).toMatchObject({ state: 'done' });
});

test('WeChat is asked once what it thinks of an account; what it trusts is not flagged', async () => {
  const one = await neighbour({ rank: 3 });
  const before = ranks().length;
  await codesOf(one, here);
  await codesOf(one, here);
  expect(ranks().length).toBe(before + 1);
  expect(ranks().at(-1)?.body).toMatchObject({ openid: one.openid, client_ip: '127.0.0.1' });
  expect(await flags()).toEqual([]);
});

test('an account that WeChat doubts waits until somebody has looked, and what was found out is kept', async () => {
  const one = await neighbour({ rank: 4 });
  expect(await refusalOf(codesOf(one, here))).toBe('pickup.review');
  expect(await pickUp(one)).toMatchObject({ held: 'review', reason: null, left: 2 });
  const [flag] = await flags();
  expect(flag).toEqual({
    ...{ id: flag!.id, kind: 'risk', number: 1, masked: expect.stringMatching(/^138\*{4}\d{4}$/) as string, left: 2 },
    ...{ accounts: 1, at: town.clock.now().toISOString(), verdict: null, reason: null, decidedAt: null },
  });
  expect(JSON.stringify(flag)).not.toContain(one.id);
  // The list does not go around it.
  const byList = { clientId: clientId(), ...here.there, number: 1, count: 1 };
  expect(await refusalOf(here.staff.call.eggs.handByList(byList))).toBe('pickup.review');

  expect(await decide(flag!.id, 'fine')).toMatchObject({ verdict: 'fine', reason: '看过了，是本人' });
  expect(await pickUp(one)).toMatchObject({ held: null });
  const { ticket } = await readAt(here, (await codesOf(one, here)).codes[0]!);
  // It may be decided anew: what was read before is not handed over then.
  const again = await decide(flag!.id, 'stop', secretary, '同一个人的多个号');
  expect(again).toMatchObject({ id: flag!.id, verdict: 'stop', decidedAt: town.clock.now().toISOString() });
  expect(await refusalOf(handTo(here, ticket, 1))).toBe('pickup.stopped');
  expect(await refusalOf(codesOf(one, here))).toBe('pickup.stopped');
  expect(await pickUp(one)).toMatchObject({ held: 'stopped', reason: '同一个人的多个号' });
  await decide(flag!.id, 'fine');
  await serve(here, one, 2);
  expect(await flags()).toHaveLength(1);
});

test('a proxy of an account that is held back gets no code either; their own state does not matter', async () => {
  const [one, proxy] = [await neighbour({ rank: 4 }), await neighbour()];
  await nameProxy(here, one, proxy);
  const { number } = (await pickUp(proxy)).others[0]!;
  expect(await refusalOf(codesOf(proxy, here, number))).toBe('pickup.review');
  expect((await pickUp(proxy)).others).toMatchObject([{ held: 'review' }]);
  await decide((await flags())[0]!.id, 'fine');
  await codesOf(proxy, here, number);

  const [fine, doubted] = [await neighbour(), await neighbour({ rank: 4 })];
  await nameProxy(here, fine, doubted);
  expect(await refusalOf(codesOf(doubted, here))).toBe('pickup.review');
  const theirs = (await pickUp(doubted)).others[0]!;
  await readAt(here, (await codesOf(doubted, here, theirs.number)).codes[0]!);
});

test('a WeChat that does not answer holds nobody up, and is asked again the next time', async () => {
  const one = await neighbour({ rank: 4 });
  town.standIn.fail('riskRank', { errcode: 61010 });
  const { codes } = await codesOf(one, here);
  await readAt(here, codes[0]!);
  expect(await flags()).toEqual([]);
  expect(await refusalOf(codesOf(one, here))).toBe('pickup.review');
  expect(await refusalOf(readAt(here, codes[0]!))).toBe('pickup.review');
});

test('three accounts of one number are flagged, each as it comes, and none is held back', async () => {
  const phone = newNumber();
  const [a, b] = [await neighbour({ phone }), await neighbour({ phone })];
  await codesOf(a, here);
  await codesOf(b, here);
  expect(await flags()).toEqual([]);
  const c = await neighbour({ phone });
  await codesOf(c, here);
  expect(await flags()).toMatchObject([{ kind: 'sameNumber', number: 3, accounts: 3 }]);
  const d = await neighbour({ phone });
  for (const one of [a, d, c]) await codesOf(one, here);
  const all = await flags();
  expect(all.map(({ number, accounts }) => [number, accounts])).toEqual([
    [4, 4],
    [1, 4],
    [3, 4],
  ]);
  for (const one of [a, b, c, d]) await serve(here, one, 2);
  // What was decided lies below what was not.
  await decide(all[0]!.id, 'fine');
  expect((await flags()).map(({ number, verdict }) => [number, verdict])).toEqual([
    [2, null],
    [1, null],
    [3, null],
    [4, 'fine'],
  ]);
});

test('six with eggs behind one door are flagged, as a number and nothing more', async () => {
  const people = [];
  for (let i = 0; i < 6; i++) people.push(await neighbour());
  const guest = await town.person({ home: JIANGPAN });
  const room = newId(town.clock.now());
  const household = newId(town.clock.now());
  const door = { building: '1', unit: '', room, same: room, walk: room };
  const made = { grid_id: null, phone: null, made_by: '1', made_at: town.clock.now(), dropped_at: null };
  await town.db
    .insertInto('household')
    .values({ community_id: JIANGPAN, id: household, ...door, ...made })
    .execute();
  const confirm = async (one: Visitor) => {
    await claimed(town, one, room);
    await town.db
      .updateTable('household_member')
      .set({ household_id: household, confirmed_at: town.clock.now(), confirmed_by: '1' })
      .where('person_id', '=', one.id)
      .execute();
  };
  for (const one of [...people.slice(0, 5), guest]) await confirm(one);
  await codesOf(people[0]!, here);
  expect(await flags()).toEqual([]);
  await confirm(people[5]!);
  await codesOf(people[0]!, here);
  expect(await flags()).toMatchObject([{ kind: 'sameDoor', accounts: 6, number: 1 }]);
  await serve(here, people[0]!, 1);
});

test('an account that works for the community is flagged, and whoever reads its code sees so', async () => {
  const staff = [
    await staffOf(town, JIANGPAN),
    await staffOf(town, JIANGPAN.slice(0, 9)),
    await staffOf(town, FANGYUAN),
  ];
  for (const { id } of staff) {
    await lay(town, here, id, 1);
    await givePhone(town, id, newNumber(), SEAL_KEY);
  }
  const seen = [];
  for (const one of staff) seen.push((await readAt(here, (await codesOf(one, here)).codes[0]!, secretary)).staff);
  expect(seen).toEqual([true, true, false]);
  expect((await flags()).map(({ kind, number }) => [kind, number])).toEqual([
    ['staff', 2],
    ['staff', 1],
  ]);
});

test('flags are decided by who may, once for a clientId, and never by whom they are about', async () => {
  const one = await neighbour({ rank: 4 });
  await refusalOf(codesOf(one, here));
  const flagId = (await flags())[0]!.id;
  const elsewhere = await town.person({ roles: [['secretary', FANGYUAN]] });
  for (const who of [here.staff, one, elsewhere]) {
    expect(await refusalOf(flags(who))).toBe('role.missing');
    expect(await refusalOf(decide(flagId, 'fine', who))).toBe('role.missing');
  }
  const nobody = { id: '0', call: town.as(null) };
  expect(await refusalOf(flags(nobody))).toBe('session.required');
  expect(await refusalOf(decide(flagId, 'fine', nobody))).toBe('session.required');
  for (const who of [[['street', JIANGPAN.slice(0, 9)]], [['editor', '2301']]] as const) {
    const [role] = who;
    expect(await flags(await town.person({ roles: [[...role]] }))).toHaveLength(1);
  }
  expect(await refusalOf(decide('1', 'fine'))).toBe('flag.missing');
  const there = { clientId: clientId(), communityCode: FANGYUAN, flagId, verdict: 'fine', reason: '看过了' } as const;
  expect(await refusalOf(elsewhere.call.eggs.decideFlag(there))).toBe('flag.missing');
  expect(await refusalOf(secretary.call.eggs.flags({ ...here.there, campaignId: '1' }))).toBe('campaign.missing');
  expect(await refusalOf(decide(flagId, 'fine', secretary, ''))).toBe('input.invalid');
  expect(await refusalOf(decide(flagId, 'maybe' as 'fine'))).toBe('input.invalid');

  const input = { clientId: clientId(), communityCode: JIANGPAN, flagId, verdict: 'fine', reason: '看过了' } as const;
  const first = await secretary.call.eggs.decideFlag(input);
  await decide(flagId, 'stop');
  expect(await secretary.call.eggs.decideFlag(input)).toEqual(first);
  expect(await flags()).toMatchObject([{ verdict: 'stop' }]);

  await lay(town, here, secretary.id, 1);
  await givePhone(town, secretary.id, newNumber(), SEAL_KEY);
  await codesOf(secretary, here);
  const own = (await flags()).find(({ kind }) => kind === 'staff')!;
  expect(await refusalOf(decide(own.id, 'fine'))).toBe('pickup.own');
});
