import { base64, claimed, doorOf, dweller, gridWorker, newsOf, settle, type Somebody } from './kit/households';
import { clientId, JIANGPAN, openTown, type CallError, type Town } from './kit/town';

/** On PGlite these run one after the other; with `DATABASE_URL` at once. */
const AT_ONCE = 8;

let town: Town;
let staff: Somebody;
beforeAll(async () => {
  town = await openTown();
  staff = await gridWorker(town);
});
afterAll(() => town.close());

const here = { communityCode: JIANGPAN };
const neighbour = () => town.person({ home: JIANGPAN });
const board = async (noticeId: string) => (await staff.call.households.board({ ...here, noticeId })).board;
const membersOf = (one: Somebody) =>
  town.db.selectFrom('household_member').selectAll().where('person_id', '=', one.id).execute();
let rooms = 9_000;
const room = (): string => String(++rooms);

/** What came of acts that were all done at once: how many were done, and why the others were not. */
async function outcomes(acts: (() => Promise<unknown>)[]) {
  const all = await Promise.allSettled(acts.map((act) => act()));
  const refused = all.flatMap((one) => (one.status === 'rejected' ? [(one.reason as CallError).refusal] : []));
  return { done: acts.length - refused.length, refused: [...new Set(refused)].sort() };
}
const times = (n: number, act: (n: number) => Promise<unknown>) =>
  outcomes(Array.from({ length: n }, (_, i) => () => act(i)));

test('sixty-four presses of one person at once are one row, and each is told the same time', async () => {
  const [one, noticeId] = [await dweller(town, room()), await newsOf(town)];
  const answers = await Promise.all(Array.from({ length: 64 }, () => one.call.households.acknowledge({ noticeId })));
  expect(new Set(answers.map(({ at }) => at)).size).toBe(1);
  const rows = town.db.selectFrom('acknowledgement').select('household_id').where('notice_id', '=', noticeId);
  expect(await rows.execute()).toEqual([{ household_id: expect.any(String) as string }]);
});

test('pressing while one is being confirmed counts for the household, whichever came first', async () => {
  for (let n = 0; n < AT_ONCE; n++) {
    const [one, noticeId] = [await neighbour(), await newsOf(town)];
    const claimId = await claimed(town, one, room());
    const confirm = () => staff.call.households.confirm({ ...here, claimId });
    const press = () => one.call.households.acknowledge({ noticeId });
    expect((await outcomes(n % 2 ? [confirm, press] : [press, confirm])).done).toBe(2);
    expect(await board(noticeId)).toMatchObject({ acknowledged: 1, others: 0 });
  }
});

test('two files at once make each household once', async () => {
  const r = Array.from({ length: 30 }, room);
  const file = base64(`楼栋,房号\n${r.map((one) => `66号楼,${one}`).join('\n')}`);
  const done = await Promise.all(
    Array.from({ length: 4 }, () => staff.call.households.import({ clientId: clientId(), ...here, file })),
  );
  expect(done.map(({ fresh, same }) => [fresh, same]).sort()).toEqual([
    [0, 30],
    [0, 30],
    [0, 30],
    [30, 0],
  ]);
  const made = town.db.selectFrom('household').select('id').where('building', '=', '66号楼');
  expect(await made.execute()).toHaveLength(30);
});

test('a door that many put on the register at once is there once, and many who are confirmed at one new door live in it', async () => {
  const r = room();
  expect(await times(AT_ONCE, () => settle(staff, r))).toEqual({ done: 1, refused: ['household.known'] });
  const fresh = room();
  const people = await Promise.all(Array.from({ length: AT_ONCE }, neighbour));
  const claims = await Promise.all(people.map((one) => claimed(town, one, fresh)));
  expect((await times(AT_ONCE, (n) => staff.call.households.confirm({ ...here, claimId: claims[n]! }))).done).toBe(
    AT_ONCE,
  );
  const { households } = await staff.call.households.list({ ...here, q: fresh });
  expect(households).toMatchObject([{ room: fresh, people: AT_ONCE }]);
});

test('a claim that is confirmed and declined at once is one of the two, and the other is told that it changed', async () => {
  for (let n = 0; n < AT_ONCE; n++) {
    const one = await neighbour();
    const claimId = await claimed(town, one, room());
    const confirm = () => staff.call.households.confirm({ ...here, claimId });
    const decline = () => staff.call.households.decline({ ...here, claimId, reason: '不住这里' });
    const { done, refused } = await outcomes(n % 2 ? [confirm, decline] : [decline, confirm]);
    expect([done, refused]).toEqual([1, ['household.claim']]);
    const [member] = await membersOf(one);
    expect(member!.household_id === null).toBe(member!.declined_at !== null);
  }
});

test('saying another door while one is confirmed leaves one membership, that was confirmed or waits', async () => {
  for (let n = 0; n < AT_ONCE; n++) {
    const one = await neighbour();
    const [before, after] = [room(), room()];
    const claimId = await claimed(town, one, before);
    const confirm = () => staff.call.households.confirm({ ...here, claimId });
    const join = () => one.call.households.join(doorOf(after));
    const { refused } = await outcomes(n % 2 ? [confirm, join] : [join, confirm]);
    expect(refused.filter((why) => why !== 'household.claim')).toEqual([]);
    expect(await membersOf(one)).toMatchObject([{ room: after, household_id: null }]);
  }
});

test('many doors that one person says at once are one', async () => {
  const one = await neighbour();
  expect((await times(AT_ONCE, () => one.call.households.join(doorOf(room())))).done).toBe(AT_ONCE);
  expect(await membersOf(one)).toHaveLength(1);
});

test('confirming at a door that is being taken off leaves nobody in a household that is gone', async () => {
  for (let n = 0; n < AT_ONCE; n++) {
    const r = room();
    const { id } = await settle(staff, r);
    const one = await neighbour();
    const claimId = await claimed(town, one, r);
    const confirm = () => staff.call.households.confirm({ ...here, claimId });
    const drop = () => staff.call.households.drop({ ...here, householdId: id });
    expect((await outcomes(n % 2 ? [confirm, drop] : [drop, confirm])).done).toBe(2);
    const [member] = await membersOf(one);
    // Either dropped after it was confirmed, or put back on the register by being confirmed.
    expect(member!.household_id).not.toBe(id);
    expect(member!.household_id === null).toBe(member!.declined_at !== null);
  }
});

test('two who note something of one household at once have both noted it, and the board says what the newest says', async () => {
  const noticeId = await newsOf(town);
  const { id } = await settle(staff, room());
  const others = await Promise.all(Array.from({ length: AT_ONCE }, () => gridWorker(town)));
  const outcome = (n: number) => (n % 2 ? ('told' as const) : ('away' as const));
  const note = (n: number) => ({
    ...{ clientId: clientId(), ...here, noticeId, householdId: id, how: 'door' as const, outcome: outcome(n) },
  });
  expect((await times(AT_ONCE, (n) => others[n]!.call.households.told(note(n)))).done).toBe(AT_ONCE);
  const words = await town.db
    .selectFrom('household_word')
    .select(['id', 'outcome'])
    .where('household_id', '=', id)
    .orderBy('id')
    .execute();
  expect(words).toHaveLength(AT_ONCE);
  const isTold = words.at(-1)!.outcome === 'told';
  expect(await board(noticeId)).toMatchObject({ assisted: isTold ? 1 : 0, away: isTold ? 0 : 1 });
  const act = { ...note(1), clientId: clientId() };
  const same = await Promise.all(Array.from({ length: AT_ONCE }, () => staff.call.households.told(act)));
  for (const answer of same) expect(answer).toEqual(same[0]);
});

test('two who remind at once have reminded once', async () => {
  const noticeId = await newsOf(town);
  const all = await times(AT_ONCE, () => staff.call.households.remind({ ...here, noticeId }));
  expect(all).toEqual({ done: 1, refused: ['household.reminded'] });
});

test('leaving for good while one presses or says a door leaves no door behind', async () => {
  for (let n = 0; n < AT_ONCE; n++) {
    const [one, noticeId] = [await neighbour(), await newsOf(town)];
    const acts = [
      () => one.call.session.erase({ sure: true }),
      () => one.call.households.join(doorOf(room())),
      () => one.call.households.acknowledge({ noticeId }),
    ];
    const { refused } = await outcomes(n % 2 ? acts : acts.reverse());
    expect(refused.filter((why) => why !== 'session.required')).toEqual([]);
    expect(await membersOf(one)).toEqual([]);
  }
});
