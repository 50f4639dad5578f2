import { sql, type RawBuilder } from 'kysely';
import type { NeedKind } from '../../types/desk';
import { addDays } from '../kit/clock';
import type { Db } from '../kit/database';
import type { Reach } from './rules';

/** What was found of one kind at one place. */
export interface Found {
  what: NeedKind;
  place: string;
  campaign: string | null;
  n: number;
  since: Date | null;
  due: Date | null;
  only: string;
  hours: string | null;
  at: string | null;
}

/** Whoever asks. */
export interface Asker {
  id: string;
  reach: Reach;
}

/** Past this many nobody counts on. */
export const MOST = 99;
/** What everyone must know is asked after from door to door for a week. */
const KNOWN_DAYS = 7;
/** As the list of shops has it (`merchants.desk`): so long before its end, and after it, an agreement is to be renewed. */
const ENDING_DAYS = 30;

type Rows = RawBuilder<unknown>;
const listed = (codes: readonly string[]): string => `{${codes.join()}}`;

/** The communities at a node and below it: official codes nest, and all communities' have twelve digits. */
const below = (column: string): RawBuilder<boolean> =>
  sql`${sql.ref(column)} between rpad(here.code, 12, '0') and rpad(here.code, 12, '9')`;
/** What a place owns or anything below it. */
const within = (column: string): RawBuilder<boolean> => sql`starts_with(${sql.ref(column)}, here.code)`;

/**
 * Of one kind, at each of some places `here`, as many as anybody wants to know of. All kinds are one statement, whatever the number of
 * places.
 * @param rows `id`, `since` and `due` of what is there
 */
const each = (what: NeedKind, codes: readonly string[], rows: Rows): Rows[] =>
  codes.length === 0
    ? []
    : [
        sql`select ${what}::text, here.code, null::bigint, t.* from unnest(${listed(codes)}::text[]) as here (code)
          cross join lateral (select count(*)::int as n, min(f.since), min(f.due), min(f.id)::text, null::text, null::text
            from (select * from (${rows}) a order by a.since limit ${MOST + 1}::int) f) t where t.n > 0`,
      ];

/** The same of one person's own, wherever it is. */
const own = (what: NeedKind, rows: Rows): Rows =>
  sql`select ${what}::text, f.place, null::bigint, count(*)::int, min(f.since), min(f.due), min(f.id)::text, null::text, null::text
    from (select a.*, row_number() over (partition by a.place order by a.since) as nth from (${rows}) a) f
    where f.nth <= ${MOST + 1}::int group by f.place`;

/** The same of eggs, campaign by campaign: where it is one community, there, and else at the node above. */
const eggs = (what: NeedKind, codes: readonly string[], rows: Rows): Rows[] =>
  codes.length === 0
    ? []
    : [
        sql`select ${what}::text, case when min(f.place) = max(f.place) then min(f.place) else here.code end, f.campaign_id,
            count(*)::int, min(f.since), null::timestamptz, min(f.id)::text, null::text, null::text
          from unnest(${listed(codes)}::text[]) as here (code)
          cross join lateral (select a.*, row_number() over (partition by a.campaign_id order by a.since) as nth from (${rows}) a) f
          where f.nth <= ${MOST + 1}::int
          group by here.code, f.campaign_id`,
      ];

/** What nobody has answered; the first condition is that of the index. */
const unanswered = (and: RawBuilder<boolean>, since = 'asked_at'): Rows =>
  sql`select r.id, r.${sql.ref(since)} as since, r.due_at as due from report r
    where r.community_id = here.code and r.shelf < 3 and r.shelf = 0 and ${and}`;

function reports({ id, reach: { answers, streets } }: Asker, now: Date): Rows[] {
  const isOver = (column: string) => sql<boolean>`${sql.ref(column)} <= ${now}::timestamptz`;
  const inTime = sql<boolean>`(r.due_at is null or not ${isOver('r.due_at')})`;
  const { communities, above } = answers;
  return [
    ...each('late', communities, unanswered(isOver('r.due_at'))),
    ...each('reopened', communities, unanswered(sql`r.reopened > 0 and ${inTime}`)),
    ...each('waiting', communities, unanswered(sql`r.reopened = 0 and ${inTime}`)),
    ...each(
      'due',
      communities,
      sql`select r.id, r.next_at as since, r.next_at as due from report r
        where r.community_id = here.code and r.shelf < 3 and r.shelf = 1 and ${isOver('r.next_at')}`,
    ),
    // Whoever said that it is done does not ask whether it is.
    ...each(
      'hear',
      communities,
      sql`select r.id, coalesce(r.answered_at, r.asked_at) as since, r.ends_at as due from report r
        where r.community_id = here.code and r.shelf < 3 and r.shelf = 2 and r.standing = 'closing' and not ${isOver('r.ends_at')}
          and r.reporter_id is null and r.way <> 'app' and r.closed_by <> ${id}::bigint`,
    ),
    // What lies in a community of one's own is late there, and not raised besides.
    ...each(
      'raised',
      above,
      sql`select r.id, r.asked_at as since, r.raised_at as due from report r
        where ${below('r.community_id')} and r.shelf < 3 and r.shelf = 0 and ${isOver('r.raised_at')}
          and r.community_id <> all (${listed(communities)}::text[])`,
    ),
    ...each(
      'whistle',
      streets,
      sql`select p.report_id as id, p.called_at as since, p.due_at as due from report_part p
        where p.done_at is null and p.unit_id is null and ${below('p.community_id')}`,
    ),
    own(
      'whistle',
      sql`select p.unit_place as place, p.report_id as id, p.called_at as since, p.due_at as due from unit_member m
        join unit u on u.community_id = m.community_id and u.id = m.unit_id and u.dropped_at is null
        join report_part p on p.unit_place = m.community_id and p.unit_id = m.unit_id and p.done_at is null
        where m.person_id = ${id}::bigint`,
    ),
  ];
}

function notices({ id, reach: { publishes, answers } }: Asker, now: Date, today: string): Rows[] {
  const mine = (held: RawBuilder<boolean>): Rows =>
    sql`select n.community_id as place, n.id, n.created_at as since, null::timestamptz as due from notice n
      where n.made_by = ${id}::bigint and n.publish_at is null and n.withdrawn_at is null and ${held}
        and exists (select 1 from unnest(${listed(publishes)}::text[]) as here (code) where ${within('n.community_id')})`;
  return [
    // As `whyNotRelease` has it: another than the writer looks, or anybody when people must know of it.
    ...each(
      'review',
      publishes,
      sql`select n.id, n.publish_at as since, null::timestamptz as due from notice n
        where n.held is not null and n.publish_at is not null and n.withdrawn_at is null and ${within('n.community_id')}
          and case n.held when 'review' then n.made_by <> ${id}::bigint when 'risky' then false else n.must_know end`,
    ),
    ...(publishes.length === 0
      ? []
      : [own('risky', mine(sql`n.held = 'risky'`)), own('draft', mine(sql`n.held is null`))]),
    ...each(
      'mustKnow',
      answers.communities,
      sql`select n.id, n.publish_at as since, null::timestamptz as due from notice n
        where n.community_id in (left(here.code, 4), left(here.code, 6), left(here.code, 9), here.code) and n.must_know
          and n.publish_at <= ${now}::timestamptz and n.publish_at > ${`${addDays(today, -KNOWN_DAYS)}T00:00:00+08:00`}::timestamptz
          and n.held is null and n.withdrawn_at is null and exists (
            select 1 from household h where h.community_id = here.code and h.dropped_at is null
              and not exists (select 1 from acknowledgement a where a.community_id = h.community_id and a.notice_id = n.id
                and a.household_id = h.id and a.version >= n.version)
              and 'told' is distinct from (select w.outcome from household_word w where w.community_id = h.community_id
                and w.notice_id = n.id and w.household_id = h.id order by w.noted_at desc, w.id desc limit 1))`,
    ),
    ...each(
      'claim',
      answers.communities,
      sql`select m.id, m.claimed_at as since, null::timestamptz as due from household_member m
        join person p on p.id = m.person_id and p.home_code = m.community_id
        where m.community_id = here.code and m.household_id is null and m.declined_at is null and m.person_id <> ${id}::bigint`,
    ),
  ];
}

function shops({ id, reach: { signs, visits } }: Asker, today: string): Rows[] {
  const isEnding = sql<boolean>`m.standing = 'signed' and m.until_day between ${addDays(today, -ENDING_DAYS)}::date
    and ${addDays(today, ENDING_DAYS - 1)}::date`;
  const lastDay = sql`(m.until_day::timestamp at time zone 'Asia/Shanghai')`;
  // Nobody signs for a shop of their own, and whoever keeps one does not see what was said of it.
  const others = sql<boolean>`m.gone = false and m.keeper_id is distinct from ${id}::bigint and ${below('m.community_id')}`;
  const kept = (and: RawBuilder<boolean>): Rows =>
    sql`select m.community_id as place, m.id, null::timestamptz as since, ${lastDay} as due from merchant m
      where m.keeper_id = ${id}::bigint and m.gone = false and ${and}`;
  return [
    ...each(
      'application',
      signs,
      sql`select m.id, m.made_at as since, null::timestamptz as due from merchant m where m.standing = 'applied' and ${others}`,
    ),
    ...each(
      'list',
      signs,
      sql`select m.id, l.made_at as since, null::timestamptz as due from service_list l
        join merchant m on m.community_id = l.community_id and m.id = l.merchant_id
        where l.state = 'waiting' and ${below('l.community_id')} and l.made_by <> ${id}::bigint
          and m.standing in ('signed', 'suspended') and m.until_day is not null and ${others}`,
    ),
    ...each(
      'expiring',
      signs,
      sql`select m.id, null::timestamptz as since, ${lastDay} as due from merchant m where ${isEnding} and ${others}`,
    ),
    ...each(
      'word',
      visits,
      sql`select w.id, w.at as since, null::timestamptz as due from merchant_word w
        join merchant m on m.community_id = w.community_id and m.id = w.merchant_id
        where w.heard_at is null and ${below('w.community_id')} and ${others}`,
    ),
    own('declined', kept(sql`m.standing = 'declined'`)),
    own('ending', kept(isEnding)),
  ];
}

function handing({ id, reach: { handsOut, runs, decides } }: Asker, today: string): Rows[] {
  const open = (
    table: 'egg_move' | 'egg_handing' | 'egg_flag' | 'egg_correction',
    since: string,
    and: RawBuilder<boolean>,
  ): Rows =>
    sql`select e.community_id as place, e.campaign_id, e.id, e.${sql.ref(since)} as since from ${sql.table(table)} e
      where ${below('e.community_id')} and ${and}`;
  const unsigned = sql<boolean>`e.counted is null and e.dropped_at is null and e.by_id <> ${id}::bigint`;
  return [
    ...(handsOut.length === 0
      ? []
      : [
          sql`select 'pickUp', m.community_id, m.campaign_id, 1, null::timestamptz, null::timestamptz, m.campaign_id::text,
              p ->> 'hours', p ->> 'at'
            from unnest(${listed(handsOut)}::text[]) as here (code)
            join campaign_community m on m.community_id = here.code and m.laid > 0
            join campaign c on c.id = m.campaign_id, jsonb_array_elements(c.pick_ups) p
            where p ->> 'day' = ${today} and coalesce(p ->> 'communityCode', m.community_id) = m.community_id`,
        ]),
    ...eggs('handing', handsOut, open('egg_handing', 'at', sql`e.state = 'waiting' and e.by_id <> ${id}::bigint`)),
    ...eggs('delivery', handsOut, open('egg_move', 'at', sql`e.kind = 'delivered' and ${unsigned}`)),
    ...eggs('giveBack', runs, open('egg_move', 'at', sql`e.kind = 'returned' and ${unsigned}`)),
    // The others are there to be looked at; this one keeps somebody's eggs back.
    ...eggs(
      'flag',
      decides,
      open('egg_flag', 'at', sql`e.kind = 'risk' and e.verdict is null and e.person_id <> ${id}::bigint`),
    ),
    ...eggs(
      'correction',
      decides,
      open(
        'egg_correction',
        'asked_at',
        sql`e.state = 'asked' and e.asked_by <> ${id}::bigint and e.person_id <> ${id}::bigint`,
      ),
    ),
  ];
}

/** All that needs somebody, in one statement. */
export async function findNeeds(db: Db, asker: Asker, now: Date, today: string): Promise<Found[]> {
  const all = [...reports(asker, now), ...notices(asker, now, today), ...shops(asker, today), ...handing(asker, today)];
  const { rows } = await sql<Found>`select * from (${sql.join(all, sql` union all `)})
    as found (what, place, campaign, n, since, due, "only", hours, at)`.execute(db);
  return rows;
}

/** Whether somebody handles whistles for a unit, and whether they keep a shop. */
export async function standingOf(db: Db, person: string): Promise<{ isCalled: boolean; keepsShop: boolean }> {
  const { rows } = await sql<{ isCalled: boolean; keepsShop: boolean }>`select
    exists (select 1 from unit_member m
      join unit u on u.community_id = m.community_id and u.id = m.unit_id and u.dropped_at is null
      where m.person_id = ${person}::bigint) as "isCalled",
    exists (select 1 from merchant where keeper_id = ${person}::bigint) as "keepsShop"`.execute(db);
  return rows[0] ?? { isCalled: false, keepsShop: false };
}
