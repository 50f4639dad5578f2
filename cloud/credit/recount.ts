import { sql } from 'kysely';
import type { Db } from '../kit/database';

/**
 * Counts every counter again from the rows it stands for: readers and opens of a notice, the eggs laid in a community,
 * their numbers, and the stock that bounds them. One statement, so one snapshot: it may run while residents read. It
 * only tells and never repairs: a difference is a bug, and a silent repair would hide it.
 *
 * @returns a sentence for each counter that is off; none when all agree
 */
export async function drift(db: Db): Promise<string[]> {
  const { rows } = await sql<{ what: string; where: string; says: number; rows: number }>`
    with reads as (select community_id, notice_id, count(*)::int as n from notice_read group by 1, 2),
      opens as (select community_id, notice_id, count(*)::int as n from notice_open group by 1, 2),
      eggs as (select community_id, campaign_id, count(*)::int as n, min(number) as lowest, max(number) as highest from egg group by 1, 2),
      laid as (select 'campaign ' || campaign_id || ' in ' || community_id as "where", m.laid, m.stock, eggs.n, eggs.lowest, eggs.highest
        from campaign_community m full join eggs using (community_id, campaign_id))
    select * from (
      select 'readers' as what, 'notice ' || notice_id as "where", coalesce(c.readers, 0) as says, coalesce(reads.n, 0) as rows
      from notice_count c full join reads using (community_id, notice_id)
      union all
      select 'opens', 'notice ' || notice_id, coalesce(c.opens, 0), coalesce(opens.n, 0)
      from notice_count c full join opens using (community_id, notice_id)
      union all
      select 'laid eggs', "where", coalesce(laid, 0), coalesce(n, 0) from laid
      union all
      select 'the highest egg number', "where", coalesce(highest, 0), coalesce(n, 0) from laid
      union all
      select 'the lowest egg number', "where", lowest, 1 from laid where lowest is not null
      union all
      select 'the stock', "where", stock, n from laid where n > stock
    ) as counted where says <> rows order by what, "where"`.execute(db);
  return rows.map((row) => `${row.what} of ${row.where}: the counter says ${row.says}, the rows are ${row.rows}`);
}
