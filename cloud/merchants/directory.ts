import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import { addDays, shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import type { Tables } from '../kit/tables';
import { words as kitWords } from '../kit/words';
import { usablePlace } from '../org';
import { rightsOf } from './file';
import { agreementsOf, below, findShop, listsOf } from './queries';
import { groundOf, isValid, onPlane, stateOf, wanted, type Location } from './rules';
import { agreementView, listView, rowsOf, viewOf, type Listed } from './views';

const columns = [
  'm.community_id',
  'm.id',
  'm.name',
  'm.category',
  'm.address',
  'm.door',
  'm.door_seen',
  'm.standing',
  'm.from_day',
  'm.until_day',
] as const;

/** Finding shops and looking at one. */
export const finding: Pick<Handlers['merchants'], 'list' | 'show' | 'mine' | 'desk'> = {
  async list({ communityCode, q, category, near, before, limit }, { db, now, origin }) {
    const after = before === undefined ? null : (readPosition(before) ?? badCursor());
    if (communityCode !== undefined) await usablePlace(db, communityCode);
    const today = shanghaiDay(now);
    let shops = db
      .selectFrom('merchant as m')
      .select(columns)
      .where('m.standing', '=', 'signed')
      .where('m.from_day', '<=', today)
      .where('m.until_day', '>=', today);
    if (communityCode !== undefined) shops = shops.where('m.community_id', '=', communityCode);
    if (category !== undefined) shops = shops.where('m.category', '=', category);
    if (q !== undefined) {
      const { words, pairs } = wanted(q, communityCode);
      shops = shops.where(sql<boolean>`m.pairs @> ${sql.val(pairs)}::text[]`);
      for (const word of words) shops = shops.where(sql<boolean>`position(${word} in m.words) > 0`);
    }
    const rows = near
      ? await nearest(db, shops, distanceFrom(near), after, limit + 1)
      : await newest(shops, communityCode === undefined, after, limit + 1);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const ground = near && groundOf(near);
    const listed = shown.map((row) => ({ ...row, distance: ground === undefined ? null : row.away * ground }));
    return { merchants: await rowsOf(db, listed, now, origin), next: last ? writePosition(last) : null };
  },

  async show({ merchantId }, { db, actor, now, origin }) {
    const shop = await findShop(db, merchantId);
    if (!shop || shop.until_day === null) return refuse('merchant.missing');
    const rights = actor && rightsOf(shop, actor);
    return {
      merchant: await viewOf(db, shop, now, origin),
      ...(await publicPapers(db, shop, shanghaiDay(now))),
      helpful: actor !== null && (await isHelpful(db, shop, actor.id)),
      mine: rights?.isKeeper ?? false,
      staff: rights?.isVisitor ?? false,
    };
  },

  async mine(_input, { db, actor, now, origin }) {
    const rows = await db
      .selectFrom('merchant as m')
      .select(columns)
      .where('m.keeper_id', '=', actor.id)
      .orderBy('m.id', 'desc')
      .limit(50)
      .execute();
    return { merchants: await rowsOf(db, rows, now, origin) };
  },

  async desk({ communityCode, nodeCode, before, limit }, { db, now, origin }) {
    const after = before === undefined ? null : (readPosition(before) ?? badCursor());
    const today = shanghaiDay(now);
    const lists = sql<boolean>`exists (select 1 from service_list l
      where l.community_id = m.community_id and l.merchant_id = m.id and l.state = 'waiting' and m.until_day is not null)`;
    const waits = sql<number>`(m.standing = 'applied' or ${lists}
      or (m.standing = 'signed' and m.until_day between ${addDays(today, -30)}::date and ${addDays(today, 29)}::date))::int::float8`;
    let shops = db
      .selectFrom('merchant as m')
      .select(columns)
      .select([waits.as('away'), lists.as('listWaits')])
      .where('m.gone', '=', false)
      .where(below('m.community_id', nodeCode ?? communityCode ?? ''));
    if (after) shops = shops.where(sql<boolean>`(${waits}, m.id) < (${after.away}::float8, ${after.id}::bigint)`);
    const rows = await shops
      .orderBy(waits, 'desc')
      .orderBy('m.id', 'desc')
      .limit(limit + 1)
      .execute();
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const listed = await rowsOf(db, shown, now, origin);
    return {
      merchants: listed.map((row, i) => ({
        ...row,
        listWaits: shown[i]?.listWaits ?? false,
        waits: shown[i]?.away === 1,
      })),
      next: last ? writePosition(last) : null,
    };
  },
};

type Shops = SelectQueryBuilder<Tables & { m: Tables['merchant'] }, 'm', Listed>;
type Position = { away: number; id: string } | null;

/** The newest first. Those of all communities have an index of their own, on an expression that the others' lists do not use. */
function newest(shops: Shops, ofAll: boolean, after: Position, limit: number) {
  const id = ofAll ? sql<string>`(m.id + 0)` : sql.ref<string>('m.id');
  return (after ? shops.where(sql<boolean>`${id} < ${after.id}::bigint`) : shops)
    .select(sql<number>`0::float8`.as('away'))
    .orderBy(id, 'desc')
    .limit(limit)
    .execute();
}

/** The nearest first. The index gives them by distance alone; those equally far away are put in order afterwards. */
function nearest(db: Db, shops: Shops, away: RawBuilder<number>, after: Position, limit: number) {
  const from = after
    ? sql<boolean>`(${away}, -m.id) > (${after.away}::float8, -${after.id}::bigint)`
    : sql<boolean>`true`;
  const found = shops
    .where(sql<boolean>`m.place is not null`)
    .where(from)
    .select(away.as('away'))
    .orderBy(away)
    .fetch(limit, 'with ties');
  return db.selectFrom(found.as('m')).selectAll().orderBy('away').orderBy('id', 'desc').limit(limit).execute();
}

/** What everyone may read of a shop besides its facts: the agreement that runs, or the next or last one, and the list. */
export async function publicPapers(
  db: Db,
  shop: NonNullable<Awaited<ReturnType<typeof findShop>>>,
  today: string,
): Promise<{ agreement: ReturnType<typeof agreementView> | null; services: ReturnType<typeof listView> | null }> {
  const agreements = await agreementsOf(db, shop);
  const running = agreements.find(({ first_day, last_day }) => first_day <= today && today <= last_day);
  const next = agreements.findLast(({ first_day }) => first_day > today);
  const shown = running ?? next ?? agreements[0];
  const state = stateOf(shop, today);
  const [list] = isValid(state) || state === 'upcoming' ? await listsOf(db, shop, ['public'], 1) : [];
  return { agreement: shown ? agreementView(shown) : null, services: list ? listView(list) : null };
}

async function isHelpful(db: Db, shop: { community_id: string; id: string }, person: string): Promise<boolean> {
  const mark = await db
    .selectFrom('merchant_helpful')
    .select('at')
    .where('community_id', '=', shop.community_id)
    .where('merchant_id', '=', shop.id)
    .where('person_id', '=', person)
    .executeTakeFirst();
  return mark !== undefined;
}

function distanceFrom(near: Location) {
  const { x, y } = onPlane(near);
  return sql<number>`(m.place <-> point(${x}::float8, ${y}::float8))`;
}

const badCursor = () => refuse('input.invalid', { before: kitWords.badCursor });

/** Where a list goes on: what the last shop was sorted by, and which it was. */
const writePosition = ({ away, id }: { away: number; id: string }): string =>
  Buffer.from(`${away} ${id}`).toString('base64url');

function readPosition(cursor: string): { away: number; id: string } | null {
  const [, away, id] =
    /^(\d{1,20}(?:\.\d{1,30})?(?:e-\d{1,3})?) ([1-9]\d{0,17})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return away === undefined || id === undefined ? null : { away: Number(away), id };
}
