import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import type { MerchantFile } from '../types/shops';
import { rowsOf } from './kit/acts';
import { haircut, openShop, signerOf, tokenOf } from './kit/shops';
import { root } from './kit/sources';
import { clientId, JIANGPAN, openTown, type Town } from './kit/town';

/** `/b/<token>`: what the code of a door sticker opens in any browser, without a script. */
let town: Town;
beforeAll(async () => {
  town = await openTown();
});
beforeEach(() => town.clock.at('2026-10-01 09:00:00'));
afterAll(() => town.close());

const PHONE = { 'user-agent': 'Mozilla/5.0 (Linux; Android 12)' };

async function visit(url: string, headers: Record<string, string> = PHONE, method: 'GET' | 'HEAD' = 'GET') {
  const answer = await town.app.inject({ method, url, headers });
  return read(answer);
}
function read(answer: { statusCode: number; body: string; headers: Record<string, unknown> }) {
  const { document } = new JSDOM(answer.body).window;
  const all = (selector: string) => [...document.querySelectorAll(selector)];
  return {
    ...{ status: answer.statusCode, headers: answer.headers, html: answer.body, document, all },
    title: all('.badge h1')[0]?.textContent ?? null,
    words: all('main')[0]?.textContent?.replace(/\s+/g, ' ') ?? '',
  };
}
const pageOf = (file: MerchantFile) => visit(`/b/${tokenOf(file)}`);
const write = async (file: MerchantFile, words: string, from = '10.0.0.1') =>
  read(
    await town.app.inject({
      method: 'POST',
      url: `/b/${tokenOf(file)}/problem`,
      headers: { ...PHONE, 'content-type': 'application/x-www-form-urlencoded' },
      remoteAddress: from,
      payload: new URLSearchParams({ words }).toString(),
    }),
  );

describe('the page of a badge', () => {
  test('says in its largest words that it is good, and what to compare with the door one stands before', async () => {
    const items = [
      { ...haircut, note: '周一最空' },
      { name: '磨刀', fen: 0, forWhom: ['all' as const] },
    ];
    const facts = { name: '老街修鞋铺', address: '江畔路 31 号', phone: '0451-5555 0109', hours: '9:00–18:00' };
    const file = await openShop(town, { facts: { ...facts, services: items } });
    const { status, headers, document, words, title, all } = await pageOf(file);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-store',
    ]);
    expect([title, document.title]).toEqual(['有效', '老街修鞋铺的共建徽章 · 家门口']);
    for (const said of [
      '道外区 东原街道 江畔社区',
      '江畔路 31 号',
      '9:00–18:00',
      '2026年10月1日 至 2027年9月30日',
      '老人优先',
      '清单 2026年10月1日 09:00 公布',
      '5 元（每次）',
      '周一最空',
      '免费',
      '对得上吗',
    ])
      expect(words).toContain(said);
    expect(all('a[href^="tel:"]').map((a) => a.getAttribute('href'))).toEqual(['tel:045155550109']);
    // The sign is drawn: whoever sees no colours sees it.
    expect(all('.badge.good svg path').length).toBe(1);
    expect(all('img').length).toBe(1);
  });

  test('shows no photograph that WeChat has not passed', async () => {
    const file = await openShop(town);
    for (const [verdict, pictures] of [
      ['waiting', 0],
      ['risky', 0],
      ['pass', 1],
    ] as const) {
      await town.db
        .updateTable('file')
        .set({ verdict })
        .where('id', '=', file.merchant.door?.id ?? '')
        .execute();
      expect([verdict, (await pageOf(file)).all('img').length]).toEqual([verdict, pictures]);
    }
  });

  test.each([
    ['upcoming', '还没有开始', { firstDay: '2026-11-01', lastDay: '2027-10-31' }, '2026-10-01'],
    ['valid', '有效', {}, '2027-08-31'],
    ['expiring', '有效，快到期了', {}, '2027-09-10'],
    ['expired', '已经过期', {}, '2027-10-01'],
  ] as const)('of an agreement that is %s says %s', async (_state, says, agreement, day) => {
    const file = await openShop(town, { agreement });
    town.clock.at(`${day} 09:00:00`);
    const { status, title, all } = await pageOf(file);
    expect([status, title]).toEqual([200, says]);
    expect(all('.badge.bad, .badge.good').length).toBe(1);
    expect(all('.badge.good').length).toBe(says.startsWith('有效') ? 1 : 0);
  });

  test.each(['suspend', 'revoke'] as const)('says why at once, when its community does: %s', async (step) => {
    const file = await openShop(town, { facts: { services: [haircut] } });
    expect((await pageOf(file)).title).toBe('有效');
    await (await signerOf(town)).call.merchants[step]({ merchantId: file.merchant.id, reason: '短斤少两，核实过了' });
    const { status, title, words, all } = await pageOf(file);
    expect([status, title]).toEqual([200, step === 'suspend' ? '暂停中' : '已经撤销']);
    expect(words).toContain('原因：短斤少两，核实过了');
    expect(words).not.toContain('老人理发');
    expect(all('.badge.bad svg').length).toBe(1);
  });

  test('of a sticker that was replaced says so, while the new one is good', async () => {
    const file = await openShop(town);
    const { file: renewed } = await (
      await signerOf(town)
    ).call.merchants.reissue({ clientId: clientId(), merchantId: file.merchant.id, reason: '被人抄走了' });
    const { title, words } = await pageOf(file);
    expect(title).toBe('旧贴纸，不算数了');
    expect(words).toContain('被人抄走了');
    expect((await pageOf(renewed)).title).toBe('有效');
  });

  test('shows what a shop wrote as text, and lets no script in', async () => {
    const name = '<script>alert(1)</script>"&\'';
    const file = await openShop(town, { facts: { name, about: '<img src=x onerror=alert(1)>' } });
    const { all, headers } = await pageOf(file);
    expect(all('script').length).toBe(0);
    expect(all('h2')[0]?.textContent).toBe(name);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('script-src');
  });

  const others = [
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'x',
    '%00',
    '%E0%A4%A',
    '..%2f1',
    'a'.repeat(5_000),
    '%3Cscript%3E',
    '',
  ];
  test.each(others.map((token) => [token.slice(0, 30), token]))(
    'of a token that is not ours is a page that says so: /b/%s',
    async (_begins, token) => {
      const { status, headers, words, all } = await visit(`/b/${token}`);
      expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      expect(words).toContain('不是家门口的徽章');
      expect(all('form').length).toBe(0);
    },
  );

  test('of a token altered in one letter says the same, wherever the letter is', async () => {
    const token = tokenOf(await openShop(town));
    for (let i = 0; i < token.length; i++) {
      const altered = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1);
      expect([i, (await visit(`/b/${altered}`)).status]).toEqual([i, 404]);
    }
  });

  test('counts a person once a day, and no machine', async () => {
    const file = await openShop(town);
    const url = `/b/${tokenOf(file)}`;
    const people = async () =>
      (await (await signerOf(town)).call.merchants.visits({ merchantId: file.merchant.id })).days.map(
        ({ people: n }) => n,
      );
    await visit(url);
    await visit(url);
    await visit(url, { 'user-agent': 'Baiduspider/2.0' });
    await visit(url, PHONE, 'HEAD');
    expect(await people()).toEqual([1]);
    await visit(url, { 'user-agent': 'another phone' });
    expect(await people()).toEqual([2]);
    town.clock.at('2026-10-02 00:00:00');
    await visit(url);
    expect(await people()).toEqual([2, 1]);
  });
});

describe('a word about a shop', () => {
  test('reaches its community by the form of the page, without a name and without the shop', async () => {
    const keeper = await town.person();
    const file = await openShop(town, { keeper });
    const form = (await pageOf(file)).all('form')[0];
    expect([form?.getAttribute('method'), form?.getAttribute('action')]).toEqual([
      'post',
      `/b/${tokenOf(file)}/problem#problem`,
    ]);
    const { status, headers } = await write(file, '  说是五元，收了我十元  ');
    // The thanks lie elsewhere, so that whoever reloads them says nothing twice; reading them is no visit.
    expect([status, headers.location]).toEqual([303, `/b/${tokenOf(file)}?thanks`]);
    expect((await visit(String(headers.location))).words).toContain('社区收到了');
    const { words: told } = await (await signerOf(town)).call.merchants.told({ communityCode: JIANGPAN });
    expect(told[0]).toMatchObject({ words: '说是五元，收了我十元', problem: true, heard: null });
    expect(JSON.stringify(await keeper.call.merchants.file({ merchantId: file.merchant.id }))).not.toContain(
      '收了我十元',
    );
  });

  test.each([
    ['nothing', ''],
    ['white space', '  \n '],
    ['too much', '长'.repeat(501)],
    ['what cannot be shown', 'a\u0000b'],
  ])('that is %s is not taken, and what was typed is still there', async (_what, typed) => {
    const file = await openShop(town);
    const before = await rowsOf(town, 'merchant_word');
    const { status, all } = await write(file, typed);
    expect(status).toBe(400);
    expect(all('[role="alert"]')[0]?.textContent).toMatch(/^\p{Script=Han}.*。$/u);
    expect(all('textarea')[0]?.textContent).toBe(typed.replace('\u0000', '\ufffd'));
    expect(await rowsOf(town, 'merchant_word')).toBe(before);
  });

  test('is taken five times an hour from one visitor, and then with a page that keeps it', async () => {
    const file = await openShop(town);
    for (let i = 0; i < 5; i++) expect((await write(file, `第 ${i} 次`, '10.0.0.9')).status).toBe(303);
    const { status, words, all } = await write(file, '第六次', '10.0.0.9');
    expect([status, all('textarea')[0]?.textContent]).toEqual([400, '第六次']);
    expect(words).toContain('请过一会儿再写');
    expect((await write(file, '另一个人', '10.0.0.10')).status).toBe(303);
    town.clock.at('2026-10-01 10:00:01');
    expect((await write(file, '过了一个小时', '10.0.0.9')).status).toBe(303);
  });

  test.each([
    ['application/json', '{"words":{}}'],
    ['application/json', '{"words":["x"]}'],
    ['application/json', 'null'],
    ['text/plain', 'words=x'],
    ['application/xml', '<words/>'],
    ['application/x-www-form-urlencoded', '%E0%A4%A=%'],
  ])('that comes as no form sends it (%s %s) is not taken, and answered with a page', async (type, payload) => {
    const file = await openShop(town);
    const before = await rowsOf(town, 'merchant_word');
    const headers = { ...PHONE, 'content-type': type };
    const url = `/b/${tokenOf(file)}/problem`;
    const answer = await town.app.inject({ method: 'POST', url, headers, payload, remoteAddress: '10.0.0.77' });
    expect([Math.floor(answer.statusCode / 100), answer.headers['content-type']]).toEqual([
      4,
      'text/html; charset=utf-8',
    ]);
    expect(await rowsOf(town, 'merchant_word')).toBe(before);
  });

  test('about a badge that is not ours is not taken', async () => {
    const answer = await town.app.inject({
      method: 'POST',
      url: '/b/AAAAAAAAAAAAAAAAAAAAAAAAAAAA/problem',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'words=x',
    });
    expect(answer.statusCode).toBe(404);
  });
});

test('“open in WeChat” says in words how to find the shop, where WeChat gives no link', async () => {
  const file = await openShop(town, { facts: { name: '老街修鞋铺' } });
  const { status, words } = await visit(`/b/${tokenOf(file)}/wechat`);
  expect(status).toBe(200);
  expect(words).toContain('就能找到老街修鞋铺');
});

test('the page of the mini-program that a badge opens is there', () => {
  expect(existsSync(join(root, 'src/merchants/verify/index.tsx'))).toBe(true);
});

test('a sticker is a PDF under a name that nobody guesses, and nothing else lies there', async () => {
  const file = await openShop(town);
  const { url, stickers } = await (await signerOf(town)).call.merchants.sticker({ merchantId: file.merchant.id });
  expect(stickers).toBe(1);
  const path = new URL(url).pathname;
  const { statusCode, headers, rawPayload } = await town.app.inject({ method: 'GET', url: path });
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/pdf']);
  expect(rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  for (const other of ['sticker-0.pdf', '..%2fpictures%2fx.jpg', path.slice(10).replace(/\w\.pdf/, 'x.pdf')])
    expect((await town.app.inject({ method: 'GET', url: `/stickers/${other}` })).statusCode).toBe(404);
});
