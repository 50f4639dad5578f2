import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { words } from '../../cloud/web/words';
import type { Contract, Output } from '../../types';
import { campaignOf, FANGYUAN, published, switchOn, YANJIANG } from '../kit/acts';
import { root } from '../kit/sources';
import { clientId, openTown, read, type Town } from '../kit/town';
import { openBrowser, screenshot } from './browser';

/** The public page of the books in a real browser: its one script checks a receipt, and without it everything is still to be read. */
type Receipt = Output<Contract['eggs']['receipt']>;
const { books: says } = words;
let town: Town;
let browser: Browser;
let address: string;
let receipt: Receipt;
let other: Receipt;
beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
  address = await town.app.listen({ port: 0, host: '127.0.0.1' });
  await switchOn(town, FANGYUAN, YANJIANG);
  town.clock.at('2026-10-02 09:00:00');
  const communities = [{ code: FANGYUAN }, { code: YANJIANG }];
  const campaignId = (await town.as('editor').eggs.createCampaign(campaignOf({ communities }))).campaign.id;
  const notice = await published(town, { communityCode: FANGYUAN, clientId: clientId() });
  const neighbours = await Promise.all([FANGYUAN, FANGYUAN, YANJIANG].map((home) => town.person({ home })));
  for (const { call } of neighbours) await read(town, call, notice);
  town.clock.at('2026-10-03 00:10:00');
  await town.app.chores.books?.work(() => true);
  const receipts = await Promise.all(
    neighbours.map(({ call }) => call.eggs.receipt({ campaignId, day: '2026-10-02' })),
  );
  [receipt, other] = receipts as [Receipt, Receipt];
}, 60_000);
afterAll(async () => {
  await browser.close();
  await town.close();
});

async function visit(more: { javaScriptEnabled?: boolean } = {}): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', ...more });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${address}/books/${receipt.campaign.id}`);
  return { page, errors };
}

/** Pastes something and has it checked. @returns what the page says, and the numbers of the steps that do not hold */
async function check(page: Page, pasted: string): Promise<{ said: string; holds: number; fails: number[] }> {
  await page.getByLabel(says.label, { exact: true }).fill(pasted);
  await page.getByRole('button', { name: says.check }).click();
  await page.waitForFunction(() => document.getElementById('outcome')?.textContent !== '');
  const classes = await page
    .locator('#steps li')
    .evaluateAll((steps) => steps.map((step) => (step as HTMLElement).className));
  return {
    said: (await page.locator('#outcome').textContent()) ?? '',
    holds: classes.filter((one) => one === 'holds').length,
    fails: classes.flatMap((one, i) => (one === 'fails' ? [i] : [])),
  };
}
const pasted = (given: Receipt): string => JSON.stringify(given, null, 1);

test('a receipt that was copied is checked by the page, step by step, and is good', async () => {
  const { page, errors } = await visit();
  expect(await check(page, pasted(receipt))).toEqual({ said: says.good, holds: 7, fails: [] });
  await screenshot(page, 'books-good');
  expect(await check(page, pasted(other))).toEqual({ said: says.good, holds: 7, fails: [] });
  // The one script ran, and no policy, script or request complained.
  expect(errors).toEqual([]);
});

test('a receipt in which one letter was changed, or that shows another egg, is found out', async () => {
  const { page, errors } = await visit();
  const { proof, egg } = receipt;
  if (!proof || !egg) throw new Error('The day is closed');
  const turned = (word: string, i: number) => word.slice(0, i) + (word[i] === '0' ? '1' : '0') + word.slice(i + 1);
  const bent: [Receipt, number][] = [
    [{ ...receipt, egg: { ...egg, number: egg.number + 1 } }, 0],
    [{ ...receipt, proof: other.proof }, 0],
    [{ ...receipt, proof: { ...proof, salt: turned(proof.salt, 7) } }, 1],
    [{ ...receipt, proof: { ...proof, salt: proof.salt.toUpperCase() } }, 1],
    [{ ...receipt, proof: { ...proof, seal: { ...proof.seal, before: turned(proof.seal.before, 63) } } }, 2],
    [{ ...receipt, proof: { ...proof, up: [] } }, 3],
    [{ ...receipt, proof: { ...proof, head: { ...proof.head, before: turned(proof.head.before, 0) } } }, 4],
  ];
  for (const [given, step] of bent)
    expect(await check(page, pasted(given))).toMatchObject({ said: says.bad, fails: [step] });
  const head = { ...proof.head, hash: turned(proof.head.hash, 0) };
  expect(await check(page, pasted({ ...receipt, proof: { ...proof, head } }))).toMatchObject({ fails: [4, 5] });
  await screenshot(page, 'books-bad');
  expect(errors).toEqual([]);
});

test.each([
  ['words', '你好'],
  ['nothing', ''],
  ['something else', '{"proof":{}}'],
  ['a list', '[]'],
  ['a receipt of an open day', '{"campaign":{},"day":"2026-10-02","egg":null,"proof":null}'],
  ['half a receipt', '{"proof":{"line":"laid","salt":""'],
])('what is no receipt is said to be none: %s', async (_what, given) => {
  const { page, errors } = await visit();
  expect(await check(page, given)).toEqual({ said: says.broken, holds: 0, fails: [] });
  expect(errors).toEqual([]);
});

test('without a network the page says that it cannot ask, and goes on when it is back', async () => {
  const { page } = await visit();
  await page.context().setOffline(true);
  expect(await check(page, pasted(receipt))).toEqual({ said: says.down, holds: 0, fails: [] });
  await screenshot(page, 'books-offline');
  await page.context().setOffline(false);
  expect(await check(page, pasted(receipt))).toEqual({ said: says.good, holds: 7, fails: [] });
});

test('a browser that runs no script shows all of the books', async () => {
  const { page } = await visit({ javaScriptEnabled: false });
  const text = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
  expect(text).toContain((receipt.proof?.head.hash.match(/.{8}/g) ?? ['no hash']).join(' '));
  expect(text).toContain(says.day(3, 2));
  await screenshot(page, 'books-plain');
});

test('the script for a computer, fetched from there, says the same as the page', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'books-'));
  const file = join(folder, 'receipt.json');
  try {
    writeFileSync(join(folder, 'verify.mjs'), await (await fetch(`${address}/books/verify.mjs`)).text());
    // Beside this process, which answers what the script asks.
    const run = async (given: string, ...by: string[]) => {
      writeFileSync(file, given);
      return new Promise<{ code: number; said: string }>((tell) =>
        execFile(process.execPath, [join(folder, 'verify.mjs'), file, ...by], (error, stdout, stderr) =>
          tell({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
        ),
      );
    };
    expect(await run(pasted(receipt), address)).toEqual({
      code: 0,
      said: `${says.steps.map((step) => `✓ ${step}`).join('\n')}\n`,
    });
    expect(await run(pasted(receipt), receipt.proof?.head.hash ?? '')).toMatchObject({ code: 0 });
    expect(await run(pasted({ ...receipt, day: '2026-10-03' }), address)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^✗ .+\n(✓ .+\n){6}$/) as unknown,
    });
    // Each says in a line what is missing, and never where the program stood.
    for (const [given, ...by] of [
      ['{}', address],
      ['你好', address],
      [pasted(receipt), 'http://127.0.0.1:1'],
      [pasted(receipt)],
    ] as const)
      expect(await run(given, ...by)).toEqual({ code: 2, said: expect.stringMatching(/^[^\n]+\n$/) as unknown });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('npx runs it from the checkout', () => {
  const { status, stderr } = spawnSync('npx', ['--no-install', 'jiamenkou-verify'], { cwd: root, encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, expect.stringContaining('verify.mjs receipt.json') as unknown]);
});
