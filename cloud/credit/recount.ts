import { sql } from 'kysely';
import type { Db } from '../kit/database';

/**
 * Counts every counter again from the rows it stands for: readers and opens of a notice, the eggs laid in a community,
 * their numbers, the stock that bounds them, and what became of them. One statement, so one snapshot: it may run while residents read. It
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
        from campaign_community m full join eggs using (community_id, campaign_id)),
      moves as (select community_id, item_id as campaign_id, reason, count(*)::int as n, sum(amount)::int as amount
        from ledger_entry where book = 'egg' group by 1, 2, 3),
      kept as (select m.community_id, m.campaign_id, k.reason, k.n from campaign_community m,
        lateral (values ('taken', m.taken), ('delivered', m.delivered), ('collected', m.collected), ('returned', m.returned),
          ('broken', m.broken), ('moved', m.moved)) as k (reason, n)),
      added as (select community_id, campaign_id, k.reason, sum(k.n)::int as n from moves,
        lateral (values (case reason when 'reversed' then 'taken' when 'uncollected' then 'collected' else reason end,
          case reason when 'uncollected' then -amount else amount end), ('moved', moves.n)) as k (reason, n) group by 1, 2, 3)
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
      union all
      select 'eggs ' || reason, 'campaign ' || campaign_id || ' in ' || community_id, coalesce(kept.n, 0), coalesce(added.n, 0)
      from kept full join added using (community_id, campaign_id, reason)
    ) as counted where says <> rows order by what, "where"`.execute(db);
  return rows.map((row) => `${row.what} of ${row.where}: the counter says ${row.says}, the rows are ${row.rows}`);
}
