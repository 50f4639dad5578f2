import { sql, type Kysely } from 'kysely';

/**
 * Eggs come home: what is planned, brought, handed out and put right. Whatever happens to an egg after it was laid is an entry of the
 * ledger; the counters of `campaign_community` are those entries added up, under the lock of the community, and no count may go below
 * nothing: not more can be handed out than was promised, nor more leave a table than came to it.
 */
const STEADY = `
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off
  set enable_mergejoin = off set enable_material = off set jit = off`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table campaign
      add column reserve integer not null default 0 check (reserve between 0 and 50),
      add column ended_at timestamptz;
    -- How a campaign came to be what it is. The reasons are public.
    create table campaign_step (
      campaign_id bigint not null references campaign,
      number integer not null,
      act text not null check (act in ('made', 'changed', 'pickUpsSet', 'paused', 'resumed', 'ended')), reason text,
      by_id bigint not null,
      at timestamptz not null,
      primary key (campaign_id, number)
    );
    create trigger stay before update or delete or truncate on campaign_step for each statement execute function stay_as_written();

    alter table campaign_community
      -- Lays no eggs: for now, or any more.
      add column stopped text check (stopped in ('paused', 'ended')),
      add column taken integer not null default 0 check (taken >= 0),
      -- Taken: of those laid, taken back. Moved: how many entries there are besides the eggs themselves.
      add column delivered integer not null default 0,
      add column collected integer not null default 0 check (collected >= 0),
      add column returned integer not null default 0, add column broken integer not null default 0,
      add column moved integer not null default 0,
      add check (collected <= laid - taken),
      add check (collected + returned + broken <= delivered);

    alter table ledger_entry
      drop constraint ledger_entry_book_check,
      drop constraint ledger_entry_reason_check,
      add constraint ledger_entry_book_check check (book in ('coupon', 'egg')),
      add constraint ledger_entry_reason_check check (reason in ('issued', 'claimed', 'redeemed', 'expired',
        'delivered', 'collected', 'uncollected', 'returned', 'broken', 'reversed')),
      -- The hand-over, the delivery or the correction that it belongs to.
      add column ref bigint;
    create index ledger_entry_of_holder on ledger_entry (community_id, item_id, person_id) where book = 'egg';
    create index ledger_entry_by_time on ledger_entry (community_id, item_id, at) where book = 'egg';

    -- Of a close's entries, the eggs that were laid and those handed over; null in closes that hold eggs alone.
    alter table ledger_close add column laid integer, add column collected integer;

    -- Somebody who comes for their eggs.
    create table egg_holder (
      community_id text not null,
      campaign_id bigint not null,
      person_id bigint not null,
      number integer not null,
      -- WeChat's word of how likely it is that this is nobody's own account; null while nobody asked.
      risk integer,
      -- The newest step of a code that eggs were handed over to.
      used_step bigint not null default 0,
      proxy_id bigint, proxy_key bytea, proxy_until timestamptz,
      proxy_dropped boolean not null default false,
      made_at timestamptz not null,
      primary key (community_id, campaign_id, person_id),
      unique (community_id, campaign_id, number),
      foreign key (community_id, campaign_id) references campaign_community
    );
    create index egg_holder_of_person on egg_holder (person_id, campaign_id);
    create index egg_holder_of_proxy on egg_holder (proxy_id, campaign_id) where proxy_id is not null;
    create index egg_holder_of_key on egg_holder (proxy_key) where proxy_key is not null;

    create table egg_handing (
      community_id text not null,
      id bigint not null,
      campaign_id bigint not null,
      -- Null when a code that was noted offline is nobody's.
      person_id bigint,
      count integer not null check (count >= 0),
      noted integer not null check (noted >= count),
      step bigint,
      way text not null check (way in ('code', 'proxy', 'list', 'offline')),
      state text not null check (state in ('waiting', 'done', 'declined', 'conflict')),
      conflict text,
      by_id bigint not null,
      second_id bigint check (second_id <> by_id),
      -- The phone's own name for what it noted offline.
      client_id text,
      at timestamptz not null,
      day date not null,
      primary key (community_id, id),
      foreign key (community_id, campaign_id) references campaign_community
    );
    create index egg_handing_of_day on egg_handing (community_id, campaign_id, day);
    create index egg_handing_of_person on egg_handing (person_id);
    create index campaign_community_of on campaign_community (campaign_id);
    create unique index egg_handing_noted on egg_handing (community_id, campaign_id, by_id, client_id) where client_id is not null;

    create table egg_move (
      community_id text not null,
      id bigint not null,
      campaign_id bigint not null,
      kind text not null check (kind in ('delivered', 'returned', 'broken')),
      said integer not null check (said > 0),
      note text,
      by_id bigint not null,
      at timestamptz not null,
      counted integer check (counted > 0),
      signed_by bigint check (signed_by <> by_id or kind = 'broken'),
      signed_at timestamptz, dropped_at timestamptz,
      primary key (community_id, id),
      foreign key (community_id, campaign_id) references campaign_community
    );
    create index egg_move_of_campaign on egg_move (community_id, campaign_id);

    create table egg_explanation (
      community_id text not null,
      id bigint not null,
      campaign_id bigint not null,
      about text not null check (about in ('short', 'open')),
      difference integer not null,
      note text not null,
      by_id bigint not null,
      at timestamptz not null,
      primary key (community_id, id),
      foreign key (community_id, campaign_id) references campaign_community
    );
    create index egg_explanation_of_campaign on egg_explanation (community_id, campaign_id);
    create trigger stay before update or delete or truncate on egg_explanation for each statement execute function stay_as_written();

    create table egg_flag (
      community_id text not null,
      id bigint not null,
      campaign_id bigint not null,
      person_id bigint not null,
      kind text not null check (kind in ('risk', 'sameNumber', 'sameDoor', 'staff')),
      accounts integer not null,
      at timestamptz not null,
      verdict text check (verdict in ('fine', 'stop')),
      reason text, decided_by bigint, decided_at timestamptz,
      primary key (community_id, id),
      unique (community_id, campaign_id, person_id, kind),
      foreign key (community_id, campaign_id) references campaign_community
    );

    create table egg_correction (
      community_id text not null,
      id bigint not null,
      campaign_id bigint not null,
      person_id bigint not null,
      kind text not null check (kind in ('lay', 'unlay', 'uncollect')),
      day date not null,
      reason text not null,
      asked_by bigint not null,
      asked_at timestamptz not null,
      state text not null check (state in ('asked', 'done', 'declined')),
      decided_by bigint check (decided_by <> asked_by),
      decided_at timestamptz,
      primary key (community_id, id),
      foreign key (community_id, campaign_id) references campaign_community
    );
    create index egg_correction_of_campaign on egg_correction (campaign_id, community_id);
    create index egg_correction_of_person on egg_correction (community_id, campaign_id, person_id);

    -- What two people put their names to is not changed any more: hashes bind its id, and people read its words.
    create trigger stay before update or delete on egg_correction for each row when (old.state <> 'asked') execute function stay_as_written();
    create trigger stay before update or delete on egg_move for each row when (old.signed_at is not null) execute function stay_as_written();
    create trigger stay before update or delete on egg_handing for each row when (old.state <> 'waiting') execute function stay_as_written();

    -- A mark that only the cloud can make: which accounts have one number, without keeping the number so that it can be read.
    alter table person add column phone_mark bytea;
    create index person_by_phone on person (phone_mark) where phone_mark is not null;

    -- The same as in 0003, but that a campaign may rest, or have ended before its last day.
    -- Rows: i, token (the session's, hashed, in hex), community_id, notice_id, person_id (the ticket's), open_id, at, day,
    -- card?, scene?, lays (false when it came from a message). Outcomes: credited, repeated (this open was credited
    -- before), already (another open was), withdrawn, missing, foreign (the session is another person's), nobody (there
    -- is no such session, or it is a persona's and this is no demo), and moved: the resident moved house while the
    -- batch waited for its locks, so that the new home's is not held; nothing was done, and the caller tries again.
    create or replace function credit_reads(batch json, demo boolean)
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
            when m.campaign_id is null or m.stopped = 'ended' then 'egg.noCampaign'
            when m.stopped = 'paused' then 'egg.paused'
            when had.today then 'egg.today'
          end as why_not
        from credited c
          left join lateral (select m.campaign_id, m.cap, m.stock, m.laid, m.stopped from campaign_community m
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
