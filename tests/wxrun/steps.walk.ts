import sharp from 'sharp';
import { addDays, shanghaiDay } from '../../cloud/kit/clock';
import { say as deskSays } from '../../src/desk/words';
import { say as pickUp } from '../../src/eggs/pickup/words';
import { say as now } from '../../src/desk/now/words';
import { say as eggs } from '../../src/eggs/words';
import { words } from '../../src/kit/words';
import { say as notices } from '../../src/notices/words';
import { say as filing } from '../../src/reports/filing/words';
import { say as tabs } from '../../src/tabs/words';
import type { Persona } from '../../types/session';
import { published } from '../kit/acts';
import { clientId, draftOf, JIANGPAN, read } from '../kit/town';
import { openWechatTown } from '../kit/wechatTown';
import type { City } from './drive/city';
import { openJsdom } from './drive/jsdom';
import { become, cityForWalks } from './drive/people';
import { launch, pathOfCard, type Launch, type Phone } from './drive/phone';
import { until } from './drive/until';
import type { Network } from './program';

/** How far it is to each thing that people come for, counted in what a thumb does. Typing is not counted, and neither is WeChat's own. */
const walks = cityForWalks();
/** Here everybody has a WeChat of their own, and nobody chooses who to be. */
const wechat = cityForWalks((settings) => openWechatTown({ ...settings, DEMO: '0' }));

/** A phone that counts how often it is tapped. */
function counting(phone: Phone): Phone & { taps(): number } {
  let taps = 0;
  const tap = (target: string) => {
    taps += 1;
    return phone.tap(target);
  };
  return { ...phone, tap, taps: () => taps };
}

/** The phone of somebody who has been here before, on their first page. */
async function knownPhone(persona: Persona, how: Partial<Launch> = {}) {
  const { city } = walks;
  const first = await launch({ city, glass: openJsdom });
  await become(first, persona);
  const storage = await first.act('storage');
  await first.close();
  const phone = await launch({ city, glass: openJsdom, storage, ...how });
  return counting(phone);
}

/** A city of which only one procedure answers until it is let go. */
function holding(city: City, wanted: string) {
  const answered: string[] = [];
  let letGo = (): void => undefined;
  const held = new Promise<void>((go) => (letGo = go));
  const network: Network = async (request) => {
    const name = request.url.replace(/^.*\//, '');
    if (name !== wanted) await held;
    answered.push(name);
    return city.network(request);
  };
  return { city: { ...city, network }, answered, letGo };
}

test.each([
  ['a newcomer', null],
  ['a resident', 'resident-1'],
] as const)('a card is tapped, and one request later %s reads it', async (_who, persona) => {
  const { town } = walks.city;
  const id = await published(town, { communityCode: JIANGPAN, title: '周四上午停水' });
  const card = await town.as('resident-2').shares.card({ noticeId: id });
  const known = persona ? await knownPhone(persona) : null;
  const storage = (await known?.act('storage')) ?? {};
  await known?.close();
  const { city, answered, letGo } = holding(walks.city, 'notices.open');
  const phone = await launch({ city, glass: openJsdom, scene: 1044, storage, ...pathOfCard(card) });
  await phone.see('周四上午停水');
  await phone.see(draftOf().body.split('\n')[0] ?? '');
  expect(answered).toEqual(['notices.open']);
  letGo();
  await phone.settled();
  await phone.close();
});

test('a newcomer is a member of a community after one tap, at home or where a card led', async () => {
  const { town } = wechat.city;
  const { standIn } = town;
  const homeOf = async (openid: string) =>
    (await town.visitor(openid)).call.session.me({}).then(({ home }) => home?.code);
  const as = (openid: string) => ({ glass: openJsdom, answers: { login: [{ code: standIn.code(openid) }] } });

  // By WeChat's word they are somebody, without a question; a thumb may be quicker than that.
  const { city } = wechat;
  const home = counting(await launch({ city, ...as('openid-home') }));
  await home.see(tabs.choose);
  await home.tap('.row “江畔社区”');
  await until('the cloud knows it', async () => (await homeOf('openid-home')) === JIANGPAN);
  await home.seeNoMore(tabs.choose);
  expect(home.taps()).toBeLessThanOrEqual(2);
  await home.close();

  const secretary = await town.visitor('openid-secretary', { home: JIANGPAN, roles: [['secretary', JIANGPAN]] });
  const { notice } = await secretary.call.notices.publish(draftOf({ communityCode: JIANGPAN, title: '周末义诊' }));
  const card = await secretary.call.shares.card({ noticeId: notice.id });
  const reader = counting(await launch({ city, ...as('openid-card'), ...pathOfCard(card) }));
  await reader.tap(notices.join('江畔社区'));
  await until('the cloud knows it', async () => (await homeOf('openid-card')) === JIANGPAN);
  expect(reader.taps()).toBeLessThanOrEqual(2);
  await reader.close();
});

test.each([
  ['usual', 1, []],
  ['elder', 1.4, [filing.next]],
] as const)(
  'in the %s view a problem is with the community after five taps and a photograph',
  async (_view, fontScale, further) => {
    const phone = await knownPhone('resident-1', { fontScale });
    await phone.tap('服务');
    await phone.tap(tabs.services.report);
    const drawn = sharp({ create: { width: 80, height: 60, channels: 3, background: '#3a352e' } });
    await phone.act('answer', 'chooseMedia', { pictures: [(await drawn.jpeg().toBuffer()).toString('base64')] });
    await phone.tap(words.photos.camera);
    await phone.see(words.photos.remove(1));
    await phone.type(filing.textHint, '三单元二楼的灯不亮，晚上老人下楼看不清');
    for (const step of further) await phone.tap(step);
    await phone.tap(filing.send);
    await phone.seePage('reports/report/index');
    expect(phone.taps()).toBeLessThanOrEqual(5);
    await phone.close();
    const [mine] = (await walks.city.town.as('resident-1').reports.mine({})).reports;
    expect(mine?.excerpt).toContain('三单元二楼的灯不亮');
  },
);

test('a notice is out after six taps and what is typed', async () => {
  const phone = await knownPhone('secretary');
  await phone.tap('服务');
  await phone.tap(tabs.work.title);
  await phone.tap(now.acts.write[0]);
  await phone.type(deskSays.titleHint, '周五停电');
  await phone.type(deskSays.bodyHint, '周五上午停电，中午恢复。');
  await phone.tap(deskSays.preview);
  await phone.tap(deskSays.publishNow);
  await phone.seePage('notices/notice/index');
  expect(phone.taps()).toBeLessThanOrEqual(6);
  await phone.close();
  const { notices: feed } = await walks.city.town.as('resident-1').notices.list({ communityCode: JIANGPAN });
  expect(feed.map(({ title }) => title)).toContain('周五停电');
});

test('on the day the code for the eggs is two taps from the first page', async () => {
  const { town } = walks.city;
  const { campaign } = await town.as('resident-1').eggs.calendar({});
  const { id = '', pickUps = [] } = campaign ?? {};
  await read(town, town.as('resident-1'), await published(town, { communityCode: JIANGPAN, title: '下蛋的那天' }));
  town.clock.at(`${pickUps[0]?.day ?? addDays(shanghaiDay(town.clock.now()), 1)} 09:00:00`);
  const { move } = await town
    .as('editor')
    .eggs.bring({ clientId: clientId(), campaignId: id, communityCode: JIANGPAN, count: 10 });
  const signed = { clientId: clientId(), communityCode: JIANGPAN, moveId: move.id, counted: 10 };
  await town.as('secretary').eggs.signDelivery(signed);

  const phone = await knownPhone('resident-1');
  await phone.tap('.eggstrip__head');
  await phone.tap(eggs.toPickUp);
  await phone.see(pickUp.left(1));
  await until('its digits are there', async () =>
    /\d{7}/.test(((await phone.act('attribute', '.changing__digits', 'aria-label')) ?? '').replace(/\D/g, '')),
  );
  expect(phone.taps()).toBeLessThanOrEqual(2);
  await phone.close();
});
