import { sql, type Kysely } from 'kysely';

/**
 * The two counting functions of 0002 again, decided first and written afterwards. Whoever holds the locks of the
 * communities is alone with their rows, so one SELECT can say what becomes of every row of a batch; the writes then do
 * just that, and any unique key they would break is a bug and not a case.
 *
 * The first plan a connection makes is kept, and it must be right for an empty table as for one of ten million rows,
 * whatever was last counted. So each look-up is lateral, names the columns of one index and no other, and the settings
 * leave the planner nothing but a probe of that index.
 */
const STEADY = `
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  set enable_hashjoin = off
  set enable_mergejoin = off
  set enable_material = off
  set jit = off`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- credit_reads takes an egg's campaign from this very table under its lock; asking once more for each egg cost a
    -- tenth of the credit.
    alter table egg drop constraint egg_community_id_campaign_id_fkey;
    drop function record_opens(jsonb);
    drop function credit_reads(jsonb);

    -- Rows: i, community_id, notice_id, id, person_id?, at, day, card?, scene?. A card that is not one of this notice is dropped.
    create function record_opens(batch json)
      returns table (i integer, readers integer, opens integer, read boolean)
      language plpgsql ${sql.raw(STEADY)} as $$
    #variable_conflict use_column
    begin
      perform lock_communities(array(
        select distinct r.community_id from json_to_recordset(batch) as r (community_id text)));
      return query
      with seen as materialized (
        select r.*, c.id as known_card, k.readers,
          (k.opens + count(*) over (partition by r.notice_id))::integer as opens,
          exists (select 1 from notice_read x where x.community_id = r.community_id
            and x.notice_id = r.notice_id and x.person_id = r.person_id limit 1) as read
        from json_to_recordset(batch) as r (i integer, community_id text, notice_id bigint, id bigint, person_id bigint,
            at timestamptz, day date, card text, scene integer)
          left join lateral (select k.readers, k.opens from notice_count k
            where k.community_id = r.community_id and k.notice_id = r.notice_id limit 1) k on true
          -- Both indexes of card begin with the community. Asked for its ids in order, only the right one will do.
          left join lateral (select c.id, c.notice_id from card c where c.community_id = r.community_id
            and c.id >= r.card order by c.id limit 1) c on c.id = r.card and c.notice_id = r.notice_id
      ), opened as (
        insert into notice_open (community_id, notice_id, id, person_id, day, opened_at, card, scene)
        select s.community_id, s.notice_id, s.id, s.person_id, s.day, s.at, s.known_card, s.scene from seen s
      ), counted as (
        update notice_count c set opens = n.opens
        from (select s.community_id, s.notice_id, max(s.opens) as opens from seen s group by 1, 2) n
        where c.community_id = n.community_id and c.notice_id = n.notice_id
      )
      select s.i, s.readers, s.opens, s.read from seen s;
    end $$;

    -- Rows: i, token (the session's, hashed, in hex), community_id, notice_id, person_id (the ticket's), open_id, at, day,
    -- card?, scene?, lays (false when it came from a message). Outcomes: credited, repeated (this open was credited
    -- before), already (another open was), withdrawn, missing, foreign (the session is another person's), nobody (there
    -- is no such session, or it is a persona's and this is no demo), and moved: the resident moved house while the
    -- batch waited for its locks, so that the new home's is not held; nothing was done, and the caller tries again.
    create function credit_reads(batch json, demo boolean)
      returns table (i integer, outcome text, readers integer, egg_day date, reason text)
      language plpgsql ${sql.raw(STEADY)} as $$
    #variable_conflict use_column
    declare locked text[];
    begin
      locked := array(
        select distinct place.code from json_to_recordset(batch) as r (community_id text, person_id bigint)
          left join lateral (select p.home_code from person p where p.id = r.person_id limit 1) p on true,
          lateral (values (r.community_id), (p.home_code)) as place (code)
        where place.code is not null);
      perform lock_communities(locked);
      return query
      with seen as (
        select r.*, p.home_code as home, c.id as known_card, k.readers as readers_before,
          case
            when s.person_id is null or not demo and p.persona is not null then 'nobody'
            when s.person_id <> r.person_id then 'foreign'
            when p.home_code <> all (locked) then 'moved'
            when n.publish_at is null or n.publish_at > r.at then 'missing'
            when n.withdrawn_at is not null then 'withdrawn'
            when x.open_id = r.open_id then 'repeated'
            when x.open_id is not null then 'already'
          end as no
        from json_to_recordset(batch) as r (i integer, token text, community_id text, notice_id bigint, person_id bigint,
            open_id bigint, at timestamptz, day date, card text, scene integer, lays boolean)
          left join lateral (select s.person_id from session s
            where s.token_hash = decode(r.token, 'hex') and s.expires_at > r.at limit 1) s on true
          left join lateral (select p.home_code, p.persona from person p where p.id = s.person_id limit 1) p on true
          left join lateral (select n.publish_at, n.withdrawn_at from notice n
            where n.community_id = r.community_id and n.id = r.notice_id limit 1) n on true
          left join lateral (select k.readers from notice_count k
            where k.community_id = r.community_id and k.notice_id = r.notice_id limit 1) k on true
          left join lateral (select x.open_id from notice_read x
            where x.community_id = r.community_id and x.notice_id = r.notice_id and x.person_id = r.person_id limit 1) x on true
          -- Both indexes of card begin with the community. Asked for its ids in order, only the right one will do.
          left join lateral (select c.id, c.notice_id from card c where c.community_id = r.community_id
            and c.id >= r.card order by c.id limit 1) c on c.id = r.card and c.notice_id = r.notice_id
      ), grouped as (
        -- One person's reads of one notice in one batch: the first is the credit, the others repeat it.
        select s.*, row_number() over alike as nth, first_value(s.i) over alike as first_i, first_value(s.open_id) over alike as first_open
        from seen s window alike as (partition by s.notice_id, s.person_id, s.no is null order by s.i)
      ), credited as (
        select g.*, g.no is null and g.nth = 1 as is_new,
          (g.readers_before + count(*) filter (where g.no is null and g.nth = 1) over (partition by g.notice_id))::integer as readers
        from grouped g
      ), candidate as (
        select c.*, m.campaign_id, m.cap, m.stock, m.laid, had.eggs as had,
          case
            when not c.is_new then 'none'
            when not c.lays then 'egg.message'
            when c.home is null then 'egg.homeless'
            when m.campaign_id is null then 'egg.noCampaign'
            when had.today then 'egg.today'
          end as why_not
        from credited c
          left join lateral (select m.campaign_id, m.cap, m.stock, m.laid from campaign_community m
            where c.is_new and c.lays and m.community_id = c.home and c.day between m.first_day and m.last_day limit 1) m on true
          left join lateral (select count(*) as eggs, bool_or(e.day = c.day) as today
            from (select e.campaign_id, e.day from egg e where m.campaign_id is not null and e.person_id = c.person_id offset 0) e
            where e.campaign_id = m.campaign_id) had on true
      ), today as (
        select c.*, row_number() over (partition by c.person_id, c.day, c.why_not is null order by c.i) as nth_today
        from candidate c
      ), capped as (
        -- A day's first read decides for the others of its batch. A batch may hold one resident's reads on both sides
        -- of midnight, so the cap counts within the batch, too.
        select t.*, case
            when t.why_not is not null then t.why_not
            when t.nth_today > 1 then 'later'
            when t.had + row_number() over (partition by t.person_id, t.why_not is null and t.nth_today = 1 order by t.i) > t.cap
              then 'egg.cap'
          end as no_egg
        from today t
      ), numbered as (
        select c.*, (c.laid + row_number() over (partition by c.campaign_id, c.home, c.no_egg is null order by c.i))::integer as number
        from capped c
      ), verdict as materialized (
        select n.*, coalesce(n.no_egg, case when n.number > n.stock then 'egg.stock' end) as reason from numbered n
      ), read_now as (
        insert into notice_read (community_id, notice_id, person_id, open_id, day, credited_at, home_code, card, scene)
        select v.community_id, v.notice_id, v.person_id, v.open_id, v.day, v.at, v.home, v.known_card, v.scene
        from verdict v where v.is_new
      ), counted_now as (
        update notice_count c set readers = n.readers
        from (select v.community_id, v.notice_id, max(v.readers) as readers from verdict v where v.is_new group by 1, 2) n
        where c.community_id = n.community_id and c.notice_id = n.notice_id
      ), laid_now as (
        insert into egg (community_id, campaign_id, person_id, day, number, notice_id, open_id, laid_at)
        select v.home, v.campaign_id, v.person_id, v.day, v.number, v.notice_id, v.open_id, v.at
        from verdict v where v.reason is null
      ), stocked_now as (
        update campaign_community m set laid = n.laid
        from (select v.home, v.campaign_id, max(v.number) as laid from verdict v where v.reason is null group by 1, 2) n
        where m.community_id = n.home and m.campaign_id = n.campaign_id
      )
      select v.i,
        case when v.no is not null then v.no when v.is_new then 'credited' when v.open_id = v.first_open then 'repeated' else 'already' end,
        coalesce(v.readers, 0),
        -- A repetition hears of the egg that its open laid, in this batch or before: so a retry after a lost answer is
        -- told the truth.
        case
          when v.is_new then case when v.reason is null then v.day end
          when v.no is null and v.open_id = v.first_open then
            (select f.day from verdict f where f.i = v.first_i and f.reason is null)
          when v.no = 'repeated' then
            (select e.day from egg e where e.person_id = v.person_id and e.open_id = v.open_id limit 1)
        end,
        case v.reason
          when 'none' then null
          when 'later' then coalesce((select f.reason from verdict f
            where f.person_id = v.person_id and f.day = v.day and f.why_not is null and f.nth_today = 1), 'egg.today')
          else v.reason
        end
      from verdict v;
    end $$;
  `.execute(db);
}
