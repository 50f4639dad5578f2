import { sql, type Kysely } from 'kysely';

/** What waits on somebody's desk is found without reading what does not. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index notice_unsent on notice (made_by, id) where publish_at is null and withdrawn_at is null`.execute(
    db,
  );
  await sql`create index egg_handing_waiting on egg_handing (community_id, campaign_id) where state = 'waiting'`.execute(
    db,
  );
}
