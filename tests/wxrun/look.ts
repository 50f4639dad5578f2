import type { Persona } from '../../types/session';
import { openWechatTown } from '../kit/wechatTown';
import { readArtefact } from './compile/artefact';
import { compileProgram } from './compile/program';
import { openChromium } from './drive/chromium';
import { instead } from './drive/instead';
import {
  alike,
  elderLooks,
  isMain,
  isShort,
  lookers,
  pages,
  partOf,
  publishForLooks,
  queryOf,
  standsOf,
  type Look,
  type Part,
} from './drive/looks';
import { become, cityForWalks } from './drive/people';
import { launch, type Launch, type Phone } from './drive/phone';
import { pagesOf } from './program';

const views = {
  usual: { fontScale: 1, target: 44, text: 13 },
  // Elders' rules: main text from 18 px on, targets from 60 px on.
  elder: { fontScale: 1.4, target: 60, text: 18 },
} as const;

/** Every pair of text and ground, by day and by night. */
const CONTRAST = 4.5;
const LINES = 1.3;

/** Looks at pages in one view. Each view of each part is a file of its own, so that two are looked at at once. */
export function lookInThe(view: keyof typeof views, part: Part): void {
  const seen: Look[] = view === 'elder' ? [...pages, ...elderLooks] : pages;
  const isSeen = (page: Look): boolean => {
    if (isShort) return isMain(page) && (view === 'elder' || !elderLooks.includes(page));
    return view === 'usual' || !alike.has(page.name);
  };
  const looks = seen.filter((page) => partOf(page) === part && isSeen(page));
  const { fontScale, target, text } = views[view];
  const walks = cityForWalks(openWechatTown);
  const storages = new Map<Persona, Record<string, unknown>>();
  beforeAll(async () => {
    const { city } = walks;
    await publishForLooks(city.town);
    for (const persona of lookers) {
      const phone = await launch({ city, glass: openChromium });
      await become(phone, persona);
      storages.set(persona, await phone.act('storage'));
      await phone.close();
    }
  });

  const open = (page: Look, more: Partial<Launch>): Promise<Phone> =>
    launch({
      city: instead(walks.city, standsOf(page)),
      glass: openChromium,
      path: page.path,
      ...page.more,
      query: queryOf(page),
      ...more,
      ...(page.as && { storage: { ...storages.get(page.as), ...page.more?.storage } }),
    });

  test('every page of the program is looked at, in this part or another', () => {
    const { app } = compileProgram(readArtefact());
    expect([...new Set(pages.map(({ path }) => path))].sort()).toEqual(pagesOf(app).sort());
    expect([...alike].filter((name) => !pages.some((page) => page.name === name))).toEqual([]);
  });

  test.each(looks)('$name is large enough to touch and read, within the screen and the limits', async (page) => {
    const phone = await open(page, { fontScale });
    await phone.settled();
    if (page.offline) await phone.offline();
    for (const target of page.taps ?? []) await phone.tap(target);
    if (page.sees) await phone.see(page.sees);
    if (page.taps) await phone.settled();
    // Pictures are for somebody who looks at them.
    if (!isShort) await phone.screenshot(`${page.name}-${view}`);
    const { nodes, depth, widest } = await phone.act('tree');
    const faults = [
      ...(await phone.act('faint', CONTRAST)).map((what) => `too faint to read: ${what}`),
      ...(await phone.act('tight', LINES)).map((what) => `lines too close: ${what}`),
      ...(await phone.act('orphans')).map((what) => `punctuation alone: ${what}`),
      ...(await phone.act('clipped')).map((what) => `cut off: ${what}`),
      ...(await phone.act('unspoken')).map((what) => `nothing to hear: ${what}`),
      ...(await phone.act('oversized')).map((what) => `a picture too large: ${what}`),
      ...(await phone.act('smallTargets', target)).map((what) => `too small to touch: ${what}`),
      ...(await phone.act('smallText', text)).map((what) => `too small to read: ${what}`),
      ...(await phone.act('overflowing')).map((what) => `over the edge: ${what}`),
    ];
    await phone.night(true);
    faults.push(...(await phone.act('faint', CONTRAST)).map((what) => `too faint at night: ${what}`));
    if (!isShort) await phone.screenshot(`${page.name}-${view}-night`);
    await phone.close();
    expect(faults).toEqual([]);
    expect(nodes).toBeLessThan(1000);
    expect(depth).toBeLessThan(30);
    expect(widest).toBeLessThanOrEqual(60);
  });
}
