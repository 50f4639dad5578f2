import { couponDrift } from '../cloud/coupons';
import { dropOrphans } from '../cloud/files';
import { couponOf, openShop, pictureOf, signerOf, tokenOf, type Somebody } from './kit/shops';
import { clientId, JIANGPAN } from './kit/town';
import { openWechatTown, type Visitor, type WechatTown } from './kit/wechatTown';

let town: WechatTown;
let signer: Somebody;
let keeper: Visitor;
beforeAll(async () => {
  town = await openWechatTown();
  signer = await signerOf(town);
  keeper = await town.person({ home: JIANGPAN });
});
afterAll(() => town.close());

/** A neighbour who has claimed two coupons of a shop and used one, found it helpful and said a word about it. */
async function neighbourOf(merchantId: string) {
  const one = await town.person({ home: JIANGPAN });
  const { coupon } = await keeper.call.coupons.issue(couponOf(town, merchantId, { perPerson: 2 }));
  const claim = async () => (await one.call.coupons.claim({ clientId: clientId(), couponId: coupon.id })).claim;
  const [used] = [await claim(), await claim()];
  const { codes } = await one.call.coupons.code({ claimId: used.id });
  await keeper.call.coupons.redeem({ clientId: clientId(), merchantId, code: codes[0] ?? '' });
  await one.call.merchants.helpful({ merchantId, helpful: true });
  await one.call.merchants.tell({ clientId: clientId(), merchantId, words: '老板热心' });
  return { ...one, coupon };
}

test('what is kept about me has the shops I keep, my coupons, marks and words, and nobody else’s', async () => {
  const shop = await openShop(town, { keeper });
  const merchantId = shop.merchant.id;
  const one = await neighbourOf(merchantId);
  const at = town.clock.now().toISOString();
  const mine = await one.call.session.mine({});
  expect(mine).toMatchObject({
    shops: [],
    helpful: [{ merchantId, name: '老街修鞋铺' }],
    words: [{ merchantId, words: '老板热心', at }],
  });
  const claims = mine.coupons.map(({ title, merchant, redeemedAt }) => [title, merchant, redeemedAt]);
  expect(claims).toEqual([
    ['免费修一次鞋', '老街修鞋铺', null],
    ['免费修一次鞋', '老街修鞋铺', at],
  ]);
  expect(await keeper.call.session.mine({})).toMatchObject({
    shops: [{ id: merchantId, name: '老街修鞋铺' }],
    ...{ coupons: [], helpful: [], words: [] },
  });
  expect((await keeper.call.session.me({})).person).not.toBeNull();
});

test('deleting an account lets the shop go on without a keeper, and takes its licences away but not its door and agreement', async () => {
  const one = await town.person({ home: JIANGPAN });
  const [door, licence] = [await pictureOf(town, one.id), await pictureOf(town, one.id)];
  const paper = await pictureOf(town, signer.id);
  const shop = await openShop(town, {
    keeper: one,
    facts: { door, documents: [licence] },
    agreement: { papers: [paper] },
  });
  const merchantId = shop.merchant.id;
  await one.call.session.erase({ sure: true });
  const { file } = await signer.call.merchants.file({ merchantId });
  expect(file).toMatchObject({ kept: false, documents: [], merchant: { state: 'valid' }, badge: shop.badge });
  expect(file.agreements).toEqual(shop.agreements);
  expect(await town.as(null).merchants.verify({ token: tokenOf(shop) })).toMatchObject({ valid: true });
  await dropOrphans(town.db, town.storage);
  const left = await town.db.selectFrom('file').select('id').where('owner_id', '=', one.id).execute();
  expect(left).toEqual([{ id: door }]);
  // Somebody else takes it over.
  const { code } = await signer.call.merchants.invite({ merchantId });
  const next = await town.person({ home: JIANGPAN });
  expect((await next.call.merchants.keep({ code })).file.kept).toBe(true);
});

test('deleting an account takes marks and words away; coupons stay counted, and what was held goes back when its time is over', async () => {
  const shop = await openShop(town, { keeper });
  const merchantId = shop.merchant.id;
  const one = await neighbourOf(merchantId);
  await one.call.session.erase({ sure: true });
  expect((await town.as(null).merchants.show({ merchantId })).merchant.helpful).toBe(0);
  const { words } = await signer.call.merchants.told({ communityCode: JIANGPAN, limit: 50 });
  expect(words.filter((word) => word.merchant.id === merchantId)).toEqual([]);
  const figures = async () => (await keeper.call.coupons.issued({ merchantId })).coupons[0];
  expect(await figures()).toMatchObject({ id: one.coupon.id, held: 1, redeemed: 1, left: 8 });
  town.clock.advance(8 * 86_400_000);
  await town.run('coupons');
  expect(await figures()).toMatchObject({ held: 0, redeemed: 1, expired: 1, left: 9 });
  expect(await couponDrift(town.db)).toEqual([]);
});
