import { loadDemoCity } from '../cloud/demo/city';
import { words } from '../cloud/households/words';
import { DONGYUAN_STREET, HARBIN, published } from './kit/acts';
import {
  claimed,
  corrected,
  doorOf,
  dweller,
  gridWorker,
  housed,
  newsOf,
  roomsOf,
  settle,
  stopsOf,
  type Somebody,
} from './kit/households';
import { clientId, draftOf, JIANGPAN, openTown, refusalOf, XIAOHONG, type Town } from './kit/town';

let town: Town;
let staff: Somebody;
beforeAll(async () => {
  town = await openTown();
  staff = await gridWorker(town, { called: '一号网格员' });
});
afterAll(() => town.close());

const here = { communityCode: JIANGPAN };
const neighbour = () => town.person({ home: JIANGPAN });
const rowsOf = (person: { id: string }) =>
  town.db.selectFrom('household_member').selectAll().where('person_id', '=', person.id).execute();
const knownBy = (person: { id: string }) =>
  town.db.selectFrom('acknowledgement').selectAll().where('person_id', '=', person.id).execute();
const boardOf = async (noticeId: string) => (await staff.call.households.board({ ...here, noticeId })).board;
let rooms = 1_000;
/** A room in which nobody lives yet. */
const room = (): string => String(++rooms);
const place = { code: JIANGPAN, level: 'community', name: '江畔社区' };

test('the demo city has a small register, somebody who waits to be confirmed, and something to know; loading it again adds nothing', async () => {
  for (const again of [1, 2]) {
    const { households, total, waiting } = await staff.call.households.list({ ...here, limit: 50 });
    expect([again, total, households.length, waiting]).toEqual([again, 12, 12, 1]);
    expect(households.map(({ phone }) => phone)).toContain('0451-****-0301');
    expect((await town.as('gridworker').households.claims(here)).claims).toMatchObject([{ known: true }]);
    const { boards } = await town.as('gridworker').households.boards(here);
    expect(boards).toMatchObject([{ households: 12, rest: 12, acknowledged: 0 }]);
    await loadDemoCity(town.db, town.clock.now());
  }
});

describe('where somebody lives', () => {
  test('is said, waits, and is confirmed by the grid worker; saying the same door again changes nothing', async () => {
    const [one, r] = [await neighbour(), room()];
    expect(await one.call.households.mine({})).toEqual({ door: null });
    const waits = { ...doorOf(r), place, state: 'waiting', reason: null };
    expect(await one.call.households.join(doorOf(r))).toEqual({ door: waits });
    const [claim] = await rowsOf(one);
    expect(await one.call.households.join({ building: '三栋', room: `2-${r}室` })).toEqual({ door: waits });
    expect(await rowsOf(one)).toEqual([claim]);
    await staff.call.households.confirm({ ...here, claimId: claim!.id });
    const lives = { door: { ...waits, state: 'confirmed' } };
    expect(await one.call.households.join(doorOf(r))).toEqual(lives);
    expect(await one.call.households.mine({})).toEqual(lives);
    expect((await rowsOf(one))[0]).toMatchObject({ id: claim!.id, confirmed_by: staff.id });
  });

  test('is shown as the register has it, once it is confirmed', async () => {
    const r = room();
    await settle(staff, r, { building: '第3栋', unit: '2' });
    const one = await neighbour();
    await housed(town, one, r);
    expect((await one.call.households.mine({})).door).toMatchObject({ building: '第3栋', unit: '2', room: r });
  });

  test('is another door when another is said: that waits anew, and the claim before it is gone', async () => {
    const one = await dweller(town, room());
    const [before] = await rowsOf(one);
    const { door } = await one.call.households.join(doorOf(room()));
    expect(door.state).toBe('waiting');
    const [after, ...more] = await rowsOf(one);
    expect([more, after!.id === before!.id, after!.household_id]).toEqual([[], false, null]);
    expect(await refusalOf(staff.call.households.confirm({ ...here, claimId: before!.id }))).toBe('household.claim');
  });

  test('that was declined says why, and may be said again or taken back', async () => {
    const [one, r] = [await neighbour(), room()];
    const claimId = await claimed(town, one, r);
    await staff.call.households.decline({ ...here, claimId, reason: '这一户已经搬走了' });
    expect((await one.call.households.mine({})).door).toMatchObject({ state: 'declined', reason: '这一户已经搬走了' });
    expect((await one.call.households.join(doorOf(r))).door).toMatchObject({ state: 'waiting', reason: null });
    for (const again of [1, 2]) expect([again, await one.call.households.leave({})]).toEqual([again, {}]);
    expect(await one.call.households.mine({})).toEqual({ door: null });
  });

  test('counts where somebody lives now: who has moved lives nowhere until they say so, and coming back is being back', async () => {
    const one = await dweller(town, room());
    const other = await neighbour();
    const waits = await claimed(town, other, room());
    for (const { id } of [one, other])
      await town.db.updateTable('person').set({ home_code: XIAOHONG }).where('id', '=', id).execute();
    town.clock.advance(6_000);
    expect(await one.call.households.mine({})).toEqual({ door: null });
    expect(await refusalOf(staff.call.households.confirm({ ...here, claimId: waits }))).toBe('household.claim');
    const { claims } = await staff.call.households.claims(here);
    expect(claims.map(({ id }) => id)).not.toContain(waits);
    await other.call.households.join(doorOf('1'));
    expect((await rowsOf(other)).map(({ community_id }) => community_id)).toEqual([XIAOHONG]);
    await town.db.updateTable('person').set({ home_code: JIANGPAN }).where('id', '=', one.id).execute();
    expect((await one.call.households.mine({})).door).toMatchObject({ state: 'confirmed' });
  });

  test('is asked of somebody with a community, and in words', async () => {
    const homeless = await town.person();
    expect(await refusalOf(homeless.call.households.join(doorOf('1')))).toBe('household.homeless');
    const one = await neighbour();
    for (const wrong of [{ building: '' }, { room: ' ' }, { unit: '长'.repeat(11) }, { personId: '1' }])
      expect(await refusalOf(one.call.households.join({ ...doorOf('1'), ...wrong }))).toBe('input.invalid');
    expect(await rowsOf(one)).toEqual([]);
    for (const asked of [
      () => town.as(null).households.mine({}),
      () => town.as(null).households.join(doorOf('1')),
      () => town.as(null).households.leave({}),
    ])
      expect(await refusalOf(asked())).toBe('session.required');
  });
});

describe('saying that one knows', () => {
  test('counts for the household, once for ever: repeating it gives the first time', async () => {
    const [r, noticeId] = [room(), await newsOf(town)];
    const [one, mate] = [await dweller(town, r), await dweller(town, r)];
    expect(await one.call.households.acknowledged({ noticeId })).toMatchObject({ at: null });
    const at = town.clock.now().toISOString();
    const first = await one.call.households.acknowledge({ noticeId });
    expect(first).toMatchObject({ at, door: { state: 'confirmed' } });
    town.clock.advance(60_000);
    expect(await one.call.households.acknowledge({ noticeId })).toEqual(first);
    expect(await one.call.households.acknowledged({ noticeId })).toEqual(first);
    await mate.call.households.acknowledge({ noticeId });
    expect(await boardOf(noticeId)).toMatchObject({ acknowledged: 1, others: 0 });
    expect(await knownBy(one)).toEqual([
      expect.objectContaining({ community_id: JIANGPAN, notice_place: JIANGPAN, version: 1 }),
    ]);
  });

  test('before anybody knows where one lives stands apart, and counts for the household once that is confirmed', async () => {
    const [one, r, noticeId] = [await neighbour(), room(), await newsOf(town)];
    await one.call.households.acknowledge({ noticeId });
    const households = (await boardOf(noticeId)).households;
    expect(await boardOf(noticeId)).toMatchObject({ acknowledged: 0, others: 1, rest: households });
    await housed(town, one, r);
    expect(await boardOf(noticeId)).toMatchObject({ acknowledged: 1, others: 0, households: households + 1 });
    expect(roomsOf(await stopsOf(staff, noticeId, { standing: 'acknowledged' }))).toEqual([r]);
    // Moving to another door takes nothing along, and leaves nothing behind uncounted.
    await housed(town, one, room());
    expect(roomsOf(await stopsOf(staff, noticeId, { standing: 'acknowledged' }))).toEqual([r]);
    await one.call.households.leave({});
    expect(await boardOf(noticeId)).toMatchObject({ acknowledged: 1, others: 0 });
  });

  test('is of the door where it was pressed: whoever is confirmed at another leaves it there', async () => {
    const [before, after, noticeId] = [room(), room(), await newsOf(town)];
    const one = await dweller(town, before);
    await one.call.households.acknowledge({ noticeId });
    await housed(town, one, after);
    const knowing = roomsOf(await stopsOf(staff, noticeId, { standing: 'acknowledged' }));
    expect([knowing, (await boardOf(noticeId)).others]).toEqual([[before], 0]);
  });

  test('of a door that is taken off stands apart, and counts again once one is confirmed at it, or elsewhere, again', async () => {
    const [r, noticeId] = [room(), await newsOf(town)];
    const one = await dweller(town, r);
    await one.call.households.acknowledge({ noticeId });
    for (const next of [r, room()]) {
      const { households } = await staff.call.households.list({ ...here, q: r });
      await staff.call.households.drop({ ...here, householdId: households[0]!.id });
      expect(await boardOf(noticeId)).toMatchObject({ acknowledged: 0, others: 1 });
      await housed(town, one, next);
      expect(await boardOf(noticeId)).toMatchObject({ acknowledged: 1, others: 0 });
      expect(roomsOf(await stopsOf(staff, noticeId, { standing: 'acknowledged' }))).toEqual([next]);
    }
  });

  test('is said anew in a community that one moves to, and stays counted in the one before', async () => {
    const noticeId = await newsOf(town, { communityCode: undefined, nodeCode: HARBIN });
    const one = await dweller(town, room());
    await one.call.households.acknowledge({ noticeId });
    await town.db.updateTable('person').set({ home_code: XIAOHONG }).where('id', '=', one.id).execute();
    town.clock.advance(6_000);
    expect(await one.call.households.acknowledged({ noticeId })).toMatchObject({ at: null, corrected: false });
    const at = town.clock.now().toISOString();
    for (const again of [1, 2])
      expect([again, (await one.call.households.acknowledge({ noticeId })).at]).toEqual([again, at]);
    const far = await gridWorker(town, { at: XIAOHONG });
    const { board } = await far.call.households.board({ communityCode: XIAOHONG, noticeId });
    expect([board.others, (await boardOf(noticeId)).acknowledged]).toEqual([1, 1]);
    expect((await knownBy(one)).map(({ community_id }) => community_id).sort()).toEqual([JIANGPAN, XIAOHONG].sort());
  });

  test('holds until the notice is corrected: then one is asked again, and the household is not known to know', async () => {
    const [r, noticeId] = [room(), await newsOf(town)];
    const [one, apart] = [await dweller(town, r), await neighbour()];
    for (const who of [one, apart]) await who.call.households.acknowledge({ noticeId });
    const { rest } = await boardOf(noticeId);
    await corrected(town, noticeId);
    expect(await one.call.households.acknowledged({ noticeId })).toMatchObject({ at: null, corrected: true });
    expect(await boardOf(noticeId)).toMatchObject({ acknowledged: 0, others: 0, rest: rest + 1 });
    const stopOf = async (standing: 'rest' | 'acknowledged') =>
      (await stopsOf(staff, noticeId, { standing })).filter(({ household }) => household.room === r);
    expect(await stopOf('rest')).toMatchObject([{ corrected: true }]);
    // Whoever still has the old text in sight is told, and not counted.
    const late = await dweller(town, room());
    expect(await late.call.households.acknowledge({ noticeId, version: 1 })).toMatchObject({
      at: null,
      corrected: true,
    });
    expect(await boardOf(noticeId)).toMatchObject({ acknowledged: 0 });
    town.clock.advance(1_000);
    const first = await one.call.households.acknowledge({ noticeId, version: 2 });
    expect(first).toMatchObject({ at: town.clock.now().toISOString(), corrected: false });
    town.clock.advance(1_000);
    expect(await one.call.households.acknowledge({ noticeId })).toEqual(first);
    expect(await boardOf(noticeId)).toMatchObject({ acknowledged: 1 });
    expect(await stopOf('acknowledged')).toMatchObject([{ corrected: false }]);
    expect((await knownBy(one)).map(({ version }) => version).sort()).toEqual([1, 2]);
  });

  test('of what a street or a city tells everybody is said where one lives', async () => {
    const noticeId = await newsOf(town, { communityCode: undefined, nodeCode: DONGYUAN_STREET });
    const one = await dweller(town, room());
    await one.call.households.acknowledge({ noticeId });
    expect(await knownBy(one)).toEqual([
      expect.objectContaining({ community_id: JIANGPAN, notice_place: DONGYUAN_STREET }),
    ]);
    const far = await town.person({ home: XIAOHONG });
    expect(await refusalOf(far.call.households.acknowledge({ noticeId }))).toBe('notice.elsewhere');
    expect(await knownBy(far)).toEqual([]);
  });

  test('is for a notice that is out, asks for it, and concerns one', async () => {
    const one = await dweller(town, room());
    const press = (noticeId: string, who = one) => refusalOf(who.call.households.acknowledge({ noticeId }));
    expect(await press('99')).toBe('notice.missing');
    expect(await press(await published(town))).toBe('notice.notMustKnow');
    const later = await newsOf(town, { publishAt: new Date(town.clock.now().getTime() + 3_600_000).toISOString() });
    expect(await press(later)).toBe('notice.missing');
    const { notice } = await town.as('editor').notices.draft(draftOf({ mustKnow: true }));
    expect(await press(notice.id)).toBe('notice.missing');
    const held = await newsOf(town);
    await town.db.updateTable('notice').set({ held: 'review' }).where('id', '=', held).execute();
    expect(await press(held)).toBe('notice.missing');
    const gone = await newsOf(town);
    const knew = await dweller(town, room());
    const first = await knew.call.households.acknowledge({ noticeId: gone });
    await town.as('editor').notices.withdraw({ noticeId: gone, reason: '发错了' });
    expect(await press(gone)).toBe('notice.withdrawn');
    expect(await knew.call.households.acknowledge({ noticeId: gone })).toEqual(first);
    expect(await press(await newsOf(town), await town.person())).toBe('household.homeless');
    expect(await press(await newsOf(town, { communityCode: XIAOHONG }))).toBe('notice.elsewhere');
    expect(await press('x')).toBe('input.invalid');
    expect(await refusalOf(town.as(null).households.acknowledge({ noticeId: gone }))).toBe('session.required');
    expect(await refusalOf(town.as(null).households.acknowledged({ noticeId: gone }))).toBe('session.required');
    expect(await refusalOf(one.call.households.acknowledged({ noticeId: '' }))).toBe('input.invalid');
    expect(await one.call.households.acknowledged({ noticeId: '99' })).toMatchObject({ at: null });
    expect(await knownBy(one)).toEqual([]);
  });

  test('stays as it was said: the database itself changes nothing of it but which household it was of', async () => {
    const one = await dweller(town, room());
    await one.call.households.acknowledge({ noticeId: await newsOf(town) });
    const mine = town.db.updateTable('acknowledgement').where('person_id', '=', one.id);
    await expect(mine.set({ at: new Date(0) }).execute()).rejects.toThrow('append-only');
    await expect(mine.set({ version: 7 }).execute()).rejects.toThrow('append-only');
    await expect(town.db.deleteFrom('acknowledgement').where('person_id', '=', one.id).execute()).rejects.toThrow(
      'append-only',
    );
    await mine.set({ household_id: null }).execute();
  });
});

describe('what residents said', () => {
  test('is all theirs to see, and says nothing of anybody else', async () => {
    const [r, noticeId] = [room(), await newsOf(town)];
    const [one, mate] = [await dweller(town, r), await dweller(town, r)];
    for (const who of [one, mate]) await who.call.households.acknowledge({ noticeId });
    const mine = await one.call.session.mine({});
    expect(mine).toMatchObject({
      door: { ...doorOf(r), place, state: 'confirmed' },
      acknowledged: [{ noticeId, title: '周四上午停水', at: town.clock.now().toISOString() }],
    });
    expect(JSON.stringify(mine)).not.toContain(mate.id);
    // What is kept is shown, also when it counts no more.
    await town.db.updateTable('person').set({ home_code: XIAOHONG }).where('id', '=', one.id).execute();
    expect((await one.call.session.mine({})).door).toMatchObject({ place, state: 'confirmed' });
    const other = await (await town.person()).call.session.mine({});
    expect([other.door, other.acknowledged]).toEqual([null, []]);
  });

  test('leads to nobody once they have left: the door is forgotten, the household still knows', async () => {
    const [r, noticeId] = [room(), await newsOf(town)];
    const one = await dweller(town, r);
    await one.call.households.acknowledge({ noticeId });
    await one.call.session.erase({ sure: true });
    expect(await rowsOf(one)).toEqual([]);
    expect(await boardOf(noticeId)).toMatchObject({ acknowledged: 1 });
    const [household] = (await staff.call.households.list({ ...here, q: r })).households;
    expect(household).toMatchObject({ room: r, people: 0 });
  });

  test('about a door that is taken off the register is declined with a reason', async () => {
    const r = room();
    const one = await dweller(town, r);
    const { household } = (await stopsOf(staff, await newsOf(town))).find((stop) => stop.household.room === r)!;
    await staff.call.households.drop({ ...here, householdId: household.id });
    expect((await one.call.households.mine({})).door).toMatchObject({ state: 'declined', reason: words.dropped });
    expect((await one.call.households.join(doorOf(r))).door.state).toBe('waiting');
  });
});

test('nothing that staff read, in any answer of this room, names a person', async () => {
  const [r, noticeId] = [room(), await newsOf(town)];
  const [one, waits] = [await dweller(town, r), await neighbour()];
  await waits.call.households.join(doorOf(room()));
  for (const who of [one, waits]) await who.call.households.acknowledge({ noticeId });
  const { households } = await staff.call.households.list({ ...here, q: r });
  const told = { clientId: clientId(), ...here, noticeId, householdId: households[0]!.id, how: 'door' as const };
  const answers = [
    households,
    await staff.call.households.claims(here),
    await staff.call.households.boards(here),
    await staff.call.households.board({ ...here, noticeId }),
    await stopsOf(staff, noticeId, { standing: 'acknowledged' }),
    await staff.call.households.told({ ...told, outcome: 'away' }),
  ];
  const text = JSON.stringify(answers);
  expect(text.length).toBeGreaterThan(1_000);
  for (const { id } of [one, waits]) expect(text).not.toContain(id);
});
