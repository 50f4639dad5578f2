import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { runtimeSource } from '../compile/runtime';
import type { Program, Request } from '../program';
import type { OpenGlass } from './glass';

const QUIET =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking ' +
  '--disable-component-update --disable-sync';

let browser: Promise<Browser> | null = null;
const launched = (): Promise<Browser> =>
  (browser ??= chromium.launch({ executablePath: installed(), args: QUIET.split(' ') }));

export async function closeChromium(): Promise<void> {
  await (await browser)?.close();
  browser = null;
  idle.clear();
}

/** The browser of this machine; Playwright's own is not downloaded. */
function installed(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  if (!found) throw new Error('Chromium is not installed: the pictures and the sizes need it.');
  return found;
}

/** Screens that were put away, by the program they are for: the next phone gets one with nothing on it, at once. */
const idle = new Map<Program, Page[]>();
async function blankScreen(program: Program): Promise<Page> {
  const kept = idle.get(program)?.pop();
  if (kept) return kept;
  const context = await (
    await launched()
  ).newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
  // Each new document begins with them, and they cross into the browser once.
  await context.addInitScript(`${runtimeSource()}\nwindow.wxrunProgram = ${JSON.stringify(program)};`);
  const page = await context.newPage();
  await page.goto('about:blank');
  return page;
}

/** A phone's screen of 390 × 844, touched with a finger. */
export const openChromium: OpenGlass = async (program, entry, network) => {
  const page = await blankScreen(program);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
  page.on('console', (said) => {
    if (said.type() === 'error') complaints.push(`console: ${said.text()} ${said.location().url}`);
  });
  await page.route('**/*', async (route) => {
    // Pictures by address are the only thing the page itself may fetch; they come from the test's cloud too.
    const answer = await network({ url: route.request().url(), method: 'GET', header: {} });
    if (!answer) return route.abort();
    return route.fulfill({ status: answer.status, headers: answer.header, body: Buffer.from(answer.body, 'latin1') });
  });
  const asked = await page.exposeBinding('wxrunNetwork', (_, request: Request) => network(request));
  await page.setContent('<!doctype html><meta name="viewport" content="width=device-width"><body></body>');
  const failure = await page.evaluate((how) => window.wxrunStart(window.wxrunProgram, how, true), entry);
  if (failure) throw new Error(`The program did not start: ${failure}`);
  return {
    act: (name, ...given) =>
      page.evaluate(([act, with_]) => (window.wxrun[act as 'find'] as (...all: unknown[]) => never)(...with_), [
        name,
        given,
      ] as const),
    touch: async (target) => {
      const spot = await page.evaluate((wanted) => window.wxrun.reach(wanted), target);
      if (spot) await page.touchscreen.tap(spot.x, spot.y);
      return spot !== null;
    },
    night: (dark) => page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' }),
    // One point is one pixel: at two, packing the picture took most of a look's time.
    screenshot: async (file) => void (await page.screenshot({ path: file, animations: 'disabled', scale: 'css' })),
    close: async () => {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto('about:blank');
      page.removeAllListeners();
      await asked.dispose();
      await page.unrouteAll();
      idle.set(program, [...(idle.get(program) ?? []), page]);
      return complaints;
    },
  };
};

declare global {
  interface Window {
    wxrunProgram: Program;
  }
}
