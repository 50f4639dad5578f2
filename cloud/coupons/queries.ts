import { sql, type Selectable } from 'kysely';
import type { Coupon } from '../../types/coupons';
import type { Db } from '../kit/database';
import type { Tables } from '../kit/tables';

export type CouponRow = Selectable<Tables['coupon']> & { name: string; address: string };

/** Coupons with the shop that gives them. */
export const couponsOf = (db: Db) =>
  db
    .selectFrom('coupon as c')
    .innerJoin('merchant as m', (join) =>
      join.onRef('m.community_id', '=', 'c.community_id').onRef('m.id', '=', 'c.merchant_id'),
    )
    .selectAll('c')
    .select(['m.name', 'm.address']);

/** What became of the claims of some coupons by now. One that ran out is counted as expired before anybody has noted it. */
export async function countsOf(db: Db, coupons: readonly { community_id: string; id: string }[], now: Date) {
  const none = { held: 0, redeemed: 0, expired: 0 };
  if (coupons.length === 0) return () => none;
  const communities = [...new Set(coupons.map(({ community_id }) => community_id))];
  const rows = await db
    .selectFrom('coupon_claim')
    .select('coupon_id')
    .select([
      sql<number>`(count(*) filter (where redeemed_at is not null))::int`.as('redeemed'),
      sql<number>`(count(*) filter (where redeemed_at is null and returned_at is null and until > ${now}))::int`.as(
        'held',
      ),
      sql<number>`(count(*) filter (where redeemed_at is null and (returned_at is not null or until <= ${now})))::int`.as(
        'expired',
      ),
    ])
    .where('community_id', 'in', communities)
    .where(
      'coupon_id',
      'in',
      coupons.map(({ id }) => id),
    )
    .groupBy('coupon_id')
    .execute();
  return (id: string) => rows.find(({ coupon_id }) => coupon_id === id) ?? none;
}

export const couponView = (row: CouponRow, { held, redeemed }: { held: number; redeemed: number }): Coupon => ({
  id: row.id,
  merchant: { id: row.merchant_id, name: row.name, address: row.address },
  kind: row.kind,
  title: row.title,
  yuan: row.yuan,
  conditions: row.conditions,
  firstDay: row.first_day,
  lastDay: row.last_day,
  keepDays: row.keep_days,
  total: row.total,
  perPerson: row.per_person,
  left: Math.max(0, row.total - held - redeemed),
});
