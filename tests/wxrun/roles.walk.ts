import type { Persona } from '../../types/session';
import { randomFrom, seed } from '../kit/chance';
import { openWechatTown } from '../kit/wechatTown';
import { readArtefact } from './compile/artefact';
import { compileProgram } from './compile/program';
import { crawl, type Crawl, type Form, type Place } from './drive/crawl';
import { openJsdom } from './drive/jsdom';
import { liveIn } from './drive/lived';
import { isShort } from './drive/looks';
import { openedWithout } from './drive/lost';
import { become, cityForWalks } from './drive/people';
import { launch, type Launch } from './drive/phone';
import { several } from './drive/several';
import { pressedTwice, typedAndLost } from './drive/typing';
import { pagesOf } from './program';

/**
 * Everybody goes everywhere. Each role taps each kind of thing on each page once and comes back; then each page that was found is opened
 * without a network, and whatever can be typed into is typed into. A short run takes two roles and some pages by chance; WALK_SEED
 * repeats its choice.
 */
const walks = cityForWalks(openWechatTown);
let sticker = '';
beforeAll(async () => {
  sticker = await liveIn(walks.city.town);
}, 60_000);

interface Role {
  name: string;
  persona: Persona | null;
  fontScale?: number;
}
const everybody: Role[] = [
  { name: 'a resident', persona: 'resident-1' },
  { name: 'an elder', persona: 'resident-1', fontScale: 1.4 },
  { name: 'a newcomer without a community', persona: null },
  { name: 'a grid worker', persona: 'gridworker' },
  { name: 'a secretary', persona: 'secretary' },
  { name: 'a street office', persona: 'street' },
  { name: 'the keeper of a shop', persona: 'merchant' },
  { name: 'an editor', persona: 'editor' },
  { name: "a unit's worker", persona: 'resident-3' },
];
/** Whoever scans holds the camera to a shop's door each time; what else is asked of the phone, nobody answers: they change their mind. */
const SCANS = 30;
const scanning = (): Partial<Launch> => ({
  answers: { scanCode: Array.from({ length: SCANS }, () => ({ result: sticker })) },
});

const chance = randomFrom(seed);
const some = <T>(all: readonly T[], most: number): T[] => {
  if (!isShort) return [...all];
  const left = [...all];
  return Array.from({ length: Math.min(most, left.length) }, () =>
    left.splice(Math.floor(chance() * left.length), 1),
  ).flat();
};
const roles = some(everybody, 2);
const say = (text: string) => process.stderr.write(`${text}\n`);

/** What was found, and on whose phone. */
interface Found<T> {
  one: T;
  how: Partial<Launch>;
}
const crawls: Found<Crawl>[] = [];
/** Each kind of page, or form, once: with whoever came to it first. */
function firsts<T>(of: (found: Crawl) => readonly T[], kind: (one: T) => string): Found<T>[] {
  const known = new Map<string, Found<T>>();
  for (const { one: found, how } of crawls)
    for (const one of of(found)) if (!known.has(kind(one))) known.set(kind(one), { one, how });
  return [...known.values()];
}
const placesFound = (): Found<Place>[] =>
  firsts(
    ({ places }) => places,
    ({ kind }) => kind,
  );
const formsFound = (): Found<Form>[] =>
  firsts(
    ({ forms }) => forms,
    ({ name }) => name,
  );

async function phoneHeldBy({ persona, fontScale }: Role): Promise<Partial<Launch>> {
  const large = fontScale === undefined ? {} : { fontScale };
  if (!persona) return { ...large, ...scanning() };
  const phone = await launch({ city: walks.city, glass: openJsdom });
  await become(phone, persona);
  const storage = await phone.act('storage');
  await phone.close();
  return { storage, ...large, ...scanning() };
}

test.each(roles)(
  'wherever $name taps, something is there, and back leads back',
  async (role) => {
    const how = await phoneHeldBy(role);
    const began = Date.now();
    const short = isShort ? { most: 3, next: (waiting: number) => Math.floor(chance() * waiting) } : {};
    const found = await crawl({ city: walks.city, how, ...short });
    crawls.push({ one: found, how });
    const pages = new Set(found.places.map(({ path }) => path));
    const seconds = Math.round((Date.now() - began) / 1000);
    say(`${role.name}: ${pages.size} pages, ${found.taps} taps, ${seconds} s${isShort ? `, WALK_SEED=${seed}` : ''}`);
    expect(found.faults).toEqual([]);
  },
  300_000,
);

(isShort ? test.skip : test)('every page of the program is reached by tapping', () => {
  const { app } = compileProgram(readArtefact());
  expect([...new Set(placesFound().map(({ one }) => one.path))].sort()).toEqual(pagesOf(app).sort());
});

test.each([
  ['from the start', true],
  ['from then on', false],
] as const)(
  'without a network %s each page says so, and shows itself once there is one',
  async (_, isStart) => {
    const places = some(placesFound(), 2);
    const faults = await several(places, ({ one, how }) => openedWithout(walks.city, how, one, isStart));
    say(`${places.length} places without a network ${isStart ? 'from the start' : 'from then on'}`);
    expect(faults).toEqual([]);
  },
  300_000,
);

test('what was typed stays when the network is lost, and where it is kept it is there at the next start', async () => {
  const faults = await several(some(formsFound(), 2), async ({ one, how }) => {
    const fate = await typedAndLost(walks.city, how, one);
    say(`${one.name} ${JSON.stringify(fate && [fate.wasSent, fate.wasKept])}`);
    return fate?.faults ?? [];
  });
  expect(faults).toEqual([]);
}, 300_000);

test('a main button that is pressed twice while the network is slow sends once, and shows that it is busy', async () => {
  const faults = await several(some(formsFound(), 2), async ({ one, how }) => {
    const pressed = await pressedTwice(walks.city, how, one);
    say(`${one.name} sent ${pressed.sent.join(' ')}`);
    return pressed.faults;
  });
  expect(faults).toEqual([]);
}, 300_000);
