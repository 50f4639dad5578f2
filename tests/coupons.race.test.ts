import { couponDrift } from '../cloud/coupons';
import { balanceOf } from '../cloud/ledger';
import type { Coupon } from '../types/coupons';
import { couponOf, openShop, type Somebody } from './kit/shops';
import { type CallError, clientId, JIANGPAN, openTown, type Town } from './kit/town';

const AT_ONCE = 64;

let town: Town;
let keeper: Somebody;
let merchantId: string;
beforeAll(async () => {
  town = await openTown();
  keeper = await town.person({ home: JIANGPAN });
  merchantId = (await openShop(town, { keeper })).merchant.id;
});
afterAll(() => town.close());
afterEach(async () => expect(await couponDrift(town.db)).toEqual([]));

const issue = async (given: object = {}): Promise<Coupon> =>
  (await keeper.call.coupons.issue(couponOf(town, merchantId, given))).coupon;
const neighbours = (n: number) => Promise.all(Array.from({ length: n }, () => town.person({ home: JIANGPAN })));
const claim = ({ call }: Somebody, couponId: string) => call.coupons.claim({ clientId: clientId(), couponId });
const codeOf = async ({ call }: Somebody, claimId: string) => (await call.coupons.code({ claimId })).codes[0] ?? '';
const redeem = (code: string) => keeper.call.coupons.redeem({ clientId: clientId(), merchantId, code });
const claimsOf = (couponId: string) =>
  town.db.selectFrom('coupon_claim').selectAll().where('coupon_id', '=', couponId).execute();
const accounts = (item: string) => balanceOf(town.db, { community: JIANGPAN, book: 'coupon', item });

/** What came of calls that were all made at once: how many were done, and why the others were not. */
async function outcomes(calls: readonly Promise<unknown>[]) {
  const all = await Promise.allSettled(calls);
  const refused = all.flatMap((one) => (one.status === 'rejected' ? [(one.reason as CallError).refusal] : []));
  return { done: all.length - refused.length, refused: new Set(refused), times: refused.length };
}

test('64 neighbours who claim a coupon of ten at once get ten, and the others read that it is gone', async () => {
  const coupon = await issue({ total: 10 });
  const people = await neighbours(AT_ONCE);
  const { done, refused } = await outcomes(people.map((one) => claim(one, coupon.id)));
  expect([done, [...refused]]).toEqual([10, ['coupon.gone']]);
  const claims = await claimsOf(coupon.id);
  expect(new Set(claims.map(({ person_id }) => person_id)).size).toBe(10);
  expect(new Set(claims.map(({ number }) => number)).size).toBe(10);
  expect(await accounts(coupon.id)).toEqual({ pool: 0, held: 10 });
  const { coupons } = await town.as(null).coupons.list({ merchantId });
  expect(coupons.find(({ id }) => id === coupon.id)).toMatchObject({ left: 0 });
});

test('a neighbour who claims 64 times at once gets their share and no more', async () => {
  const coupon = await issue({ total: 50, perPerson: 3 });
  const [one] = await neighbours(1);
  const { done, refused } = await outcomes(Array.from({ length: AT_ONCE }, () => claim(one!, coupon.id)));
  expect([done, [...refused]]).toEqual([3, ['coupon.enough']]);
  expect(await accounts(coupon.id)).toEqual({ pool: 47, held: 3 });
});

test('one claim that a phone sends 64 times at once is one claim, with one answer', async () => {
  const coupon = await issue({ total: 50, perPerson: 10 });
  const [one] = await neighbours(1);
  const input = { clientId: clientId(), couponId: coupon.id };
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => one!.call.coupons.claim(input)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await claimsOf(coupon.id)).toHaveLength(1);
});

test('64 redemptions of one claim at once, each an act of its own, redeem it once', async () => {
  const coupon = await issue();
  const [one] = await neighbours(1);
  const { claim: held } = await claim(one!, coupon.id);
  const code = await codeOf(one!, held.id);
  const { done, refused, times } = await outcomes(Array.from({ length: AT_ONCE }, () => redeem(code)));
  expect([done, [...refused], times]).toEqual([1, ['coupon.redeemed'], AT_ONCE - 1]);
  expect(await accounts(coupon.id)).toEqual({ pool: 9, held: 0 });
  const entries = await town.db
    .selectFrom('ledger_entry')
    .select('id')
    .where('item_id', '=', coupon.id)
    .where('reason', '=', 'redeemed')
    .execute();
  expect(entries).toEqual([{ id: `claim/${held.id}/redeemed` }]);
});

test('what ran out is claimed again by as many, while the night notes it at the same time', async () => {
  const coupon = await issue({ total: 10, keepDays: 1 });
  for (const one of await neighbours(10)) await claim(one, coupon.id);
  town.clock.advance(2 * 86_400_000);
  const people = await neighbours(AT_ONCE);
  const night = () => town.app.chores.coupons?.work(() => true);
  const claims = people.map((one) => claim(one, coupon.id));
  const [{ done, refused }] = await Promise.all([outcomes(claims), night(), night(), night()]);
  expect([done, [...refused]]).toEqual([10, ['coupon.gone']]);
  expect(await accounts(coupon.id)).toEqual({ pool: 0, held: 10 });
});

test('a coupon that is stopped while 64 claim it is out as often as the ledger says, and no more afterwards', async () => {
  const coupon = await issue({ total: 64 });
  const people = await neighbours(AT_ONCE);
  const [{ done, refused }] = await Promise.all([
    outcomes(people.map((one) => claim(one, coupon.id))),
    keeper.call.coupons.stop({ merchantId, couponId: coupon.id }),
  ]);
  expect([...refused].filter((why) => why !== 'coupon.over')).toEqual([]);
  expect(await accounts(coupon.id)).toEqual({ pool: AT_ONCE - done, held: done });
  expect((await outcomes([claim(people[0]!, coupon.id)])).done).toBe(0);
});
