import { sql } from 'kysely';
import type { Db } from '../kit/database';
import type { FeedPosition } from './rules';

const listed = [
  'n.community_id',
  'n.id',
  'n.kind',
  'n.title',
  'n.pictures',
  'n.byline',
  'n.publish_at',
  'n.pinned',
  'n.withdrawn_at',
  'n.must_know',
  'n.held',
  'n.created_at',
] as const;

/** As much of the body as an excerpt can need. */
const beginning = sql<string>`left(n.body, 200)`.as('body');

/** One notice by its id, whatever its state; the row is locked when it is about to be changed. */
export async function findNotice(db: Db, id: string, toChange = false) {
  const notice = db.selectFrom('notice').selectAll().where('id', '=', id);
  return (toChange ? notice.forUpdate() : notice).executeTakeFirst();
}

/**
 * What the places of a lineage have published, pinned first, then newest. Each place's part is read from its own index
 * range and stops at the limit, so that neither the number of communities nor the years behind make a feed slower. Each
 * is a query of its own and not a join with the lineage, because only then does the planner know which place it is
 * about: a city has written a hundred times as much as a community.
 */
export function feed(db: Db, lineage: readonly string[], now: Date, after: FeedPosition | null, limit: number) {
  const [first = '', ...others] = lineage;
  const all = others.reduce((sofar, code) => sofar.unionAll(own(code)), own(first));
  return db
    .selectFrom(all.as('n'))
    .innerJoin('notice_count as c', (join) =>
      join.onRef('c.community_id', '=', 'n.community_id').onRef('c.notice_id', '=', 'n.id'),
    )
    .select(listed)
    .select(['n.body', 'c.readers', 'c.opens'])
    .orderBy('n.pinned', 'desc')
    .orderBy('n.publish_at', 'desc')
    .orderBy('n.id', 'desc')
    .limit(limit)
    .execute();

  function own(code: string) {
    let notices = db
      .selectFrom('notice as n')
      .select(listed)
      .select(beginning)
      .where('n.community_id', '=', code)
      .where('n.publish_at', 'is not', null)
      .where('n.publish_at', '<=', now)
      .where('n.withdrawn_at', 'is', null)
      .where('n.held', 'is', null);
    if (after)
      notices = notices.where(
        sql<boolean>`(n.pinned, n.publish_at, n.id) < (${after.pinned}, ${after.at}::timestamptz, ${after.id}::bigint)`,
      );
    const newest = notices
      .orderBy('n.pinned', 'desc')
      .orderBy('n.publish_at', 'desc')
      .orderBy('n.id', 'desc')
      .limit(limit);
    return db.selectFrom(newest.as('n')).selectAll();
  }
}

/** Notices as the desk lists them. */
const withCounts = (db: Db) =>
  db
    .selectFrom('notice as n')
    .innerJoin('notice_count as c', (join) =>
      join.onRef('c.community_id', '=', 'n.community_id').onRef('c.notice_id', '=', 'n.id'),
    )
    .select(listed)
    .select(beginning)
    .select(['c.readers', 'c.opens']);

/** Everything a place has written, in any state, newest first. */
export function writtenAt(db: Db, code: string, before: string | null, limit: number) {
  let rows = withCounts(db).where('n.community_id', '=', code);
  if (before !== null) rows = rows.where('n.id', '<', before);
  return rows.orderBy('n.id', 'desc').limit(limit).execute();
}

/** What is held at a place and below it: first what only a person can let out, then the oldest. */
export const heldBelow = (db: Db, code: string, limit: number) =>
  withCounts(db)
    .where('n.held', 'is not', null)
    .where('n.publish_at', 'is not', null)
    .where('n.withdrawn_at', 'is', null)
    .where(sql<boolean>`starts_with(n.community_id, ${code})`)
    .orderBy(sql`n.held = 'review'`, 'desc')
    .orderBy('n.id')
    .limit(limit)
    .execute();

export const countsOf = (db: Db, community: string, noticeId: string) =>
  db
    .selectFrom('notice_count')
    .select(['readers', 'opens'])
    .where('community_id', '=', community)
    .where('notice_id', '=', noticeId)
    .executeTakeFirstOrThrow();

interface Place {
  community_id: string;
  id: string;
}

/** Readers and opens by Shanghai day, oldest first. */
export async function figuresByDay(db: Db, { community_id, id }: Place) {
  const { rows } = await sql<{ day: string; readers: number; opens: number }>`
    select day::text, sum(reads)::int as readers, sum(opens)::int as opens from (
      select day, 1 as reads, 0 as opens from notice_read where community_id = ${community_id} and notice_id = ${id}
      union all
      select day, 0, 1 from notice_open where community_id = ${community_id} and notice_id = ${id}
    ) as e group by day order by day`.execute(db);
  return rows;
}

/** Readers and opens by who made the card people came through. `shownCards` says which of them may be shown. */
export async function figuresByCard(db: Db, { community_id, id }: Place) {
  const { rows } = await sql<{ madeBy: 'staff' | 'resident' | 'none'; readers: number; opens: number }>`
    select case when c.id is null then 'none' when c.by_staff then 'staff' else 'resident' end as "madeBy",
      sum(e.reads)::int as readers, sum(e.opens)::int as opens
    from (
      select card, 1 as reads, 0 as opens from notice_read where community_id = ${community_id} and notice_id = ${id}
      union all
      select card, 0, 1 from notice_open where community_id = ${community_id} and notice_id = ${id}
    ) as e left join card c on c.community_id = ${community_id} and c.id = e.card
    group by 1 order by 1`.execute(db);
  return rows;
}
