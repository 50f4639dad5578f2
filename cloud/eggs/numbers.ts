import { sql } from 'kysely';
import { addDays, shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';

/**
 * Gives everyone with eggs a number, from the day before they are handed out: a desk that loses its network knows those numbers alone,
 * and also who first opens their code then has one. Community by community, each under its lock and in a transaction of its own.
 */
export async function numberHolders(db: Db, now: Date, more: () => boolean): Promise<void> {
  const today = shanghaiDay(now);
  const { rows } = await sql<{ community_id: string; campaign_id: string }>`
    select m.community_id, m.campaign_id from campaign c join campaign_community m on m.campaign_id = c.id
    where exists (select 1 from jsonb_array_elements(c.pick_ups) p
      where p ->> 'day' in (${today}, ${addDays(today, 1)}) and coalesce(p ->> 'communityCode', m.community_id) = m.community_id)
    order by 1, 2`.execute(db);
  for (const { community_id, campaign_id } of rows) {
    if (!more()) return;
    await db.transaction().execute(async (tx) => {
      await sql`select lock_communities(array[${community_id}])`.execute(tx);
      await sql`
        insert into egg_holder (community_id, campaign_id, person_id, number, made_at)
        select ${community_id}, ${campaign_id}::bigint, person_id, (
            select coalesce(max(h.number), 0) from egg_holder h where h.community_id = ${community_id} and h.campaign_id = ${campaign_id}::bigint
          ) + row_number() over (order by person_id), ${now}::timestamptz
        from (select distinct e.person_id from egg e
          where e.community_id = ${community_id} and e.campaign_id = ${campaign_id}::bigint and not exists (select 1 from egg_holder h
            where h.community_id = e.community_id and h.campaign_id = e.campaign_id and h.person_id = e.person_id)) fresh`.execute(
        tx,
      );
    });
  }
}
