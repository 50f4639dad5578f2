import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../kit/database';
import type { Counts } from '../kit/figureTables';
import type { Answers, Day, Period } from './rules';

export const measured = [
  ...(['notices', 'readers', 'opens', 'knowing', 'households', 'raised', 'answered'] as const),
  ...(['closed', 'agreed', 'reopened', 'score_sum', 'scores', 'badges'] as const),
] satisfies (keyof Counts)[];

/** `a, b, c`, each as `of` writes it. */
export const listed = (of: (column: string) => RawBuilder<unknown>) => sql.join(measured.map(of));
export const columns = listed((column) => sql.ref(column));

/** Twelve digits for what a place did itself: see migration 0011. */
export const leafOf = (code: RawBuilder<unknown>) => sql`rpad(${code}, 12, '0')`;

/** Of a report: its reporter took it back. One whose reporter has left for good was raised all the same, and goes on counting. */
const takenBack = sql`r.standing = 'withdrawn' and exists (select 1 from report_line w
  where w.community_id = r.community_id and w.report_id = r.id and w.step = 'withdraw' and w.at = r.ends_at)`;

/**
 * What some places did on a day, or all of them, each counted from the events themselves, as `community_id` (twelve digits) and the columns of `Counts`; a
 * place without anything has no row. Every part is a probe for each place of an index that begins with the day, or a walk along that day: what a place did in all
 * its years, and what all the others did on that day, is not read.
 *
 * Nothing here is of rows that somebody's leaving or the night takes away (`people/account.ts`, `kit/sweep.ts`): opens, reads, lines, agreements
 * and acknowledgements stay and are of a number that leads to nobody; of a report only what it says, and whose it was, is forgotten.
 */
export const counted = (day: string, codes: readonly string[] | null, now: Date) => {
  const on = sql`${day}::date`;
  const here = among(codes);
  return sql`(with place as materialized (select ${codes === null ? sql`code from node where level = 'community'` : sql`unnest(${codes}::text[]) as code`}
    ), published as (
      select n.community_id, n.id, n.version, n.must_know from notice n
      where shanghai_day(n.publish_at) = ${on} and n.publish_at <= ${now}::timestamptz and n.withdrawn_at is null and n.held is null
        and n.publish_at is not null
    ), register as (
      select p.code, count(*)::int as households from place p
        join household h on h.community_id = p.code and h.dropped_at is null
      where exists (select 1 from published where must_know)
      group by 1
    ), known as (
      -- As the boards of households have it, whoever told them.
      select r.code as community_id, sum(r.households)::int as households, sum(k.n)::int as knowing
      from published n join register r on starts_with(r.code, n.community_id)
        cross join lateral (
          select count(distinct s.household_id) as n from (
            select a.household_id from acknowledgement a
            where a.community_id = r.code and a.notice_id = n.id and a.household_id is not null and a.version >= n.version
            union all
            select w.household_id from (
              select distinct on (w.household_id) w.household_id, w.outcome from household_word w
              where w.community_id = r.code and w.notice_id = n.id
              order by w.household_id, w.noted_at desc, w.id desc) w
            where w.outcome = 'told'
          ) s join household h on h.community_id = r.code and h.id = s.household_id and h.dropped_at is null
        ) k
      where n.must_know group by 1
    ), line as (
      select community_id, step, score from report_line
      where shanghai_day(at) = ${on} and step in ('close', 'agree', 'object', 'rate') and ${here}
    ), turning as (
      -- Shops for which this day may be another than the one before.
      select community_id, merchant_id from agreement
      where ${here} and (first_day = ${on} or last_day = ${on} - 1 or shanghai_day(signed_at) = ${on})
      union
      select community_id, merchant_id from merchant_step
      where shanghai_day(at) in (${on}, ${on} - 1) and act in ('suspend', 'resume', 'revoke') and ${here}
    ), badge as (
      select t.community_id, case evening.day when ${on} then 1 else -1 end as n
      from turning t cross join (values (${on}), (${on} - 1)) as evening (day)
      where exists (select 1 from agreement a
          where a.community_id = t.community_id and a.merchant_id = t.merchant_id
            and evening.day between a.first_day and a.last_day and shanghai_day(a.signed_at) <= evening.day)
        and coalesce((select s.act from merchant_step s
          where s.community_id = t.community_id and s.merchant_id = t.merchant_id
            and s.act in ('suspend', 'resume', 'revoke') and shanghai_day(s.at) <= evening.day
          order by s.at desc, s.id desc limit 1), 'resume') = 'resume'
    ), found (community_id, ${columns}) as (
      ${sql.join(
        [
          part('notices', sql`select community_id, count(*) from published where ${here} group by 1`),
          part(
            'readers',
            sql`select community_id, count(*) from notice_read where day = ${on} and ${among(codes, byDay)} group by 1`,
          ),
          part(
            'opens',
            sql`select community_id, count(*) from notice_open where day = ${on} and ${among(codes, byDay)} group by 1`,
          ),
          part('knowing', sql`select community_id, knowing from known`),
          part('households', sql`select community_id, households from known`),
          part(
            'raised',
            sql`select community_id, count(*) from report r
              where shanghai_day(r.filed_at) = ${on} and ${here} and not (${takenBack}) group by 1`,
          ),
          part(
            'answered',
            sql`select community_id, count(*) from report
              where shanghai_day(first_at) = ${on} and first_at is not null and ${here} group by 1`,
          ),
          part('closed', sql`select community_id, count(*) from line where step = 'close' group by 1`),
          part('agreed', sql`select community_id, count(*) from line where step = 'agree' group by 1`),
          part('reopened', sql`select community_id, count(*) from line where step = 'object' group by 1`),
          part('score_sum', sql`select community_id, sum(score) from line where step = 'rate' group by 1`),
          part('scores', sql`select community_id, count(score) from line where step = 'rate' group by 1`),
          part('badges', sql`select community_id, sum(n) from badge group by 1`),
        ],
        sql` union all `,
      )}
    )
    select ${leafOf(sql`community_id`)} as community_id, ${listed((column) => sql`sum(${sql.ref(column)})::int as ${sql.ref(column)}`)}
    from found group by 1
    having ${sql.join(
      measured.map((column) => sql`sum(${sql.ref(column)}) <> 0`),
      sql` or `,
    )})`;
};

/** Said by a look-up and not by a list: the planner would weigh every code of it, for every measure. */
const among = (codes: readonly string[] | null, community = sql`community_id`) =>
  codes === null ? sql`true` : sql`${community} = any (array(select code from place))`;
/** As the indexes of opens and reads by day have it (migration 0011). */
const byDay = sql`(community_id || '')`;

/** One measure of places, among noughts for all the others. */
const part = (measure: keyof Counts, query: RawBuilder<unknown>) =>
  sql`select community_id, ${listed((column) => (column === measure ? sql`n::int` : sql`0`))} from (${query}) as q (community_id, n)`;

/**
 * In how many minutes of service the first answers of a day came, by place: whole ones, and what took less than one took one. Where
 * nobody serves at all there is no promise and no time.
 */
export const answersOn = (day: string, codes: readonly string[] | null) => sql`(
  with place as materialized (select unnest(${codes ?? []}::text[]) as code)
  select ${leafOf(sql`community_id`)} as community_id, greatest(1, ceil(first_took_ms / 60000.0))::int as minutes, count(*)::int as answers
  from report where shanghai_day(first_at) = ${day}::date and first_at is not null and first_took_ms is not null
    and ${among(codes)}
  group by 1, 2)`;

/** A day of every node above communities, as the sum of all at and below it. */
export const summed = (day: string) => sql`(
  select left(community_id, n) as code, ${listed((column) => sql`sum(${sql.ref(column)})::int as ${sql.ref(column)}`)}
  from figure_day cross join (values (4), (6), (9)) as level (n) join node on code = left(community_id, n) where day = ${day}::date and length(community_id) = 12 group by 1)`;

export const answersSummed = (day: string) => sql`(
  select left(community_id, n) as code, minutes, sum(answers)::int as answers
  from figure_answer cross join (values (4), (6), (9)) as level (n) join node on code = left(community_id, n) where day = ${day}::date and length(community_id) = 12 group by 1, 2)`;

/** The days on which something came out that some communities must know. */
export const mustKnowDays = (codes: RawBuilder<unknown>) => sql`(
  select c.code as community_id, shanghai_day(n.publish_at) as day, min(n.publish_at) as due
  from (select distinct code from ${codes} as given (code)) c join notice n on n.must_know and n.publish_at is not null
    and n.community_id in (left(c.code, 4), left(c.code, 6), left(c.code, 9), c.code)
  group by 1, 2)`;

/** What is kept of a place from one day to another: a row for each day on which something happened. */
export const daysOf = (db: Db, code: string, { firstDay, lastDay }: Period): Promise<Day[]> =>
  db
    .selectFrom('figure_day')
    .select(['day', ...measured])
    .where('community_id', '=', code)
    .where('day', '>=', firstDay)
    .where('day', '<=', lastDay)
    .orderBy('day')
    .execute();

/** The first day of a place, and how many badges were valid there before some other one. */
export const beginningOf = (db: Db, code: string, firstDay: string) =>
  db
    .selectFrom('figure_day')
    .select((eb) => [
      eb.fn.min('day').as('since'),
      sql<number>`coalesce(sum(badges) filter (where day < ${firstDay}::date), 0)::int`.as('badges'),
    ])
    .where('community_id', '=', code)
    .executeTakeFirstOrThrow();

/** First answers of a place by minutes, of each period. */
export async function answersOf(db: Db, code: string, periods: readonly Period[]): Promise<Answers[][]> {
  const { rows } = await sql<Answers & { nth: number }>`
    select p.nth::int as nth, a.minutes, sum(a.answers)::int as answers
    from unnest(${periods.map(({ firstDay }) => firstDay)}::date[], ${periods.map(({ lastDay }) => lastDay)}::date[])
        with ordinality as p (first_day, last_day, nth)
      join figure_answer a on a.community_id = ${code} and a.day between p.first_day and p.last_day
    group by 1, 2`.execute(db);
  return periods.map((_, i) => rows.filter(({ nth }) => nth === i + 1));
}

export const countedAt = async (db: Db): Promise<Date | null> =>
  (await db.selectFrom('figure_roll').select('counted_at').executeTakeFirst())?.counted_at ?? null;
