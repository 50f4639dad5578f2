import { createHmac } from 'node:crypto';
import type { ClaimState } from '../../types/coupons';
import type { Tables } from '../kit/tables';
import { addDays, shanghaiDay, startOfDay } from '../kit/clock';

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

/** How long a code is the newest one; it is good for one step more, for the time it takes to type it. */
export const STEP_MS = 30_000;
const DIGITS = 6;

export const stepAt = (now: Date): number => Math.floor(now.getTime() / STEP_MS);

/** The digits of a claim in one step. */
export function digitsOf(key: Buffer, claim: string, step: number): string {
  const mac = createHmac('sha256', key).update(`claim ${claim} ${step}`).digest();
  return String(mac.readUInt32BE(0) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** What a neighbour shows: the claim's number at its shop, and the digits of the step. */
export const codeOf = (key: Buffer, claim: { id: string; number: number }, step: number): string =>
  `${claim.number}${digitsOf(key, claim.id, step)}`;

/** A code taken apart; null when it is none. */
export function readCode(code: string): { number: number; digits: string } | null {
  const number = Number(code.slice(0, -DIGITS));
  return number > 0 && number <= 2_147_483_647 ? { number, digits: code.slice(-DIGITS) } : null;
}

/** Whether digits are those of now, or of the step before. */
export const isGood = (key: Buffer, claim: string, digits: string, now: Date): boolean =>
  [0, 1].some((ago) => digitsOf(key, claim, stepAt(now) - ago) === digits);
