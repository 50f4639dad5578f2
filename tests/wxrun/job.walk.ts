import { say as desk } from '../../src/desk/words';
import { words } from '../../src/kit/words';
import { say as notices } from '../../src/notices/words';
import type { Persona } from '../../types/session';
import { openChromium } from './drive/chromium';
import { cityForWalks, glasses, phoneOf } from './drive/people';
import { launch, pathOfCard } from './drive/phone';
import { openJsdom } from './drive/jsdom';
import type { ShareCard } from './program';

const walks = cityForWalks();
const CARD_IN_A_CHAT = 1044;

/** 江畔's secretary writes a notice on a phone, and shares it into the neighbours' chat. */
async function secretaryPublishes(title: string, glass: typeof openJsdom): Promise<ShareCard> {
  const phone = await phoneOf('secretary', { city: walks.city, glass, path: 'desk/list/index' });
  await phone.tap(desk.write);
  await phone.seePage('desk/write/index');
  await phone.type(desk.titleHint, title);
  await phone.type(desk.bodyHint, '周四上午九点停水，下午三点恢复。\n\n请提前存水。');
  await phone.tap(desk.preview);
  await phone.see(desk.previewNote);
  await phone.tap(desk.publishNow);
  await phone.seePage('notices/notice/index');
  await phone.see(title);
  // The page fetches its card beforehand; until then it shares by its plain address.
  let card = await phone.share();
  for (let i = 0; i < 50 && !card.path.includes('card='); i++) {
    await new Promise((go) => setTimeout(go, 100));
    card = await phone.share();
  }
  expect(card).toMatchObject({
    title,
    path: expect.stringMatching(/^\/notices\/notice\/index\?id=.+&card=/) as string,
  });
  await phone.close();
  return card;
}

test.each(glasses)(
  'a card is opened, its notice read and credited, an egg lies on today, and it is shared on (%s)',
  async (name, glass) => {
    const { city } = walks;
    const reader: Persona = name === 'jsdom' ? 'resident-1' : 'resident-2';
    const title = `周四停水 ${name}`;
    const card = await secretaryPublishes(title, glass);

    const first = await phoneOf(reader, { city, glass });
    const storage = await first.act('storage');
    await first.close();

    const phone = await launch({ city, glass, storage, scene: CARD_IN_A_CHAT, ...pathOfCard(card) });
    await phone.see(title);
    await phone.see(words.readers(0));
    await phone.see(notices.laid);
    await phone.see(words.readers(1));
    await phone.tap(notices.calendar);
    await phone.seePage('eggs/calendar/index');
    await phone.see('今天的鸡蛋下好了');
    expect(await phone.act('attribute', '.eggs__day--today', 'aria-label')).toContain(words.egg.laid);
    await phone.back();
    await phone.seePage('notices/notice/index');

    await phone.tap(notices.share);
    const passedOn = await phone.share('button');
    expect(passedOn.title).toBe(title);
    expect(passedOn.path).not.toBe(card.path);
    await phone.close();

    const again = await launch({ city, glass, storage, scene: CARD_IN_A_CHAT, ...pathOfCard(passedOn) });
    await again.see(notices.reasons.already);
    await again.see(words.readers(1));
    await again.close();
  },
);

test('a read that begins with a subscription message is credited and lays no egg', async () => {
  const { city } = walks;
  const card = await secretaryPublishes('从消息点进来', openJsdom);
  const first = await phoneOf('resident-3', { city, glass: openJsdom });
  const storage = await first.act('storage');
  await first.close();
  const phone = await launch({ city, glass: openJsdom, storage, scene: 1014, ...pathOfCard(card) });
  await phone.see(notices.credited);
  await phone.see(notices.reasons['egg.message']);
  await phone.close();
});

test('the secretary adds a picture, sets a time, and finds the notice waiting on the desk', async () => {
  const { city } = walks;
  const phone = await phoneOf('secretary', { city, glass: openChromium, path: 'desk/write/index' });
  await phone.act('answer', 'chooseMedia', { pictures: [await redSquare()] });
  await phone.tap(desk.addPicture);
  await phone.see(desk.pictures(1, 9));
  await phone.type(desk.titleHint, '定时的通知');
  await phone.type(desk.bodyHint, '下周一的事，先写好。');
  await phone.tap(desk.later);
  await phone.pick(desk.day, '2026-10-05');
  await phone.pick(desk.clock, '08:30');
  await phone.see('10月5日');
  await phone.tap(desk.preview);
  await phone.tap(desk.publishAt('10月5日 8:30'));
  await phone.seePage('notices/notice/index');
  await phone.close();
  const { notices: waiting } = await city.town.as('secretary').notices.desk({ nodeCode: '230104009009' });
  expect(waiting).toContainEqual(expect.objectContaining({ title: '定时的通知', state: 'scheduled' }));
});

/** A small real picture, in base64. */
async function redSquare(): Promise<string> {
  const { default: sharp } = await import('sharp');
  const bytes = await sharp({ create: { width: 300, height: 240, channels: 3, background: '#b23a2a' } })
    .jpeg()
    .toBuffer();
  return bytes.toString('base64');
}
