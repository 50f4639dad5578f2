import { sql, type Kysely } from 'kysely';

/**
 * How a community answers: when, by whom, and who is responsible for what. `community_id` is here the community, and of units the
 * node whose list they are on, at whatever level.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table service_hours (
      community_id text primary key references node,
      -- Windows of a day, [{from: "08:00", to: "18:00"}], in order and apart from each other.
      workdays jsonb not null,
      restdays jsonb not null,
      phone text
    );
    create table service_day (
      community_id text not null references node,
      day date not null,
      windows jsonb not null,
      why text not null,
      primary key (community_id, day)
    );

    -- What lay with a grid names it for ever: one that is given up stays.
    create table grid (
      community_id text not null references node,
      id bigint not null,
      name text not null,
      about text,
      latitude double precision,
      longitude double precision,
      dropped_at timestamptz,
      primary key (community_id, id),
      check ((latitude is null) = (longitude is null))
    );
    -- A hash gives no order: what a community has is never looked for along the rows of all the others.
    create index grid_by_id on grid using hash (id);
    create table grid_worker (
      community_id text not null,
      grid_id bigint not null,
      person_id bigint not null,
      primary key (community_id, grid_id, person_id),
      foreign key (community_id, grid_id) references grid
    );
    create index grid_worker_by_person on grid_worker (person_id);
    -- How residents see somebody called who answers here; the row also puts two changes of theirs one after the other.
    create table post (
      community_id text not null references node,
      person_id bigint not null,
      called text,
      primary key (community_id, person_id)
    );
    create index post_by_person on post (person_id);
    create table reply_template (
      community_id text primary key references node,
      texts jsonb not null
    );

    create table unit (
      community_id text not null references node,
      id bigint not null,
      name text not null,
      phone text,
      what text not null,
      dropped_at timestamptz,
      primary key (community_id, id)
    );
    create index unit_by_id on unit using hash (id);
    create table unit_member (
      community_id text not null,
      unit_id bigint not null,
      person_id bigint not null,
      since timestamptz not null,
      primary key (community_id, unit_id, person_id),
      foreign key (community_id, unit_id) references unit
    );
    create index unit_member_by_person on unit_member (person_id);
    create table unit_invite (
      community_id text not null,
      unit_id bigint not null,
      code_hash bytea not null,
      made_by bigint not null,
      made_at timestamptz not null,
      expires_at timestamptz not null,
      -- A unit has one at a time: the newest.
      primary key (community_id, unit_id),
      foreign key (community_id, unit_id) references unit
    );
    create index unit_invite_by_code on unit_invite (code_hash);
  `.execute(db);
}
