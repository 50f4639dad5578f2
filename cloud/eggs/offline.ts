import { sql } from 'kysely';
import type { Conflict } from '../../types/pickup';
import type { Brake } from '../kit/brake';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { places } from '../org';
import { phoneOf } from '../people';
import { codeBrake, WRONG_CODES } from './desk';
import { waitingFor } from './handings';
import { isPickUpDay, lockPlace, moveEggs, onTable, placeAt } from './holders';
import { flagsOf, holdersAt, leftsOf, notDeliverer, type Known } from './lookup';
import { mergeNotes, type Counted, type Note } from './merging';
import { heldByFlags, readShown, type There } from './picking';
import type { Picking } from './pickup';
import type { Left } from './rules';

/** A desk that loses its network: what it takes along, and what it brings back. */
export const offline = (
  { key, seal }: Pick<Picking, 'key' | 'seal'>,
  brake: Brake = codeBrake(),
): Pick<Handlers['eggs'], 'deskList' | 'mergeDesk'> => ({
  async deskList({ campaignId, communityCode }, { db, now }) {
    const place = await placeAt(db, campaignId, communityCode);
    const { name, first_day: firstDay, last_day: lastDay, cap, pick_ups: pickUps } = place;
    const all = await holdersAt(db, place).orderBy('h.number').execute();
    const flags = await flagsOf(
      db,
      place,
      all.map(({ person_id }) => person_id),
    );
    return {
      campaign: { id: campaignId, name, firstDay, lastDay, cap, pickUps },
      community: (await places(db, [communityCode]))(communityCode).name,
      today: shanghaiDay(now),
      now: now.toISOString(),
      holders: all.map(({ number, phone, left, person_id }): [number, string | null, number] => [
        number,
        phoneOf(seal, phone),
        // A desk that cannot ask gives nothing to whom it may not.
        heldByFlags(flags(person_id)) ? 0 : left,
      ]),
    };
  },

  async mergeDesk({ campaignId, communityCode, handings }, { db, actor, now }) {
    // Without it, whoever guesses codes would guess hundreds at once.
    if (!brake.isFree(actor.id, now)) refuse('pickup.tries');
    const place = await lockPlace(db, campaignId, communityCode);
    await notDeliverer(db, place, actor.id);
    const notes = firstOfEach(handings.map((one) => ({ ...one, at: new Date(one.at) })));
    const before = await notedBefore(db, place, actor.id, notes);
    const fresh = notes.filter(({ clientId }) => !before.has(clientId));
    const known = await holdersOf(db, place, fresh);
    const people = [...known.values()].map(({ person_id }) => person_id);
    const counted = mergeNotes(fresh, {
      ...{ key, there: place, staff: actor.id, now, table: onTable(place) },
      isDay: (day) => isPickUpDay(place, day),
      holder: (number) => known.get(number),
      flags: await flagsOf(db, place, people),
      left: await leftToMerge(db, place, people),
      isUsed: await usedSteps(db, place, people),
      isGuess: (misses) => misses >= WRONG_CODES,
    });
    await write(db, place, counted, actor.id, now);
    for (const { note, given, conflict } of counted) {
      if (conflict === 'code') brake.press(actor.id, now);
      before.set(note.clientId, { counted: given.length, conflict });
    }
    return {
      results: notes.map(({ clientId }) => ({ clientId, ...(before.get(clientId) ?? { counted: 0, conflict: null }) })),
    };
  },
});

/** What is left of each one's eggs, less what waits for a second person. */
async function leftToMerge(db: Db, there: There, people: readonly string[]): Promise<(person: string) => Left> {
  const [left, waiting] = [await leftsOf(db, there, people), await waitingFor(db, there, people)];
  return (person) => {
    const all = left(person);
    return { ...all, ready: all.ready.slice(0, Math.max(0, all.ready.length - waiting(person))) };
  };
}

/** To which steps of whose codes eggs were handed over. */
async function usedSteps(db: Db, { community_id, campaign_id }: There, people: readonly string[]) {
  const rows = await db
    .selectFrom('egg_handing')
    .select(['person_id', 'step'])
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .where('person_id', 'in', [...people, '0'])
    .where('step', 'is not', null)
    .execute();
  const used = new Set(rows.map(({ person_id, step }) => `${person_id} ${Number(step)}`));
  return (person: string, step: number): boolean => used.has(`${person} ${step}`);
}

const firstOfEach = (notes: readonly Note[]): Note[] =>
  notes.filter(({ clientId }, i) => notes.findIndex((one) => one.clientId === clientId) === i);

/** What became of those that were brought before: a note counts once, however often it comes. */
async function notedBefore(db: Db, { community_id, campaign_id }: There, staff: string, notes: readonly Note[]) {
  const rows = await db
    .selectFrom('egg_handing')
    .select(['client_id', 'count', 'conflict'])
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .where('by_id', '=', staff)
    .where(
      'client_id',
      'in',
      notes.map(({ clientId }) => clientId),
    )
    .execute();
  return new Map<string | null, { counted: number; conflict: Conflict | null }>(
    rows.map(({ client_id, count, conflict }) => [client_id, { counted: count, conflict }]),
  );
}

/** Whoever has one of the numbers that were noted. */
async function holdersOf(db: Db, there: There, notes: readonly Note[]): Promise<Map<number, Known>> {
  const numbers = notes.flatMap(({ code }) => {
    const shown = readShown(there, code);
    return typeof shown === 'string' ? [] : shown.number;
  });
  const known = await holdersAt(db, there)
    .where('h.number', 'in', [...new Set(numbers), 0])
    .execute();
  return new Map(known.map((one) => [one.number, one]));
}

/** Writes all of it down at once, however many there are: the lock of the community is not held for long. */
async function write(tx: Db, place: There, counted: readonly Counted[], staff: string, now: Date): Promise<void> {
  if (counted.length === 0) return;
  const { community_id, campaign_id } = place;
  const rows = counted.map((one) => ({ ...one, id: newId(now) }));
  await tx
    .insertInto('egg_handing')
    .values(
      rows.map(({ id, note, person, step, given, conflict }) => ({
        ...{ community_id, campaign_id, id, person_id: person, count: given.length, way: 'offline' as const },
        ...{ noted: note.count, step: given.length > 0 ? step : null },
        ...{ state: conflict ? ('conflict' as const) : ('done' as const), conflict, by_id: staff, second_id: null },
        ...{ client_id: note.clientId, at: note.at, day: shanghaiDay(note.at) },
      })),
    )
    .execute();
  await moveEggs(
    tx,
    place,
    rows.flatMap(({ id, person, given }) =>
      given.map(({ entry }) => ({
        ...{ id: entry, reason: 'collected' as const, ref: id },
        ...(person !== null && { person }),
      })),
    ),
    now,
  );
  const used = rows.flatMap(({ person, step, given }) => (given.length > 0 && step !== null ? { person, step } : []));
  await sql`update egg_holder h set used_step = greatest(h.used_step, u.step)
    from (select person, max(step) as step from jsonb_to_recordset(${JSON.stringify(used)}::jsonb) as x (person bigint, step bigint)
      group by 1) u
    where h.community_id = ${community_id} and h.campaign_id = ${campaign_id}::bigint and h.person_id = u.person`.execute(
    tx,
  );
}
