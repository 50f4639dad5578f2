import { sql, type Kysely } from 'kysely';

/**
 * Reports 随手拍 and comments under notices: what was raised, every step that its reporter reads, who follows it, whom a whistle
 * called, and what the community shows of it. That the days to object are over follows from the clock; no row is changed for it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table report (
      community_id text not null references node,
      id bigint not null,
      kind text not null check (kind in ('problem', 'comment')),
      standing text not null check (standing in ('waiting', 'working', 'whistled', 'closing', 'closed', 'withdrawn')),
      words text not null,
      pictures jsonb not null,
      grid_id bigint,
      place_words text,
      latitude double precision,
      longitude double precision,
      way text not null check (way in ('app', 'phone', 'visit', 'walk')),
      -- The notice a comment was written under, with the node that owns it.
      notice_place text,
      notice_id bigint,
      -- Whom staff spoke with, sealed.
      caller bytea,
      -- Nobody, when staff entered it or when who raised it has left for good.
      reporter_id bigint,
      by_parttime boolean not null default false,
      filed_by bigint not null,
      filed_at timestamptz not null,
      -- Neighbours may join it; its pictures may be shown to everyone; WeChat's check has not passed its words.
      is_open boolean not null,
      may_publish boolean not null,
      doubtful boolean not null,
      -- It could not be asked: it is asked again.
      unchecked boolean not null default false,
      looked_at timestamptz,
      owner_id bigint,
      -- The promise of a first answer: since when, until when, from when on the street office hears of it, and how long it took.
      asked_at timestamptz not null,
      due_at timestamptz,
      raised_at timestamptz,
      paused_at timestamptz,
      paused_until timestamptz,
      paused_reason text,
      left_ms bigint,
      answered_at timestamptz,
      took_ms bigint,
      -- What is kept of the very first answer, also when it is reopened and answered again.
      first_at timestamptz,
      first_took_ms bigint,
      first_kept boolean,
      promised_at timestamptz,
      closed_by bigint,
      -- When it is over: at once, or when the days to object are.
      ends_at timestamptz,
      solved boolean,
      -- Its reporter has no app, and staff noted what they said: it is counted apart.
      assisted boolean not null default false,
      reopened integer not null default 0,
      score integer check (score between 1 and 10),
      -- Where it stands on the desk: 0 nobody has answered, 1 somebody works on it, 2 its reporter is asked, 3 it is over; and what comes next.
      shelf smallint not null check (shelf between 0 and 3),
      next_at timestamptz,
      primary key (community_id, id),
      check ((kind = 'comment') = (notice_id is not null)),
      check (standing = 'waiting' or answered_at is not null or standing = 'withdrawn'),
      check (standing <> 'waiting' or answered_at is null),
      check ((standing in ('closing', 'closed', 'withdrawn')) = (ends_at is not null)),
      check (score is null or standing = 'closed'),
      check (paused_at is null or standing = 'waiting'),
      check ((paused_at is null) = (paused_until is null)),
      check (reopened = 0 or standing <> 'waiting' or owner_id is not null)
    );
    create index report_by_id on report using hash (id);
    create index report_desk on report (community_id, shelf, (coalesce(next_at, 'infinity'::timestamptz)), id) where shelf < 3;
    create index report_newest on report (community_id, id desc);
    create index report_filed_by on report (filed_by) where way = 'app';
    create index report_unchecked on report (looked_at) where unchecked;
    create index report_callers on report (ends_at) where caller is not null;
    create index report_by_reporter on report (reporter_id, id desc) where reporter_id is not null;
    create index report_by_owner on report (owner_id, community_id) where owner_id is not null and shelf < 2;
    create index report_comments on report (notice_place, notice_id, id desc) where notice_id is not null;
    create index report_pictures on report using gin (pictures jsonb_path_ops);

    create table report_line (
      community_id text not null,
      report_id bigint not null,
      id bigint not null,
      step text not null,
      by text not null,
      person_id bigint not null,
      at timestamptz not null,
      words text,
      -- WeChat's check has not passed its words: of what a resident wrote only they and staff read them.
      doubtful boolean not null default false,
      pictures jsonb not null,
      until timestamptz,
      unit_name text,
      unit_phone text,
      score integer,
      primary key (community_id, report_id, id),
      foreign key (community_id, report_id) references report
    );
    create index report_line_pictures on report_line using gin (pictures jsonb_path_ops);
    create index report_line_by_person on report_line (person_id);

    create table report_joiner (
      community_id text not null,
      report_id bigint not null,
      person_id bigint not null,
      at timestamptz not null,
      primary key (community_id, report_id, person_id),
      foreign key (community_id, report_id) references report
    );
    create index report_joiner_by_person on report_joiner (person_id, report_id desc);

    create table report_part (
      community_id text not null,
      report_id bigint not null,
      id bigint not null,
      -- The node on whose list the unit is; no unit is the street office itself.
      unit_place text not null,
      unit_id bigint,
      lead boolean not null,
      called_at timestamptz not null,
      due_at timestamptz not null,
      done_at timestamptz,
      primary key (community_id, report_id, id),
      foreign key (community_id, report_id) references report
    );
    create unique index report_part_once on report_part (community_id, report_id, unit_place, coalesce(unit_id, 0)) where done_at is null;
    create index report_part_open on report_part (unit_place, unit_id, due_at) where done_at is null;
    create index report_part_of_unit on report_part (unit_place, unit_id, report_id desc);

    create table report_shown (
      community_id text not null,
      report_id bigint not null,
      title text not null,
      words text not null,
      before jsonb,
      after jsonb,
      shown_by bigint not null,
      shown_at timestamptz not null,
      primary key (community_id, report_id),
      foreign key (community_id, report_id) references report
    );
    create index report_shown_newest on report_shown (community_id, shown_at desc, report_id desc);
    create index report_shown_before on report_shown using gin (before jsonb_path_ops);
    create index report_shown_after on report_shown using gin (after jsonb_path_ops);

    -- What happened stays. Its words and pictures go when who brought them leaves for good.
    create trigger stay before delete or truncate on report_line for each statement execute function stay_as_written();
    create trigger stay_as_it_was before update of community_id, report_id, id, step, by, person_id, at, until, unit_name, score on report_line
      for each row execute function stay_as_written();
  `.execute(db);
}
