import type { ClaimState } from '../../types/coupons';
import type { Tables } from '../kit/tables';
import { addDays, shanghaiDay, startOfDay } from '../kit/clock';
import * as code from '../kit/code';

export { readCode, STEP_MS, stepAt } from '../kit/code';

type Coupon = Pick<Tables['coupon'], 'first_day' | 'last_day' | 'keep_days' | 'stopped_at'>;
type Claim = Pick<Tables['coupon_claim'], 'redeemed_at' | 'returned_at' | 'until'>;

/** Each refusal of a claim that the coupon itself gives, in this order; null when it may go on. */
export function whyNotClaim({ first_day, last_day, stopped_at }: Coupon, today: string) {
  if (stopped_at || today > last_day) return 'coupon.over';
  return today < first_day ? 'coupon.notYet' : null;
}

/**
 * The first moment at which one that is claimed now is good no more: its whole days begin with the next midnight, and none lasts
 * longer than the coupon.
 */
export function untilOf({ last_day, keep_days }: Coupon, now: Date): Date {
  const own = addDays(shanghaiDay(now), keep_days + 1);
  const end = addDays(last_day, 1);
  return startOfDay(own < end ? own : end);
}

export function claimStateOf({ redeemed_at, returned_at, until }: Claim, now: Date): ClaimState {
  if (redeemed_at) return 'redeemed';
  return returned_at || until <= now ? 'expired' : 'held';
}

const claimed = (claim: string): string => `claim ${claim}`;

/** The digits of a claim in one step. */
export const digitsOf = (key: Buffer, claim: string, step: number): string => code.digitsOf(key, claimed(claim), step);

/** What a neighbour shows: the claim's number at its shop, and the digits of the step. */
export const codeOf = (key: Buffer, { id, number }: { id: string; number: number }, step: number): string =>
  code.codeOf(key, { of: claimed(id), number }, step);

/** Whether digits are those of now, or of the step before. */
export const isGood = (key: Buffer, claim: string, digits: string, now: Date): boolean =>
  code.isGood(key, claimed(claim), digits, now);
