import { sql, type Selectable } from 'kysely';
import type { PickUp } from '../../types/campaigns';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Tables } from '../kit/tables';
import { record, type Entry } from '../ledger';
import { whatIsLeft, type Left } from './rules';

/** A campaign in one community, as far as eggs are handed out there. */
export type Place = Pick<
  Selectable<Tables['campaign_community']>,
  | 'community_id'
  | 'campaign_id'
  | 'first_day'
  | 'last_day'
  | 'cap'
  | 'stock'
  | 'laid'
  | 'stopped'
  | 'taken'
  | 'delivered'
  | 'collected'
  | 'returned'
  | 'broken'
> &
  Pick<Selectable<Tables['campaign']>, 'name' | 'pick_ups' | 'node_code' | 'reserve' | 'ended_at'>;

export type Holder = Selectable<Tables['egg_holder']>;

const placeColumns = [
  'm.community_id',
  'm.campaign_id',
  'm.first_day',
  'm.last_day',
  'm.cap',
  'm.stock',
  'm.laid',
  'm.stopped',
  'm.taken',
  'm.delivered',
  'm.collected',
  'm.returned',
  'm.broken',
  'c.name',
  'c.node_code',
  'c.reserve',
  'c.ended_at',
] as const;

/** How a campaign stands in its communities. */
export const placesOf = (db: Db, campaignId: string) =>
  db
    .selectFrom('campaign_community as m')
    .innerJoin('campaign as c', 'c.id', 'm.campaign_id')
    .select(placeColumns)
    // Those of this community alone: a city has hundreds.
    .select(
      sql<PickUp[]>`(select coalesce(jsonb_agg(p order by p ->> 'day'), '[]') from jsonb_array_elements(c.pick_ups) p
        where coalesce(p ->> 'communityCode', m.community_id) = m.community_id)`.as('pick_ups'),
    )
    .where('m.campaign_id', '=', campaignId);

/** @throws Refusal `campaign.missing` when the community is not in it */
export const placeAt = async (db: Db, campaignId: string, communityCode: string): Promise<Place> =>
  (await placesOf(db, campaignId).where('m.community_id', '=', communityCode).executeTakeFirst()) ??
  refuse('campaign.missing');

/**
 * The same under the lock of the community, which whoever lays, moves or closes eggs there holds, too: what it says stays true
 * until the transaction ends.
 */
export async function lockPlace(tx: Db, campaignId: string, communityCode: string): Promise<Place> {
  await sql`select lock_communities(array[${communityCode}])`.execute(tx);
  return placeAt(tx, campaignId, communityCode);
}

/** Whether eggs are handed out here on a day. */
export const isPickUpDay = (
  { pick_ups, community_id }: Pick<Place, 'pick_ups' | 'community_id'>,
  day: string,
): boolean => pick_ups.some((one) => one.day === day && (one.communityCode ?? community_id) === community_id);

/** What of somebody's eggs is theirs, handed over and left, from the eggs and their entries alone. */
export async function leftOf(
  db: Db,
  place: Pick<Place, 'community_id' | 'campaign_id'>,
  person: string,
): Promise<Left> {
  const eggs = await db
    .selectFrom('egg')
    .select('day')
    .where('community_id', '=', place.community_id)
    .where('campaign_id', '=', place.campaign_id)
    .where('person_id', '=', person)
    .orderBy('day')
    .execute();
  const entries = await db
    .selectFrom('ledger_entry')
    .select(['id', 'reason'])
    .where('book', '=', 'egg')
    .where('community_id', '=', place.community_id)
    .where('item_id', '=', place.campaign_id)
    .where('person_id', '=', person)
    .execute();
  return whatIsLeft(
    `egg/${place.campaign_id}/${person}`,
    eggs.map(({ day }) => day),
    entries,
  );
}

/**
 * Writes entries of eggs down, and adds them to what is counted of their community. The caller holds its lock.
 * @throws when a count would go below nothing: whoever calls has looked before
 */
export async function moveEggs(
  tx: Db,
  { community_id, campaign_id }: Pick<Place, 'community_id' | 'campaign_id'>,
  entries: readonly Pick<Entry, 'id' | 'reason' | 'amount' | 'person' | 'ref'>[],
  now: Date,
): Promise<void> {
  if (entries.length === 0) return;
  await record(
    tx,
    entries.map((entry) => ({ ...entry, community: community_id, book: 'egg', item: campaign_id })),
    now,
  );
  const sum = (reason: Entry['reason']): number =>
    entries.reduce((all, entry) => all + (entry.reason === reason ? (entry.amount ?? 1) : 0), 0);
  await sql`update campaign_community set
      delivered = delivered + ${sum('delivered')}::integer,
      collected = collected + ${sum('collected') - sum('uncollected')}::integer,
      returned = returned + ${sum('returned')}::integer,
      broken = broken + ${sum('broken')}::integer,
      taken = taken + ${sum('reversed')}::integer,
      moved = moved + ${entries.length}::integer
    where community_id = ${community_id} and campaign_id = ${campaign_id}::bigint`.execute(tx);
}

/** Eggs that lie on the table of a community: what came, less what left it. */
export const onTable = ({ delivered, collected, returned, broken }: Place): number =>
  delivered - collected - returned - broken;

/** Whoever comes for their eggs has a number from then on. The caller holds the lock of the community. */
export async function holderOf(
  tx: Db,
  { community_id, campaign_id }: Pick<Place, 'community_id' | 'campaign_id'>,
  person: string,
  now: Date,
): Promise<Holder> {
  const known = await tx
    .selectFrom('egg_holder')
    .selectAll()
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .where('person_id', '=', person)
    .executeTakeFirst();
  if (known) return known;
  const newest = await tx
    .selectFrom('egg_holder')
    .select('number')
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return tx
    .insertInto('egg_holder')
    .values({ community_id, campaign_id, person_id: person, number: (newest?.number ?? 0) + 1, made_at: now })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The community in which somebody's eggs of a campaign lie; undefined when they have none. */
export const whereLaid = (db: Db, campaignId: string, person: string) =>
  db
    .selectFrom('egg')
    .select('community_id')
    .where('campaign_id', '=', campaignId)
    .where('person_id', '=', person)
    .limit(1)
    .executeTakeFirst();
