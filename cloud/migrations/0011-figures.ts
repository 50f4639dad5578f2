import { sql, type Kysely } from 'kysely';

/**
 * What communities did, counted by day. A row of twelve digits is what one place did itself: a community by its own code, and the node
 * above it by its code filled up with noughts, as the official statistics write it, because no community ends in three of them. A
 * shorter code is the sum of all rows that begin with it. So a year of a whole city is some 365 rows.
 *
 * Which days of which places have to be counted again is said by the tables themselves, in the very transaction that changes them:
 * whoever writes a new act has nothing to remember. Opens and reads alone write no such line, because the rush passes through them;
 * of them the chore looks at the last days (`figures/roll.ts`).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- China has had one zone and no summer time since 1992; said so that an index may be made of it.
    create function shanghai_day(moment timestamptz) returns date language sql immutable parallel safe as $$
      select ((moment at time zone 'UTC') + interval '8 hours')::date
    $$;

    create table figure_day (
      community_id text not null,
      day date not null,
      notices integer not null,
      readers integer not null,
      opens integer not null,
      -- Of the must-know notices that came out on this day: households that know, and that should.
      knowing integer not null,
      households integer not null,
      raised integer not null,
      answered integer not null,
      closed integer not null,
      agreed integer not null,
      reopened integer not null,
      score_sum integer not null,
      scores integer not null,
      -- By how many badges more are valid at the end of this day than of the day before: so it adds up as all the others do.
      badges integer not null,
      primary key (community_id, day)
    );
    create index figure_day_of_all on figure_day (day, community_id);
    -- In how many minutes first answers came: medians do not add up, and these do.
    create table figure_answer (
      community_id text not null,
      day date not null,
      minutes integer not null,
      answers integer not null,
      primary key (community_id, day, minutes)
    );
    create index figure_answer_of_all on figure_answer (day, community_id);

    -- Days of places that have to be counted again, once it is due. No day: the register of a community has changed, and with it every
    -- day on which something came out that it must know.
    create table figure_stale (
      id bigint generated always as identity,
      community_id text not null,
      day date,
      due timestamptz not null default '-infinity',
      primary key (community_id, id)
    );
    create index figure_stale_by_day on figure_stale (day, community_id);
    -- Until when everything has been counted: one row.
    create table figure_roll (one boolean primary key default true check (one), counted_at timestamptz not null);

    -- The expression keeps the planner of the read credit away (0003): it asks for community_id as it is, and never for a day.
    create index notice_open_by_day on notice_open (day, (community_id || ''));
    create index notice_read_by_day on notice_read (day, (community_id || ''));
    create index notice_by_day on notice (shanghai_day(publish_at), community_id) where publish_at is not null;
    create index report_by_day on report (shanghai_day(filed_at), community_id);
    create index report_by_answer on report (shanghai_day(first_at), community_id) where first_at is not null;
    create index report_line_by_day on report_line (shanghai_day(at), community_id) where step in ('close', 'agree', 'object', 'rate');
    create index merchant_step_by_day on merchant_step (shanghai_day(at), community_id) where act in ('suspend', 'resume', 'revoke');

    -- A notice comes out when its time has come. One that must be known is the matter of every register below its place.
    create function figure_notice(place text, published timestamptz, must_know boolean) returns void language plpgsql as $$
    begin
      if published is null then return; end if;
      insert into figure_stale (community_id, day, due) values (place, shanghai_day(published), published);
      if must_know and length(place) < 12 then
        insert into figure_stale (community_id, day, due)
        select n.code, shanghai_day(published), published from node n
        where n.level = 'community' and starts_with(n.code, place)
          and exists (select 1 from household h where h.community_id = n.code and h.dropped_at is null);
      end if;
    end $$;
    create function figure_notice_moved() returns trigger language plpgsql as $$
    begin
      perform figure_notice(new.community_id, new.publish_at, new.must_know);
      if tg_op = 'UPDATE' then perform figure_notice(old.community_id, old.publish_at, old.must_know); end if;
      return null;
    end $$;
    create trigger figures after insert or update of publish_at, withdrawn_at, held, must_know, version on notice
      for each row execute function figure_notice_moved();

    create function figure_knowing_moved() returns trigger language plpgsql as $$
    begin
      insert into figure_stale (community_id, day)
      select new.community_id, shanghai_day(n.publish_at) from notice n where n.id = new.notice_id and n.publish_at is not null;
      return null;
    end $$;
    create trigger figures after insert or update of household_id on acknowledgement
      for each row execute function figure_knowing_moved();
    create trigger figures after insert on household_word for each row execute function figure_knowing_moved();

    create function figure_register_moved() returns trigger language plpgsql as $$
    begin
      insert into figure_stale (community_id) select distinct community_id from moved;
      return null;
    end $$;
    create trigger figures after insert on household referencing new table as moved
      for each statement execute function figure_register_moved();
    create trigger figures_again after update on household referencing new table as moved
      for each statement execute function figure_register_moved();

    create function figure_report_moved() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' or new.standing <> old.standing and 'withdrawn' in (new.standing, old.standing) then
        insert into figure_stale (community_id, day) values (new.community_id, shanghai_day(new.filed_at));
      end if;
      if new.first_at is not null and (tg_op = 'INSERT' or new.first_at is distinct from old.first_at) then
        insert into figure_stale (community_id, day) values (new.community_id, shanghai_day(new.first_at));
      end if;
      return null;
    end $$;
    create trigger figures after insert or update of standing, first_at on report
      for each row execute function figure_report_moved();
    create function figure_line_moved() returns trigger language plpgsql as $$
    begin
      insert into figure_stale (community_id, day) values (new.community_id, shanghai_day(new.at));
      return null;
    end $$;
    create trigger figures after insert on report_line for each row
      when (new.step in ('close', 'agree', 'object', 'rate')) execute function figure_line_moved();

    -- A badge begins and ends on days that its agreement names, and those are due when they come.
    create function figure_badge(place text, on_day date) returns void language sql as $$
      insert into figure_stale (community_id, day, due) values (place, on_day, on_day::timestamp at time zone 'UTC' - interval '8 hours')
    $$;
    create function figure_agreement_moved() returns trigger language plpgsql as $$
    begin
      perform figure_badge(new.community_id, greatest(new.first_day, shanghai_day(new.signed_at)));
      perform figure_badge(new.community_id, new.last_day + 1);
      return null;
    end $$;
    create trigger figures after insert on agreement for each row execute function figure_agreement_moved();
    -- The day after, too: when it was counted before this step was committed, it was counted against another evening.
    create function figure_step_moved() returns trigger language plpgsql as $$
    begin
      perform figure_badge(new.community_id, shanghai_day(new.at)), figure_badge(new.community_id, shanghai_day(new.at) + 1);
      return null;
    end $$;
    create trigger figures after insert on merchant_step for each row
      when (new.act in ('suspend', 'resume', 'revoke')) execute function figure_step_moved();

    -- What there is already.
    select figure_notice(community_id, publish_at, must_know) from notice where publish_at is not null;
    insert into figure_stale (community_id, day)
      select community_id, shanghai_day(filed_at) from report
      union select community_id, shanghai_day(first_at) from report where first_at is not null
      union select community_id, shanghai_day(at) from report_line where step in ('close', 'agree', 'object', 'rate');
    select figure_badge(community_id, greatest(first_day, shanghai_day(signed_at))), figure_badge(community_id, last_day + 1) from agreement;
    select figure_badge(community_id, shanghai_day(at)), figure_badge(community_id, shanghai_day(at) + 1) from merchant_step
      where act in ('suspend', 'resume', 'revoke');
  `.execute(db);
}
