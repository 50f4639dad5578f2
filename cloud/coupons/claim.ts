import { sql } from 'kysely';
import { shanghaiDay } from '../kit/clock';
import { createBrake } from '../kit/brake';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import type { Tables } from '../kit/tables';
import { record } from '../ledger';
import { findShop, isValid, ownShop, stateOf } from '../merchants';
import type { Claim, ClaimState } from '../../types/coupons';
import { returnOf } from './overdue';
import { countsOf, couponsOf, couponView } from './queries';
import { claimStateOf, codeOf, isGood, readCode, STEP_MS, stepAt, untilOf, whyNotClaim } from './rules';

/** Codes for this long are given at once, for a phone whose network goes. */
const CODES = 40;
/** A shop that types this many wrong codes within ten minutes is not looking at a neighbour's phone. */
const WRONG_CODES = 20;
const WRONG_MS = 600_000;

type Claiming = 'claim' | 'mine' | 'code' | 'redeem';

/** What neighbours do with coupons, and the shop's part of it. */
export function claiming(key: Buffer): Pick<Handlers['coupons'], Claiming> {
  const brake = createBrake(WRONG_CODES, WRONG_MS);
  return {
    async claim({ couponId }, { db, actor, now }) {
      const wanted = await db.selectFrom('coupon').select('merchant_id').where('id', '=', couponId).executeTakeFirst();
      if (!wanted) return refuse('coupon.missing');
      const shop = (await findShop(db, wanted.merchant_id, true)) ?? refuse('coupon.missing');
      const today = shanghaiDay(now);
      const coupon = await couponsOf(db).where('c.id', '=', couponId).executeTakeFirstOrThrow();
      if (shop.keeper_id === actor.id) refuse('coupon.own');
      // With nobody to redeem it, it would be an empty promise.
      if (shop.keeper_id === null) refuse('coupon.over');
      const no = whyNotClaim(coupon, today);
      if (no) refuse(no);
      if (!isValid(stateOf(shop, today))) refuse('merchant.notValid');

      await returnOf(db, shop, now);
      const out = await outOf(db, coupon, actor.id);
      if (out.mine >= coupon.per_person) refuse('coupon.enough');
      if (out.all >= coupon.total) refuse('coupon.gone');
      const id = newId(now);
      await db
        .insertInto('coupon_claim')
        .values({
          community_id: coupon.community_id,
          id,
          coupon_id: coupon.id,
          merchant_id: shop.id,
          number: await nextNumber(db, shop),
          person_id: actor.id,
          claimed_at: now,
          until: untilOf(coupon, now),
          redeemed_at: null,
          returned_at: null,
        })
        .execute();
      const entry = { community: shop.community_id, book: 'coupon', item: coupon.id, person: actor.id } as const;
      await record(db, [{ ...entry, id: `claim/${id}/claimed`, reason: 'claimed' }], now);
      const [claim] = await claimsOf(db, now, [id]);
      return { claim: claim ?? refuse('coupon.missing') };
    },

    async mine(_input, { db, actor, now }) {
      const rows = await db
        .selectFrom('coupon_claim')
        .select('id')
        .where('person_id', '=', actor.id)
        .orderBy(sql`redeemed_at is null and returned_at is null and until > ${now}`, 'desc')
        .orderBy('id', 'desc')
        .limit(100)
        .execute();
      const claims = await claimsOf(
        db,
        now,
        rows.map(({ id }) => id),
      );
      return { claims: claims.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state)) };
    },

    async code({ claimId }, { db, actor, now }) {
      const claim = await db
        .selectFrom('coupon_claim')
        .selectAll()
        .where('id', '=', claimId)
        .where('person_id', '=', actor.id)
        .executeTakeFirst();
      if (!claim) return refuse('coupon.missing');
      const state = claimStateOf(claim, now);
      if (state !== 'held') refuse(state === 'redeemed' ? 'coupon.redeemed' : 'coupon.expired');
      const first = stepAt(now);
      return {
        from: new Date(first * STEP_MS).toISOString(),
        stepMs: STEP_MS,
        now: now.toISOString(),
        codes: Array.from({ length: CODES }, (_, i) => codeOf(key, claim, first + i)),
      };
    },

    async redeem({ merchantId, code }, context) {
      const { db, now } = context;
      if (!brake.isFree(merchantId, now)) refuse('coupon.tries');
      const shop = await ownShop(context, merchantId);
      const shown = readCode(code);
      const claim = shown && (await claimAt(db, shop, shown.number));
      if (!claim || !isGood(key, claim.id, shown.digits, now)) {
        brake.press(merchantId, now);
        return refuse('coupon.code');
      }
      const state = claimStateOf(claim, now);
      if (state !== 'held') refuse(state === 'redeemed' ? 'coupon.redeemed' : 'coupon.expired');
      await db
        .updateTable('coupon_claim')
        .set({ redeemed_at: now })
        .where('community_id', '=', claim.community_id)
        .where('id', '=', claim.id)
        .execute();
      const entry = { community: shop.community_id, book: 'coupon', item: claim.coupon_id } as const;
      const about = { id: `claim/${claim.id}/redeemed`, reason: 'redeemed', person: claim.person_id } as const;
      await record(db, [{ ...entry, ...about }], now);
      const coupon = await couponsOf(db).where('c.id', '=', claim.coupon_id).executeTakeFirstOrThrow();
      return {
        coupon: couponView(coupon, (await countsOf(db, [coupon], now))(coupon.id)),
        redeemedAt: now.toISOString(),
      };
    },
  };
}

const order: readonly ClaimState[] = ['held', 'redeemed', 'expired'];

/** How many of a coupon are with neighbours or used up, and how many of them are one person's. */
async function outOf(db: Db, coupon: { community_id: string; id: string }, person: string) {
  return db
    .selectFrom('coupon_claim')
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), 'integer').as('all'),
      eb.cast<number>(eb.fn.countAll().filterWhere('person_id', '=', person), 'integer').as('mine'),
    ])
    .where('community_id', '=', coupon.community_id)
    .where('coupon_id', '=', coupon.id)
    .where('returned_at', 'is', null)
    .executeTakeFirstOrThrow();
}

async function nextNumber(db: Db, shop: { community_id: string; id: string }): Promise<number> {
  const newest = await db
    .selectFrom('coupon_claim')
    .select('number')
    .where('community_id', '=', shop.community_id)
    .where('merchant_id', '=', shop.id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (newest?.number ?? 0) + 1;
}

const claimAt = (db: Db, shop: { community_id: string; id: string }, number: number): Promise<ClaimRow | undefined> =>
  db
    .selectFrom('coupon_claim')
    .selectAll()
    .where('community_id', '=', shop.community_id)
    .where('merchant_id', '=', shop.id)
    .where('number', '=', number)
    .executeTakeFirst();

type ClaimRow = { [K in keyof Tables['coupon_claim']]: Tables['coupon_claim'][K] };

/** Claims as their owner sees them, newest first. */
async function claimsOf(db: Db, now: Date, ids: readonly string[]): Promise<Claim[]> {
  if (ids.length === 0) return [];
  const claims = await db
    .selectFrom('coupon_claim')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id', 'desc')
    .execute();
  const coupons = await couponsOf(db)
    .where('c.id', 'in', [...new Set(claims.map(({ coupon_id }) => coupon_id))])
    .execute();
  const counts = await countsOf(db, coupons, now);
  return claims.flatMap((claim) => {
    const coupon = coupons.find(({ id }) => id === claim.coupon_id);
    if (!coupon) return [];
    return {
      id: claim.id,
      coupon: couponView(coupon, counts(coupon.id)),
      state: claimStateOf(claim, now),
      claimedAt: claim.claimed_at.toISOString(),
      until: claim.until.toISOString(),
      redeemedAt: claim.redeemed_at?.toISOString() ?? null,
    };
  });
}
