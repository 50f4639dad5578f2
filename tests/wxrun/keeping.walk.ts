import sharp from 'sharp';
import { words } from '../../src/kit/words';
import { say as keeping } from '../../src/merchants/keeping/words';
import { say as shop } from '../../src/merchants/words';
import { say as staff } from '../../src/merchants/staff/words';
import { refusals } from '../../types/refusals';
import { JIANGPAN } from '../kit/town';
import { instead, type Stand } from './drive/instead';
import { openChromium } from './drive/chromium';
import { openJsdom } from './drive/jsdom';
import { cityForWalks, phoneOf } from './drive/people';
import type { Phone } from './drive/phone';

/** What the keeper of a shop does: applies, keeps the list, gives coupons, and redeems them at the counter. */
const walks = cityForWalks();
const SHOP = '顺心理发店';
const sentence = (refusal: keyof typeof refusals): string => refusals[refusal][2];

const applyPage = { glass: openJsdom, path: 'merchants/apply/index' };
const page = (name: string, id: string) => ({ glass: openJsdom, path: `merchants/${name}/index`, query: { id } });
const kept = async (): Promise<string> =>
  (await walks.city.town.as('merchant').merchants.mine({})).merchants.find(({ name }) => name === SHOP)?.id ?? '';
const picture = async (): Promise<string> => {
  const drawn = sharp({ create: { width: 80, height: 60, channels: 3, background: '#8a3b2d' } });
  return (await drawn.jpeg().toBuffer()).toString('base64');
};
async function fill(phone: Phone, name: string): Promise<void> {
  await phone.type(keeping.apply.nameHint, name);
  await phone.tap(shop.categories.repair);
  await phone.type(keeping.apply.addressHint, '东原街 18 号一楼');
  await phone.act('answer', 'chooseMedia', { pictures: [await picture()] });
  await phone.tap(keeping.apply.addDoor);
  await phone.see(keeping.apply.remove(1));
}

test('what is missing in an application is said, what was typed outlives a failure and a restart, and it is sent once', async () => {
  const { city } = walks;
  const phone = await phoneOf('resident-1', { city, ...applyPage });
  await phone.see(keeping.apply.to('江畔社区'));
  await phone.tap(keeping.apply.send);
  await phone.see(keeping.apply.nameNeeded);
  await phone.see(keeping.apply.doorNeeded);
  await fill(phone, '街角修鞋配钥匙');
  await phone.act('answer', 'chooseLocation', {
    latitude: 45.78912,
    longitude: 126.65012,
    address: '东原街',
    name: '',
  });
  await phone.tap(keeping.apply.map);
  await phone.see(keeping.apply.mapAgain);
  await phone.tap(keeping.items.add);
  await phone.type(keeping.item.nameHint, '老人修鞋');
  await phone.tap(keeping.item.done);
  await phone.offline();
  await phone.tap(keeping.apply.send);
  await phone.see(words.failed.offline);
  const storage = await phone.act('storage');
  await phone.close();

  const stood = instead(city, {});
  const later = await phoneOf('resident-1', { city: stood, storage, ...applyPage });
  await later.see('老人修鞋');
  await later.tap(keeping.apply.send);
  await later.see(keeping.sent.title);
  await later.see(keeping.sent.steps('江畔社区')[0] ?? '');
  await later.tap(keeping.sent.toMine);
  await later.seePage('merchants/mine/index');
  await later.see(keeping.plate.word.applied);
  await later.see(keeping.next.applied('江畔社区'));
  const { clientId } = stood.asked.find(({ name }) => name === 'merchants.apply')?.input ?? {};
  expect(JSON.stringify(storage)).toContain(clientId);
  await later.close();

  const { merchants } = await city.town.as('resident-1').merchants.mine({});
  expect(merchants).toEqual([
    expect.objectContaining({ name: '街角修鞋配钥匙', state: 'applied', category: 'repair' }),
  ]);
});

test('the list is mended line by line, a price that is none is refused in words, and nothing is lost on the way', async () => {
  const { city } = walks;
  const id = await kept();
  const phone = await phoneOf('merchant', { city, ...page('services', id) });
  await phone.see(keeping.services.same);
  await phone.tap('.itemline__name “儿童理发”');
  await phone.type(keeping.item.yuanHint, '15.555');
  await phone.tap(keeping.item.done);
  await phone.see(keeping.item.wrongPrice.fraction);
  await phone.type(keeping.item.yuanHint, '8.5');
  await phone.tap(shop.audiences.volunteers);
  await phone.tap(keeping.item.done);
  await phone.see(shop.price(850, '每次'));
  await phone.tap(keeping.items.up('儿童理发'));
  await phone.offline();
  await phone.tap(keeping.services.send);
  await phone.see(words.failed.offline);
  const storage = await phone.act('storage');
  await phone.close();

  const later = await phoneOf('merchant', { city, storage, ...page('services', id) });
  await later.see(shop.price(850, '每次'));
  await later.tap(keeping.services.send);
  await later.seePage('merchants/mine/index');
  await later.see(SHOP);
  await later.close();
  const { services } = await city.town.as(null).merchants.show({ merchantId: id });
  expect(services?.items.map(({ name, fen }) => [name, fen])).toEqual([
    ['老人理发', 500],
    ['儿童理发', 850],
    ['卧床老人上门理发', 0],
  ]);
});

test('where the agreement asks for consent a new list waits, and its keeper is told so', async () => {
  const { city } = walks;
  const id = await kept();
  const { file } = await city.town.as('merchant').merchants.file({ merchantId: id });
  const waiting = { ...file, waiting: file.services };
  const stands: Record<string, Stand> = { 'merchants.updateServices': () => ({ file: waiting }) };
  const phone = await phoneOf('merchant', { city: instead(city, stands), ...page('services', id) });
  await phone.tap(keeping.items.down('老人理发'));
  await phone.tap(keeping.services.send);
  await phone.see(keeping.services.waitsNote);
  await phone.tap(keeping.services.toMine);
  await phone.seePage('merchants/mine/index');
  await phone.close();
});

test('a coupon is stopped by a second tap, and says so from then on', async () => {
  const phone = await phoneOf('merchant', { city: walks.city, ...page('mine', await kept()), glass: openChromium });
  await phone.see('理发减五元');
  await phone.tap(keeping.coupons.stop);
  await phone.see(keeping.coupons.stopNote);
  await phone.tap(keeping.coupons.stopSend);
  await phone.seeNoMore(keeping.coupons.stopNote);
  await phone.see(keeping.coupons.stopped);
  await phone.close();
});

test('a coupon is issued, claimed by a neighbour, redeemed at the counter once, and the second time says so', async () => {
  const { city } = walks;
  const id = await kept();
  const keeper = await phoneOf('merchant', { city, ...page('issue', id) });
  await keeper.tap(keeping.issue.send);
  await keeper.see(keeping.issue.titleNeeded);
  await keeper.tap(keeping.issue.kinds.gift);
  await keeper.type(keeping.issue.titleHint.gift, '送一次刮脸');
  await keeper.tap(keeping.issue.send);
  await keeper.seePage('merchants/mine/index');
  await keeper.see('送一次刮脸');
  await keeper.see(keeping.coupons.left(50));
  await keeper.close();

  const neighbour = city.town.as('resident-2').coupons;
  const { coupons } = await neighbour.list({ merchantId: id });
  const couponId = coupons.find(({ title }) => title === '送一次刮脸')?.id ?? '';
  const { claim } = await neighbour.claim({ clientId: 'claim-of-the-walk', couponId });
  const { codes } = await neighbour.code({ claimId: claim.id });
  const code = codes[0] ?? '';

  const counter = await phoneOf('merchant', { city, ...page('mine', id) });
  await counter.tap(keeping.mine.redeem);
  await counter.seePage('merchants/redeem/index');
  await counter.type(keeping.redeem.label, `${code.slice(0, -1)}${code.endsWith('1') ? '2' : '1'}`);
  await counter.tap(keeping.redeem.send);
  await counter.see(sentence('coupon.code'));
  await counter.act('answer', 'scanCode', { result: code });
  await counter.offline();
  await counter.tap(keeping.redeem.scan);
  await counter.see(keeping.redeem.unknown);
  await counter.online();
  await counter.tap(keeping.redeem.send);
  await counter.see(keeping.redeem.done);
  await counter.see('送一次刮脸');
  await counter.close();

  const again = await phoneOf('merchant', { city, ...page('redeem', id) });
  await again.type(keeping.redeem.label, code);
  await again.tap(keeping.redeem.send);
  await again.see(sentence('coupon.redeemed'));
  await again.close();
  const { coupons: issued } = await city.town.as('merchant').coupons.issued({ merchantId: id });
  expect(issued.find((one) => one.id === couponId)).toMatchObject({ redeemed: 1, held: 0, left: 49 });
});

test('an answer that was lost is asked for again under the same id, and another code has another', async () => {
  const { city } = walks;
  const id = await kept();
  let isLost = true;
  const stood = instead(city, { 'coupons.redeem': () => (isLost ? null : 'coupon.code') });
  const phone = await phoneOf('merchant', { city: stood, ...page('redeem', id) });
  for (const code of ['4821730955', '4821730966']) {
    isLost = true;
    await phone.type(keeping.redeem.label, code);
    await phone.tap(keeping.redeem.send);
    await phone.see(keeping.redeem.unknown);
    isLost = false;
    await phone.tap(keeping.redeem.send);
    await phone.see(keeping.redeem.notDone);
  }
  await phone.close();
  const ids = stood.asked.filter(({ name }) => name === 'coupons.redeem').map(({ input }) => input['clientId']);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).toBe(ids[3]);
  expect(ids[0]).not.toBe(ids[2]);
});

test('a shop that staff entered on a visit is taken over by its keeper with the code', async () => {
  const { city } = walks;
  const gridworker = await phoneOf('gridworker', { city, glass: openJsdom, path: 'merchants/desk/index' });
  await gridworker.tap(staff.enter);
  await gridworker.seePage('merchants/apply/index');
  await gridworker.see(keeping.apply.enterTo('江畔社区'));
  await fill(gridworker, '老孙修伞');
  await gridworker.tap(keeping.apply.sendEntered);
  await gridworker.see(keeping.sent.entered);
  await gridworker.tap(keeping.sent.toFile);
  await gridworker.seePage('merchants/file/index');
  await gridworker.see(staff.facts.notKept);
  await gridworker.tap(staff.acts.invite);
  await gridworker.see(staff.inviting.note);
  await gridworker.see(' 以前有效');
  const code = (/\d{5} \d{5}/.exec(await gridworker.reading())?.[0] ?? '').replace(' ', '');
  await gridworker.close();

  const keeper = await phoneOf('resident-3', { city, glass: openJsdom, path: 'merchants/mine/index' });
  await keeper.see(keeping.mine.none);
  await keeper.tap(keeping.mine.haveCode);
  await keeper.see(keeping.keepSheet.need);
  await keeper.type(keeping.keepSheet.hint, '1234567890');
  await keeper.tap(`.sheet .button--main “${keeping.keepSheet.send}”`);
  await keeper.see(sentence('merchant.invite'));
  await keeper.type(keeping.keepSheet.hint, code);
  await keeper.tap(`.sheet .button--main “${keeping.keepSheet.send}”`);
  await keeper.see('老孙修伞');
  await keeper.see(keeping.plate.word.applied);
  await keeper.close();
  const { merchants } = await city.town.as('secretary').merchants.desk({ communityCode: JIANGPAN });
  expect(merchants.find(({ name }) => name === '老孙修伞')).toMatchObject({ state: 'applied' });
});
