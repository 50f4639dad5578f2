import { addDays } from '../cloud/kit/clock';
import { newId } from '../cloud/kit/ids';
import type { Need, NeedKind } from '../types/desk';
import type { Persona } from '../types/session';
import { DONGYUAN_STREET, HARBIN, SONGHUAJIANG_STREET } from './kit/acts';
import { codesOf, movedIn, neighbourWith, openTable, type Table } from './kit/eggs';
import { claimed, settle } from './kit/households';
import { agreementOf, applicationOf, haircut, openShop, pictureOf } from './kit/shops';
import {
  assign,
  close,
  enter,
  gridWorker,
  handle,
  HOUR_MS,
  MINUTE_MS,
  neighbour,
  raise,
  reply,
  streetOffice,
  unitWithMember,
  whistled,
  type Somebody,
} from './kit/reports';
import { clientId, draftOf, JIANGPAN, openTown, refusalOf, XIAOHONG, type Town } from './kit/town';

/** 工作台: what needs whoever asks. Each thing appears when it should, to whom it should, and goes when it is done. */
let town: Town;
let worker: Somebody;
let secretary: Somebody;
let street: Somebody;
let resident: Somebody;
beforeAll(async () => {
  town = await openTown();
  // What the demo city has by itself is none of these tests' business.
  await town.db.updateTable('notice').set({ must_know: false }).execute();
  await town.db.updateTable('merchant').set({ gone: true }).execute();
  await town.db.deleteFrom('household_member').execute();
  worker = await gridWorker(town);
  secretary = await town.person({ roles: [['secretary', JIANGPAN]] });
  street = await streetOffice(town);
  resident = await neighbour(town);
});
afterAll(() => town.close());

const needsOf = async ({ call }: Pick<Somebody, 'call'>): Promise<Need[]> => (await call.desk.now({})).needs;
const all = async (who: Pick<Somebody, 'call'>, what: NeedKind): Promise<Need[]> =>
  (await needsOf(who)).filter((one) => one.what === what);
/** The one need of a kind, or nothing. */
const need = async (who: Pick<Somebody, 'call'>, what: NeedKind): Promise<Need | undefined> => {
  const found = await all(who, what);
  expect(found.length).toBeLessThanOrEqual(1);
  return found[0];
};
const kinds = async (who: Pick<Somebody, 'call'>): Promise<string[]> =>
  (await needsOf(who)).map(({ what, count }) => `${what} ${count}`);
const now = (): Date => town.clock.now();
/** A test that fails leaves nothing to the next. */
afterEach(async () => {
  const over = { standing: 'withdrawn' as const, shelf: 3, ends_at: now(), next_at: null };
  await town.db
    .updateTable('report')
    .set({ ...over, score: null })
    .where('shelf', '<', 3)
    .execute();
});

describe('who asks', () => {
  test('nobody is asked to sign in, and an input is empty', async () => {
    expect(await refusalOf(town.as(null).desk.now({}))).toBe('session.required');
    expect(await refusalOf(worker.call.desk.now({ communityCode: JIANGPAN }))).toBe('input.invalid');
  });

  test('a resident who works nowhere has nothing to do here, whatever waits', async () => {
    expect(await resident.call.desk.now({})).toEqual({ now: now().toISOString(), needs: [], waited: 0, may: [] });
  });

  test.each<[Persona, string[]]>([
    ['resident-1', []],
    ['gridworker', ['inbox', 'enter', 'diary', 'doors', 'shops', 'scan', 'campaigns', 'figures', 'settings']],
    [
      'secretary',
      ['inbox', 'enter', 'diary', 'doors', 'write', 'notices', 'shops', 'scan', 'campaigns', 'figures', 'settings'],
    ],
    [
      'street',
      [
        ...['inbox', 'enter', 'handling', 'diary', 'doors', 'write', 'notices'],
        ...['shops', 'scan', 'campaigns', 'figures', 'settings'],
      ],
    ],
    ['editor', ['write', 'notices', 'campaigns', 'figures']],
    ['merchant', ['redeem', 'myShop']],
  ])('%s may do what the role is for', async (who, acts) => {
    expect((await town.as(who).desk.now({})).may).toEqual(acts);
  });

  test('asking again changes nothing, and says the same', async () => {
    expect(await worker.call.desk.now({})).toEqual(await worker.call.desk.now({}));
  });

  test('an answer says nothing of anybody who works', async () => {
    await raise(resident);
    const said = JSON.stringify(await worker.call.desk.now({}));
    for (const { id } of [worker, secretary, resident]) expect(said).not.toContain(id);
  });
});

describe('reports', () => {
  test('one that nobody has answered is there with how long it waits, and leads to itself; two are a number', async () => {
    const { id } = await raise(resident);
    town.clock.advance(4 * MINUTE_MS);
    expect(await need(worker, 'waiting')).toEqual({
      ...{ what: 'waiting', count: 1, more: false, only: id, campaignId: null, handedOut: null },
      ...{ since: new Date(now().getTime() - 4 * MINUTE_MS).toISOString(), due: expect.any(String) as string },
      place: { code: JIANGPAN, level: 'community', name: '江畔社区' },
    });
    const { id: other } = await raise(resident, { text: '门禁坏了' });
    expect(await need(secretary, 'waiting')).toMatchObject({ count: 2, only: null });
    await reply(worker, other);
    expect(await need(secretary, 'waiting')).toMatchObject({ count: 1, only: id });
    await reply(worker, id);
    expect(await need(worker, 'waiting')).toBeUndefined();
  });

  test('what is late is late and not waiting besides, and what is later goes up to the street office, which has none of the rest', async () => {
    const { id } = await raise(resident);
    expect(await kinds(street)).toEqual([]);
    town.clock.advance(11 * MINUTE_MS);
    expect(await kinds(worker)).toEqual(['late 1']);
    expect(await kinds(street)).toEqual([]);
    const { raised_at } = await town.db
      .selectFrom('report')
      .select('raised_at')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    town.clock.advance((raised_at?.getTime() ?? 0) - now().getTime() + 1);
    expect(await need(street, 'raised')).toMatchObject({ count: 1, only: id, place: { code: DONGYUAN_STREET } });
    expect(await kinds(worker)).toEqual(['late 1']);
    await reply(worker, id);
    expect([await kinds(worker), await kinds(street)]).toEqual([[], []]);
  });

  test('whoever answers in a community and above it has it once', async () => {
    const both = await town.person({
      roles: [
        ['gridworker', JIANGPAN],
        ['street', DONGYUAN_STREET],
      ],
    });
    const { id } = await raise(resident);
    town.clock.advance(2 * HOUR_MS);
    expect(await kinds(both)).toEqual(['late 1']);
    await reply(worker, id);
  });

  test('what its reporter objected to is told apart, and is counted once', async () => {
    const { id } = await raise(resident);
    await reply(worker, id);
    await close(town, worker, id);
    expect(await kinds(worker)).toEqual([]);
    await resident.call.reports.object({ clientId: clientId(), reportId: id, text: '还是不亮' });
    expect(await kinds(worker)).toEqual(['reopened 1']);
    await reply(worker, id);
    expect(await kinds(worker)).toEqual([]);
  });

  test('a promise to tell more is there from the moment that it named', async () => {
    const { id } = await raise(resident);
    const until = new Date(now().getTime() + HOUR_MS).toISOString();
    await reply(worker, id, { promisedAt: until });
    expect(await need(worker, 'due')).toBeUndefined();
    town.clock.advance(HOUR_MS);
    expect(await need(worker, 'due')).toMatchObject({ count: 1, due: until, only: id });
    await close(town, worker, id);
    expect(await need(worker, 'due')).toBeUndefined();
  });

  test('who has no app is asked whether it is done, by somebody else than said so', async () => {
    const { id } = await enter(worker);
    await reply(worker, id);
    await close(town, worker, id);
    expect(await need(worker, 'hear')).toBeUndefined();
    expect(await need(secretary, 'hear')).toMatchObject({ count: 1, only: id });
    await secretary.call.reports.heard({ clientId: clientId(), reportId: id, agreed: true, text: '说好了' });
    expect(await need(secretary, 'hear')).toBeUndefined();
  });

  test('a whistle is the street office’s until it names who acts, and then theirs, until they have done it', async () => {
    const { unit, member } = await unitWithMember(town);
    const { id } = await whistled(resident, worker);
    expect(await need(street, 'whistle')).toMatchObject({ count: 1, only: id, place: { code: DONGYUAN_STREET } });
    expect(await kinds(member)).toEqual([]);
    const called = await assign(street, id, unit, [], { hours: 2 });
    expect(await need(member, 'whistle')).toMatchObject({ count: 1, only: id, place: { name: '东原街道' } });
    expect((await member.call.desk.now({})).may).toEqual(['handling']);
    town.clock.advance(3 * HOUR_MS);
    const { due } = (await need(member, 'whistle')) ?? {};
    expect(Date.parse(due ?? '')).toBeLessThan(now().getTime());
    await handle(member, called, unit);
    expect(await kinds(member)).toEqual([]);
    expect(await need(street, 'whistle')).toBeUndefined();
    await close(town, worker, id);
    await resident.call.reports.agree({ reportId: id });
  });

  test('what the tab shows is what these lines come to, as the inbox counts it', async () => {
    const before = (await worker.call.desk.now({})).waited;
    const ids = [];
    for (let n = 0; n < 3; n++) ids.push((await raise(await neighbour(town))).id);
    town.clock.advance(11 * MINUTE_MS);
    ids.push((await raise(await neighbour(town))).id);
    const { waiting, due } = await worker.call.reports.counts({});
    const { waited } = await worker.call.desk.now({});
    expect(waiting).toBe(4);
    expect(waited - before).toBe(waiting + due);
    for (const id of ids) await reply(worker, id);
  });

  test('of very many it says that there are more', async () => {
    const at = now();
    const rows = Array.from({ length: 101 }, () => ({
      ...{
        community_id: XIAOHONG,
        id: newId(at),
        kind: 'problem' as const,
        standing: 'waiting' as const,
        words: '停电',
      },
      ...{ pictures: '[]', way: 'app' as const, filed_by: '1', filed_at: at, is_open: true, may_publish: false },
      ...{ doubtful: false, asked_at: at, shelf: 0 },
    }));
    await town.db.insertInto('report').values(rows).execute();
    const elsewhere = await gridWorker(town, { at: XIAOHONG });
    expect(await need(elsewhere, 'waiting')).toMatchObject({ count: 99, more: true, only: null });
    expect(await kinds(worker)).toEqual([]);
  });
});

describe('notices', () => {
  test('a draft is its writer’s, until it is published', async () => {
    const { notice } = await secretary.call.notices.draft(draftOf());
    expect(await need(secretary, 'draft')).toMatchObject({ count: 1, only: notice.id, place: { code: JIANGPAN } });
    for (const other of [worker, street]) expect(await need(other, 'draft')).toBeUndefined();
    await secretary.call.notices.publish({ ...draftOf(), noticeId: notice.id });
    expect(await need(secretary, 'draft')).toBeUndefined();
  });

  test('what a person has to look at is everybody’s but its writer’s; what did not pass is its writer’s', async () => {
    const { notice } = await secretary.call.notices.publish(draftOf());
    const hold = (set: object) => town.db.updateTable('notice').set(set).where('id', '=', notice.id).execute();
    await hold({ held: 'review' });
    expect(await need(street, 'review')).toMatchObject({ count: 1, only: notice.id, place: { code: DONGYUAN_STREET } });
    for (const other of [secretary, worker]) expect(await need(other, 'review')).toBeUndefined();
    await street.call.notices.release({ noticeId: notice.id, reason: '看过了' });
    expect(await need(street, 'review')).toBeUndefined();
    await hold({ held: 'risky', publish_at: null });
    expect(await need(secretary, 'risky')).toMatchObject({ count: 1, only: notice.id });
    expect(await need(secretary, 'draft')).toBeUndefined();
    await hold({ held: 'unchecked', publish_at: now(), must_know: true });
    expect(await need(secretary, 'review')).toMatchObject({ count: 1 });
    await hold({ withdrawn_at: now(), withdrawn_reason: '不发了' });
    expect(await kinds(secretary)).toEqual([]);
  });

  test('what everyone must know is asked after until each household knows, and for a week', async () => {
    await town.db.updateTable('household').set({ dropped_at: now() }).execute();
    const { id: noticeId } = (await secretary.call.notices.publish(draftOf({ mustKnow: true }))).notice;
    // Of a community without a register nobody knows whom to ask.
    expect(await need(worker, 'mustKnow')).toBeUndefined();
    const { id: householdId } = await settle(worker, '101');
    expect(await need(worker, 'mustKnow')).toMatchObject({ count: 1, only: noticeId });
    expect(await need(street, 'mustKnow')).toBeUndefined();
    const told = { clientId: clientId(), communityCode: JIANGPAN, noticeId, householdId, how: 'door' as const };
    await worker.call.households.told({ ...told, outcome: 'told' });
    expect(await need(worker, 'mustKnow')).toBeUndefined();
    await settle(worker, '102');
    expect(await need(worker, 'mustKnow')).toMatchObject({ count: 1 });
    town.clock.advance(8 * 24 * HOUR_MS);
    expect(await need(worker, 'mustKnow')).toBeUndefined();
  });
});

test('who says where they live waits for whoever knows it, and not for themselves', async () => {
  const neighbourly = await town.person({ home: JIANGPAN, roles: [['gridworker', JIANGPAN]] });
  const claimId = await claimed(town, neighbourly, '301');
  expect(await need(worker, 'claim')).toMatchObject({ count: 1, only: claimId });
  expect(await need(neighbourly, 'claim')).toBeUndefined();
  await worker.call.households.confirm({ communityCode: JIANGPAN, claimId });
  expect(await need(worker, 'claim')).toBeUndefined();
});

describe('shops', () => {
  test('an application waits for who signs, and what residents say for who visits', async () => {
    const keeper = await neighbour(town);
    const { file } = await keeper.call.merchants.apply(applicationOf(await pictureOf(town, keeper.id)));
    const merchantId = file.merchant.id;
    expect(await need(secretary, 'application')).toMatchObject({ count: 1, only: merchantId });
    expect(await need(street, 'application')).toMatchObject({ count: 1, place: { code: DONGYUAN_STREET } });
    for (const other of [worker, keeper]) expect(await need(other, 'application')).toBeUndefined();
    await secretary.call.merchants.decline({ merchantId, reason: '照片看不清' });
    expect(await need(secretary, 'application')).toBeUndefined();
    expect(await need(keeper, 'declined')).toMatchObject({ count: 1, only: merchantId });
    const again = applicationOf(await pictureOf(town, keeper.id));
    const { communityCode: _, ...amended } = again;
    await keeper.call.merchants.amend({ ...amended, merchantId });
    expect(await need(keeper, 'declined')).toBeUndefined();
    const agreement = await agreementOf(town, merchantId, { consentNeeded: true });
    await secretary.call.merchants.sign(agreement);
    expect(await kinds(secretary)).toEqual([]);

    await keeper.call.merchants.updateServices({ clientId: clientId(), merchantId, items: [haircut] });
    expect(await need(secretary, 'list')).toMatchObject({ count: 1, only: merchantId });
    await secretary.call.merchants.settleServices({ merchantId, version: 1, agree: true });
    expect(await need(secretary, 'list')).toBeUndefined();

    await resident.call.merchants.tell({ clientId: clientId(), merchantId, words: '老板很耐心' });
    const word = await need(worker, 'word');
    expect(word).toMatchObject({ count: 1 });
    expect(await need(keeper, 'word')).toBeUndefined();
    await worker.call.merchants.hear({ merchantId, wordId: word?.only ?? '', note: '转告了' });
    expect(await need(worker, 'word')).toBeUndefined();
  });

  test('an agreement that ends within thirty days is who signs’ and its keeper’s, until it is renewed', async () => {
    const keeper = await neighbour(town);
    const signed = new Date(now().getTime() + 29 * 24 * HOUR_MS).toISOString().slice(0, 10);
    const { merchant } = await openShop(town, { keeper, agreement: { lastDay: signed } });
    expect(await need(secretary, 'expiring')).toMatchObject({ count: 1, only: merchant.id });
    expect(await need(keeper, 'ending')).toMatchObject({ count: 1, only: merchant.id });
    expect(Date.parse((await need(keeper, 'ending'))?.due ?? '') - now().getTime()).toBeLessThan(30 * 24 * HOUR_MS);
    for (const other of [worker, resident]) expect(await kinds(other)).toEqual([]);
    const agreement = await agreementOf(town, merchant.id, { firstDay: undefined });
    const { seen: _, ...renewed } = { ...agreement, lastDay: addYear(signed) };
    await secretary.call.merchants.renew(renewed);
    expect(await need(secretary, 'expiring')).toBeUndefined();
    expect(await need(keeper, 'ending')).toBeUndefined();
  });
});

const addYear = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

describe('eggs', () => {
  let table: Table;
  let one: Awaited<ReturnType<typeof neighbourWith>>;
  beforeAll(async () => {
    table = await openTable(town);
    one = await neighbourWith(town, table, 3);
  });
  const editor = (): Pick<Somebody, 'call'> => ({ call: town.as('editor') });

  test('where eggs are handed out today is said with place and hours, and not to who only runs it', async () => {
    const pickUp = await need(worker, 'pickUp');
    expect(pickUp).toMatchObject({ campaignId: table.there.campaignId, place: { code: JIANGPAN } });
    expect(pickUp?.handedOut?.hours).toBeTruthy();
    for (const other of [editor(), street, resident]) expect(await need(other, 'pickUp')).toBeUndefined();
    // Nobody waits for this one: it is where the day is spent.
    expect((await worker.call.desk.now({})).waited).toBe(0);
  });

  test('what was written down from the list waits for a second person', async () => {
    const { number } = await codesOf(one, table);
    const { handing } = await table.staff.call.eggs.handByList({
      clientId: clientId(),
      ...table.there,
      number,
      count: 1,
    });
    expect(await need(table.second, 'handing')).toMatchObject({ count: 1, campaignId: table.there.campaignId });
    expect(await need(table.staff, 'handing')).toBeUndefined();
    const decided = { clientId: clientId(), ...table.there, handingId: handing.id };
    await table.second.call.eggs.confirmHanding({ ...decided, agree: true });
    expect(await need(table.second, 'handing')).toBeUndefined();
  });

  test('what is brought waits for who hands it out, what goes back for who brought it', async () => {
    const brought = { clientId: clientId(), ...table.there, count: 30 };
    const { move } = await town.as('editor').eggs.bring(brought);
    expect(await need(worker, 'delivery')).toMatchObject({ count: 1, campaignId: table.there.campaignId });
    expect(await need(editor(), 'delivery')).toBeUndefined();
    await worker.call.eggs.signDelivery({
      clientId: clientId(),
      communityCode: JIANGPAN,
      moveId: move.id,
      counted: 30,
    });
    expect(await need(worker, 'delivery')).toBeUndefined();
    await movedIn(town, JIANGPAN, table.there.campaignId, { kind: 'returned', said: 3 });
    expect(await need(editor(), 'giveBack')).toMatchObject({ count: 1, place: { code: JIANGPAN } });
    expect(await need(worker, 'giveBack')).toBeUndefined();
  });

  test('a correction waits for a second person, and eggs that are held back for who decides', async () => {
    const { number } = await codesOf(one, table);
    const asked = await secretary.call.eggs.askCorrection({
      ...{
        clientId: clientId(),
        ...table.there,
        number,
        kind: 'unlay',
        day: addDays(table.firstDay, 1),
        reason: '不是本人读的',
      },
    });
    expect(await need(secretary, 'correction')).toBeUndefined();
    expect(await need(editor(), 'correction')).toMatchObject({ count: 1, campaignId: table.there.campaignId });
    const decided = { clientId: clientId(), communityCode: JIANGPAN, correctionId: asked.correction.id };
    await town.as('editor').eggs.decideCorrection({ ...decided, agree: false });
    expect(await need(editor(), 'correction')).toBeUndefined();

    const id = newId(now());
    const flag = { community_id: JIANGPAN, id, campaign_id: table.there.campaignId, person_id: one.id, accounts: 1 };
    const undecided = { verdict: null, reason: null, decided_by: null, decided_at: null };
    await town.db
      .insertInto('egg_flag')
      .values({ ...flag, ...undecided, kind: 'risk', at: now() })
      .execute();
    expect(await need(secretary, 'flag')).toMatchObject({ count: 1, campaignId: table.there.campaignId });
    expect(await need(worker, 'flag')).toBeUndefined();
    const verdict = { clientId: clientId(), communityCode: JIANGPAN, flagId: id, verdict: 'fine' as const };
    await secretary.call.eggs.decideFlag({ ...verdict, reason: '认得' });
    expect(await need(secretary, 'flag')).toBeUndefined();
  });
});

test('a street office of several nodes has each of them by its name', async () => {
  const two = await town.person({
    roles: [
      ['street', DONGYUAN_STREET],
      ['street', SONGHUAJIANG_STREET],
    ],
  });
  for (const at of [JIANGPAN, XIAOHONG])
    await openShop(town, { facts: { communityCode: at, name: '新来的店' }, agreement: null });
  expect((await all(two, 'application')).map(({ place, count }) => `${place.name} ${count}`)).toEqual([
    '松花江街道 1',
    '东原街道 1',
  ]);
  // And whoever works for all of it, once.
  const above = await town.person({
    roles: [
      ['secretary', HARBIN],
      ['secretary', JIANGPAN],
    ],
  });
  expect((await all(above, 'application')).map(({ place, count }) => `${place.name} ${count}`)).toEqual(['哈尔滨市 2']);
});

test('whoever loses a role is shown nothing more of what it was about', async () => {
  const leaving = await town.person({ roles: [['secretary', JIANGPAN]] });
  await leaving.call.notices.draft(draftOf());
  expect((await kinds(leaving)).length).toBeGreaterThan(0);
  await town.db.deleteFrom('role_grant').where('person_id', '=', leaving.id).execute();
  town.clock.advance(6_000);
  expect(await leaving.call.desk.now({})).toMatchObject({ needs: [], may: [] });
});
