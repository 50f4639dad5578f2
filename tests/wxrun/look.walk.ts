import { say as desk } from '../../src/desk/words';
import type { Persona } from '../../types/session';
import { draftOf } from '../kit/town';
import { readArtefact } from './compile/artefact';
import { compileProgram } from './compile/program';
import { openChromium } from './drive/chromium';
import { become, cityForWalks } from './drive/people';
import { launch, type Launch, type Phone } from './drive/phone';
import { pagesOf } from './program';

const walks = cityForWalks();
const views = [
  { view: 'usual', fontScale: 1, target: 44, text: 13 },
  // Elders' rules: main text from 18 px on, targets from 60 px on.
  { view: 'elder', fontScale: 1.4, target: 60, text: 18 },
] as const;

interface Look {
  name: string;
  path: string;
  as?: Persona;
  ofNotice?: boolean;
  /** What is touched before the look: sheets and previews are pages to a person. */
  taps?: string[];
}

/** Every page of the program, and who stands before it when it is looked at. */
const pages: Look[] = [
  { name: 'home-newcomer', path: 'tabs/home/index' },
  { name: 'home', path: 'tabs/home/index', as: 'resident-1' },
  { name: 'people', path: 'tabs/home/index', taps: ['.persona-strip'] },
  { name: 'services', path: 'tabs/services/index', as: 'secretary' },
  { name: 'mine', path: 'tabs/mine/index', as: 'resident-1' },
  { name: 'notice', path: 'notices/notice/index', as: 'resident-1', ofNotice: true },
  { name: 'notice-newcomer', path: 'notices/notice/index', ofNotice: true },
  { name: 'notice-figures', path: 'notices/notice/index', ofNotice: true, taps: ['.notice__figures'] },
  { name: 'find', path: 'community/find/index', as: 'resident-1' },
  { name: 'find-settle', path: 'community/find/index', as: 'resident-1', taps: ['春木社区'] },
  { name: 'calendar', path: 'eggs/calendar/index', as: 'resident-1' },
  { name: 'calendar-newcomer', path: 'eggs/calendar/index' },
  { name: 'desk', path: 'desk/list/index', as: 'secretary' },
  { name: 'desk-not-staff', path: 'desk/list/index', as: 'resident-1' },
  { name: 'write', path: 'desk/write/index', as: 'secretary' },
  { name: 'write-later', path: 'desk/write/index', as: 'secretary', taps: [desk.later] },
  { name: 'desk-notice', path: 'desk/notice/index', as: 'secretary', ofNotice: true },
  { name: 'withdraw', path: 'desk/notice/index', as: 'secretary', ofNotice: true, taps: [desk.acts.withdraw] },
];

const storages = new Map<Persona, Record<string, unknown>>();
let noticeId = '';
beforeAll(async () => {
  const { city } = walks;
  const given = draftOf({
    body: '周四上午九点到下午三点停水。\n\n请提前存水。',
    phone: '0451-5555-0109',
    address: '江畔社区一楼',
  });
  noticeId = (await city.town.as('secretary').notices.publish(given)).notice.id;
  for (const persona of ['resident-1', 'secretary'] as const) {
    const phone = await launch({ city, glass: openChromium });
    await become(phone, persona);
    storages.set(persona, await phone.act('storage'));
    await phone.close();
  }
});

const open = (page: Look, more: Partial<Launch>): Promise<Phone> =>
  launch({
    city: walks.city,
    glass: openChromium,
    path: page.path,
    ...(page.ofNotice && { query: { id: noticeId } }),
    ...(page.as && { storage: storages.get(page.as) ?? {} }),
    ...more,
  });

/** Waits until two looks in a row are the same: nothing is loading any more. */
async function settled(phone: Phone): Promise<void> {
  let before = '';
  for (let same = 0, tries = 0; same < 3 && tries < 60; tries++) {
    const now = await phone.reading();
    same = now === before && now.trim() !== '' ? same + 1 : 0;
    before = now;
    await new Promise((go) => setTimeout(go, 150));
  }
}

test('every page of the program is looked at', () => {
  const { app } = compileProgram(readArtefact());
  expect([...new Set(pages.map(({ path }) => path))].sort()).toEqual(pagesOf(app).sort());
});

describe.each(views)('the $view view', ({ view, fontScale, target, text }) => {
  test.each(pages)('of $name: large enough to touch and read, within the screen and the limits', async (page) => {
    const phone = await open(page, { fontScale });
    await settled(phone);
    for (const target of page.taps ?? []) await phone.tap(target);
    if (page.taps) await settled(phone);
    await phone.screenshot(`${page.name}-${view}`);
    const { nodes, depth, widest } = await phone.act('tree');
    const faults = [
      ...(await phone.act('smallTargets', target)).map((what) => `too small to touch: ${what}`),
      ...(await phone.act('smallText', text)).map((what) => `too small to read: ${what}`),
      ...(await phone.act('overflowing')).map((what) => `over the edge: ${what}`),
    ];
    await phone.close();
    expect(faults).toEqual([]);
    expect(nodes).toBeLessThan(1000);
    expect(depth).toBeLessThan(30);
    expect(widest).toBeLessThanOrEqual(60);
  });
});
