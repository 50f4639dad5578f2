import { sql, type Kysely } from 'kysely';

/**
 * The first stone. `community_id` comes first in every key of tenant data (see `kit/tables.ts`), so that the tables can
 * be spread over machines by it. Counters are kept beside the rows they count, and only the functions of the read
 * credit (0002) change them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table node (
      code text primary key,
      level text not null check (level in ('city', 'district', 'street', 'community')),
      name text not null,
      official_name text not null,
      parent_code text references node,
      is_open boolean not null default false
    );
    create index node_children on node (parent_code, code);
    create index node_open on node (code) where is_open;

    create table person (
      id bigint primary key,
      home_code text references node,
      persona text unique,
      created_at timestamptz not null
    );
    create table identity (
      provider text not null,
      subject text not null,
      person_id bigint not null references person,
      primary key (provider, subject)
    );
    create table session (
      token_hash bytea primary key,
      person_id bigint not null references person,
      created_at timestamptz not null,
      expires_at timestamptz not null
    );
    create table role_grant (
      person_id bigint not null references person,
      role text not null,
      node_code text not null references node,
      granted_at timestamptz not null,
      primary key (person_id, role, node_code)
    );

    create table file (
      id bigint primary key,
      owner_id bigint not null references person,
      key text not null unique,
      token_hash bytea not null,
      width integer,
      height integer,
      created_at timestamptz not null,
      stored_at timestamptz
    );

    create index file_by_owner on file (owner_id, created_at);

    create table notice (
      community_id text not null references node,
      id bigint not null,
      kind text not null check (kind in ('notice', 'story', 'activity', 'opinion')),
      title text not null,
      body text not null,
      byline text not null,
      phone text,
      address text,
      pictures jsonb not null,
      publish_at timestamptz,
      pinned boolean not null default false,
      version integer not null default 1,
      corrected_at timestamptz,
      withdrawn_at timestamptz,
      withdrawn_reason text,
      made_by bigint not null,
      created_at timestamptz not null,
      primary key (community_id, id),
      check ((withdrawn_at is null) = (withdrawn_reason is null))
    );
    create index notice_by_id on notice (id);
    create index notice_feed on notice (community_id, pinned desc, publish_at desc, id desc)
      where publish_at is not null and withdrawn_at is null;
    create table notice_version (
      community_id text not null,
      notice_id bigint not null,
      version integer not null,
      content jsonb not null,
      note text not null,
      replaced_by bigint not null,
      replaced_at timestamptz not null,
      primary key (community_id, notice_id, version),
      foreign key (community_id, notice_id) references notice
    );
    create table notice_count (
      community_id text not null,
      notice_id bigint not null,
      readers integer not null default 0,
      opens integer not null default 0,
      primary key (community_id, notice_id),
      foreign key (community_id, notice_id) references notice
    ) with (fillfactor = 50);

    create table card (
      community_id text not null,
      id text not null,
      notice_id bigint not null,
      made_by bigint not null,
      by_staff boolean not null,
      from_card text,
      created_at timestamptz not null,
      primary key (community_id, id),
      unique (community_id, notice_id, made_by),
      foreign key (community_id, notice_id) references notice
    );

    create table notice_open (
      community_id text not null,
      notice_id bigint not null,
      id bigint not null,
      person_id bigint,
      day date not null,
      opened_at timestamptz not null,
      card text,
      scene integer,
      primary key (community_id, notice_id, id)
    );
    create table notice_read (
      community_id text not null,
      notice_id bigint not null,
      person_id bigint not null,
      open_id bigint not null,
      day date not null,
      credited_at timestamptz not null,
      home_code text,
      card text,
      scene integer,
      primary key (community_id, notice_id, person_id)
    );

    create table campaign (
      id bigint primary key,
      node_code text not null references node,
      name text not null,
      first_day date not null,
      last_day date not null,
      cap integer not null check (cap > 0),
      pick_ups jsonb not null,
      created_at timestamptz not null,
      check (first_day <= last_day)
    );
    create table campaign_community (
      community_id text not null references node,
      campaign_id bigint not null references campaign,
      first_day date not null,
      last_day date not null,
      cap integer not null,
      stock integer check (stock >= 0),
      laid integer not null default 0 check (laid >= 0 and laid <= coalesce(stock, laid)),
      primary key (community_id, campaign_id)
    );
    create table egg (
      community_id text not null,
      campaign_id bigint not null,
      person_id bigint not null,
      day date not null,
      number integer not null,
      notice_id bigint not null,
      open_id bigint not null,
      laid_at timestamptz not null,
      primary key (community_id, campaign_id, person_id, day),
      unique (community_id, campaign_id, number),
      foreign key (community_id, campaign_id) references campaign_community
    );
    create index egg_by_person on egg (person_id);

    create table answer (
      person_id bigint not null references person,
      procedure text not null,
      client_id text not null,
      input_hash bytea not null,
      output jsonb,
      created_at timestamptz not null,
      primary key (person_id, procedure, client_id)
    );
    create table audit (
      id bigint primary key,
      at timestamptz not null,
      person_id bigint not null,
      node_code text not null,
      procedure text not null,
      input jsonb not null,
      request_id text not null
    );
    create table secret (name text primary key, value bytea not null);

    create function stay_as_written() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name;
    end $$;
    create trigger stay before update or delete or truncate on audit for each statement execute function stay_as_written();
    create trigger stay before update or delete or truncate on egg for each statement execute function stay_as_written();
    create trigger stay before update or delete or truncate on notice_read for each statement execute function stay_as_written();
    create trigger stay before update or delete or truncate on notice_open for each statement execute function stay_as_written();
    create trigger stay before update or delete or truncate on notice_version for each statement execute function stay_as_written();
  `.execute(db);
}
