import { say as work } from '../../src/desk/now/words';
import { say as desk } from '../../src/desk/words';
import { say as notices } from '../../src/notices/words';
import { say as tabs } from '../../src/tabs/words';
import type { Persona } from '../../types/session';
import { gridWorker, raise, reply, unitWithMember, whistled, assign, streetOffice } from '../kit/reports';
import { JIANGPAN } from '../kit/town';
import { openChromium } from './drive/chromium';
import { openJsdom } from './drive/jsdom';
import { cityForWalks, phoneOf } from './drive/people';
import { launch, type Phone } from './drive/phone';
import { until } from './drive/until';

/** 工作台: what needs somebody is one tap from the tab, and every daily act is two. */
const walks = cityForWalks();
const SERVICES = 'tabs/services/index';
const MINE = 'tabs/mine/index';
const NOW = 'desk/now/index';
const resident = (who: Persona = 'resident-1') => ({ id: '', token: '', call: walks.city.town.as(who) });
const needsOf = async (who: Persona) => (await walks.city.town.as(who).desk.now({})).needs;

/** Each act with the page that it is done on; a tab, and every act two taps behind it. */
const acts: [Persona, [keyof typeof work.acts, string][]][] = [
  [
    'gridworker',
    [
      ['enter', 'reports/enter/index'],
      ['inbox', 'reports/inbox/index'],
      ['diary', 'diary/list/index'],
      ['doors', 'households/boards/index'],
      ['shops', 'merchants/desk/index'],
      ['campaigns', 'campaigns/list/index'],
      ['settings', 'reports/settings/index'],
    ],
  ],
  [
    'secretary',
    [
      ['write', 'desk/write/index'],
      ['notices', 'desk/list/index'],
      ['enter', 'reports/enter/index'],
      ['inbox', 'reports/inbox/index'],
    ],
  ],
  [
    'street',
    [
      ['handling', 'reports/handling/index'],
      ['write', 'desk/write/index'],
    ],
  ],
  ['editor', [['campaigns', 'campaigns/list/index']]],
  ['merchant', [['myShop', 'merchants/mine/index']]],
];

test.each(acts)('%s has every act of a day two taps from the tab', async (who, all) => {
  // Both tabs have the row; on one of them the merchant's name is that of a service, too.
  const tab = who === 'merchant' ? MINE : SERVICES;
  const phone = await phoneOf(who, { city: walks.city, glass: openJsdom, path: tab });
  await phone.tap(tabs.work.title);
  await phone.see(work.daily);
  for (const [act, page] of all) {
    await phone.tap(work.acts[act][0]);
    await phone.seePage(page);
    // Whoever goes back has seen the page: Taro loses its way when one is left before it is drawn.
    await phone.settled();
    await phone.back();
    await phone.settled();
  }
  await phone.close();
});

test('a resident who works nowhere has no row, and a link to the page says whose it is', async () => {
  const { city } = walks;
  const phone = await phoneOf('resident-1', { city, glass: openJsdom, path: SERVICES });
  await phone.settled();
  await phone.seeNoMore(tabs.work.title);
  const storage = await phone.act('storage');
  await phone.close();
  const page = await launch({ city, storage, glass: openJsdom, path: NOW });
  await page.see(work.not);
  await page.close();
});

test('a grid worker sees what is new without leaving the page, and one tap leads to the thing itself', async () => {
  const { city } = walks;
  const phone = await phoneOf('gridworker', { city, glass: openJsdom, path: NOW });
  await phone.see(work.daily);
  const { id } = await raise(resident(), { text: '四单元的门关不上' });
  await phone.act('pullDown');
  await phone.see('1 件反映还没有答复');
  await phone.tap('1 件反映还没有答复');
  await phone.seePage('reports/report/index');
  await phone.see('四单元的门关不上');
  await reply(await gridWorker(city.town), id);
  await phone.back();
  await phone.seeNoMore('1 件反映还没有答复');
  await phone.close();
});

test('without a network what was there stays in sight, and the way to try again is there', async () => {
  const phone = await phoneOf('gridworker', { city: walks.city, glass: openJsdom, path: NOW });
  await phone.see(work.daily);
  await phone.offline();
  await phone.act('pullDown');
  await phone.see('再试一次');
  await phone.see(work.acts.diary[0]);
  await phone.online();
  await phone.tap('再试一次');
  await phone.seeNoMore('再试一次');
  await phone.close();
});

test('a whistle is on the street office’s page, and then on that of whom it named', async () => {
  const { city } = walks;
  const { town } = city;
  const street = await streetOffice(town);
  const { unit, member } = await unitWithMember(town);
  const { id } = await whistled(resident(), await gridWorker(town));
  const office = await phoneOf('street', { city, glass: openJsdom, path: NOW });
  await office.see('1 件等您这里处理');
  await assign(street, id, unit);
  await office.act('pullDown');
  await office.seeNoMore('1 件等您这里处理');
  await office.close();

  const { needs, may } = await member.call.desk.now({});
  expect(needs.map(({ what, only }) => [what, only])).toEqual([['whistle', id]]);
  expect(may).toEqual(['handling']);
});

/** A text as WeChat hands it over: lines of Windows, indents, and a sign that nobody sees. */
const COPIED = '周五上午停暖\r\n\r\n　　三号楼周五上午九点停暖。\r\n　　下午三点恢复。\u200b\r\n联系人：社区居委会';

test.each([
  ['usual', 1, openChromium],
  ['elder', 1.4, openJsdom],
] as const)(
  'a text from WeChat is a notice in six taps, keeps its paragraphs, and its card is at the thumb (%s)',
  async (_, fontScale, glass) => {
    const { city } = walks;
    const phone = await phoneOf('secretary', { city, fontScale, glass, path: SERVICES });
    let taps = 0;
    const tap = async (target: string) => {
      taps += 1;
      await phone.tap(target);
    };
    await phone.see(tabs.work.title);
    const begun = Date.now();
    await tap(tabs.work.title);
    await tap(work.acts.write[0]);
    // To touch the field is a tap, too.
    taps += 1;
    await phone.type(desk.bodyHint, COPIED);
    await tap(desk.takeTitle('周五上午停暖'));
    await tap(desk.preview);
    await phone.see('三号楼周五上午九点停暖。');
    await tap(desk.publishNow);
    await phone.seePage('notices/notice/index');
    await phone.see('下午三点恢复。');
    const card = await cardOf(phone);
    expect(taps).toBeLessThanOrEqual(6);
    // What is left of a minute is for the person: the machine takes next to none of it.
    expect(Date.now() - begun).toBeLessThan(20_000);
    expect(card.title).toBe('周五上午停暖');
    await phone.close();

    await until('it is published as it was pasted', async () => {
      const { notices: all } = await city.town.as('resident-1').notices.list({ communityCode: JIANGPAN });
      const made = all.find(({ title }) => title === '周五上午停暖');
      const { notice } = await city.town.as('resident-1').notices.open({ noticeId: made?.id ?? '' });
      return notice.body === '三号楼周五上午九点停暖。\n\n下午三点恢复。\n联系人：社区居委会';
    });
    expect((await needsOf('secretary')).filter(({ what }) => what === 'draft')).toEqual([]);
  },
);

/** What the button at the thumb hands into a group, once the page has its own card. */
async function cardOf(phone: Phone) {
  let card = { title: '', path: '' };
  await until('the page has a card of its own', async () => {
    await phone.tap(notices.share);
    card = await phone.share('button');
    return card.path.includes('card=');
  });
  return card;
}
