import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import {
  claimStateOf,
  codeOf,
  digitsOf,
  isGood,
  readCode,
  STEP_MS,
  stepAt,
  untilOf,
  whyNotClaim,
} from '../cloud/coupons/rules';
import { addDays, shanghaiDay, startOfDay } from '../cloud/kit/clock';
import { moves } from '../cloud/ledger';

const KEY = createHmac('sha256', 'a key').digest();
const now = new Date('2026-10-01T02:00:00.000Z');
const after = (ms: number): Date => new Date(now.getTime() + ms);
const coupon = (given: object = {}) => ({
  ...{ first_day: '2026-10-01', last_day: '2026-10-31', keep_days: 7, stopped_at: null },
  ...given,
});

test.each([
  ['on its first day', {}, '2026-10-01', null],
  ['on its last day', {}, '2026-10-31', null],
  ['a day too early', {}, '2026-09-30', 'coupon.notYet'],
  ['a day too late', {}, '2026-11-01', 'coupon.over'],
  ['that was stopped', { stopped_at: now }, '2026-10-02', 'coupon.over'],
  ['that was stopped before it began', { stopped_at: now }, '2026-09-30', 'coupon.over'],
])('claiming a coupon %s', (_, given, today, refusal) => {
  expect(whyNotClaim(coupon(given), today)).toBe(refusal);
});

test('a claim ends at a midnight of Shanghai: after its own days or with the coupon, whichever comes first', () => {
  const anyDays = fc.record({
    keep: fc.integer({ min: 1, max: 90 }),
    ahead: fc.integer({ min: 0, max: 366 }),
    ms: fc.nat(86_399_999),
  });
  fc.assert(
    fc.property(anyDays, ({ keep, ahead, ms }) => {
      const at = new Date(startOfDay('2026-10-01').getTime() + ms);
      const last_day = addDays('2026-10-01', ahead);
      const until = untilOf(coupon({ last_day, keep_days: keep }), at);
      expect(until).toEqual(startOfDay(shanghaiDay(until)));
      expect(until.getTime()).toBeGreaterThan(at.getTime());
      expect(until).toEqual(startOfDay(addDays('2026-10-01', Math.min(keep, ahead) + 1)));
    }),
  );
});

test.each([
  ['new', {}, 'held'],
  ['redeemed', { redeemed_at: now }, 'redeemed'],
  ['redeemed, and its time is over', { redeemed_at: now, until: after(-1) }, 'redeemed'],
  ['in its last millisecond', { until: after(1) }, 'held'],
  ['at its end', { until: now }, 'expired'],
  ['noted as over', { returned_at: now, until: after(1) }, 'expired'],
])('a claim that is %s', (_, given, state) => {
  expect(claimStateOf({ redeemed_at: null, returned_at: null, until: after(1_000), ...given }, now)).toBe(state);
});

describe('the code of a claim', () => {
  const anyClaim = fc.record({
    id: fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }).map(String),
    number: fc.integer({ min: 1, max: 2_147_483_647 }),
  });
  const anyStep = fc.integer({ min: 0, max: 2 ** 31 });

  test('is its number and six digits, and is taken apart into them', () => {
    fc.assert(
      fc.property(anyClaim, anyStep, (claim, step) => {
        const code = codeOf(KEY, claim, step);
        expect(code).toMatch(/^\d{7,16}$/);
        expect(readCode(code)).toEqual({ number: claim.number, digits: digitsOf(KEY, claim.id, step) });
      }),
    );
  });

  test('is good in its step and in the next, and never before', () => {
    fc.assert(
      fc.property(anyClaim, anyStep, fc.nat(STEP_MS - 1), ({ id }, step, ms) => {
        const digits = digitsOf(KEY, id, step);
        const at = (steps: number): Date => new Date((step + steps) * STEP_MS + ms);
        expect([0, 1].map((steps) => isGood(KEY, id, digits, at(steps)))).toEqual([true, true]);
        expect(stepAt(at(0))).toBe(step);
      }),
    );
    // By chance another step may have the same six digits: of these it is known that none has.
    const digits = digitsOf(KEY, '1', 1_000);
    const others = [-2, -1, 2, 3, 100].map((steps) => isGood(KEY, '1', digits, new Date((1_000 + steps) * STEP_MS)));
    expect(others).toEqual([false, false, false, false, false]);
  });

  test('belongs to its claim and to the key of this cloud', () => {
    const digits = digitsOf(KEY, '1', 1_000);
    const at = new Date(1_000 * STEP_MS);
    expect(isGood(KEY, '2', digits, at)).toBe(false);
    expect(isGood(createHmac('sha256', 'another').digest(), '1', digits, at)).toBe(false);
  });

  test.each([['0123456'], ['0000000'], ['2147483648123456'], ['9999999999123456']])('%s is none', (code) => {
    expect(readCode(code)).toBeNull();
  });
});

test('whatever moves leaves one account for another, and nothing comes in but what is issued, delivered, or was not handed over after all', () => {
  for (const [from, to] of Object.values(moves)) expect(from).not.toBe(to);
  expect(
    Object.entries(moves)
      .filter(([, [from]]) => from === 'outside')
      .map(([reason]) => reason),
  ).toEqual(['issued', 'delivered', 'uncollected']);
});
