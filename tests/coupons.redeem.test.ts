import { couponDrift } from '../cloud/coupons';
import { STEP_MS } from '../cloud/coupons/rules';
import { balanceOf } from '../cloud/ledger';
import { couponOf, openShop, signerOf, type Somebody } from './kit/shops';
import { clientId, JIANGPAN, openTown, refusalOf, type Town } from './kit/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());
afterEach(async () => expect(await couponDrift(town.db)).toEqual([]));

const neighbour = () => town.person({ home: JIANGPAN });

/** A shop with a coupon that a neighbour has claimed. */
async function claimed(given: object = {}) {
  const keeper = await neighbour();
  const merchantId = (await openShop(town, { keeper })).merchant.id;
  const { coupon } = await keeper.call.coupons.issue(couponOf(town, merchantId, given));
  const one = await neighbour();
  const claim = async (who: Somebody = one) =>
    (await who.call.coupons.claim({ clientId: clientId(), couponId: coupon.id })).claim;
  const codes = async (id: string, who: Somebody = one) => (await who.call.coupons.code({ claimId: id })).codes;
  const redeem = (code: string, who: Somebody = keeper) =>
    who.call.coupons.redeem({ clientId: clientId(), merchantId, code });
  return { keeper, merchantId, coupon, one, claim, codes, redeem };
}

test('a coupon is redeemed by the code that the neighbour shows: it is used up for the shop, the neighbour and the ledger', async () => {
  const { keeper, merchantId, coupon, one, claim, codes, redeem } = await claimed();
  const held = await claim();
  const now = town.clock.now().toISOString();
  const code = (await codes(held.id))[0]!;
  expect(await redeem(code)).toEqual({ coupon: { ...coupon, left: 9 }, redeemedAt: now });
  expect((await one.call.coupons.mine({})).claims).toMatchObject([{ id: held.id, state: 'redeemed', redeemedAt: now }]);
  expect((await keeper.call.coupons.issued({ merchantId })).coupons).toMatchObject([{ held: 0, redeemed: 1, left: 9 }]);
  expect(await balanceOf(town.db, { community: JIANGPAN, book: 'coupon', item: coupon.id })).toEqual({
    pool: 9,
    held: 0,
  });
  const lines = await town.db.selectFrom('audit').selectAll().where('person_id', '=', keeper.id).execute();
  expect(lines.at(-1)).toMatchObject({ procedure: 'coupons.redeem', node_code: JIANGPAN });
  expect(await refusalOf(redeem(code))).toBe('coupon.redeemed');
  expect(await refusalOf(one.call.coupons.code({ claimId: held.id }))).toBe('coupon.redeemed');
  // What is used up is not given out again.
  expect(await refusalOf(claim())).toBe('coupon.enough');
});

test('the same act of redeeming, sent again, gets the first answer', async () => {
  const { keeper, merchantId, claim, codes } = await claimed();
  const input = { clientId: clientId(), merchantId, code: (await codes((await claim()).id))[0]! };
  const first = await keeper.call.coupons.redeem(input);
  town.clock.advance(10 * STEP_MS);
  expect(await keeper.call.coupons.redeem(input)).toEqual(first);
});

test('a code is good in its step and the next, and those given ahead are good when their time comes', async () => {
  const { claim, codes, redeem, one } = await claimed({ perPerson: 3, total: 10 });
  const [a, b, c] = [await claim(), await claim(), await claim()];
  const { from, stepMs, now } = await one.call.coupons.code({ claimId: a.id });
  expect([stepMs, Date.parse(from) <= Date.parse(now), Date.parse(now) < Date.parse(from) + stepMs]).toEqual([
    STEP_MS,
    true,
    true,
  ]);
  const [first, , third] = await codes(a.id);
  const ofB = (await codes(b.id))[0]!;
  const ofC = (await codes(c.id))[39]!;
  expect(await refusalOf(redeem(third!))).toBe('coupon.code');
  town.clock.advance(STEP_MS);
  await redeem(ofB);
  town.clock.advance(STEP_MS);
  expect(await refusalOf(redeem(first!))).toBe('coupon.code');
  await redeem(third!);
  town.clock.advance(37 * STEP_MS);
  await redeem(ofC);
});

test('a code is of one claim at one shop: another number, another shop and another neighbour do not make it good', async () => {
  const [here, there] = [await claimed({ perPerson: 2 }), await claimed()];
  const [a, b] = [await here.claim(), await here.claim()];
  const [codeA, codeB] = [(await here.codes(a.id))[0]!, (await here.codes(b.id))[0]!];
  await there.claim();
  expect(await refusalOf(here.redeem(codeB.slice(0, -6) + codeA.slice(-6)))).toBe('coupon.code');
  expect(await refusalOf(here.redeem(`99${codeA.slice(-6)}`))).toBe('coupon.code');
  expect(await refusalOf(there.redeem(codeA))).toBe('coupon.code');
  expect(await refusalOf(there.one.call.coupons.code({ claimId: a.id }))).toBe('coupon.missing');
  expect(await refusalOf(here.keeper.call.coupons.code({ claimId: a.id }))).toBe('coupon.missing');
  for (const code of ['', '123456', 'abcdefg', '-1234567', '1'.repeat(17), '0123456 1', '９９９９９９９９'])
    expect([code, await refusalOf(here.redeem(code))]).toEqual([code, 'input.invalid']);
  await here.redeem(` ${codeA} `);
});

test('only whoever keeps the shop redeems: not its community, not a neighbour, not another keeper', async () => {
  const { one, claim, codes, redeem } = await claimed();
  const code = (await codes((await claim()).id))[0]!;
  const other = (await claimed()).keeper;
  for (const who of [one, other, await signerOf(town)]) expect(await refusalOf(redeem(code, who))).toBe('role.missing');
  expect(await refusalOf(redeem(code, { id: '0', call: town.as(null) }))).toBe('session.required');
  await redeem(code);
});

test('a code that is right comes too late when its claim ran out', async () => {
  const { claim, codes, redeem } = await claimed({ keepDays: 1 });
  town.clock.at('2026-10-03 23:59:50');
  const held = await claim();
  town.clock.at('2026-10-04 23:59:50');
  const code = (await codes(held.id))[0]!;
  town.clock.at('2026-10-05 00:00:00');
  expect(await refusalOf(redeem(code))).toBe('coupon.expired');
});

test('twenty wrong codes make a shop wait for ten minutes, even with the right one; other shops do not wait', async () => {
  const [here, there] = [await claimed(), await claimed()];
  const [a, b] = [await here.claim(), await there.claim()];
  const right = (await here.codes(a.id))[0]!;
  const wrong = `1${String((Number(right.slice(-6)) + 1) % 1_000_000).padStart(6, '0')}`;
  for (let n = 0; n < 20; n++) expect(await refusalOf(here.redeem(wrong))).toBe('coupon.code');
  expect(await refusalOf(here.redeem(right))).toBe('coupon.tries');
  await there.redeem((await there.codes(b.id))[0]!);
  town.clock.advance(600_000);
  await here.redeem((await here.codes(a.id))[0]!);
});

test.each(['suspend', 'revoke'] as const)(
  'what was claimed before a shop was made to %s is still redeemed there',
  async (step) => {
    const { merchantId, claim, codes, redeem } = await claimed();
    const held = await claim();
    await (await signerOf(town)).call.merchants[step]({ merchantId, reason: '整改' });
    expect(await redeem((await codes(held.id))[0]!)).toMatchObject({ coupon: { left: 9 } });
  },
);

test('what somebody claimed is listed with what is still good first, then what was used, then what ran out', async () => {
  const { claim, codes, redeem, one } = await claimed({ perPerson: 4, keepDays: 1 });
  const gone = await claim();
  town.clock.advance(2 * 86_400_000);
  const [used, held] = [await claim(), await claim()];
  await redeem((await codes(used.id))[0]!);
  const mine = (await one.call.coupons.mine({})).claims;
  expect(mine.map(({ id, state }) => [id, state])).toEqual([
    [held.id, 'held'],
    [used.id, 'redeemed'],
    [gone.id, 'expired'],
  ]);
  expect(await refusalOf(town.as(null).coupons.mine({}))).toBe('session.required');
});
