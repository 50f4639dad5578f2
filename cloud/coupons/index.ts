import { addDays, shanghaiDay } from '../kit/clock';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { record } from '../ledger';
import { isValid, ownShop, stateOf, toChange } from '../merchants';
import { claiming } from './claim';
import { mustPass } from '../safety';
import { countsOf, couponsOf, couponView } from './queries';

export { couponDrift, returnOverdue } from './overdue';

/** A coupon lasts a year at most. */
const LONGEST_DAYS = 366;

/**
 * 社区红卡. Whatever changes a shop's coupons or their claims takes the lock of the shop first: claims of one shop come one after
 * the other, and each sees the ones before it.
 * @param key makes the rotating codes
 */
export const coupons = (key: Buffer): Handlers['coupons'] => ({
  ...claiming(key),

  async issue({ clientId: _clientId, merchantId, ...input }, context) {
    const { db, actor, now, checked } = context;
    const shop = await ownShop(context, merchantId);
    const today = shanghaiDay(now);
    if (!isValid(stateOf(shop, today))) refuse('merchant.notValid');
    if (input.lastDay < today || input.lastDay > addDays(today, LONGEST_DAYS)) refuse('coupon.past');
    mustPass(checked);
    const id = newId(now);
    await db
      .insertInto('coupon')
      .values({
        community_id: shop.community_id,
        id,
        merchant_id: shop.id,
        kind: input.kind,
        title: input.title,
        yuan: input.yuan ?? null,
        conditions: input.conditions ?? null,
        total: input.total,
        per_person: input.perPerson,
        first_day: input.firstDay,
        last_day: input.lastDay,
        keep_days: input.keepDays,
        made_by: actor.id,
        made_at: now,
        stopped_at: null,
      })
      .execute();
    const entry = { community: shop.community_id, book: 'coupon', item: id, id: `coupon/${id}/issued` } as const;
    await record(db, [{ ...entry, reason: 'issued', amount: input.total }], now);
    const row = await couponsOf(db).where('c.id', '=', id).executeTakeFirstOrThrow();
    return { coupon: couponView(row, { held: 0, redeemed: 0 }) };
  },

  async stop({ merchantId, couponId }, context) {
    const { db, now } = context;
    const shop = await toChange(context, merchantId);
    await db
      .updateTable('coupon')
      .set({ stopped_at: now })
      .where('community_id', '=', shop.community_id)
      .where('id', '=', couponId)
      .where('merchant_id', '=', shop.id)
      .where('stopped_at', 'is', null)
      .execute();
    const row = await couponsOf(db).where('c.id', '=', couponId).where('m.id', '=', shop.id).executeTakeFirst();
    if (!row) return refuse('coupon.missing');
    return { coupon: couponView(row, (await countsOf(db, [row], now))(row.id)) };
  },

  async list({ merchantId, communityCode }, { db, now }) {
    const today = shanghaiDay(now);
    let running = couponsOf(db)
      .where('m.standing', '=', 'signed')
      .where('m.keeper_id', 'is not', null)
      .where('m.from_day', '<=', today)
      .where('m.until_day', '>=', today)
      .where('c.stopped_at', 'is', null)
      .where('c.first_day', '<=', today)
      .where('c.last_day', '>=', today);
    if (merchantId !== undefined) running = running.where('m.id', '=', merchantId);
    if (communityCode !== undefined) running = running.where('c.community_id', '=', communityCode);
    const rows = await running.orderBy('c.id', 'desc').limit(50).execute();
    const counts = await countsOf(db, rows, now);
    return { coupons: rows.map((row) => couponView(row, counts(row.id))) };
  },

  async issued({ merchantId }, { db, now }) {
    const rows = await couponsOf(db).where('m.id', '=', merchantId).orderBy('c.id', 'desc').limit(100).execute();
    const counts = await countsOf(db, rows, now);
    return {
      coupons: rows.map((row) => {
        const { held, redeemed, expired } = counts(row.id);
        return { ...couponView(row, { held, redeemed }), stopped: row.stopped_at !== null, held, redeemed, expired };
      }),
    };
  },
});
