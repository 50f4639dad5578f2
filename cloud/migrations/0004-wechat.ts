import { sql, type Kysely } from 'kysely';

/**
 * WeChat for real: who somebody is there, the groups cards travel through, messages, and whether content may be shown.
 * What is `bytea` here and speaks of a person is sealed (`kit/seal.ts`): a copy of the database reads none of it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table identity add column session_key bytea, add column visited_at timestamptz;
    create index identity_by_person on identity (person_id);
    create index session_by_person on session (person_id);
    alter table person add column phone bytea, add column erased_at timestamptz, add column settles_from date;
    -- Somebody who deleted their account while eggs of a running campaign were theirs may join a community again once
    -- it is over. Nothing else of them is kept, and this only until then.
    create table farewell (mark bytea primary key, settles_from date not null);

    create table wechat_token (
      app_id text primary key,
      token bytea,
      expires_at timestamptz,
      -- One process at a time asks for a new one; the others wait for this to pass or for the token to change.
      asking_until timestamptz
    );
    -- Who showed a newcomer's receipt: an open is somebody's once.
    create table receipt (open_id bigint primary key, person_id bigint not null, at timestamptz not null);
    create table push (mark bytea primary key, at timestamptz not null);
    create table url_link (path text primary key, url text not null, expires_at timestamptz not null);

    create table chat_group (
      community_id text not null references node,
      id text not null,
      opengid text not null,
      name text,
      named_by bigint,
      named_at timestamptz,
      seen_at timestamptz not null,
      primary key (community_id, id),
      unique (community_id, opengid)
    );
    create table group_entry (
      community_id text not null,
      notice_id bigint not null,
      person_id bigint not null,
      group_id text not null,
      card text not null,
      scene integer not null,
      entered_at timestamptz not null,
      primary key (community_id, notice_id, person_id),
      foreign key (community_id, group_id) references chat_group
    );
    create index group_entry_by_person on group_entry (person_id);
    -- By equality alone: an ordered index would tempt the planner away from the read credit's own (0003).
    create index card_by_id on card using hash (id);

    create table consent (
      person_id bigint not null references person,
      template text not null check (template in ('notice', 'reply', 'pickUp')),
      given integer not null default 0,
      used integer not null default 0 check (used >= 0 and used <= given),
      primary key (person_id, template)
    );
    create table message (
      id bigint generated always as identity primary key,
      person_id bigint not null references person,
      template text not null,
      -- What it tells of, such as notice:123: nobody is told of one thing twice.
      about text not null,
      fields jsonb not null,
      page text not null,
      state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'unknown', 'dead')),
      due_at timestamptz not null,
      tries integer not null default 0,
      claimed_at timestamptz,
      error text,
      made_at timestamptz not null,
      done_at timestamptz,
      unique (person_id, template, about)
    );
    create index message_due on message (due_at, id) where state = 'queued';
    create index message_sending on message (claimed_at) where state = 'sending';
    create index message_about on message (about) where state in ('queued', 'sending');
    create index consent_left on consent (template, person_id) where used < given;
    create index person_home on person (home_code text_pattern_ops);

    -- held: why a published notice is not shown yet, or (risky) why it is a draft again.
    alter table notice
      add column must_know boolean not null default false,
      add column held text check (held in ('unchecked', 'review', 'pictures', 'risky')),
      add column told_at timestamptz,
      add column looked_at timestamptz;
    create index notice_held on notice (id) where held is not null;
    create index notice_to_tell on notice (publish_at) where must_know and told_at is null;
    create index notice_pictures on notice using gin (pictures jsonb_path_ops);
    alter table file
      add column verdict text not null default 'pass' check (verdict in ('waiting', 'pass', 'review', 'risky')),
      add column trace_id text,
      add column asked_at timestamptz;
    create index file_risky on file (id) where verdict = 'risky';
    create index file_waiting on file (id) where verdict = 'waiting';
    create unique index file_by_trace on file (trace_id) where trace_id is not null;

    -- What is kept about a person is found by the person. The expression keeps the planner of the read credit away from
    -- these (0003): it asks for person_id and never for person_id + 0.
    create index notice_read_by_person on notice_read ((person_id + 0));
    create index notice_open_by_person on notice_open ((person_id + 0));
    create index card_by_maker on card ((made_by + 0));

    -- As in 0002, and nobody moves who has left for good meanwhile.
    create or replace function move_home(person bigint, home text, today date) returns text language plpgsql as $$
    declare old text;
    begin
      select p.home_code into old from person p where p.id = person;
      perform lock_communities(array[old, home]);
      perform 1 from person p
        where p.id = person and p.home_code is not distinct from old and p.erased_at is null for update;
      if not found then return 'again'; end if;
      if exists (select 1 from egg e join campaign_community m using (community_id, campaign_id)
          where e.person_id = person and e.community_id <> home and m.last_day >= today - 1) then
        return 'stays';
      end if;
      update person p set home_code = home where p.id = person;
      return 'moved';
    end $$;
  `.execute(db);
}
