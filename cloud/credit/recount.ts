import { sql } from 'kysely';
import type { Db } from '../kit/database';

/**
 * Counts every counter again from the rows it stands for. It only tells and never repairs: a difference is a bug, and a
 * silent repair would hide it.
 *
 * @returns a sentence for each counter that is off; none when all agree
 */
export async function drift(db: Db): Promise<string[]> {
  const { rows } = await sql<{ what: string; where: string; says: number; rows: number }>`
    with reads as (select community_id, notice_id, count(*)::int as n from notice_read group by 1, 2),
      opens as (select community_id, notice_id, count(*)::int as n from notice_open group by 1, 2),
      eggs as (select community_id, campaign_id, count(*)::int as n from egg group by 1, 2)
    select * from (
      select 'readers' as what, 'notice ' || c.notice_id as where, c.readers as says, coalesce(reads.n, 0) as rows
      from notice_count c left join reads using (community_id, notice_id)
      union all
      select 'opens', 'notice ' || c.notice_id, c.opens, coalesce(opens.n, 0)
      from notice_count c left join opens using (community_id, notice_id)
      union all
      select 'laid eggs', 'campaign ' || m.campaign_id || ' in ' || m.community_id, m.laid, coalesce(eggs.n, 0)
      from campaign_community m left join eggs using (community_id, campaign_id)
    ) as counted where says <> rows order by what, "where"`.execute(db);
  return rows.map((row) => `${row.what} of ${row.where}: the counter says ${row.says}, the rows are ${row.rows}`);
}
