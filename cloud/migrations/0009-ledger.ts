import { sql, type Kysely } from 'kysely';

/**
 * Days of a campaign that are closed: which entries each holds, in which order, and the hashes that bind them. An egg that was laid is
 * itself an entry; it is written once, with the read behind it, and nothing else says that it was laid.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table ledger_close (
      community_id text not null references node,
      campaign_id bigint not null,
      day date not null,
      -- The how manieth close of this community in this campaign.
      number integer not null,
      entries integer not null,
      root bytea not null,
      before bytea not null,
      seal bytea not null,
      closed_at timestamptz not null,
      primary key (community_id, campaign_id, day),
      unique (community_id, campaign_id, number)
    );
    create table ledger_leaf (
      community_id text not null,
      campaign_id bigint not null,
      day date not null,
      position integer not null,
      entry text not null,
      leaf bytea not null,
      primary key (community_id, campaign_id, day, position),
      -- An entry is closed once.
      unique (community_id, entry),
      foreign key (community_id, campaign_id, day) references ledger_close
    );
    -- One hash for a day of the whole campaign: the one that a newspaper prints.
    create table ledger_head (
      campaign_id bigint not null references campaign,
      day date not null,
      communities integer not null,
      entries integer not null,
      root bytea not null,
      before bytea not null,
      head bytea not null,
      closed_at timestamptz not null,
      primary key (campaign_id, day)
    );
    create trigger stay before update or delete or truncate on ledger_close for each statement execute function stay_as_written();
    create trigger stay before update or delete or truncate on ledger_leaf for each statement execute function stay_as_written();
    create trigger stay before update or delete or truncate on ledger_head for each statement execute function stay_as_written();
  `.execute(db);
}
