import axe, { type AxeResults } from 'axe-core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { words } from '../../src/kit/words';
import type { Persona } from '../../types/session';
import { randomFrom, seed } from '../kit/chance';
import { openWechatTown } from '../kit/wechatTown';
import { openCity, type City } from '../wxrun/drive/city';
import { instead } from '../wxrun/drive/instead';
import { isMain, isShort, lookers, pages, publishForLooks, queryOf, standsOf, type Look } from '../wxrun/drive/looks';
import type { Network } from '../wxrun/program';
import { openBrowser, screenshot, shown } from './browser';

/**
 * Every page of the H5 build in the very states that the mini-program is looked at, held to what axe knows of accessibility: by day, by
 * night, and in the elder view; a short run has the last alone. What is served is the build; what it asks, the looks' own city answers.
 */
const h5 = join(__dirname, '..', '..', 'dist', 'h5');
const ORIGIN = 'http://127.0.0.1:3000';
const views = isShort ? (['elder'] as const) : (['usual', 'elder'] as const);
type View = (typeof views)[number];

let city: City;
let browser: Browser;
let network: Network;
let unanswered = 0;
/** Somebody's browser, and what it remembers before any page is looked at. */
interface Looker {
  context: BrowserContext;
  remembers: Record<string, string>;
}
const contexts = new Map<Persona | null, Looker>();

beforeAll(async () => {
  const opened = await openCity(openWechatTown);
  city = opened;
  network = city.network;
  browser = await openBrowser();
  await publishForLooks(opened.town);
  for (const who of [null, ...lookers]) contexts.set(who, await contextOf(who));
}, 120_000);
afterAll(async () => {
  await browser.close();
  await city.close();
});

const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', html: 'text/html', png: 'image/png' };

/** The build's own files from its folder; all else is the city's to answer. */
async function serve(route: Route): Promise<void> {
  const request = route.request();
  const { origin, pathname } = new URL(request.url());
  if (origin !== ORIGIN) return route.abort();
  const file = pathname === '/' ? '/index.html' : pathname;
  if (/^\/(index\.html|js|css|static|chunk)/.test(file)) {
    const type = TYPES[file.split('.').pop() ?? ''] ?? 'application/octet-stream';
    return route.fulfill({ body: readFileSync(join(h5, file)), contentType: type });
  }
  const body = request.postData();
  unanswered++;
  const answer = await network({
    url: request.url(),
    method: request.method(),
    header: await request.allHeaders(),
    ...(body !== null && { body }),
  }).finally(() => unanswered--);
  if (!answer) return route.abort();
  const isText = !/^image\//.test(answer.header['content-type'] ?? '');
  return route.fulfill({
    status: answer.status,
    headers: answer.header,
    body: isText ? answer.body : Buffer.from(answer.body, 'latin1'),
  });
}

/** A browser of somebody's own, who is signed in already, on the city's clock. */
async function contextOf(who: Persona | null): Promise<Looker> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  await context.route('**/*', serve);
  await context.clock.setSystemTime(Date.now() + city.clockOffset());
  const page = await context.newPage();
  await page.goto(`${ORIGIN}/`);
  await shown(page, words.demo.change).waitFor();
  if (who) {
    await shown(page, words.demo.change).click();
    await page.locator('.persona-sheet').getByText(words.personas[who], { exact: true }).click();
    await shown(page, words.demo.now(words.personas[who])).waitFor();
  }
  const remembers = await page.evaluate(() => Object.fromEntries(Object.entries(localStorage)));
  await page.close();
  return { context, remembers };
}

/** Nothing is asked any more, and the page says the same for a while. */
async function settled(page: Page): Promise<void> {
  let before = '';
  for (let same = 0, tries = 0; tries < 200; tries++) {
    await page.waitForTimeout(50);
    const now = await page.locator('#app').innerText();
    same = unanswered === 0 && now === before && now.trim() !== '' ? same + 1 : 0;
    before = now;
    if (same === 3) return;
  }
  throw new Error(`The page does not come to rest; it says: ${before.slice(0, 400)}`);
}

async function faultsOf(page: Page, rules?: string[]): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults, string[] | undefined>(
    (only) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ['violations'],
        runOnly: only
          ? { type: 'rule', values: only }
          : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] },
      }),
    rules,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, nodes }) =>
      nodes.map(
        ({ html, failureSummary }) =>
          `${impact} ${id}: ${html.slice(0, 160)} ${failureSummary?.replace(/\s+/g, ' ') ?? ''}`,
      ),
    );
}

const all = pages.filter((look) => !look.more?.scene && (isShort ? isMain(look) : !look.taps));
const chance = randomFrom(seed);
/** Two files look at half of the pages each, so that two are looked at at once. A short run takes half of these by chance; WALK_SEED repeats it. */
export const lookedAt = (half: 0 | 1): void => {
  const some = all.filter((_, i) => i % 2 === half).filter(() => !isShort || chance() < 0.5);
  if (isShort) process.stderr.write(`${some.length} pages, WALK_SEED=${seed}\n`);
  const each = some.flatMap((look) => views.map((view) => ({ ...look, view })));
  test.each(each)('$name in the $view view has no serious fault that axe knows', audited);
};

async function audited({ view, ...look }: Look & { view: View }): Promise<void> {
  network = instead(city, standsOf(look)).network;
  const { context, remembers } = contexts.get(look.as ?? null) as Looker;
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  // Taro keeps each thing in a box of its own. What the page before has kept is nothing to this one.
  const kept = Object.entries({ ...look.more?.storage, 'jmk.view': view }).map(([key, data]) => [
    key,
    JSON.stringify({ data }),
  ]);
  await page.addInitScript(
    (all) => {
      localStorage.clear();
      for (const [key, value] of Object.entries(all)) localStorage.setItem(key, value);
    },
    { ...remembers, ...(Object.fromEntries(kept) as Record<string, string>) },
  );
  await page.goto(`${ORIGIN}/#/${look.path}?${new URLSearchParams(queryOf(look)).toString()}`);
  await settled(page);
  await page.evaluate(axe.source);
  const faults = await faultsOf(page);
  if (!isShort) await screenshot(page, `${look.name}-${view}`);
  if (view === 'usual') {
    await page.emulateMedia({ colorScheme: 'dark' });
    faults.push(...(await faultsOf(page, ['color-contrast'])).map((fault) => `at night, ${fault}`));
    await screenshot(page, `${look.name}-${view}-night`);
  }
  await page.close();
  expect([...faults, ...errors]).toEqual([]);
}
