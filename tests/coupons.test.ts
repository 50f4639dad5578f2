import { couponDrift } from '../cloud/coupons';
import { balanceOf } from '../cloud/ledger';
import type { Coupon } from '../types/coupons';
import { couponOf, openShop, signerOf, type Somebody } from './kit/shops';
import { clientId, JIANGPAN, openTown, refusalOf, type Town, XIAOHONG } from './kit/town';

const DAY_MS = 86_400_000;

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
const neighbour = () => town.person({ home: JIANGPAN });
const claim = async ({ call }: Somebody, couponId: string) =>
  (await call.coupons.claim({ clientId: clientId(), couponId })).claim;
const accounts = (item: string) => balanceOf(town.db, { community: JIANGPAN, book: 'coupon', item });
const rowsOf = async (table: 'coupon' | 'coupon_claim' | 'ledger_entry' | 'audit') =>
  (await town.db.selectFrom(table).selectAll().execute()).length;
const day = (at: number): string =>
  new Date(town.clock.now().getTime() + at * DAY_MS + 8 * 3_600_000).toISOString().slice(0, 10);

describe('issuing a coupon', () => {
  test('offers it to neighbours at once, notes it in the ledger and in the audit log', async () => {
    const coupon = await issue({ kind: 'off', yuan: 20, title: '满一百减二十', conditions: '堂食' });
    expect(coupon).toMatchObject({
      kind: 'off',
      yuan: 20,
      left: 10,
      total: 10,
      perPerson: 1,
      merchant: { id: merchantId },
    });
    const { coupons } = await town.as(null).coupons.list({ merchantId });
    expect(coupons[0]).toEqual(coupon);
    expect((await town.as(null).coupons.list({ communityCode: JIANGPAN })).coupons).toContainEqual(coupon);
    expect((await town.as(null).coupons.list({ communityCode: XIAOHONG })).coupons).not.toContainEqual(coupon);
    expect(await accounts(coupon.id)).toEqual({ pool: 10, held: 0 });
    const lines = await town.db.selectFrom('audit').selectAll().where('person_id', '=', keeper.id).execute();
    expect(lines.at(-1)).toMatchObject({ procedure: 'coupons.issue', node_code: JIANGPAN });
  });

  test('twice by the same act is once', async () => {
    const input = couponOf(town, merchantId);
    const { coupon } = await keeper.call.coupons.issue(input);
    const before = await rowsOf('coupon');
    expect((await keeper.call.coupons.issue(input)).coupon).toEqual(coupon);
    expect(await rowsOf('coupon')).toBe(before);
    expect(await refusalOf(keeper.call.coupons.issue({ ...input, total: 11 }))).toBe('input.idReused');
  });

  test.each([
    ['total', [0, -1, 1.5, 10_001, 2 ** 53, 1e308, Number.NaN, '10', null]],
    ['perPerson', [0, -1, 0.5, 11, 1e21]],
    ['yuan', [0, -5, 9.99, 1_001, 2 ** 31, '20']],
    ['keepDays', [0, -7, 1.1, 91]],
    ['lastDay', ['2026-02-30', '1999-01-01', '']],
  ])('with an impossible %s is refused, and nothing is written', async (field, values) => {
    const before = [await rowsOf('coupon'), await rowsOf('ledger_entry')];
    for (const value of values) {
      const input = couponOf(town, merchantId, { kind: 'off', yuan: 20, [field]: value });
      expect([value, await refusalOf(keeper.call.coupons.issue(input))]).toEqual([value, 'input.invalid']);
    }
    expect([await rowsOf('coupon'), await rowsOf('ledger_entry')]).toEqual(before);
  });

  test.each([
    ['less off without an amount', { kind: 'off' }, 'input.invalid'],
    ['a gift with an amount', { yuan: 20 }, 'input.invalid'],
    ['a larger share than there are', { total: 2, perPerson: 3 }, 'input.invalid'],
    ['a last day before the first', { firstDay: '2026-10-09', lastDay: '2026-10-08' }, 'input.invalid'],
    ['a last day that is over', { firstDay: '2026-09-01', lastDay: '2026-09-30' }, 'coupon.past'],
    ['a last day beyond a year', { lastDay: '2027-10-03' }, 'coupon.past'],
  ])('of %s is refused', async (_, given, refusal) => {
    expect(await refusalOf(keeper.call.coupons.issue(couponOf(town, merchantId, given)))).toBe(refusal);
  });

  test('is for whoever keeps the shop: neither its neighbours nor its community, nor the keeper of another', async () => {
    const other = await neighbour();
    await openShop(town, { keeper: other });
    const signer = await signerOf(town);
    for (const one of [other, signer, await neighbour()])
      expect(await refusalOf(one.call.coupons.issue(couponOf(town, merchantId)))).toBe('role.missing');
    expect(await refusalOf(town.as(null).coupons.issue(couponOf(town, merchantId)))).toBe('session.required');
  });

  test.each([
    ['that is not signed', null, null],
    ['whose agreement has not begun', { firstDay: '2026-11-01', lastDay: '2027-10-01' }, null],
    ['that is suspended', {}, 'suspend'],
    ['that was revoked', {}, 'revoke'],
  ] as const)('is not for a shop %s', async (_, agreement, step) => {
    const one = await neighbour();
    const { id } = (await openShop(town, { keeper: one, agreement })).merchant;
    if (step) await (await signerOf(town)).call.merchants[step]({ merchantId: id, reason: '停业' });
    expect(await refusalOf(one.call.coupons.issue(couponOf(town, id)))).toBe('merchant.notValid');
  });
});

describe('claiming a coupon', () => {
  test('holds one until its own days are over, for the one who claimed it', async () => {
    const coupon = await issue({ keepDays: 7 });
    const one = await neighbour();
    const held = await claim(one, coupon.id);
    expect(held).toMatchObject({ state: 'held', redeemedAt: null, coupon: { id: coupon.id, left: 9 } });
    expect(held.until).toBe(`${day(7)}T16:00:00.000Z`);
    expect((await one.call.coupons.mine({})).claims).toEqual([held]);
    expect((await (await neighbour()).call.coupons.mine({})).claims).toEqual([]);
    expect(await accounts(coupon.id)).toEqual({ pool: 9, held: 1 });
    expect(await refusalOf(claim(one, coupon.id))).toBe('coupon.enough');
  });

  test('never outlasts the coupon', async () => {
    const coupon = await issue({ lastDay: day(2), keepDays: 90 });
    expect((await claim(await neighbour(), coupon.id)).until).toBe(`${day(2)}T16:00:00.000Z`);
  });

  test('again by the same act is the same claim', async () => {
    const coupon = await issue({ perPerson: 5 });
    const one = await neighbour();
    const input = { clientId: clientId(), couponId: coupon.id };
    const first = await one.call.coupons.claim(input);
    expect(await one.call.coupons.claim(input)).toEqual(first);
    expect(await accounts(coupon.id)).toEqual({ pool: 9, held: 1 });
  });

  test('is refused with its reason, and nothing is written', async () => {
    const ahead = await issue({ firstDay: day(2) });
    const stopped = await issue();
    await keeper.call.coupons.stop({ merchantId, couponId: stopped.id });
    const gone = await issue({ total: 1 });
    await claim(await neighbour(), gone.id);
    const one = await neighbour();
    const before = [await rowsOf('coupon_claim'), await rowsOf('ledger_entry')];
    const why = (couponId: string) => refusalOf(claim(one, couponId));
    expect(await why(ahead.id)).toBe('coupon.notYet');
    expect(await why(stopped.id)).toBe('coupon.over');
    expect(await why(gone.id)).toBe('coupon.gone');
    expect(await why('999')).toBe('coupon.missing');
    expect(await refusalOf(claim(keeper, ahead.id))).toBe('coupon.own');
    expect(await refusalOf(town.as(null).coupons.claim({ clientId: clientId(), couponId: gone.id }))).toBe(
      'session.required',
    );
    expect([await rowsOf('coupon_claim'), await rowsOf('ledger_entry')]).toEqual(before);
  });

  test('waits while the shop is suspended, and goes on when the shop does', async () => {
    const own = await neighbour();
    const { id } = (await openShop(town, { keeper: own })).merchant;
    const { coupon } = await own.call.coupons.issue(couponOf(town, id));
    const signer = await signerOf(town);
    await signer.call.merchants.suspend({ merchantId: id, reason: '整改' });
    const one = await neighbour();
    expect(await refusalOf(claim(one, coupon.id))).toBe('merchant.notValid');
    expect((await town.as(null).coupons.list({ merchantId: id })).coupons).toEqual([]);
    await signer.call.merchants.resume({ merchantId: id, reason: '改好了' });
    expect(await claim(one, coupon.id)).toMatchObject({ state: 'held' });
  });
});

describe('what ran out', () => {
  test('is for others again, the ledger says so, and whoever had it may claim anew', async () => {
    const coupon = await issue({ total: 1, keepDays: 1 });
    const [one, other] = [await neighbour(), await neighbour()];
    const first = await claim(one, coupon.id);
    expect(await refusalOf(claim(other, coupon.id))).toBe('coupon.gone');
    town.clock.advance(2 * DAY_MS);
    // Before anybody has noted it, everyone sees it so.
    expect((await one.call.coupons.mine({})).claims).toMatchObject([
      { id: first.id, state: 'expired', coupon: { left: 1 } },
    ]);
    expect((await town.as(null).coupons.list({ merchantId })).coupons).toContainEqual({ ...coupon, left: 1 });
    await claim(other, coupon.id);
    expect(await refusalOf(claim(one, coupon.id))).toBe('coupon.gone');
    town.clock.advance(2 * DAY_MS);
    expect((await claim(one, coupon.id)).id).not.toBe(first.id);
    const entries = await town.db
      .selectFrom('ledger_entry')
      .select(['reason', 'person_id'])
      .where('item_id', '=', coupon.id)
      .orderBy('at')
      .execute();
    expect(entries.filter(({ reason }) => reason === 'expired').map(({ person_id }) => person_id)).toEqual([
      one.id,
      other.id,
    ]);
    expect(await accounts(coupon.id)).toEqual({ pool: 0, held: 1 });
    expect(await refusalOf(one.call.coupons.code({ claimId: first.id }))).toBe('coupon.expired');
  });

  test('is noted by the cloud by itself, once, and nothing that is still good is', async () => {
    const [short, long] = [await issue({ keepDays: 1 }), await issue({ keepDays: 9 })];
    const one = await neighbour();
    await claim(one, short.id);
    await claim(one, long.id);
    town.clock.advance(2 * DAY_MS);
    for (let times = 0; times < 2; times++) await town.app.chores.coupons?.work(() => true);
    expect([await accounts(short.id), await accounts(long.id)]).toEqual([
      { pool: 10, held: 0 },
      { pool: 9, held: 1 },
    ]);
    expect((await one.call.coupons.mine({})).claims.map(({ state }) => state)).toEqual(['held', 'expired']);
  });
});

describe('stopping a coupon', () => {
  test('gives no more of it, as often as it is said; those that were claimed stay good', async () => {
    const coupon = await issue();
    const one = await neighbour();
    const held = await claim(one, coupon.id);
    const stop = () => keeper.call.coupons.stop({ merchantId, couponId: coupon.id });
    expect(await stop()).toEqual(await stop());
    expect((await town.as(null).coupons.list({ merchantId })).coupons.map(({ id }) => id)).not.toContain(coupon.id);
    const { codes } = await one.call.coupons.code({ claimId: held.id });
    expect(await keeper.call.coupons.redeem({ clientId: clientId(), merchantId, code: codes[0]! })).toMatchObject({
      coupon: { id: coupon.id },
    });
    const { coupons } = await keeper.call.coupons.issued({ merchantId });
    expect(coupons.find(({ id }) => id === coupon.id)).toMatchObject({
      stopped: true,
      held: 0,
      redeemed: 1,
      expired: 0,
    });
  });

  test('is for its own shop alone', async () => {
    const coupon = await issue();
    const other = await neighbour();
    const theirs = (await openShop(town, { keeper: other })).merchant.id;
    expect(await refusalOf(other.call.coupons.stop({ merchantId, couponId: coupon.id }))).toBe('role.missing');
    expect(await refusalOf(other.call.coupons.stop({ merchantId: theirs, couponId: coupon.id }))).toBe(
      'coupon.missing',
    );
    expect(await refusalOf(other.call.coupons.issued({ merchantId }))).toBe('role.missing');
    expect(await claim(await neighbour(), coupon.id)).toMatchObject({ state: 'held' });
  });
});
