import { sql } from 'kysely';
import { addDays, daysBetween, shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { lineage } from '../org';
import { answersOn, answersSummed, columns, counted, countedAt, leafOf, mustKnowDays, summed } from './queries';

/** A number for the advisory lock under which one of several processes counts. */
const FIGURES_LOCK = 20_261_128;
/** So long after midnight an open or a read of the day before may still arrive: calls end in seconds, and clocks differ by less. */
const LATE_MS = 3_600_000;
/** So many places are counted in one transaction. */
const AT_ONCE = 1_000;

/** One small transaction, unless another process is counting: then null. */
const alone = <T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T | null> =>
  db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ alone: boolean }>`select pg_try_advisory_xact_lock(${FIGURES_LOCK}) as alone`.execute(
      tx,
    );
    return rows[0]?.alone ? work(tx) : null;
  });

/**
 * Counts again what has moved since the last time. What is to be counted stands in `figure_stale` and is taken out of it in the transaction
 * that counts: a process that ends in the middle loses nothing, and what arrives meanwhile is found the next time.
 */
export async function rollFigures(db: Db, now: Date, more: () => boolean): Promise<void> {
  for (const day of await lastDays(db, now)) {
    if (!more()) return;
    if ((await alone(db, (tx) => markRead(tx, day))) === null) return;
  }
  if ((await alone(db, markRegisters)) === null) return;
  // What comes while this goes on is left for the next time: in a rush it would never end.
  const last = await lastMark(db);
  let isLeft: boolean | null = true;
  while (isLeft) {
    if (!more()) return;
    isLeft = await alone(db, (tx) => countSome(tx, last, now));
    if (isLeft === null) return;
  }
  await alone(db, (tx) =>
    tx
      .insertInto('figure_roll')
      .values({ counted_at: now })
      .onConflict((conflict) =>
        conflict.column('one').doUpdateSet({ counted_at: sql`greatest(figure_roll.counted_at, excluded.counted_at)` }),
      )
      .execute(),
  );
}

/** The days of which opens and reads may have come since the last time, today's first; all there are before the first time. */
async function lastDays(db: Db, now: Date): Promise<string[]> {
  const [today, last] = [shanghaiDay(now), await countedAt(db)];
  const first = last ? shanghaiDay(new Date(last.getTime() - LATE_MS)) : await firstRead(db);
  return daysBetween(first ?? today, today).reverse();
}

const firstRead = async (db: Db): Promise<string | null> =>
  (
    await sql<{ day: string | null }>`select least(
      (select min(day) from notice_open), (select min(day) from notice_read)) as day`.execute(db)
  ).rows[0]?.day ?? null;

/** The places whose opens or reads of a day are not those that were counted: two walks along one day of an index. */
const markRead = (tx: Db, day: string) =>
  sql`insert into figure_stale (community_id, day)
    select came.community_id, ${day}::date
    from (select community_id, coalesce(o.n, 0) as opens, coalesce(r.n, 0) as readers
        from (select community_id, count(*)::int as n from notice_open where day = ${day}::date group by 1) o
        full join (select community_id, count(*)::int as n from notice_read where day = ${day}::date group by 1) r
          using (community_id)) came
      left join figure_day f on f.community_id = ${leafOf(sql`came.community_id`)} and f.day = ${day}::date
    where (coalesce(f.opens, 0), coalesce(f.readers, 0)) is distinct from (came.opens, came.readers)`.execute(tx);

/** A register that has changed is counted again for every day on which something came out that it must know. */
const markRegisters = async (tx: Db) => {
  const taken = await sql<{
    community_id: string;
  }>`delete from figure_stale where day is null returning community_id`.execute(tx);
  const codes = [...new Set(taken.rows.map((row) => row.community_id))];
  if (codes.length > 0)
    await sql`insert into figure_stale (community_id, day, due)
      select community_id, day, due from ${mustKnowDays(sql`unnest(${codes}::text[])`)} as d`.execute(tx);
  return true;
};

const lastMark = async (db: Db): Promise<string> =>
  (await sql<{ id: string }>`select coalesce(max(id), 0) as id from figure_stale`.execute(db)).rows[0]?.id ?? '0';

/** Counts some places of the latest day that has any to count. @returns whether there was one */
async function countSome(tx: Db, last: string, now: Date): Promise<boolean> {
  const wanted = sql`due <= ${now}::timestamptz and id <= ${last}::bigint`;
  const { rows } = await sql<{ day: string }>`select day from figure_stale
    where day <= ${shanghaiDay(now)}::date and ${wanted} order by day desc limit 1`.execute(tx);
  const day = rows[0]?.day;
  if (day === undefined) return false;
  const taken = await sql<{ community_id: string }>`
    delete from figure_stale where day = ${day}::date and ${wanted} and community_id in (
      select distinct community_id from figure_stale where day = ${day}::date and ${wanted}
      order by community_id limit ${AT_ONCE})
    returning community_id`.execute(tx);
  await countDay(tx, day, [...new Set(taken.rows.map((row) => row.community_id))], now);
  return true;
}

/** Counts a day of some places, and sums it up for all that lie above them. */
async function countDay(tx: Db, day: string, codes: readonly string[], now: Date): Promise<void> {
  const leaves = codes.map((code) => code.padEnd(12, '0'));
  const above = [...new Set(codes.flatMap(lineage))].filter((code) => code.length < 12);
  for (const table of ['figure_day', 'figure_answer'] as const)
    await tx
      .deleteFrom(table)
      .where('day', '=', day)
      .where(sql<boolean>`community_id = any (${[...leaves, ...above]}::text[])`)
      .execute();
  await sql`insert into figure_day (community_id, day, ${columns})
    select community_id, ${day}::date, ${columns} from ${counted(day, codes, now)} as c`.execute(tx);
  await sql`insert into figure_answer (community_id, day, minutes, answers)
    select community_id, ${day}::date, minutes, answers from ${answersOn(day, codes)} as c`.execute(tx);
  await sql`insert into figure_day (community_id, day, ${columns})
    select code, ${day}::date, ${columns} from ${summed(day)} as s where code = any (${above}::text[])`.execute(tx);
  await sql`insert into figure_answer (community_id, day, minutes, answers)
    select code, ${day}::date, minutes, answers from ${answersSummed(day)} as s where code = any (${above}::text[])`.execute(
    tx,
  );
}

/** The days that are over as far as opens and reads go: what is counted of them is right, but for what is marked. */
export async function finishedDays(db: Db): Promise<string[]> {
  const last = await countedAt(db);
  if (last === null) return [];
  const { rows } = await sql<{ day: string | null }>`select least(
    (select min(day) from notice_open), (select min(day) from notice_read), (select min(shanghai_day(publish_at)) from notice),
    (select min(shanghai_day(filed_at)) from report), (select min(day) from figure_day)) as day`.execute(db);
  const first = rows[0]?.day;
  return first ? daysBetween(first, addDays(shanghaiDay(new Date(last.getTime() - LATE_MS)), -1)) : [];
}
