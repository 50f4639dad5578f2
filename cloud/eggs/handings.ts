import { sql, type Insertable, type Selectable } from 'kysely';
import type { Handing, Noted } from '../../types/pickup';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import type { Tables } from '../kit/tables';
import { isPickUpDay, leftOf, lockPlace, moveEggs, onTable, placeAt, type Place } from './holders';
import { broughtTo, flagsOf, holdersAt, holderShown, notDeliverer, type Known } from './lookup';
import { heldByFlags, isOwn, whyNotHand, type There } from './picking';
import type { Left } from './rules';

type Row = Selectable<Tables['egg_handing']>;

/**
 * The place where somebody hands eggs out today, under its lock.
 * @throws Refusal `campaign.missing`, `pickup.day`, `pickup.deliverer`
 */
export const lockDesk = async (
  tx: Db,
  { campaignId, communityCode }: { campaignId: string; communityCode: string },
  staff: string,
  now: Date,
): Promise<Place> => asDesk(tx, await lockPlace(tx, campaignId, communityCode), staff, now);

/** The same without a lock, for whoever only looks. */
export const deskAt = async (
  db: Db,
  { campaignId, communityCode }: { campaignId: string; communityCode: string },
  staff: string,
  now: Date,
): Promise<Place> => asDesk(db, await placeAt(db, campaignId, communityCode), staff, now);

async function asDesk(db: Db, place: Place, staff: string, now: Date): Promise<Place> {
  if (!isPickUpDay(place, shanghaiDay(now))) refuse('pickup.day');
  await notDeliverer(db, place, staff);
  return place;
}

/**
 * What is left of somebody's eggs, when one of the staff may hand them out.
 * @param own how many of those that wait are the ones that are asked about
 * @throws Refusal `pickup.own`, `pickup.stopped`, `pickup.review`, `pickup.none`
 */
export async function leftToHand(db: Db, place: Place, who: Known, staff: string, own = 0): Promise<Left> {
  if (isOwn(staff, who)) refuse('pickup.own');
  const held = heldByFlags((await flagsOf(db, place, [who.person_id]))(who.person_id));
  if (held) refuse(`pickup.${held}`);
  const left = await leftOf(db, place, who.person_id);
  // What was written down from the list has gone already, or is about to: it waits for a second person, and is promised to nobody else.
  const waiting = (await waitingFor(db, place, [who.person_id]))(who.person_id) - own;
  const ready = left.ready.slice(0, Math.max(0, left.ready.length - waiting));
  if (ready.length === 0) refuse('pickup.none');
  return { ...left, ready };
}

/** How many eggs of each are written down and wait for a second person, of many at once. */
export async function waitingFor(
  db: Db,
  { community_id, campaign_id }: There,
  people: readonly string[],
): Promise<(person: string) => number> {
  const rows = await db
    .selectFrom('egg_handing')
    .select(['person_id', (eb) => eb.cast<number>(eb.fn.sum('count'), 'integer').as('n')])
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .where('person_id', 'in', [...people, '0'])
    .where('state', '=', 'waiting')
    .groupBy('person_id')
    .execute();
  return (person) => rows.find(({ person_id }) => person_id === person)?.n ?? 0;
}

/** @throws Refusal `pickup.none`, `pickup.fewer`, `pickup.undelivered` when there are not so many to hand over */
export function mustBeThere(count: number, ready: number, place: Place): void {
  const no = whyNotHand(count, { ready, table: onTable(place) });
  if (no) refuse(no);
}

/** Hands over so many of what is left, the oldest first. The caller holds the lock, and has looked whether it may be. */
export const giveEggs = (
  tx: Db,
  place: There,
  { person_id, left, count, ref }: { person_id: string; left: Left; count: number; ref: string },
  now: Date,
): Promise<void> =>
  moveEggs(
    tx,
    place,
    left.ready.slice(0, count).map(({ entry }) => ({ id: entry, reason: 'collected', person: person_id, ref })),
    now,
  );

/** Writes down that eggs were handed over, or are to be. @returns the row */
export async function noteHanding(
  tx: Db,
  { community_id, campaign_id }: There,
  handing: Pick<Insertable<Tables['egg_handing']>, 'person_id' | 'count' | 'way' | 'state' | 'by_id' | 'step'>,
  now: Date,
): Promise<Row> {
  return tx
    .insertInto('egg_handing')
    .values({
      ...{ community_id, campaign_id, id: newId(now), ...handing },
      ...{ conflict: null, noted: handing.count, second_id: null, client_id: null, at: now, day: shanghaiDay(now) },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The newest step that eggs of somebody were handed over to moves on, and never back. */
export const useStep = (tx: Db, { community_id, campaign_id }: There, person: string, step: number) =>
  tx
    .updateTable('egg_holder')
    .set({ used_step: sql<string>`greatest(used_step, ${step}::bigint)` })
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .where('person_id', '=', person)
    .execute();

/** Hand-overs of one place as one of the staff sees them. */
export async function handingsShown(
  db: Db,
  seal: Seal,
  there: There,
  rows: readonly Row[],
  staff: string,
): Promise<Noted[]> {
  const people = rows.flatMap(({ person_id }) => person_id ?? []);
  const known = await holdersAt(db, there)
    .where('h.person_id', 'in', [...people, '0'])
    .execute();
  const of = new Map(known.map((one) => [one.person_id, one]));
  const waitsFor = ({ state, by_id }: Row): boolean => state === 'waiting' && by_id !== staff;
  const brought = rows.some(waitsFor) && (await broughtTo(db, there, staff));
  return rows.map((row) => {
    const who = row.person_id === null ? undefined : of.get(row.person_id);
    return {
      ...{ id: row.id, count: row.count, noted: row.noted, way: row.way, state: row.state, conflict: row.conflict },
      holder: who ? holderShown(seal, who) : null,
      at: row.at.toISOString(),
      mine: row.by_id === staff,
      may: !waitsFor(row) ? [] : who && !isOwn(staff, who) && !brought ? ['confirm', 'decline'] : ['decline'],
    };
  });
}

/** The same of one that is somebody's. */
export async function handingShown(db: Db, seal: Seal, there: There, row: Row, staff: string): Promise<Handing> {
  const [shown] = await handingsShown(db, seal, there, [row], staff);
  if (!shown?.holder) throw new Error(`Hand-over ${row.id} is nobody's`);
  return { ...shown, holder: shown.holder };
}
