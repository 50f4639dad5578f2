import { say } from '../../src/notices/words';
import { words } from '../../src/kit/words';
import { draftOf } from '../kit/town';
import { openWechatTown } from '../kit/wechatTown';
import { openJsdom } from './drive/jsdom';
import { instead } from './drive/instead';
import { cityForWalks, phoneOf } from './drive/people';
import { launch, type Launch, type Phone } from './drive/phone';
import { until } from './drive/until';

/** Somebody who would rather listen. */
const walks = cityForWalks(openWechatTown);
let id: string;
beforeAll(async () => {
  const draft = draftOf({
    title: '周四上午停水',
    body: '周四早上九点停水，下午三点恢复。\n\n家里有老人的，打电话给社区，我们送水上门。',
    phone: '0451-5555-0109',
  });
  id = (await walks.city.town.as('secretary').notices.publish(draft)).notice.id;
});
const open = (more: Partial<Launch>): Promise<Phone> =>
  launch({ city: walks.city, glass: openJsdom, path: 'notices/notice/index', query: { id }, ...more });

test('in the elder view a notice is read aloud from its title to its end, with the telephone beside it', async () => {
  const phone = await open({ plugins: ['WechatSI'], fontScale: 1.4 });
  await phone.see(words.article.phone);
  await phone.tap(say.aloud.start);
  await phone.see(say.aloud.stop);
  await phone.see(say.aloud.start);
  const spoken = (await phone.act('spoken')).join('').replace(/\s/g, '');
  expect(spoken).toBe('周四上午停水。周四早上九点停水，下午三点恢复。家里有老人的，打电话给社区，我们送水上门。');
  await phone.close();
});

test('it is stopped by a tap, and by leaving', async () => {
  const phone = await open({ plugins: ['WechatSI'] });
  await phone.tap(say.aloud.start);
  await phone.tap(say.aloud.stop);
  await phone.see(say.aloud.start);
  await phone.tap(say.aloud.start);
  await phone.see(say.aloud.stop);
  await phone.act('hide');
  await phone.act('show');
  await phone.see(say.aloud.start);
  await new Promise((go) => setTimeout(go, 600));
  expect(await phone.act('spoken')).toEqual([]);
  await phone.close();
});

test('a call comes in while it is read, and it is silent', async () => {
  const phone = await open({ plugins: ['WechatSI'] });
  await phone.tap(say.aloud.start);
  await phone.see(say.aloud.stop);
  await new Promise((go) => setTimeout(go, 100));
  await phone.act('interrupt');
  await phone.see(say.aloud.start);
  await new Promise((go) => setTimeout(go, 600));
  expect(await phone.act('spoken')).toEqual([]);
  await phone.close();
});

test('where it cannot be said, the page says so and offers the telephone; where there is no voice, nothing is offered', async () => {
  const mute = await open({ plugins: ['WechatSI'], fontScale: 1.4, answers: { textToSpeech: [{ retcode: -20003 }] } });
  await mute.tap(say.aloud.start);
  await mute.see(say.aloud.failed);
  await mute.tap(say.aloud.start);
  await until('it was said after all', async () => (await mute.act('spoken')).length > 0);
  await mute.close();
  const none = await open({ fontScale: 1.4 });
  await none.see(words.article.phone);
  expect(await none.reading()).not.toContain(say.aloud.start);
  await none.close();
});

test('whoever reads large has the community’s telephone where a page has none, and it is asked for once', async () => {
  const city = instead(walks.city, {});
  const resident = await phoneOf('resident-1', { city, glass: openJsdom, fontScale: 1.4 });
  const phone = '.page__phone .button';
  await until('it is on the first page', () => resident.act('find', phone));
  await resident.tap('服务');
  await until('it is on the next', () => resident.act('find', phone));
  await resident.tap(phone);
  await until('it is dialled', async () => (await resident.act('report')).calls['makePhoneCall'] === 1);
  await resident.close();
  expect(city.asked.filter(({ name }) => name === 'service.hours')).toHaveLength(1);
  const usual = await phoneOf('resident-1', { city: walks.city, glass: openJsdom });
  await usual.settled();
  expect(await usual.act('find', '.page__phone')).toBe(false);
  await usual.close();
  const works = await phoneOf('gridworker', { city: walks.city, glass: openJsdom, fontScale: 1.4 });
  await works.settled();
  expect(await works.act('find', '.page__phone')).toBe(false);
  await works.close();
});
