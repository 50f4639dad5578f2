import { dropOrphans } from '../cloud/files';
import { agreementOf, applicationOf, openShop, pictureOf, signerOf } from './kit/shops';
import { clientId, JIANGPAN, refusalOf } from './kit/town';
import { openWechatTown, type Visitor, type WechatTown } from './kit/wechatTown';

/** What of a shop is shown before somebody has looked at it, and what is shown to a few alone. */
let town: WechatTown;
let secretary: Visitor;
beforeAll(async () => {
  town = await openWechatTown();
  town.standIn.judge('拿不准', 'review');
  secretary = await town.person({ roles: [['secretary', JIANGPAN]] });
});
/** WeChat checks nothing for somebody who has not been here for two hours. */
const look = async () =>
  [secretary, (await signerOf(town)) as Visitor].forEach(({ openid }) => town.standIn.visit(openid));
beforeEach(look);
afterAll(() => town.close());

const fileOf = async (merchantId: string, who = secretary) => (await who.call.merchants.file({ merchantId })).file;

describe('words that WeChat is not sure of', () => {
  const unsure = '拿不准的话';

  test('are not signed, promised anew, chosen by, or given as why a sticker is new', async () => {
    const { id } = (await openShop(town, { agreement: null })).merchant;
    const { merchants } = secretary.call;
    const agreed = await agreementOf(town, id, { promises: unsure });
    expect(await refusalOf(merchants.sign(agreed))).toBe('content.unsure');
    await merchants.sign({ ...agreed, clientId: clientId(), promises: '老人优先' });
    const { firstDay: _, seen: _seen, ...renewal } = { ...agreed, clientId: clientId(), lastDay: '2028-09-30' };
    expect(await refusalOf(merchants.renew(renewal))).toBe('content.unsure');
    expect(await refusalOf(merchants.choose({ merchantId: id, year: 2026, reason: unsure }))).toBe('content.unsure');
    const why = { clientId: clientId(), merchantId: id, reason: unsure };
    expect(await refusalOf(merchants.reissue(why))).toBe('content.unsure');
    expect((await fileOf(id)).agreements.map(({ promises }) => promises)).toEqual(['老人优先']);
  });

  test('are no reason to leave a bad badge in force', async () => {
    const { id } = (await openShop(town)).merchant;
    await secretary.call.merchants.suspend({ merchantId: id, reason: unsure });
    expect((await fileOf(id)).merchant).toMatchObject({ state: 'suspended', reason: unsure });
  });

  test('of an application are shown to nobody but who looks at it, and they are told to look well', async () => {
    const keeper = await town.person();
    const facts = { about: unsure };
    const { merchant, doubtful } = await openShop(town, { keeper, facts, agreement: null });
    expect(doubtful).toBe(true);
    expect((await fileOf(merchant.id)).doubtful).toBe(true);
    const { communityCode: _, ...content } = applicationOf(merchant.door?.id ?? '');
    await keeper.call.merchants.amend({ ...content, clientId: clientId(), merchantId: merchant.id });
    expect((await fileOf(merchant.id)).doubtful).toBe(false);
    await secretary.call.merchants.sign(await agreementOf(town, merchant.id));
    const changed = { ...content, clientId: clientId(), merchantId: merchant.id, about: unsure };
    expect(await refusalOf(secretary.call.merchants.amend(changed))).toBe('content.unsure');
  });
});

test('a photograph that WeChat left to a person is shown once somebody has signed with it in sight, and a later one is not', async () => {
  const keeper = await town.person();
  const file = await openShop(town, { keeper });
  const { id, door } = file.merchant;
  const shown = async () => (await town.as(null).merchants.show({ merchantId: id })).merchant.door?.id ?? null;
  await town.db
    .updateTable('file')
    .set({ verdict: 'review' })
    .where('id', '=', door?.id ?? '')
    .execute();
  expect(await shown()).toBe(door?.id);
  const later = await pictureOf(town, secretary.id);
  await town.db.updateTable('file').set({ verdict: 'review' }).where('id', '=', later).execute();
  const { communityCode: _, ...content } = applicationOf(later);
  await secretary.call.merchants.amend({ ...content, clientId: clientId(), merchantId: id });
  expect(await shown()).toBeNull();
});

describe('licences', () => {
  const asked = async (url: string) =>
    (await town.app.inject({ method: 'GET', url: new URL(url).pathname })).statusCode;

  test('have an address for an hour or two, given to the shop and its community alone', async () => {
    town.clock.at('2026-10-05 10:30:00');
    await look();
    const keeper = await town.person();
    const licence = await pictureOf(town, keeper.id);
    const { key } = await town.db.selectFrom('file').select('key').where('id', '=', licence).executeTakeFirstOrThrow();
    await town.storage.put(`${key}.jpg`, Buffer.from('a picture'));
    const { merchant } = await openShop(town, { keeper, facts: { documents: [licence] } });
    const [document] = (await fileOf(merchant.id)).documents;
    const url = document?.url ?? '';
    expect(url).not.toContain(key);
    expect(await asked(url)).toBe(200);
    expect(JSON.stringify(await town.as(null).merchants.show({ merchantId: merchant.id }))).not.toContain(licence);
    for (const odd of [
      url.replace(licence, merchant.door?.id ?? ''),
      url.replace(/.\.jpg$/, '_.jpg'),
      url.replace(/-\d+-/, '-999999999-'),
      url.replace(/papers\/.*/, 'papers/..%2fx.jpg'),
    ])
      expect([odd, await asked(odd)]).toEqual([odd, odd === url ? 200 : 404]);
    town.clock.at('2026-10-05 11:59:59');
    expect(await asked(url)).toBe(200);
    town.clock.at('2026-10-05 12:00:00');
    expect(await asked(url)).toBe(404);
  });

  test('that staff collected stay when they leave, and those of a keeper go with the keeper', async () => {
    const gridworker = await town.person({ roles: [['gridworker', JIANGPAN]] });
    const collected = await pictureOf(town, gridworker.id);
    const entered = applicationOf(await pictureOf(town, gridworker.id), { documents: [collected] });
    const { file } = await gridworker.call.merchants.enter(entered);
    const { id } = file.merchant;
    const keeper = await town.person();
    const { code } = await gridworker.call.merchants.invite({ merchantId: id });
    await keeper.call.merchants.keep({ code });
    const { id: own } = { id: await pictureOf(town, keeper.id) };
    const { communityCode: _, ...content } = applicationOf(file.merchant.door?.id ?? '', {
      documents: [collected, own],
    });
    await keeper.call.merchants.amend({ ...content, clientId: clientId(), merchantId: id });
    await secretary.call.merchants.sign(await agreementOf(town, id));
    await gridworker.call.session.erase({ sure: true });
    await keeper.call.session.erase({ sure: true });
    await dropOrphans(town.db, town.storage);
    expect((await fileOf(id)).documents.map((one) => one.id)).toEqual([collected]);
    expect(await town.db.selectFrom('file').select('id').where('id', 'in', [collected, own]).execute()).toEqual([
      { id: collected },
    ]);
  });
});

test('of an application whose owner leaves for good nothing is found, and nothing is left to read', async () => {
  const keeper = await town.person();
  const facts = {
    name: '要走的店',
    phone: '0451-5555-0199',
    services: [{ name: '配钥匙', fen: 0, forWhom: ['all' as const] }],
  };
  const { merchant } = await openShop(town, { keeper, facts, agreement: null });
  await keeper.call.session.erase({ sure: true });
  expect(await refusalOf(secretary.call.merchants.file({ merchantId: merchant.id }))).toBe('merchant.missing');
  const { merchants } = await secretary.call.merchants.desk({ communityCode: JIANGPAN, limit: 50 });
  expect(merchants.map(({ id }) => id)).not.toContain(merchant.id);
  const row = await town.db.selectFrom('merchant').selectAll().where('id', '=', merchant.id).executeTakeFirstOrThrow();
  expect(JSON.stringify(row)).not.toMatch(/要走的店|0451-5555-0199|江畔路/);
  const lists = await town.db
    .selectFrom('service_list')
    .select('items')
    .where('merchant_id', '=', merchant.id)
    .execute();
  expect(lists).toEqual([]);
});

test('a coupon that nobody could redeem is neither listed nor claimed, and its community can stop it', async () => {
  const keeper = await town.person();
  const { merchant } = await openShop(town, { keeper });
  const today = town.clock.now().toISOString().slice(0, 10);
  const given = { kind: 'gift' as const, title: '免费修一次鞋', total: 5, perPerson: 1, keepDays: 3 };
  const days = { firstDay: today, lastDay: '2026-12-31' };
  const { coupon } = await keeper.call.coupons.issue({
    clientId: clientId(),
    merchantId: merchant.id,
    ...given,
    ...days,
  });
  await keeper.call.session.erase({ sure: true });
  town.clock.advance(2_000);
  expect((await town.as(null).coupons.list({ merchantId: merchant.id })).coupons).toEqual([]);
  const neighbour = await town.person({ home: JIANGPAN });
  const claim = neighbour.call.coupons.claim({ clientId: clientId(), couponId: coupon.id });
  expect(await refusalOf(claim)).toBe('coupon.over');
  await secretary.call.coupons.stop({ merchantId: merchant.id, couponId: coupon.id });
});
