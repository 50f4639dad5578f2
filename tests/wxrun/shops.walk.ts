import { words } from '../../src/kit/words';
import { say } from '../../src/merchants/words';
import { say as tabs } from '../../src/tabs/words';
import { JIANGPAN } from '../kit/town';
import { instead } from './drive/instead';
import { openJsdom } from './drive/jsdom';
import { become, cityForWalks, glasses, phoneOf } from './drive/people';
import { launch, type Launch, type Phone } from './drive/phone';

/** What neighbours do with co-building shops, from the directory to the counter, and before a sticker on a door. */
const walks = cityForWalks();
const SHOP = '顺心理发店';
const VERIFY = 'merchants/verify/index';

const list = { path: 'merchants/list/index' };
const open = (how: Partial<Launch>): Promise<Phone> => launch({ city: walks.city, glass: openJsdom, ...how });
const idOf = async (q: string): Promise<string> =>
  (await walks.city.town.as(null).merchants.list({ communityCode: JIANGPAN, q })).merchants[0]?.id ?? '';
/** What the code on a shop's sticker says. */
const stickerOf = async (name: string): Promise<string> =>
  (await walks.city.town.as('secretary').merchants.file({ merchantId: await idOf(name) })).file.badge ?? '';
/** As long as somebody looks at a page before they go on: a walk without it is faster than any thumb. */
const look = () => new Promise((go) => setTimeout(go, 700));

const codeOn = async (phone: Phone): Promise<string> =>
  (/\d{4} \d{3}/.exec(await phone.reading())?.[0] ?? '').replace(/ /g, '');

test.each(glasses)(
  'a neighbour finds a shop, claims its coupon, and uses it at the counter (%s)',
  async (name, glass) => {
    const { city } = walks;
    const persona = name === 'jsdom' ? 'resident-1' : 'resident-2';
    const phone = await phoneOf(persona, { city, glass, path: 'tabs/services/index' });
    await phone.tap(tabs.services.shops);
    await phone.see(say.list.title('江畔社区'));
    await look();
    await phone.type(say.list.hint, '理发');
    await phone.seeNoMore('益民大药房');
    await look();
    await phone.tap(SHOP);
    await phone.seePage('merchants/shop/index');
    await phone.see(say.price(500, '每次'));
    await look();
    await phone.tap(say.coupons.claim);
    await phone.see(say.coupons.claimed);
    await phone.tap(say.shop.myCoupons);
    await phone.tap(say.coupons.use);
    await phone.see(say.code.note);
    // The network goes at the counter: the phone has the codes of the next minutes.
    await phone.offline();
    await phone.see(say.code.offline);
    const code = await codeOn(phone);
    await walks.city.town
      .as('merchant')
      .coupons.redeem({ clientId: `counter-${name}`, merchantId: await idOf(SHOP), code });
    await phone.online();
    await phone.see(say.code.done);
    await phone.close();
  },
);

test.each(glasses)(
  'a sticker is checked at the door, and again when somebody comes back to it (%s)',
  async (name, glass) => {
    const { city } = walks;
    const shop = name === 'jsdom' ? '江畔鲜菜铺' : '暖阳助餐点';
    const merchantId = await idOf(shop);
    const answers = { scanCode: [{ result: await stickerOf(shop), path: '' }] };
    const phone = await open({ glass, path: 'tabs/services/index', answers });
    await phone.see(words.demo.now(words.demo.newcomer));
    await phone.tap(tabs.services.scan);
    await phone.seePage(VERIFY);
    await phone.see(say.verify.says.valid);
    await phone.see(shop);
    await phone.see(say.verify.compare.slice(0, 6));

    const reason = '正在核实邻居反映的事';
    await city.town.as('secretary').merchants.suspend({ merchantId, reason });
    await phone.act('hide');
    await phone.act('show');
    await phone.see(say.verify.says.suspended);
    await phone.see(reason);
    await phone.see(say.verify.no);
    await city.town.as('secretary').merchants.resume({ merchantId, reason: '核实好了' });
    await phone.close();
  },
);

test('a sticker by WeChat: its link, its mini-program code, a forged one, and something else altogether', async () => {
  const sticker = await stickerOf(SHOP);
  const token = sticker.split('/b/')[1] ?? '';
  const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  const says = async (how: Partial<Launch>, text: string) => {
    const phone = await open({ path: VERIFY, ...how });
    await phone.see(text);
    await phone.close();
  };
  await says({ query: { q: encodeURIComponent(sticker) } }, say.verify.says.valid);
  await says({ query: { scene: encodeURIComponent(`b${token}`) } }, say.verify.says.valid);
  await says({ query: { token: forged } }, say.verify.says.unknown);
  await says({ query: { q: encodeURIComponent('https://elsewhere.example/b/') } }, say.verify.says.unknown);

  const answers = {
    scanCode: [
      { result: '', path: `${VERIFY}?scene=b${token}` },
      { result: '一段随便写的话 & 100%', path: '' },
      { fail: 'cancel' },
    ],
  };
  const phone = await open({ ...list, answers });
  await phone.tap(say.list.scan);
  await phone.see(say.verify.says.valid);
  await phone.tap(say.verify.scan);
  await phone.see(say.verify.says.unknown);
  await phone.tap(say.verify.scanAgain);
  await phone.see(say.verify.says.unknown);
  await phone.close();
});

test('without a network a sticker is neither good nor bad', async () => {
  const [sticker] = [await stickerOf(SHOP)];
  const phone = await open({ path: VERIFY, query: { q: encodeURIComponent(sticker) } });
  await phone.see(say.verify.says.valid);
  await phone.offline();
  await phone.act('hide');
  await phone.act('show');
  await phone.see(say.verify.failed);
  expect(await phone.reading()).not.toContain(say.verify.says.valid);
  await phone.online();
  await phone.tap(say.verify.again);
  await phone.see(say.verify.says.valid);
  await phone.close();
});

test('a newcomer sees shops and what they give, and is asked who they are only to claim', async () => {
  const phone = await open(list);
  await phone.see(say.list.titleAll);
  await phone.tap(SHOP);
  await phone.see(say.price(500, '每次'));
  await phone.tap(say.coupons.claim);
  await phone.see(say.signIn.claim);
  await phone.tap(words.signIn);
  await phone.see(words.demo.title);
  await phone.tap(words.personas['resident-3']);
  await phone.seeNoMore(words.demo.title);
  await phone.seeNoMore(say.signIn.claim);
  await phone.tap(say.coupons.claim);
  await phone.see(say.coupons.claimed);
  await phone.close();
});

test('a word to the community outlives a failure, and is told once', async () => {
  let tries = 0;
  const city = instead(walks.city, {
    'merchants.tell': () => (++tries === 1 ? null : { at: '2026-10-01T02:00:00.000Z' }),
  });
  const merchantId = await idOf(SHOP);
  const phone = await open({ city, path: 'merchants/shop/index', query: { id: merchantId } });
  await become(phone, 'resident-1');
  await phone.tap(say.shop.tell);
  await phone.type(say.tell.hint, '给老人理发很耐心');
  await phone.tap(`.sheet .button--main “${say.tell.send}”`);
  await phone.see(words.failed.offline);
  await phone.tap(words.close);
  await phone.seeNoMore(say.tell.note);
  await phone.tap(say.shop.tell);
  await phone.see(say.tell.note);
  await phone.tap(`.sheet .button--main “${say.tell.send}”`);
  await phone.see(say.tell.sent);
  const told = city.asked.filter(({ name }) => name === 'merchants.tell').map(({ input }) => input);
  expect(told).toHaveLength(2);
  expect(told[1]).toMatchObject({ merchantId, problem: false, words: '给老人理发很耐心' });
  await phone.close();
});

test('where somebody is, is asked for by a tap alone; a no changes nothing', async () => {
  const city = instead(walks.city, {});
  const near = () => city.asked.filter(({ name, input }) => name === 'merchants.list' && input.near !== undefined);
  const answers = { getLocation: [{ fail: 'auth deny' }, { latitude: 45.78761234, longitude: 126.65081234 }] };
  const phone = await open({ city, ...list, answers });
  await phone.see(SHOP);
  await phone.tap(say.list.near);
  await phone.see(words.privacy.noPlace);
  expect(near()).toEqual([]);
  await phone.tap(say.list.near);
  await phone.see('离您');
  expect(near()[0]?.input.near).toEqual({ latitude: 45.788, longitude: 126.651 });
  await phone.close();
});
