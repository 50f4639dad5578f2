import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { createApp } from '../../cloud/app';
import { loadDemoCity } from '../../cloud/demo/city';
import { folderStorage } from '../../cloud/files';
import { systemClock } from '../../cloud/kit/clock';
import { readConfig } from '../../cloud/kit/config';
import { copyOfTemplate } from '../kit/engine';

/** The demo city with the built page, in a real browser as narrow as a phone. */
export interface Doorstep {
  address: string;
  /** A phone of its own: nobody is signed in, nothing is kept. */
  phone(): Promise<Page>;
  /** Errors the pages wrote to the console, and exceptions. */
  errors: string[];
  bugs: unknown[];
  close(): Promise<void>;
}

const root = join(__dirname, '..', '..');
const pictures = join(root, '.tests', 'screens');
/** Debian's Chromium; the flags keep it from looking for the internet and let it run as root. */
const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

export async function openDoorstep(): Promise<Doorstep> {
  const { db, close } = await copyOfTemplate();
  await loadDemoCity(db, systemClock.now());
  const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-e2e-'));
  const bugs: unknown[] = [];
  const app = await createApp({
    config: readConfig({ DEMO: '1', DWELL_MS: '1500' }),
    db,
    clock: systemClock,
    storage: folderStorage(folder),
    h5: join(root, 'dist', 'h5'),
    onBug: (error) => bugs.push(error),
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await openBrowser();
  const errors: string[] = [];
  return {
    address,
    errors,
    bugs,
    async phone() {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address });
      const page = await context.newPage();
      page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
      page.on('pageerror', (error) => errors.push(String(error)));
      return page;
    },
    async close() {
      await browser.close();
      await app.close();
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  // A page that still slides in is no picture of a page.
  // What breathes for as long as something is waited for never ends.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
        .map((animation) => animation.finished),
    ),
  );
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** Words on the page that is in front: Taro keeps the pages below in the document. */
export const shown = (page: Page, words: string | RegExp) => page.getByText(words).filter({ visible: true }).first();

/** Becomes somebody through the strip that demo pages have. */
export async function become(page: Page, who: string): Promise<void> {
  await shown(page, '换个身份').click();
  await shown(page, '您想以谁的身份看看').waitFor();
  await page.locator('.persona-sheet').getByText(who, { exact: true }).click();
  await shown(page, `演示：${who}`).waitFor();
}
