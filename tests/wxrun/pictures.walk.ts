import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { Persona } from '../../types/session';
import { openWechatTown } from '../kit/wechatTown';
import { root } from './compile/artefact';
import { openChromium } from './drive/chromium';
import { instead } from './drive/instead';
import { lookers, pages, publishForLooks, queryOf, standsOf, type Look } from './drive/looks';
import { become, cityForWalks } from './drive/people';
import { launch } from './drive/phone';

/**
 * What the main pages look like, beside how they looked when somebody last looked at them and found them good. A change that was
 * meant is kept by `PICTURES=keep npm run test:weapp -- tests/wxrun/pictures`, after looking at what it keeps.
 */
const kept = join(__dirname, 'reference');
const shown = join(root, '.tests', 'wxrun', 'pictures');
const isKeeping = process.env['PICTURES'] === 'keep';

/** Half as wide as a phone: enough to see what moved, and too little to see how a letter's edge is smoothed. */
const WIDTH = 195;
/** A dot that differs by more than this, of 255, is another dot; and so many of a hundred may be, where fonts are set a little otherwise. */
const STEP = 40;
const MOST = 1;

const names = ['home', 'notice', 'calendar', 'report-running', 'badge-valid', 'inbox', 'figures', 'now', 'gallery'];
const views = { usual: 1, elder: 1.4 };

const walks = cityForWalks(openWechatTown);
const storages = new Map<Persona, Record<string, unknown>>();
beforeAll(async () => {
  await publishForLooks(walks.city.town);
  for (const persona of lookers) {
    const phone = await launch({ city: walks.city, glass: openChromium });
    await become(phone, persona);
    storages.set(persona, await phone.act('storage'));
    await phone.close();
  }
});

const dotsOf = (picture: Buffer | string) => sharp(picture).resize(WIDTH).removeAlpha().raw().toBuffer();

/** How many of a hundred dots are others. */
export async function differing(one: Buffer | string, other: Buffer | string): Promise<number> {
  const [a, b] = await Promise.all([dotsOf(one), dotsOf(other)]);
  if (a.length !== b.length) return 100;
  let others = 0;
  for (let at = 0; at < a.length; at += 3)
    if ([0, 1, 2].some((channel) => Math.abs((a[at + channel] ?? 0) - (b[at + channel] ?? 0)) > STEP)) others++;
  return (others * 300) / a.length;
}

async function compare(name: string): Promise<void> {
  const now = join(shown, `${name}.png`);
  const before = join(kept, `${name}.png`);
  if (isKeeping) {
    mkdirSync(dirname(before), { recursive: true });
    writeFileSync(before, await sharp(now).resize(WIDTH).png({ palette: true, colours: 64, effort: 10 }).toBuffer());
  }
  if (!existsSync(before)) throw new Error(`Nobody has kept how ${name} looks.`);
  const percent = await differing(readFileSync(before), now);
  if (percent > MOST)
    throw new Error(`${name} looks otherwise in ${percent.toFixed(1)} of a hundred dots: ${now} beside ${before}.`);
}

const byName = (name: string): Look => {
  const look = pages.find((page) => page.name === name);
  if (!look) throw new Error(`There is no look “${name}”.`);
  return look;
};

test.each(names)('%s looks as it did, by day, by night and in the elder view', async (name) => {
  const look = byName(name);
  for (const [view, fontScale] of Object.entries(views)) {
    const phone = await launch({
      city: instead(walks.city, standsOf(look)),
      glass: openChromium,
      path: look.path,
      query: queryOf(look),
      fontScale,
      ...look.more,
      ...(look.as && { storage: { ...storages.get(look.as), ...look.more?.storage } }),
    });
    await phone.settled();
    await phone.screenshot(`main-${name}-${view}`);
    if (view === 'usual') {
      await phone.night(true);
      // A chart is drawn anew, and a picture must not come before it.
      await phone.settled();
      await phone.screenshot(`main-${name}-night`);
    }
    await phone.close();
  }
  for (const view of ['usual', 'night', 'elder']) await compare(`main-${name}-${view}`);
});

test('a page that looks otherwise is noticed: by night, in larger type, or with another line', async () => {
  const picture = (name: string) => join(shown, `main-${name}.png`);
  expect(await differing(picture('home-usual'), picture('home-usual'))).toBe(0);
  for (const other of ['home-night', 'home-elder', 'notice-usual'])
    expect(await differing(picture('home-usual'), picture(other))).toBeGreaterThan(MOST);
  const { width = 0, height = 0 } = await sharp(picture('notice-usual')).metadata();
  const line = { create: { width: width - 32, height: 24, channels: 3 as const, background: '#221f1a' } };
  const changed = await sharp(picture('notice-usual'))
    .composite([{ input: line, left: 16, top: Math.round(height / 2) }])
    .png()
    .toBuffer();
  expect(await differing(picture('notice-usual'), changed)).toBeGreaterThan(MOST);
});
