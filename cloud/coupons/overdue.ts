import { sql } from 'kysely';
import type { Db } from '../kit/database';
import { record } from '../ledger';
import { findShop } from '../merchants';

/** Claims of a shop that ran out go back to their coupons. The caller holds the shop's lock. */
export async function returnOf(db: Db, shop: { community_id: string; id: string }, now: Date): Promise<void> {
  const returned = await db
    .updateTable('coupon_claim')
    .set({ returned_at: now })
    .where('community_id', '=', shop.community_id)
    .where('merchant_id', '=', shop.id)
    .where('until', '<=', now)
    .where('redeemed_at', 'is', null)
    .where('returned_at', 'is', null)
    .returning(['id', 'coupon_id', 'person_id'])
    .execute();
  await record(
    db,
    returned.map(({ id, coupon_id, person_id }) => ({
      community: shop.community_id,
      book: 'coupon',
      item: coupon_id,
      id: `claim/${id}/expired`,
      reason: 'expired',
      person: person_id,
    })),
    now,
  );
}

/** Notes all that ran out, shop by shop, each in a transaction of its own. Whoever claims meanwhile does the same for theirs. */
export async function returnOverdue(db: Db, now: Date, more: () => boolean): Promise<void> {
  while (more()) {
    const due = await db
      .selectFrom('coupon_claim')
      .select('merchant_id')
      .where('until', '<=', now)
      .where('redeemed_at', 'is', null)
      .where('returned_at', 'is', null)
      .limit(1)
      .executeTakeFirst();
    if (!due) return;
    await db.transaction().execute(async (tx) => {
      const shop = await findShop(tx, due.merchant_id, true);
      if (shop) await returnOf(tx, shop, now);
    });
  }
}

/**
 * Counts every coupon's claims against its ledger, and both against its total. It only tells: a difference is a bug.
 * @returns a sentence for each coupon that is off; none when all agree
 */
export async function couponDrift(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string; what: string; claims: number; entries: number }>`
    with claims as (select community_id, coupon_id as id, count(*)::int as claimed,
        count(redeemed_at)::int as redeemed, count(returned_at)::int as expired
      from coupon_claim group by 1, 2),
    entries as (select community_id, item_id as id,
        coalesce(sum(amount) filter (where reason = 'issued'), 0)::int as issued,
        coalesce(sum(amount) filter (where reason = 'claimed'), 0)::int as claimed,
        coalesce(sum(amount) filter (where reason = 'redeemed'), 0)::int as redeemed,
        coalesce(sum(amount) filter (where reason = 'expired'), 0)::int as expired
      from ledger_entry where book = 'coupon' group by 1, 2),
    both_ as (select c.id, c.total, coalesce(e.issued, 0) as issued,
        coalesce(k.claimed, 0) as claimed, coalesce(e.claimed, 0) as e_claimed,
        coalesce(k.redeemed, 0) as redeemed, coalesce(e.redeemed, 0) as e_redeemed,
        coalesce(k.expired, 0) as expired, coalesce(e.expired, 0) as e_expired
      from coupon c left join claims k using (community_id, id) left join entries e using (community_id, id))
    select * from (
      select id, 'issued' as what, total as claims, issued as entries from both_
      union all select id, 'claimed', claimed, e_claimed from both_
      union all select id, 'redeemed', redeemed, e_redeemed from both_
      union all select id, 'expired', expired, e_expired from both_
      union all select id, 'out beyond the total', 0, greatest(0, claimed - expired - total) from both_
    ) as counted where claims <> entries order by id, what`.execute(db);
  return rows.map(
    ({ id, what, claims, entries }) => `coupon ${id}, ${what}: the rows are ${claims}, the ledger says ${entries}`,
  );
}
