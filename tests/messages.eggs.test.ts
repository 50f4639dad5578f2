import { addDays } from '../cloud/kit/clock';
import { published } from './kit/acts';
import { createLetters } from './kit/letters';
import { JIANGPAN, read } from './kit/town';
import { openWechatTown, type Visitor, type WechatTown } from './kit/wechatTown';

let town: WechatTown;
let today = '2026-10-01';
beforeAll(async () => {
  town = await openWechatTown();
});
afterAll(() => town.close());
beforeEach(() => {
  today = addDays(today, 1);
  town.clock.at(`${today} 10:00:00`);
  town.standIn.visit('openid-of-editor');
});
const { willing, arrived, left, news, go } = createLetters(() => town);

const at = '江畔社区党群服务中心一楼';
const pickUps = (...days: { day: string; hours?: string; at?: string }[]) =>
  town.db
    .updateTable('campaign')
    .set({ pick_ups: JSON.stringify(days.map((one) => ({ hours: '9:00-11:00', at, ...one }))) })
    .execute();
/** Somebody who has laid an egg today. */
async function withEgg(given: { times?: number } = {}): Promise<Visitor> {
  const one = await willing({ template: 'pickUp', ...given });
  expect((await read(town, one.call, await published(town))).egg).not.toBeNull();
  return one;
}
const tell = () => town.run('pickUps', 'messages');
const when = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日 9:00-11:00`;

test('the day before eggs are handed out, those who have some and agreed are told where and when, once', async () => {
  const holder = await withEgg({ times: 2 });
  const eggless = await willing({ template: 'pickUp' });
  const unasked = await willing({ template: 'notice' });
  await read(town, unasked.call, await published(town));
  await pickUps({ day: addDays(today, 1) });
  await Promise.all([tell(), tell()]);
  await tell();
  const data = ['读通知 · 领鸡蛋', at, when(addDays(today, 1))];
  expect(arrived(holder)).toEqual([{ templateId: 'tmpl-pick-up', page: 'eggs/calendar/index', data }]);
  expect([arrived(eggless), arrived(unasked)]).toEqual([[], []]);
  expect([await left(holder, 'pickUp'), await left(eggless, 'pickUp')]).toEqual([1, 1]);
});

test('neither two days before nor on the day itself is anybody told to pick up eggs', async () => {
  const holder = await withEgg();
  await pickUps({ day: addDays(today, 2) }, { day: today });
  await tell();
  expect([arrived(holder).length, await left(holder, 'pickUp')]).toEqual([0, 1]);
});

test('whoever agrees later on that day is told then, and not at night', async () => {
  await pickUps({ day: addDays(today, 1) });
  town.clock.at(`${today} 00:00:30`);
  const holder = await withEgg();
  await tell();
  expect(arrived(holder)).toEqual([]);
  town.clock.at(`${today} 08:00:00`);
  await tell();
  expect(arrived(holder)).toHaveLength(1);
  town.clock.at(`${today} 14:00:00`);
  town.standIn.visit('openid-of-editor');
  const late = await withEgg();
  await tell();
  expect([arrived(holder).length, arrived(late).length]).toEqual([1, 1]);
});

test('eggs handed out at two places on one day are one message, and on two days are two', async () => {
  const holder = await withEgg({ times: 2 });
  const day = addDays(today, 1);
  await pickUps({ day, at: '一楼' }, { day, at: '小广场' }, { day: addDays(day, 1), at: '一楼' });
  await tell();
  expect(arrived(holder).map(({ data }) => data.slice(1))).toEqual([['一楼、小广场', when(day)]]);
  town.clock.at(`${day} 10:00:00`);
  await tell();
  expect(arrived(holder).map(({ data }) => data[1])).toEqual(['一楼、小广场', '一楼']);
});

test('no message but this one speaks of eggs', async () => {
  const holder = await willing({ home: JIANGPAN, times: 3 });
  for (const title of ['领鸡蛋啦', '鸡 蛋', '🥚']) await news({ title });
  await go();
  expect(arrived(holder)).toHaveLength(3);
  const others = town.standIn.sent.filter(({ templateId }) => templateId !== 'tmpl-pick-up');
  expect(JSON.stringify(others)).not.toMatch(/蛋|🥚/);
});
