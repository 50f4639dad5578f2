import { words } from '../../src/kit/words';
import { say as keeping } from '../../src/merchants/keeping/words';
import { say as staff } from '../../src/merchants/staff/words';
import { say as shop } from '../../src/merchants/words';
import type { Persona } from '../../types/session';
import { refusals } from '../../types/refusals';
import { haircut, openShop, tokenOf, type Somebody } from '../kit/shops';
import { instead, type Stand } from './drive/instead';
import { openJsdom } from './drive/jsdom';
import { cityForWalks, phoneOf } from './drive/people';
import { launch, type Phone } from './drive/phone';

/** What staff do with a shop: sign, look after its list, take its badge back, and hear what neighbours say of it. */
const walks = cityForWalks();
const sentence = (refusal: keyof typeof refusals): string => refusals[refusal][2];

const deskPage = { glass: openJsdom, path: 'merchants/desk/index' };
const page = (name: string, id: string, more: Record<string, string> = {}) => ({
  glass: openJsdom,
  path: `merchants/${name}/index`,
  query: { id, ...more },
});
async function somebody(persona: Persona): Promise<Somebody> {
  const call = walks.city.town.as(persona);
  return { id: (await call.session.me({})).person?.id ?? '', call };
}
/** What the clock of the city says is so many days from now. */
const dayIn = (days: number): string =>
  new Date(walks.city.town.clock.now().getTime() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10);

/** The phone has opened so many papers; the press takes its time for one. */
async function opened(phone: Phone, papers: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (((await phone.act('report')).calls['openDocument'] ?? 0) >= papers) return;
    await new Promise((go) => setTimeout(go, 100));
  }
  throw new Error(`No paper was opened; the screen says:\n${await phone.reading()}`);
}

test('an application is signed, its badge is good at the door, and after it was revoked it is not', async () => {
  const { city } = walks;
  const keeper = await somebody('resident-2');
  const { merchant, seen } = await openShop(city.town, {
    keeper,
    facts: { name: '街角修鞋配钥匙' },
    agreement: null,
  });
  const secretary = await phoneOf('secretary', { city, ...deskPage });
  await secretary.tap('街角修鞋配钥匙');
  await secretary.seePage('merchants/file/index');
  await secretary.see(staff.noAgreements);
  await secretary.tap(staff.acts.sign);
  await secretary.seePage('merchants/sign/index');
  await secretary.tap(staff.sign.send);
  await secretary.see(staff.sign.promisesNeeded);
  await secretary.type(staff.sign.promisesHint, '老人修鞋不收钱。');
  await secretary.pick(`${staff.sign.lastDay} ${shop.date(dayIn(364))}`, dayIn(-1));
  await secretary.see(staff.sign.order);
  await secretary.pick(`${staff.sign.lastDay} ${shop.date(dayIn(-1))}`, dayIn(729));
  await secretary.see(staff.sign.valid(shop.date(dayIn(0)), shop.date(dayIn(729)), 730));
  await secretary.offline();
  await secretary.tap(staff.sign.send);
  await secretary.see(words.failed.offline);
  const storage = await secretary.act('storage');
  await secretary.close();

  // Another day, the same phone: what was typed is still there.
  const later = await phoneOf('secretary', {
    ...{ city, storage, ...page('sign', merchant.id) },
    query: { id: merchant.id, seen },
  });
  await later.see(shop.date(dayIn(729)));
  await later.tap(staff.sign.send);
  await later.seePage('merchants/file/index');
  await later.see(shop.states.valid);
  await later.see('老人修鞋不收钱。');
  await later.see(staff.stepNames.sign);

  const { file } = await keeper.call.merchants.file({ merchantId: merchant.id });
  const mine = await phoneOf('resident-2', { city, ...page('mine', merchant.id) });
  await mine.see(keeping.plate.partner);
  await mine.see(keeping.plate.word.valid);
  await mine.see(keeping.visits.none);
  await mine.tap(keeping.mine.sticker);
  await opened(mine, 1);
  await mine.close();

  const door = await launch({ city, ...page('verify', ''), query: { token: tokenOf(file) } });
  await door.see(shop.verify.says.valid);
  // One that says it is no person, so that it is no visit.
  const browser = async () =>
    (await city.town.app.inject({ url: `/b/${tokenOf(file)}`, headers: { 'user-agent': 'a monitor' } })).payload;
  expect(await browser()).toContain('<h1>有效</h1>');
  await later.tap(staff.acts.revoke);
  await later.type(staff.asks.revoke.hint, '说好的没有做到');
  await later.tap(staff.asks.revoke.send);
  await later.see(staff.sure.note);
  await later.tap(staff.sure.keep);
  await later.seeNoMore(staff.sure.note);
  await later.tap(staff.asks.revoke.send);
  await later.tap(staff.sure.send);
  const revokedAt = Date.now();
  await later.see(shop.states.revoked);
  await later.see(staff.facts.reason('说好的没有做到'));
  expect(await browser()).toContain('<h1>已经撤销</h1>');
  await door.act('hide');
  await door.act('show');
  await door.see(shop.verify.says.revoked);
  // Scanned again, it is said within five seconds: nothing of a badge is kept.
  expect(Date.now() - revokedAt).toBeLessThan(5_000);
  await later.close();
  await door.see('说好的没有做到');
  await door.close();

  const after = await phoneOf('resident-2', { city, ...page('mine', merchant.id) });
  await after.see(keeping.plate.word.revoked);
  await after.see(keeping.plate.reason('说好的没有做到'));
  await after.see(keeping.visits.people(1));
  await after.close();
});

test('an application is declined for a reason, mended by the shop, and waits again', async () => {
  const { city } = walks;
  const keeper = await somebody('resident-3');
  const { merchant } = await openShop(city.town, { keeper, facts: { name: '小张家电维修' }, agreement: null });
  const secretary = await phoneOf('secretary', { city, ...page('file', merchant.id) });
  await secretary.tap(staff.acts.decline);
  await secretary.type(staff.asks.decline.hint, '门头看不清');
  await secretary.tap(staff.asks.decline.send);
  await secretary.see(shop.states.declined);
  await secretary.close();

  const mine = await phoneOf('resident-3', { city, ...page('mine', merchant.id) });
  await mine.see(keeping.plate.reason('门头看不清'));
  await mine.tap(keeping.mine.amend);
  await mine.seePage('merchants/apply/index');
  await mine.type(keeping.apply.hoursHint, '每天 9:00 到 17:00');
  // WeChat's bar says what is done here, too.
  expect(await mine.act('find', `.wx-bar “${keeping.apply.bars.amend}”`)).toBe(true);
  await mine.tap(keeping.apply.sendAmended);
  await mine.see(keeping.sent.amended);
  await mine.tap(keeping.sent.toMine);
  await mine.see(keeping.plate.word.applied);
  await mine.close();
});

test('a list that needs consent stands beside the public one until somebody agrees', async () => {
  const { city } = walks;
  const keeper = await somebody('merchant');
  const { merchant } = await openShop(city.town, {
    keeper,
    facts: { name: '江畔理发', services: [haircut] },
    agreement: { consentNeeded: true },
  });
  const change = (clientId: string, name: string) =>
    keeper.call.merchants.updateServices({ clientId, merchantId: merchant.id, items: [haircut, { ...haircut, name }] });
  await change('first-change', '上门理发');
  const phone = await phoneOf('secretary', { city, ...page('file', merchant.id) });
  await phone.see(staff.waitingList);
  await phone.see('上门理发');
  await change('second-change', '刮脸');
  await phone.tap(staff.agree);
  await phone.see(sentence('merchant.listMoved'));
  await phone.see('刮脸');
  await phone.tap(staff.disagree);
  await phone.type(staff.asks.settle.hint, '请写上价钱');
  await phone.tap(staff.asks.settle.send);
  await phone.seeNoMore(staff.waitingList);
  await change('third-change', '上门刮脸');
  await phone.act('hide');
  await phone.act('show');
  await phone.see('上门刮脸');
  await phone.tap(staff.agree);
  await phone.seeNoMore(staff.waitingList);
  await phone.see('上门刮脸');
  await phone.see(staff.stepNames.consent);
  await phone.close();
});

test('a renewal follows the agreement that runs, and the story keeps both', async () => {
  const { city } = walks;
  const { merchant } = await openShop(city.town, {
    facts: { name: '要到期的店' },
    agreement: { firstDay: dayIn(-300), lastDay: dayIn(10) },
  });
  const phone = await phoneOf('secretary', { city, ...page('file', merchant.id) });
  await phone.see(shop.states.expiring);
  await phone.tap(staff.acts.renew);
  await phone.seePage('merchants/sign/index');
  await phone.see(shop.date(dayIn(11)));
  await phone.tap(staff.sign.send);
  await phone.seePage('merchants/file/index');
  await phone.see(shop.states.valid);
  for (const n of [2, 1]) await phone.see(staff.agreement(n).replace(/ /g, '\u00a0'));
  await phone.close();
});

test('what a neighbour said in private is on the desk until somebody took it up, and a shop is chosen for the year', async () => {
  const { city } = walks;
  const { merchant } = await openShop(city.town, { facts: { name: '暖心修伞铺' } });
  await city.town.as('resident-1').merchants.tell({
    clientId: 'a-word-of-the-walk',
    merchantId: merchant.id,
    problem: true,
    words: '说好免费的，收了我五块钱。',
  });
  const phone = await phoneOf('secretary', { city, ...deskPage });
  await phone.tap(staff.tabs.words);
  await phone.see('说好免费的，收了我五块钱。');
  await phone.tap(staff.told.hear);
  await phone.type(staff.hearing.hint, '钱已经退了');
  await phone.offline();
  await phone.tap(`.sheet .button--main “${staff.hearing.send}”`);
  await phone.see(words.failed.offline);
  await phone.online();
  await phone.tap(`.sheet .button--main “${staff.hearing.send}”`);
  await phone.seeNoMore(staff.hearing.note);
  await phone.see('钱已经退了');
  await phone.tap(staff.told.open);
  await phone.seePage('merchants/file/index');
  await phone.tap(staff.acts.choose);
  await phone.type(staff.choosing.hint, '修伞从不多收钱');
  await phone.tap(staff.choosing.send);
  await phone.see(staff.choices);
  await phone.see('修伞从不多收钱');
  await phone.close();
});

test('all stickers of a place open as one, and somebody who works nowhere is told whose page it is', async () => {
  const { city } = walks;
  const stands: Record<string, Stand> = {};
  const phone = await phoneOf('street', { city: instead(city, stands), ...deskPage });
  await phone.tap(staff.print);
  await opened(phone, 1);
  stands['merchants.stickers'] = () => ({ url: '', stickers: 0 });
  await phone.tap(staff.print);
  await phone.see(staff.printNone);
  await phone.tap(staff.enter);
  await phone.see(staff.enterWhere);
  await phone.tap('.row “江畔社区”');
  await phone.seePage('merchants/apply/index');
  await phone.see(keeping.apply.enterTo('江畔社区'));
  await phone.close();

  const resident = await phoneOf('resident-1', { city, ...deskPage });
  await resident.see(staff.notStaff);
  await resident.close();
});
