import { sql, type Selectable } from 'kysely';
import type { Db } from '../kit/database';
import type { Owned } from '../kit/serve';
import type { Tables } from '../kit/tables';

export type Shop = Selectable<Tables['merchant']>;

/** One shop by its id, in whatever state; the row is locked when it is about to be changed. */
export async function findShop(db: Db, id: string, toChange = false): Promise<Shop | undefined> {
  const shop = db.selectFrom('merchant').selectAll().where('id', '=', id).where('gone', '=', false);
  return (toChange ? shop.forUpdate() : shop).executeTakeFirst();
}

/** The community a shop belongs to, and who keeps it: what the contract's `at: 'merchant'` asks for. */
export const ownerOfShop = async (db: Db, id: string): Promise<Owned | null> =>
  (await db
    .selectFrom('merchant')
    .select(['community_id as code', 'keeper_id as keeper'])
    .where('id', '=', id)
    .where('gone', '=', false)
    .executeTakeFirst()) ?? null;

/** What is counted, chosen and judged of some shops, by their ids. */
export async function factsOf(db: Db, shops: readonly Pick<Shop, 'community_id' | 'id' | 'door' | 'door_seen'>[]) {
  const ids = shops.map(({ id }) => id);
  const communities = [...new Set(shops.map((shop) => shop.community_id))];
  if (ids.length === 0) return () => ({ helpful: 0, choices: [], isDoorSeen: false });
  const helpful = await db
    .selectFrom('merchant_helpful')
    .select(['merchant_id', (eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('n')])
    .where('community_id', 'in', communities)
    .where('merchant_id', 'in', ids)
    .groupBy('merchant_id')
    .execute();
  const choices = await db
    .selectFrom('merchant_choice')
    .select(['merchant_id', 'year', 'reason'])
    .where('community_id', 'in', communities)
    .where('merchant_id', 'in', ids)
    .orderBy('year', 'desc')
    .execute();
  const unseen = await db
    .selectFrom('file')
    .select(['id', 'verdict'])
    .where(
      'id',
      'in',
      shops.map(({ door }) => door.id),
    )
    .where('verdict', '!=', 'pass')
    .execute();
  return (shop: Pick<Shop, 'id' | 'door' | 'door_seen'>) => ({
    helpful: helpful.find(({ merchant_id }) => merchant_id === shop.id)?.n ?? 0,
    choices: choices.filter(({ merchant_id }) => merchant_id === shop.id),
    /** Whether the photograph may be shown: WeChat has passed it, or left it to a person, and one has signed with it in sight. */
    isDoorSeen: !unseen.some(({ id, verdict }) => id === shop.door.id && !(verdict === 'review' && shop.door_seen)),
  });
}

interface Place {
  community_id: string;
  id: string;
}

/** All agreements of a shop, newest first. */
export const agreementsOf = (db: Db, shop: Place) =>
  db
    .selectFrom('agreement')
    .selectAll()
    .where('community_id', '=', shop.community_id)
    .where('merchant_id', '=', shop.id)
    .orderBy('number', 'desc')
    .execute();

/** The service lists of a shop in these states, newest first. */
export const listsOf = (db: Db, shop: Place, states: Tables['service_list']['state'][], most = 1_000) =>
  db
    .selectFrom('service_list')
    .selectAll()
    .where('community_id', '=', shop.community_id)
    .where('merchant_id', '=', shop.id)
    .where('state', 'in', states)
    .orderBy('version', 'desc')
    .limit(most)
    .execute();

export const stepsOf = (db: Db, shop: Place) =>
  db
    .selectFrom('merchant_step')
    .select(['id', 'act', 'reason', 'at'])
    .where('community_id', '=', shop.community_id)
    .where('merchant_id', '=', shop.id)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();

/** The badge in force. */
export const badgeOf = (db: Db, shop: Place) =>
  db
    .selectFrom('badge')
    .select('serial')
    .where('community_id', '=', shop.community_id)
    .where('merchant_id', '=', shop.id)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();

/** The communities at a node and below it: official codes nest, and all communities' have twelve digits. */
export const below = (column: string, code: string) =>
  sql<boolean>`${sql.ref(column)} between rpad(${code}, 12, '0') and rpad(${code}, 12, '9')`;
