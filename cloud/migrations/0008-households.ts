import { sql, type Kysely } from 'kysely';

/**
 * Who knows of what everyone must know 须知晓: the households of a community, who says that they live in one, who pressed 我已知晓, and
 * whom staff told. And what staff note for themselves 民情日记.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table household (
      community_id text not null references node,
      id bigint not null,
      building text not null,
      unit text not null,
      room text not null,
      -- The address without what people write one way or another: 3号楼2单元501 and 3栋 2-501 are one door.
      same text not null,
      -- The address in the order in which somebody walks: 9 comes before 10.
      walk text collate "C" not null,
      grid_id bigint,
      -- Sealed.
      phone bytea,
      made_by bigint not null,
      made_at timestamptz not null,
      -- One that was taken off stays, because what was counted names it.
      dropped_at timestamptz,
      primary key (community_id, id)
    );
    create unique index household_same on household (community_id, same) where dropped_at is null;
    create index household_walk on household (community_id, walk, id) where dropped_at is null;

    -- Where somebody says that they live, and whether it was confirmed.
    create table household_member (
      community_id text not null references node,
      person_id bigint not null,
      id bigint not null,
      building text not null,
      unit text not null,
      room text not null,
      same text not null,
      claimed_at timestamptz not null,
      household_id bigint,
      confirmed_by bigint,
      confirmed_at timestamptz,
      declined_at timestamptz,
      reason text,
      primary key (community_id, person_id),
      foreign key (community_id, household_id) references household,
      check ((household_id is null) = (confirmed_at is null)),
      check (declined_at is null or household_id is null)
    );
    create unique index household_member_claim on household_member (community_id, id);
    create index household_member_waiting on household_member (community_id, id) where household_id is null and declined_at is null;
    create index household_member_of on household_member (community_id, household_id) where household_id is not null;
    create index household_member_by_person on household_member (person_id);

    -- 我已知晓, once for each version of a notice. community_id is where the person lived; notice_place is the node that owns the notice.
    create table acknowledgement (
      community_id text not null references node,
      notice_id bigint not null,
      person_id bigint not null,
      notice_place text not null,
      version integer not null,
      -- Empty until their household is known, and again once it is off the register.
      household_id bigint,
      at timestamptz not null,
      primary key (community_id, notice_id, person_id, version)
    );
    create index acknowledgement_by_household on acknowledgement (community_id, notice_id, household_id, version);
    create index acknowledgement_of on acknowledgement (community_id, household_id) where household_id is not null;
    create index acknowledgement_by_person on acknowledgement (person_id, notice_id);

    -- What staff noted of a household and a notice. What was noted last counts, whenever it arrived.
    create table household_word (
      community_id text not null,
      notice_id bigint not null,
      household_id bigint not null,
      id bigint not null,
      how text not null check (how in ('phone', 'door')),
      outcome text not null check (outcome in ('told', 'away', 'undone')),
      by_id bigint not null,
      at timestamptz not null,
      noted_at timestamptz not null,
      primary key (community_id, notice_id, household_id, id),
      foreign key (community_id, household_id) references household
    );
    create index household_word_newest on household_word (community_id, notice_id, household_id, noted_at desc, id desc);

    create table household_reminder (
      community_id text not null references node,
      notice_id bigint not null,
      day date not null,
      by_id bigint not null,
      at timestamptz not null,
      reminded integer not null,
      primary key (community_id, notice_id, day)
    );

    -- What is filed behind something is found by how its name begins, which an index in a language's own order does not say.
    drop index message_about;
    create index message_about on message (about text_pattern_ops) where state in ('queued', 'sending');

    create index notice_must_know on notice (community_id, publish_at desc, id desc) where must_know;

    -- What happened stays. An acknowledgement learns only which household it was of.
    create trigger stay before update or delete or truncate on household_word for each statement execute function stay_as_written();
    create trigger stay before delete or truncate on acknowledgement for each statement execute function stay_as_written();
    create trigger stay_as_it_was before update of community_id, notice_id, person_id, notice_place, version, at on acknowledgement
      for each row execute function stay_as_written();

    create table diary_note (
      community_id text not null references node,
      id bigint not null,
      person_id bigint not null,
      -- Sealed: whoever reads the tables reads no word of it.
      words bytea not null,
      pictures jsonb not null,
      at timestamptz not null,
      changed_at timestamptz,
      report_id bigint,
      primary key (community_id, id)
    );
    create index diary_note_by_person on diary_note (person_id, id desc);

    -- Staff may be told of their work by a message, too.
    alter table consent drop constraint consent_template_check;
    alter table consent add constraint consent_template_check check (template in ('notice', 'reply', 'pickUp', 'work'));
    -- How far those who answer were told of it: 0 not yet, 1 whoever it lies with, 2 the secretary that it is late, 3 the street office,
    -- too. What is there already was seen on the list.
    alter table report add told smallint not null default 3 check (told between 0 and 3),
      -- It was handed to whoever it lies with, and they have not been told.
      add handed_at timestamptz;
    alter table report alter told set default 0;
    create index report_untold on report (community_id, id) where told = 0 and shelf < 2;
    create index report_handed on report (community_id, id) where handed_at is not null and shelf < 2;
    create index report_late on report (community_id, due_at) where told = 1 and shelf = 0;
    create index report_raised on report (community_id, raised_at) where told = 2 and shelf = 0;
    alter table report_part add told boolean not null default true;
    alter table report_part alter told set default false;
    create index report_part_untold on report_part (unit_place, id) where not told and done_at is null;
    -- When staff of a place were last told of something of a kind.
    create table staff_told (
      community_id text not null references node,
      kind text not null,
      at timestamptz not null,
      primary key (community_id, kind)
    );
    -- A picture that whoever brought it threw away: its bytes go with the next round.
    alter table file add dropped_at timestamptz;
    create index file_dropped on file (dropped_at) where dropped_at is not null;
    -- private: for the eyes of whoever brought it; WeChat is not asked.
    alter table file drop constraint file_verdict_check;
    alter table file add constraint file_verdict_check check (verdict in ('private', 'waiting', 'pass', 'review', 'risky'));
  `.execute(db);
}
