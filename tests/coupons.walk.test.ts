import { couponDrift } from '../cloud/coupons';
import { STEP_MS } from '../cloud/coupons/rules';
import { balanceOf } from '../cloud/ledger';
import type { Claim } from '../types/coupons';
import { repeatable } from './kit/chance';
import { couponOf, openShop, type Somebody } from './kit/shops';
import { clientId, JIANGPAN, openTown, refusalOf, type Town } from './kit/town';

/**
 * A walk over the life of coupons: neighbours claim, the shop redeems and stops, and time passes, at random and often when it is
 * not allowed, while a small model counts. After each step the ledger, the shop's figures and everybody's claims are held against
 * it.
 */
const STEPS = 250;

interface Known {
  id: string;
  total: number;
  perPerson: number;
  over: number;
  stopped: boolean;
}
interface Held {
  claim: Claim;
  of: Known;
  by: Somebody;
  redeemed: boolean;
}

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

test(
  `whatever neighbours and a shop do in ${STEPS} steps, nothing is out beyond its total, and the ledger says what happened`,
  () => repeatable(walk),
  120_000,
);

async function walk(next: () => number): Promise<void> {
  const below = (n: number): number => Math.floor(next() * n);
  const pick = <T>(of: readonly T[]): T => of[below(of.length)] as T;
  const keeper = await town.person();
  const merchantId = (await openShop(town, { keeper })).merchant.id;
  const people: Somebody[] = await Promise.all(Array.from({ length: 4 }, () => town.person({ home: JIANGPAN })));
  const coupons: Known[] = [];
  const claims: Held[] = [];
  let done = 0;

  const now = (): number => town.clock.now().getTime();
  const stateOf = ({ redeemed, claim }: Held): Claim['state'] =>
    redeemed ? 'redeemed' : Date.parse(claim.until) <= now() ? 'expired' : 'held';
  const ofCoupon = ({ id }: Known, state?: Claim['state']) =>
    claims.filter((one) => one.of.id === id && (state === undefined || stateOf(one) === state));
  const inForce = (known: Known) => ofCoupon(known).filter((one) => stateOf(one) !== 'expired');

  const acts: Record<string, () => Promise<void>> = {
    async issue() {
      const total = 1 + below(6);
      const perPerson = 1 + below(Math.min(3, total));
      const keepDays = 1 + below(4);
      const { coupon } = await keeper.call.coupons.issue(couponOf(town, merchantId, { total, perPerson, keepDays }));
      const over = Date.parse(`${coupon.lastDay}T16:00:00Z`);
      coupons.push({ id: coupon.id, total, perPerson, over, stopped: false });
    },
    async claim() {
      const [of, by] = [pick(coupons), pick(people)];
      const out = inForce(of);
      const why =
        of.stopped || now() >= of.over
          ? 'coupon.over'
          : out.filter((one) => one.by === by).length >= of.perPerson
            ? 'coupon.enough'
            : out.length >= of.total
              ? 'coupon.gone'
              : null;
      const call = by.call.coupons.claim({ clientId: clientId(), couponId: of.id });
      if (why) return expect(await refusalOf(call)).toBe(why);
      const { claim } = await call;
      claims.push({ claim, of, by, redeemed: false });
      expect(claim.coupon.left).toBe(of.total - inForce(of).length);
    },
    async redeem() {
      if (claims.length === 0) return;
      const one = pick(claims);
      const state = stateOf(one);
      const asked = one.by.call.coupons.code({ claimId: one.claim.id });
      if (state !== 'held') return expect(await refusalOf(asked)).toBe(`coupon.${state}`);
      const code = (await asked).codes[below(2)] ?? '';
      const isEarly = code !== (await one.by.call.coupons.code({ claimId: one.claim.id })).codes[0];
      const call = keeper.call.coupons.redeem({ clientId: clientId(), merchantId, code });
      if (isEarly) return expect(await refusalOf(call)).toBe('coupon.code');
      await call;
      one.redeemed = true;
      done++;
      const again = keeper.call.coupons.redeem({ clientId: clientId(), merchantId, code });
      expect(await refusalOf(again)).toBe('coupon.redeemed');
    },
    async stop() {
      if (below(4)) return;
      const of = pick(coupons);
      await keeper.call.coupons.stop({ merchantId, couponId: of.id });
      of.stopped = true;
    },
    async night() {
      await town.app.chores.coupons?.work(() => true);
      for (const of of coupons) {
        const { held, pool } = await balanceOf(town.db, { community: JIANGPAN, book: 'coupon', item: of.id });
        expect([held, pool]).toEqual([ofCoupon(of, 'held').length, of.total - inForce(of).length]);
      }
    },
    async wait() {
      // A shop that mistypes too often in ten minutes would have to wait.
      town.clock.advance(pick([STEP_MS, 660_000, 6 * 3_600_000, 86_400_000]));
    },
  };

  async function check(): Promise<void> {
    expect(await couponDrift(town.db)).toEqual([]);
    const { coupons: figures } = await keeper.call.coupons.issued({ merchantId });
    expect(
      figures.map(({ id, left, held, redeemed, expired, stopped }) => ({ id, left, held, redeemed, expired, stopped })),
    ).toEqual(
      [...coupons].reverse().map((of) => ({
        id: of.id,
        left: of.total - inForce(of).length,
        held: ofCoupon(of, 'held').length,
        redeemed: ofCoupon(of, 'redeemed').length,
        expired: ofCoupon(of, 'expired').length,
        stopped: of.stopped,
      })),
    );
    const by = pick(people);
    const mine = (await by.call.coupons.mine({})).claims.map(({ id, state }) => `${id} ${state}`).sort();
    const own = claims.filter((one) => one.by === by).map((one) => `${one.claim.id} ${stateOf(one)}`);
    expect(mine).toEqual(own.sort());
  }

  await acts.issue?.();
  const lots = [...Object.keys(acts), 'claim', 'claim', 'claim', 'claim', 'redeem', 'redeem', 'wait'];
  for (let step = 1; step <= STEPS; step++) {
    await acts[coupons.length < 20 ? pick(lots) : pick(lots.filter((act) => act !== 'issue'))]?.();
    await check();
  }
  await acts.night?.();
  expect(done).toBeGreaterThan(0);
}
