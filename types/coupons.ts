import * as v from 'valibot';
import { command, query } from './contract';
import { clientId, communityCode, count, day, id, instant, text } from './fields';
import { limits } from './limits';
import { signers } from './merchants';

/** `off`: some yuan less (消费红包); `gift`: a thing or a service (福利卡). Nothing is paid for either. */
export const couponKinds = ['off', 'gift'] as const;
export type CouponKind = (typeof couponKinds)[number];

/** What became of one that somebody claimed. One that ran out went back to the others. */
export const claimStates = ['held', 'redeemed', 'expired'] as const;
export type ClaimState = (typeof claimStates)[number];

const whole = (label: string, most: number) =>
  v.pipe(
    v.number(`${label}不对`),
    v.integer(`${label}要是整数`),
    v.minValue(1, `${label}至少是 1`),
    v.maxValue(most, `${label}最多 ${most}`),
  );

export const coupon = v.object({
  id,
  merchant: v.object({ id, name: v.string(), address: v.string() }),
  kind: v.picklist(couponKinds),
  title: v.string(),
  yuan: v.nullable(count),
  conditions: v.nullable(v.string()),
  firstDay: day,
  lastDay: day,
  /** Whole days that one is good for after the day it was claimed, at most to the coupon's last day. */
  keepDays: count,
  total: count,
  perPerson: count,
  /** How many may still be claimed. */
  left: count,
});
export type Coupon = v.InferOutput<typeof coupon>;

export const claim = v.object({
  id,
  coupon,
  state: v.picklist(claimStates),
  claimedAt: instant,
  /** The first moment at which it is good no more. */
  until: instant,
  redeemedAt: v.nullable(instant),
});
export type Claim = v.InferOutput<typeof claim>;

const keeper = { roles: [], at: 'merchant', keeper: true } as const;

/** 社区红卡: what co-building shops give their neighbours. */
export const coupons = {
  /** A shop whose badge is good issues a coupon. */
  issue: command({
    who: keeper,
    input: v.pipe(
      v.strictObject({
        clientId,
        merchantId: id,
        kind: v.picklist(couponKinds, '请选红卡的种类'),
        title: text('红卡名称', 1, 30),
        yuan: v.optional(whole('金额', limits.couponYuan)),
        conditions: v.optional(text('使用条件', 1, 200)),
        total: whole('总数', limits.couponTotal),
        perPerson: whole('每人张数', limits.couponPerPerson),
        firstDay: day,
        lastDay: day,
        keepDays: whole('保留天数', 90),
      }),
      v.check((i) => i.firstDay <= i.lastDay, '最后一天不能早于第一天'),
      v.check((i) => (i.kind === 'off') === (i.yuan !== undefined), '消费红包要写金额，福利卡不用写'),
      v.check((i) => i.perPerson <= i.total, '每人张数不能超过总数'),
    ),
    texts: (i) => [i.title, i.conditions],
    output: v.object({ coupon }),
  }),

  /** Gives no more of a coupon; those that were claimed stay good. Repeating it changes nothing. Its community may, too. */
  stop: command({
    who: { roles: signers, at: 'merchant', keeper: true },
    input: v.strictObject({ merchantId: id, couponId: id }),
    output: v.object({ coupon }),
  }),

  /** The coupons that can be claimed today, of a shop or of a community's shops: the newest first, at most 50. */
  list: query({
    who: 'anyone',
    shared: true,
    input: v.pipe(
      v.strictObject({ merchantId: v.optional(id), communityCode: v.optional(communityCode) }),
      v.check((i) => (i.merchantId === undefined) !== (i.communityCode === undefined), '请选一家店或一个社区'),
    ),
    output: v.object({ coupons: v.array(coupon) }),
  }),

  /** Claims one. Never more than the coupon's total are out, and never more than its share for one person. */
  claim: command({ who: 'resident', input: v.strictObject({ clientId, couponId: id }), output: v.object({ claim }) }),

  /** What I claimed: those that are still good first. At most the newest 100. */
  mine: query({ who: 'resident', input: v.strictObject({}), output: v.object({ claims: v.array(claim) }) }),

  /**
   * The codes that the shop may ask for, one after the other: each is good from its step until the end of the next. Enough of them
   * for a phone whose network goes.
   */
  code: query({
    who: 'resident',
    input: v.strictObject({ claimId: id }),
    output: v.object({
      /** When the first code began, and how long until the next one. */
      from: instant,
      stepMs: count,
      /** The cloud's time, by which the phone counts. */
      now: instant,
      codes: v.array(v.string()),
    }),
  }),

  /** Redeems the claim whose code the neighbour shows, once. */
  redeem: command({
    who: keeper,
    quiet: true,
    input: v.strictObject({
      clientId,
      merchantId: id,
      code: v.pipe(v.string('红卡的码不对'), v.trim(), v.regex(/^\d{7,16}$/, '红卡的码是一串数字')),
    }),
    output: v.object({ coupon, redeemedAt: instant }),
  }),

  /** All coupons of a shop, for who keeps it, with what became of them. */
  issued: query({
    who: keeper,
    input: v.strictObject({ merchantId: id }),
    output: v.object({
      coupons: v.array(
        v.object({ ...coupon.entries, stopped: v.boolean(), held: count, redeemed: count, expired: count }),
      ),
    }),
  }),
};
