import { sql } from 'kysely';
import { drift } from '../cloud/credit/recount';
import { moveEggs } from '../cloud/eggs/holders';
import { sharedSecret } from '../cloud/kit/secret';
import { auditLedger } from '../cloud/ledger';
import type { Call } from '../types';
import { campaignOf, FANGYUAN, FROM_MESSAGE, published, switchOn } from './kit/acts';
import { verify } from './kit/books';
import { clientId, JIANGPAN, openTown, read, refusalOf, type Town } from './kit/town';

/** What two people put right in 方元: the campaign is from 2 to 5 October. */
let town: Town;
let campaignId: string;
let there: { campaignId: string; communityCode: string };
let one: Call;
let two: Call;
beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN);
  const pickUps = [{ day: '2026-10-02', hours: '8:30–11:00', at: '方元社区居委会' }];
  campaignId = (await town.as('editor').eggs.createCampaign(campaignOf({ pickUps, cap: 2 }))).campaign.id;
  there = { campaignId, communityCode: FANGYUAN };
  one = (await town.person({ roles: [['gridworker', FANGYUAN]] })).call;
  two = (await town.person({ roles: [['secretary', FANGYUAN]] })).call;
  town.clock.at('2026-10-02 09:00:00');
  await moveEggs(
    town.db,
    { community_id: FANGYUAN, campaign_id: campaignId },
    [{ id: 'move/1/delivered', reason: 'delivered', amount: 100 }],
    town.clock.now(),
  );
});
afterAll(() => town.close());

const DAY = '2026-10-02';
/** A neighbour who read, from a message or not, and came for a code. */
async function neighbour(scene?: number, roles: Parameters<Town['person']>[0] = {}) {
  const who = await town.person({ home: FANGYUAN, ...roles });
  const id = await published(town, { clientId: clientId(), communityCode: FANGYUAN });
  await read(town, who.call, id, scene);
  return who;
}
const numberOf = async ({ call }: { call: Call }) => (await call.eggs.pickUpCode({ campaignId })).number;
const ask = <const G extends object>(given: G) => ({
  ...{ clientId: clientId(), ...there, day: DAY, reason: '孩子用他的手机读的' },
  ...given,
});
const decide = (correctionId: string, agree = true) => ({
  ...{ clientId: clientId(), communityCode: FANGYUAN, correctionId, agree },
});
const publicOnes = async () => {
  town.clock.advance(2_000);
  return (await town.as(null).eggs.corrections({ campaignId })).corrections;
};
const calendar = ({ call }: { call: Call }) => call.eggs.calendar({});

test('an egg is taken back once a second person agrees, and everybody may read why', async () => {
  const who = await neighbour();
  const input = ask({ kind: 'unlay', number: await numberOf(who) });
  const { correction } = await one.eggs.askCorrection(input);
  expect(correction).toMatchObject({ kind: 'unlay', day: DAY, state: 'asked', mine: true, may: [] });
  expect(await one.eggs.askCorrection(input)).toEqual({ correction });
  expect(await publicOnes()).toEqual([]);
  expect(await calendar(who)).toMatchObject({ count: 1 });

  const deciding = decide(correction.id);
  const decided = await two.eggs.decideCorrection(deciding);
  expect(decided.correction).toMatchObject({ state: 'done', mine: false });
  expect(await two.eggs.decideCorrection(deciding)).toEqual(decided);
  expect(await publicOnes()).toMatchObject([
    { id: correction.id, reason: '孩子用他的手机读的', kind: 'unlay', day: DAY },
  ]);
  expect(JSON.stringify(await publicOnes())).not.toContain(who.id);
  expect(await calendar(who)).toMatchObject({ count: 0, days: [{ state: 'missed' }, {}, {}, {}] });
  const receipt = await who.call.eggs.receipt({ campaignId, day: DAY });
  expect(receipt.egg?.takenBack).toMatchObject({ reason: '孩子用他的手机读的' });
  expect(receipt.later).toMatchObject([
    { entry: `egg/${campaignId}/${who.id}/${DAY}/reversed`, reason: 'reversed', proof: null },
  ]);
  expect(
    await refusalOf(one.eggs.askCorrection(ask({ kind: 'unlay', number: await numberOf(who).catch(() => 1) }))),
  ).toBe('correction.cannot');
});

test('one person is not enough, and nobody corrects their own', async () => {
  const who = await neighbour(undefined, { roles: [['secretary', FANGYUAN]] });
  const number = await numberOf(who);
  expect(await refusalOf(who.call.eggs.askCorrection(ask({ kind: 'unlay', number })))).toBe('correction.own');
  const { correction } = await two.eggs.askCorrection(ask({ kind: 'unlay', number }));
  expect(await refusalOf(two.eggs.decideCorrection(decide(correction.id)))).toBe('correction.own');
  expect(await refusalOf(who.call.eggs.decideCorrection(decide(correction.id)))).toBe('correction.own');
  expect(await refusalOf(one.eggs.decideCorrection(decide(correction.id)))).toBe('role.missing');
  expect(await calendar(who)).toMatchObject({ count: 1 });

  await town.as('editor').eggs.decideCorrection(decide(correction.id, false));
  expect(await calendar(who)).toMatchObject({ count: 1 });
  expect(await refusalOf(town.as('editor').eggs.decideCorrection(decide(correction.id)))).toBe('correction.decided');
  expect((await publicOnes()).map(({ id }) => id)).not.toContain(correction.id);
});

test('an egg is laid for a day with a read that laid none, and for no day without, nor for a tap on a message', async () => {
  const numbered = async (person: string, number: number) => {
    const holder = { community_id: FANGYUAN, campaign_id: campaignId, person_id: person, number };
    const none = { risk: null, proxy_id: null, proxy_key: null, proxy_until: null, made_at: town.clock.now() };
    await town.db
      .insertInto('egg_holder')
      .values({ ...holder, ...none })
      .execute();
  };
  const tapped = await neighbour(FROM_MESSAGE[0]);
  await numbered(tapped.id, 901);
  expect(await refusalOf(one.eggs.askCorrection(ask({ kind: 'lay', number: 901 })))).toBe('correction.cannot');

  // Somebody who read before they had chosen their community.
  const who = await town.person();
  await read(town, who.call, await published(town, { clientId: clientId(), communityCode: FANGYUAN }));
  await numbered(who.id, 900);
  const lay = ask({ kind: 'lay', number: 900, reason: '读的时候还没有选社区' });
  expect(await refusalOf(one.eggs.askCorrection(lay))).toBe('correction.cannot');
  await who.call.org.join({ communityCode: FANGYUAN });
  expect(await refusalOf(one.eggs.askCorrection({ ...lay, clientId: clientId(), day: '2026-10-03' }))).toBe(
    'correction.cannot',
  );
  const { correction } = await one.eggs.askCorrection({ ...lay, clientId: clientId() });
  // Meanwhile they move: an egg is laid where somebody lives, and nowhere else.
  await who.call.org.join({ communityCode: JIANGPAN });
  expect(await refusalOf(two.eggs.decideCorrection(decide(correction.id)))).toBe('correction.cannot');
  await who.call.org.join({ communityCode: FANGYUAN });
  await two.eggs.decideCorrection(decide(correction.id));
  expect(await calendar(who)).toMatchObject({ count: 1 });
  expect(await refusalOf(one.eggs.askCorrection({ ...lay, clientId: clientId() }))).toBe('correction.cannot');
});

/** Whose egg was handed over, found not to have been, and handed over. */
let moved: Awaited<ReturnType<typeof neighbour>>;

test('what was noted as handed over and was not is put right, and can be handed over then', async () => {
  const who = await neighbour();
  moved = who;
  const number = await numberOf(who);
  const listed = async () => {
    const { handing } = await one.eggs.handByList({ clientId: clientId(), ...there, number, count: 1 });
    return two.eggs.confirmHanding({ clientId: clientId(), ...there, handingId: handing.id, agree: true });
  };
  await listed();
  expect(await calendar(who)).toMatchObject({ count: 1, collected: 1 });
  expect(await refusalOf(one.eggs.askCorrection(ask({ kind: 'unlay', number })))).toBe('correction.cannot');
  const { correction } = await one.eggs.askCorrection(
    ask({ kind: 'uncollect', number, reason: '记错了人，鸡蛋没有给他' }),
  );
  await two.eggs.decideCorrection(decide(correction.id));
  expect(await calendar(who)).toMatchObject({ count: 1, collected: 0 });
  await listed();
  const { later, egg } = await who.call.eggs.receipt({ campaignId, day: DAY });
  expect(later.map(({ reason, entry }) => [reason, entry.split(DAY)[1]])).toEqual([
    ['collected', '/collected/1'],
    ['uncollected', '/collected/1/undone'],
    ['collected', '/collected/2'],
  ]);
  expect(egg?.collectedAt).toBe(later.at(-1)?.at);
});

test('two who agree at once, and a hand-over in between, never bring a count below nothing', async () => {
  const who = await neighbour();
  const number = await numberOf(who);
  const asked = await Promise.all(
    Array.from({ length: 4 }, () => one.eggs.askCorrection(ask({ kind: 'unlay', number }))),
  );
  const answers = await Promise.allSettled(
    asked.map(({ correction }) => two.eggs.decideCorrection(decide(correction.id))),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled').length).toBe(1);
  expect(await drift(town.db)).toEqual([]);
});

test.each([
  ['without a reason', { reason: '' }, 'input.invalid'],
  ['with three letters for a reason', { reason: '错了吧' }, 'input.invalid'],
  ['of nobody', { number: undefined }, 'input.invalid'],
  ['of a number and a phone', { phone: '13900000000' }, 'input.invalid'],
  ['of somebody who is not there', { number: 99_999 }, 'pickup.missing'],
  ['of a phone that nobody has', { number: undefined, phone: '13900000000' }, 'pickup.missing'],
  ['of a day that is none', { day: '2026-02-30' }, 'input.invalid'],
  ['that grants eggs', { kind: 'grant' }, 'input.invalid'],
])('a correction %s is refused', async (_, given, refusal) => {
  expect(await refusalOf(one.eggs.askCorrection(ask({ kind: 'unlay', number: 1, ...given }) as never))).toBe(refusal);
});

test('staff see what waits first, and those of another community nothing', async () => {
  const { corrections } = await two.eggs.correctionsAsked(there);
  const states = corrections.map(({ state }) => state);
  expect(states.lastIndexOf('asked')).toBe(states.filter((state) => state === 'asked').length - 1);
  expect(await refusalOf(town.as('secretary').eggs.correctionsAsked(there))).toBe('role.missing');
  expect(await refusalOf(town.as('resident-1').eggs.askCorrection(ask({ kind: 'unlay', number: 1 })))).toBe(
    'role.missing',
  );
  expect(await refusalOf(two.eggs.decideCorrection(decide('1')))).toBe('correction.missing');
  expect(await refusalOf(town.as(null).eggs.corrections({ campaignId: '1' }))).toBe('campaign.missing');
});

test('what two people put their names to is not changed any more, whatever the program says', async () => {
  const { db } = town;
  const settled = [
    sql`update egg_correction set reason = '别的' where state <> 'asked'`,
    sql`delete from egg_correction where state = 'done'`,
    sql`update egg_handing set count = 0 where state = 'done'`,
    sql`delete from egg_handing where state = 'done'`,
  ];
  for (const statement of settled) await expect(statement.execute(db)).rejects.toThrow(/append-only/);
  const { numUpdatedRows } = await db
    .updateTable('egg_correction')
    .set({ reason: '还没有定的' })
    .where('state', '=', 'asked')
    .executeTakeFirstOrThrow();
  expect(numUpdatedRows).toBeGreaterThan(0n);
});

test('all of it is in the closed books of the day, and the books agree with the rows', async () => {
  town.clock.at('2026-10-03 00:06:00');
  await town.app.chores.books?.work(() => true);
  expect(await auditLedger(town.db, await sharedSecret(town.db, 'ledger'), campaignId)).toEqual([]);
  const rows = await town.db.selectFrom('ledger_leaf').select('entry').where('campaign_id', '=', campaignId).execute();
  const entries = rows.map(({ entry }) => entry);
  expect(entries).toContain('move/1/delivered');
  expect(entries.filter((entry) => entry.endsWith('/reversed')).length).toBe(2);
  expect(entries.filter((entry) => entry.endsWith('/undone')).length).toBe(1);
  expect(await drift(town.db)).toEqual([]);

  const given = await moved.call.eggs.receipt({ campaignId, day: DAY });
  const [head] = (await town.as(null).eggs.heads({ campaignId })).heads;
  expect(given.later.map(({ proof }) => proof !== null)).toEqual([true, true, true]);
  expect(verify(given, head?.hash ?? '')).toMatchObject({ ok: true });
  // Any one letter of any later entry, and its place among the others.
  for (const [nth, one] of given.later.entries()) {
    const bent = (change: Partial<typeof one>) => ({ ...given, later: given.later.with(nth, { ...one, ...change }) });
    const { proof } = one;
    if (!proof) throw new Error('The day is closed');
    for (const changed of [
      bent({ at: '2026-10-02T00:00:00.000Z' }),
      bent({ reason: one.reason === 'collected' ? 'uncollected' : 'collected' }),
      bent({ entry: one.entry.replace(DAY, '2026-10-03') }),
      bent({ proof: { ...proof, line: proof.line.replace('amount=1', 'amount=2') } }),
      bent({ proof: { ...proof, salt: proof.salt.replace(/./, (c) => (c === '0' ? '1' : '0')) } }),
      bent({ proof: given.proof }),
    ])
      expect(verify(changed, head?.hash ?? '')).toMatchObject({ ok: false });
  }
});
