import { sql, type Kysely } from 'kysely';

/**
 * The two functions that count: opens, and read credits with the eggs they lay. Each takes a whole batch as JSON and
 * works in two statements: first it locks the communities concerned, in code order, as every writer of these tables
 * does; then one statement, whose snapshot is younger than the locks, does all the rest.
 *
 * Rows of the large tables are looked up laterally, one index probe for each row of the batch: a plain join lets the
 * planner scan a table that was small when it last counted, and eggs grow by thousands before it counts again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function lock_communities(codes text[]) returns void language plpgsql as $$
    begin
      perform 1 from node where code = any (codes) order by code for no key update;
    end $$;

    -- Makes a community the resident's home: moved; stays, because a campaign that is not over has laid eggs for them
    -- elsewhere (a read of its last day may still be waiting to be credited, so the day after counts, too); or again, when another move came between. It locks like the counters do, so that no egg is being laid
    -- at the old home while the resident leaves it.
    create function move_home(person bigint, home text, today date) returns text language plpgsql as $$
    declare old text;
    begin
      select p.home_code into old from person p where p.id = person;
      perform lock_communities(array[old, home]);
      perform 1 from person p where p.id = person and p.home_code is not distinct from old for update;
      if not found then return 'again'; end if;
      if exists (select 1 from egg e join campaign_community m using (community_id, campaign_id)
          where e.person_id = person and e.community_id <> home and m.last_day >= today - 1) then
        return 'stays';
      end if;
      update person p set home_code = home where p.id = person;
      return 'moved';
    end $$;

    -- Rows: i, community_id, notice_id, id, person_id?, at, day, card?, scene?. A card that is not one of this notice is dropped.
    create function record_opens(batch jsonb)
      returns table (i integer, readers integer, opens integer, read boolean) language plpgsql as $$
    #variable_conflict use_column
    begin
      perform lock_communities(array(select distinct value ->> 'community_id' from jsonb_array_elements(batch)));
      return query
      with r as (
        select * from jsonb_to_recordset(batch) as r (i integer, community_id text, notice_id bigint, id bigint,
          person_id bigint, at timestamptz, day date, card text, scene integer)
      ), opened as (
        insert into notice_open (community_id, notice_id, id, person_id, day, opened_at, card, scene)
        select r.community_id, r.notice_id, r.id, r.person_id, r.day, r.at, c.id, r.scene
        from r left join card c on c.community_id = r.community_id and c.id = r.card and c.notice_id = r.notice_id
        returning notice_open.community_id, notice_open.notice_id
      ), counted as (
        update notice_count c set opens = c.opens + o.n
        from (select o.community_id, o.notice_id, count(*)::integer as n from opened o group by 1, 2) o
        where c.community_id = o.community_id and c.notice_id = o.notice_id
        returning c.community_id, c.notice_id, c.readers, c.opens
      )
      select r.i, c.readers, c.opens, exists (
          select 1 from notice_read x
          where x.community_id = r.community_id and x.notice_id = r.notice_id and x.person_id = r.person_id)
      from r join counted c on c.community_id = r.community_id and c.notice_id = r.notice_id;
    end $$;

    -- Rows: i, community_id, notice_id, person_id, open_id, at, day, card?, scene?, lays (false when it came from a
    -- message), home_code? (as the caller saw it). Outcomes: credited, repeated (this open was credited before),
    -- already (another open was), withdrawn, missing, and moved: the resident's home changed meanwhile, so that its
    -- lock is not held; nothing was done, and the caller tries again with the new home.
    create function credit_reads(batch jsonb)
      returns table (i integer, outcome text, readers integer, egg_day text, reason text, home_code text)
      language plpgsql as $$
    #variable_conflict use_column
    begin
      perform lock_communities(array(
        select distinct code from jsonb_array_elements(batch),
          lateral (values (value ->> 'community_id'), (value ->> 'home_code')) as of (code)
        where code is not null));
      return query
      with r as (
        select * from jsonb_to_recordset(batch) as r (i integer, community_id text, notice_id bigint, person_id bigint,
          open_id bigint, at timestamptz, day date, card text, scene integer, lays boolean, home_code text)
      ), seen as (
        select r.*, p.home_code as home, p.home_code is distinct from r.home_code as moved,
          n.id is null or n.publish_at is null or n.publish_at > r.at as missing, n.withdrawn_at is not null as withdrawn
        from r join person p on p.id = r.person_id
          left join notice n on n.community_id = r.community_id and n.id = r.notice_id
      ), credited as (
        insert into notice_read (community_id, notice_id, person_id, open_id, day, credited_at, home_code, card, scene)
        select distinct on (s.community_id, s.notice_id, s.person_id)
          s.community_id, s.notice_id, s.person_id, s.open_id, s.day, s.at, s.home, c.id, s.scene
        from seen s left join card c on c.community_id = s.community_id and c.id = s.card and c.notice_id = s.notice_id
        where not s.moved and not s.missing and not s.withdrawn
        order by s.community_id, s.notice_id, s.person_id, s.i
        on conflict do nothing
        returning notice_read.community_id, notice_read.notice_id, notice_read.person_id, notice_read.open_id
      ), counted as (
        update notice_count c set readers = c.readers + n.n
        from (select x.community_id, x.notice_id, count(*)::integer as n from credited x group by 1, 2) n
        where c.community_id = n.community_id and c.notice_id = n.notice_id
        returning c.community_id, c.notice_id, c.readers
      ), fresh as (
        -- One row for each read really inserted: the first of its open in the batch.
        select distinct on (s.community_id, s.notice_id, s.person_id) s.*
        from credited x join seen s using (community_id, notice_id, person_id, open_id)
        order by s.community_id, s.notice_id, s.person_id, s.i
      ), candidate as (
        select f.i, f.person_id, f.day, f.notice_id, f.open_id, f.at, f.home, f.lays, m.campaign_id, m.cap, m.stock, m.laid,
          had.today as has_today, had.eggs as had,
          first_value(f.i) over (partition by f.person_id, f.day, f.lays and m.campaign_id is not null order by f.i) as first_i
        from fresh f left join campaign_community m
          on m.community_id = f.home and f.day between m.first_day and m.last_day
        left join lateral (
          select count(*) as eggs, bool_or(e.day = f.day) as today from egg e
          where e.community_id = f.home and e.campaign_id = m.campaign_id and e.person_id = f.person_id) had on true
      ), decided as (
        select c.*, case
            when not c.lays then 'egg.message'
            when c.home is null then 'egg.homeless'
            when c.campaign_id is null then 'egg.noCampaign'
            when c.has_today then 'egg.today'
            -- A day's first read decides for the others of its batch.
            when c.i <> c.first_i then 'later'
          end as why_not
        from candidate c
      ), capped as (
        -- A batch may hold one resident's reads on both sides of midnight, so the cap counts within the batch, too.
        select d.*, coalesce(d.why_not, case when d.had + row_number()
            over (partition by d.person_id, d.campaign_id, d.why_not is null order by d.i) > d.cap then 'egg.cap' end) as no
        from decided d
      ), numbered as (
        select c.*, c.laid + row_number() over (partition by c.home, c.campaign_id, c.no is null order by c.i) as number
        from capped c
      ), verdict as (
        select n.*, coalesce(n.no, case when n.number > n.stock then 'egg.stock' end) as reason from numbered n
      ), laid_now as (
        insert into egg (community_id, campaign_id, person_id, day, number, notice_id, open_id, laid_at)
        select v.home, v.campaign_id, v.person_id, v.day, v.number, v.notice_id, v.open_id, v.at
        from verdict v where v.reason is null
        returning egg.community_id, egg.campaign_id
      ), stocked as (
        update campaign_community m set laid = m.laid + l.n
        from (select l.community_id, l.campaign_id, count(*)::integer as n from laid_now l group by 1, 2) l
        where m.community_id = l.community_id and m.campaign_id = l.campaign_id
      ), told as (
        select v.i, v.open_id, v.person_id, case when v.reason is null then v.day end as day, case v.reason
            when 'later' then coalesce(first_value(v.reason) over (partition by v.person_id, v.day, v.lays
              order by v.i), 'egg.today')
            else v.reason end as reason
        from verdict v
      )
      select s.i,
        case when s.moved then 'moved' when s.missing then 'missing' when s.withdrawn then 'withdrawn'
          when t.i is not null then 'credited'
          when coalesce(x.open_id, before.open_id) = s.open_id then 'repeated' else 'already' end,
        coalesce(counted.readers, k.readers, 0),
        coalesce(t.day, ours.day, e.day)::text,
        t.reason,
        s.home
      from seen s
        left join told t on t.i = s.i
        left join credited x on x.community_id = s.community_id and x.notice_id = s.notice_id and x.person_id = s.person_id
        left join counted on counted.community_id = s.community_id and counted.notice_id = s.notice_id
        -- The egg that this very open laid, in this batch or before: what a retry after a lost answer must be told.
        left join told ours on ours.person_id = s.person_id and ours.open_id = s.open_id
        left join lateral (select e.day from egg e
          where t.i is null and e.person_id = s.person_id and e.open_id = s.open_id limit 1) e on true
        left join lateral (select n.open_id from notice_read n
          where t.i is null and n.community_id = s.community_id and n.notice_id = s.notice_id and n.person_id = s.person_id
          limit 1) before on true
        left join lateral (select c.readers from notice_count c
          where counted.readers is null and c.community_id = s.community_id and c.notice_id = s.notice_id limit 1) k on true;
    end $$;
  `.execute(db);
}
