import { sql, type Kysely } from 'kysely';

/**
 * The two counting functions again, on columns and not on JSON, which was read three times over; and a batch of reads holds a person
 * once, so that nobody's row depends on another row of theirs. The two together were a tenth of a credit. How a plan is kept steady, 0003 says.
 *
 * The functions of 0003 and 0010 stay for the processes that still run while this version comes: they count by the same locks, and
 * `tests/credit.columns.test.ts` holds them to the same answers. The next migration that touches what they read drops them.
 */
const STEADY = `
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off
  set enable_mergejoin = off set enable_material = off set jit = off`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- One element of each array is a row. A card that is not one of this notice is dropped.
    create function record_opens(communities text[], notices bigint[], ids bigint[], persons bigint[], ats timestamptz[],
        days date[], cards text[], scenes integer[])
      returns table (i integer, readers integer, opens integer, read boolean)
      language plpgsql ${sql.raw(STEADY)} as $$
    #variable_conflict use_column
    begin
      perform lock_communities(array(select distinct unnest(communities)));
      return query
      with seen as materialized (
        select r.*, c.id as known_card, k.readers,
          (k.opens + count(*) over (partition by r.notice_id))::integer as opens,
          exists (select 1 from notice_read x where x.community_id = r.community_id
            and x.notice_id = r.notice_id and x.person_id = r.person_id limit 1) as read
        from unnest(communities, notices, ids, persons, ats, days, cards, scenes) with ordinality
            as r (community_id, notice_id, id, person_id, at, day, card, scene, i)
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
      select s.i::integer, s.readers, s.opens, s.read from seen s;
    end $$;

    -- One element of each array is a row: the session's token, hashed; the notice; the person of the ticket and the open it
    -- stands for; when; by which card, if any; and whether it may lay an egg (not when it came from a message). Outcomes: credited,
    -- repeated (this open was credited before), already (another open was), withdrawn, missing, foreign (the session is another
    -- person's), nobody (there is no such session, or it is a persona's and this is no demo), and moved: the resident moved
    -- house while the batch waited for its locks, so that the new home's is not held; nothing was done, and the caller
    -- tries again.
    create function credit_reads(tokens bytea[], communities text[], notices bigint[], persons bigint[], open_ids bigint[],
        ats timestamptz[], days date[], cards text[], scenes integer[], may_lay boolean[], demo boolean)
      returns table (i integer, outcome text, readers integer, egg_day date, reason text)
      language plpgsql ${sql.raw(STEADY)} as $$
    #variable_conflict use_column
    declare
      locked text[];
      people integer;
    begin
      select array_agg(distinct place.code) filter (where place.code is not null), count(distinct r.person_id)
        into locked, people
        from unnest(communities, persons) as r (community_id, person_id)
          left join lateral (select p.home_code from person p where p.id = r.person_id limit 1) p on true,
          lateral (values (r.community_id), (p.home_code)) as place (code);
      -- Whether somebody has had their egg of the day, or as many as the cap, is asked of what was there before the batch.
      if people < cardinality(persons) then raise exception 'A batch of reads holds a person once'; end if;
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
        from unnest(tokens, communities, notices, persons, open_ids, ats, days, cards, scenes, may_lay) with ordinality
            as r (token, community_id, notice_id, person_id, open_id, at, day, card, scene, lays, i)
          left join lateral (select s.person_id from session s
            where s.token_hash = r.token and s.expires_at > r.at limit 1) s on true
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
      ), counted as (
        select s.*, (s.readers_before + count(*) filter (where s.no is null) over (partition by s.notice_id))::integer as readers,
          m.campaign_id, m.stock, m.laid,
          case
            when s.no is not null then 'none'
            when not s.lays then 'egg.message'
            when s.home is null then 'egg.homeless'
            when m.campaign_id is null or m.stopped = 'ended' then 'egg.noCampaign'
            when m.stopped = 'paused' then 'egg.paused'
            when had.today then 'egg.today'
            when had.eggs >= m.cap then 'egg.cap'
          end as no_egg
        from seen s
          left join lateral (select m.campaign_id, m.cap, m.stock, m.laid, m.stopped from campaign_community m
            where s.no is null and s.lays and m.community_id = s.home and s.day between m.first_day and m.last_day limit 1) m on true
          left join lateral (select count(*) as eggs, bool_or(e.day = s.day) as today
            from (select e.campaign_id, e.day from egg e where m.campaign_id is not null and e.person_id = s.person_id offset 0) e
            where e.campaign_id = m.campaign_id) had on true
      ), numbered as (
        select c.*, (c.laid + row_number() over (partition by c.campaign_id, c.home, c.no_egg is null order by c.i))::integer as number
        from counted c
      ), verdict as materialized (
        select n.*, coalesce(n.no_egg, case when n.number > n.stock then 'egg.stock' end) as reason from numbered n
      ), read_now as (
        insert into notice_read (community_id, notice_id, person_id, open_id, day, credited_at, home_code, card, scene)
        select v.community_id, v.notice_id, v.person_id, v.open_id, v.day, v.at, v.home, v.known_card, v.scene
        from verdict v where v.no is null
      ), counted_now as (
        update notice_count c set readers = n.readers
        from (select v.community_id, v.notice_id, max(v.readers) as readers from verdict v where v.no is null group by 1, 2) n
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
      select v.i::integer, coalesce(v.no, 'credited'), coalesce(v.readers, 0),
        -- A repetition hears of the egg that its open laid: so a retry after a lost answer is told the truth.
        case
          when v.reason is null then v.day
          when v.no = 'repeated' then (select e.day from egg e where e.person_id = v.person_id and e.open_id = v.open_id limit 1)
        end,
        nullif(v.reason, 'none')
      from verdict v;
    end $$;
  `.execute(db);
}
