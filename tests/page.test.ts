import fastify from 'fastify';
import { JSDOM } from 'jsdom';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createPapers } from '../cloud/files';
import { createChanges } from '../cloud/kit/changes';
import { createTokens } from '../cloud/merchants';
import { createSheets } from '../cloud/eggs';
import { createFigureTables } from '../cloud/figures';
import { createTables } from '../cloud/reports';
import { web, type Web } from '../cloud/web';
import { NOTICE_PAGE } from '../cloud/web/notice';
import { STYLE } from '../cloud/web/style';
import { heldReasons } from '../types/notices';
import { DONGYUAN_STREET, pictureOf, published, rowsOf } from './kit/acts';
import { root } from './kit/sources';
import { tokensOf } from './kit/tokens';
import { draftOf, JIANGPAN, openTown, read, type Town } from './kit/town';

const HERE = 'https://jia.example.org';
let town: Town;
beforeAll(async () => {
  town = await openTown({ PUBLIC_URL: HERE });
});
afterAll(() => town.close());

/** Asks as a browser does, and reads the page as one. */
async function visit(path: string, headers: Record<string, string> = {}) {
  const answer = await town.app.inject({ method: 'GET', url: path, headers });
  const { document } = new JSDOM(answer.body).window;
  const all = (selector: string) => [...document.querySelectorAll(selector)];
  return {
    ...{ status: answer.statusCode, headers: answer.headers, html: answer.body, document, all },
    words: all('main')[0]?.textContent?.replace(/\s+/g, ' ') ?? '',
    meta: (name: string) => all(`meta[name="${name}"], meta[property="${name}"]`)[0]?.getAttribute('content'),
  };
}
const visitNotice = async (given: object = {}) => visit(`/n/${await published(town, given)}`);
/** Changes what no client could have written. */
const rewrite = (id: string, columns: object) =>
  town.db.updateTable('notice').set(columns).where('id', '=', id).execute();

describe('the page of a notice', () => {
  test('says all that a neighbour needs: what, where, who says so, when, how to reach them, and how many know', async () => {
    town.clock.at('2026-10-01 07:30:00');
    const id = await published(town, { title: '周四停水', phone: '0451-5555 0109', address: '一楼活动室' });
    const person = await town.person({ home: JIANGPAN });
    await read(town, person.call, id);
    const { status, headers, document, words, all } = await visit(`/n/${id}`);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect([document.documentElement.lang, document.title]).toEqual(['zh-CN', '周四停水 · 家门口']);
    for (const said of [
      '周四停水',
      '道外区 东原街道 江畔社区',
      '提交人 报社编辑部',
      '2026年10月1日 07:30',
      '一楼活动室',
    ])
      expect(words).toContain(said);
    expect(words).toContain('1 人读过，1 次打开');
    expect(all('a[href^="tel:"]').map((a) => [a.getAttribute('href'), a.textContent])).toEqual([
      ['tel:045155550109', '电话 0451-5555 0109'],
    ]);
    expect(all(`a[href="/n/${id}/wechat"]`).map((a) => a.textContent)).toEqual(['在微信里打开']);
  });

  test('parts paragraphs at an empty line, and keeps single breaks', async () => {
    const { all } = await visitNotice({ body: '带：\n一、身份证\n二、社保卡\n\n  \n不方便的打电话。' });
    expect(all('div.text p').map((p) => p.innerHTML)).toEqual(['带：<br>一、身份证<br>二、社保卡', '不方便的打电话。']);
  });

  test('shows pictures in their sizes, each with words for who cannot see it', async () => {
    const writer = await town.person({ roles: [['secretary', JIANGPAN]] });
    const pictures = [await pictureOf(town, writer.id), await pictureOf(town, writer.id)];
    const { notice } = await writer.call.notices.publish(draftOf({ pictures }));
    const { all, meta } = await visit(`/n/${notice.id}`);
    expect(all('img').map((img) => [...img.attributes].map(({ value }) => value))).toEqual(
      notice.pictures.map(({ url }, i) => [url.replace(HERE, ''), '1200', '900', `图片 ${i + 1}，共 2 张`]),
    );
    expect(meta('og:image')).toBe(notice.pictures[0]?.url.replace(/\.jpg$/, '.card.jpg'));
  });

  test('tells those who pass the link on what it is about', async () => {
    const id = await published(town, { kind: 'activity', title: '周五义诊', body: `${'好'.repeat(100)}\n\n完` });
    const { meta, all } = await visit(`/n/${id}`);
    const address = `${HERE}/n/${id}`;
    const excerpt = `${'好'.repeat(79)}…`;
    expect(meta('description')).toBe(excerpt);
    expect(
      Object.fromEntries(
        ['title', 'description', 'type', 'url', 'image', 'site_name'].map((name) => [name, meta(`og:${name}`)]),
      ),
    ).toEqual({
      ...{ title: '周五义诊', description: excerpt, type: 'article', url: address, site_name: '家门口' },
      image: `${HERE}/pictures/activity.png`,
    });
    expect(all('link[rel="canonical"]')[0]?.getAttribute('href')).toBe(address);
    expect(meta('viewport')).toContain('width=device-width');
  });

  test('says when it was corrected', async () => {
    const id = await published(town);
    town.clock.at('2026-10-01 09:05:00');
    await town.as('editor').notices.correct({ ...corrected, noticeId: id });
    expect((await visit(`/n/${id}`)).words).toContain('2026年10月1日 09:05 更正过');
  });
  const corrected = {
    clientId: 'page-correct',
    kind: 'notice',
    title: '停水改期',
    body: '改到周五。',
    note: '改期',
  } as const;

  test('of a street names what is above the street', async () => {
    const { words } = await visitNotice({ communityCode: undefined, nodeCode: DONGYUAN_STREET });
    expect(words).toContain('哈尔滨市 道外区 东原街道');
  });

  test('counts no open, writes nothing, and says nothing of eggs', async () => {
    const id = await published(town);
    const before = await rowsOf(town, 'notice_open');
    const { html } = await visit(`/n/${id}`, { 'x-lc-session': (await town.person()).token });
    await visit(`/n/${id}/wechat`);
    expect(html).not.toMatch(/蛋|egg/i);
    expect(await rowsOf(town, 'notice_open')).toBe(before);
    expect((await visit(`/n/${id}`)).words).toContain('0 次打开');
  });

  test('is not sent again while nothing has changed, and is once something has', async () => {
    const id = await published(town);
    const first = await visit(`/n/${id}`);
    const etag = String(first.headers.etag);
    expect(first.headers['cache-control']).toMatch(/^public, max-age=\d{1,2}$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await visit(`/n/${id}`, { 'if-none-match': known });
      expect([again.status, again.html]).toEqual([304, '']);
    }
    await town.as(null).notices.open({ noticeId: id });
    expect(await visit(`/n/${id}`, { 'if-none-match': etag })).toMatchObject({ status: 200 });
  });
});

describe('whatever a person typed stays text', () => {
  const evil = [
    `<script>alert(1)</script>`,
    `"><img src=x onerror=alert(1)>`,
    `' onclick='x`,
    'javascript:alert(1)',
    `&lt;b&gt; &amp; </title>`,
  ];

  test.each(evil)('%s', async (text) => {
    const id = await published(town);
    const columns = { title: text, body: text, byline: text, phone: text, address: text };
    await rewrite(id, columns);
    town.clock.advance(2_000);
    const { all, document, words, meta } = await visit(`/n/${id}`);
    expect(document.querySelector('h1')?.textContent).toBe(text);
    expect(document.title).toBe(`${text} · 家门口`);
    expect(meta('og:title')).toBe(text);
    expect(document.querySelector('div.text p')?.textContent).toBe(text);
    for (const field of ['提交人', '电话', '地址']) expect(words).toContain(`${field} ${text}`);
    expect(all('script, img, main b, [onclick], [onerror]')).toEqual([]);
    for (const link of all('a')) expect(link.getAttribute('href')).toMatch(/^(tel:[\d+]*|\/n\/\d+\/wechat)$/);

    await rewrite(id, { withdrawn_at: town.clock.now(), withdrawn_reason: text });
    town.clock.advance(2_000);
    const gone = await visit(`/n/${id}`);
    expect(gone.words).toContain(`原因：${text}`);
    expect(gone.all('script, img, main b, [onclick], [onerror]')).toEqual([]);
  });

  test('and the browser is told to run nothing, to load our own pictures alone, and to believe one style', async () => {
    const { headers, html, all } = await visitNotice();
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; img-src 'self'; style-src 'sha256-[\w+/]{43}='; /);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(all('script, [style]')).toEqual([]);
    expect(html).toContain(`<style>${STYLE}</style>`);
  });
});

describe('what is not to be seen', () => {
  test('a withdrawn notice says so with its reason, and no text, and asks not to be found', async () => {
    const id = await published(town, { body: '绝密的正文', pictures: [] });
    await town.as('editor').notices.withdraw({ noticeId: id, reason: '改期，另行通知' });
    const { status, html, words, all, meta } = await visit(`/n/${id}`);
    expect(status).toBe(200);
    expect(words).toContain('这条通知已经撤回 原因：改期，另行通知');
    expect(html).not.toContain('绝密的正文');
    expect(meta('robots')).toBe('noindex');
    expect(all('.button')).toEqual([]);
  });

  const gone = async (path: string) => {
    const { status, headers, words, all } = await visit(path);
    expect([path, status, headers['content-type']]).toEqual([path, 404, 'text/html; charset=utf-8']);
    expect(words).toContain('没有找到这条通知');
    expect(all('h1').length).toBe(1);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  };

  test('a missing, drafted, scheduled or never published notice is a page that says where to look', async () => {
    const editor = town.as('editor').notices;
    const publishAt = new Date(town.clock.now().getTime() + 3_600_000).toISOString();
    const draft = (await editor.draft(draftOf())).notice.id;
    const scheduled = (await editor.publish(draftOf({ publishAt }))).notice.id;
    for (const id of ['123', draft, scheduled]) await gone(`/n/${id}`);
    for (const id of ['123', draft, scheduled]) await gone(`/n/${id}/wechat`);
    await editor.withdraw({ noticeId: scheduled, reason: '写错了' });
    await gone(`/n/${scheduled}`);
  });

  test.each(heldReasons)('a notice held as %s is not shown, also once withdrawn', async (held) => {
    const id = await published(town);
    await rewrite(id, { held });
    await gone(`/n/${id}`);
    await rewrite(id, { withdrawn_at: town.clock.now(), withdrawn_reason: 'x' });
    town.clock.advance(2_000);
    await gone(`/n/${id}`);
  });

  test.each([
    '',
    '/',
    '/0',
    '/abc',
    '/1x',
    '/-1',
    '/12345678901234567890',
    '/1/2',
    '/%00',
    '/%E0%A4%A',
    '/..%2f1',
    '/%3Cscript%3E',
    '/1/wechat/',
    '?x',
    '/none.txt',
  ])('nonsense is a page, too: /n%s', (path) => gone(`/n${path}`));

  test('a fault of ours is a calm page, and not somebody’s JSON', async () => {
    const own = await openTown();
    await own.db.schema.alterTable('notice').renameTo('elsewhere').execute();
    const answer = await own.app.inject({ method: 'GET', url: '/n/123' });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([500, 'text/html; charset=utf-8']);
    expect(answer.body).toContain('出了点问题，我们已经记下，请稍后再试。');
    expect(own.bugs.splice(0).length).toBe(1);
    await own.close();
  });

  test('elsewhere a no stays JSON', async () => {
    for (const url of ['/notices', '/nope.txt', '/x'])
      expect((await town.app.inject({ method: 'GET', url })).json()).toMatchObject({ code: 119 });
  });
});

describe('“open in WeChat”', () => {
  /** The room alone, with WeChat as given. */
  async function withLink(linkTo?: Web['linkTo']) {
    const app = fastify();
    const about = {
      storage: { get: async () => null, put: async () => undefined, drop: async () => undefined },
      h5: 'none',
      proofs: 'none',
    };
    const changes = createChanges();
    const key = Buffer.alloc(32);
    const made = { tokens: createTokens(key), papers: createPapers(key), key };
    const badges = { ...made, storage: about.storage, print: async () => key, isReachable: true };
    const now = () => town.clock.now();
    await app.register(web, {
      ...about,
      db: town.db,
      changes,
      badges,
      tables: createTables(key),
      sheets: createSheets(key),
      figureTables: createFigureTables(key),
      now,
      ready: async () => undefined,
      publicUrl: HERE,
      linkTo,
    });
    return app;
  }

  test('goes to the link that WeChat makes for this very notice', async () => {
    const id = await published(town);
    const app = await withLink(async (path, query) => `https://wxaurl.cn/x?${path}?${query}`);
    const { statusCode, headers } = await app.inject({ method: 'GET', url: `/n/${id}/wechat` });
    expect([statusCode, headers.location]).toEqual([302, `https://wxaurl.cn/x?${NOTICE_PAGE}?id=${id}`]);
    expect(headers['cache-control']).toBe('no-store');
    expect(existsSync(join(root, 'src', `${NOTICE_PAGE}.tsx`))).toBe(true);
  });

  test.each<[string, Web['linkTo']]>([
    ['without WeChat', undefined],
    ['when WeChat fails', () => Promise.reject(new Error('45009'))],
  ])('%s says in words how to find the notice there', async (_when, linkTo) => {
    const id = await published(town, { title: '周五义诊' });
    const app = await withLink(linkTo);
    const { statusCode, body } = await app.inject({ method: 'GET', url: `/n/${id}/wechat` });
    expect(statusCode).toBe(200);
    expect(body).toContain('在微信里找到家门口');
    expect(body).toContain('《周五义诊》');
    expect(body).toContain(`href="/n/${id}"`);
  });
});

describe('for eyes of seventy', () => {
  test('the page wears the colours of the mini-program', () => {
    const [, day = '', night = ''] = (STYLE.split('@media print')[0] ?? '').split(':root');
    for (const [part, palette] of [
      [day, tokensOf('light')],
      [night, tokensOf('dark')],
    ] as const) {
      const colours = [...part.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = '', colour = '']) => [
        name,
        colour,
      ]);
      expect(colours.length).toBeGreaterThan(10);
      expect(colours).toEqual(colours.map(([name = '']) => [name, palette[name]]));
    }
  });

  test('every text stands out from its ground by 4.5 to 1, by day and in the dark', () => {
    const pairs = ['ink paper', 'soft paper', 'ink card', 'soft card', 'red card', 'red paper', 'on-ground red-ground'];
    for (const tint of ['slate', 'pine', 'red']) pairs.push(`${tint} ${tint}-tint`);
    pairs.push('yolk-ink yolk-tint');
    const schemes = STYLE.split(':root')
      .slice(1, 3)
      .map((part) =>
        Object.fromEntries(
          [...part.matchAll(/--([\w-]+): (#\w{6})/g)].map(([, name = '', colour = '']) => [name, colour]),
        ),
      );
    for (const scheme of schemes)
      for (const pair of pairs) {
        const [text = '', ground = ''] = pair.split(' ').map((name) => scheme[name] ?? '');
        expect([pair, contrast(text, ground) >= 4.5]).toEqual([pair, true]);
      }
  });

  test('nothing is smaller than 18 pixels or set tighter than 1.6, but for headings', () => {
    const sizes = [...STYLE.matchAll(/font(?:-size)?: ([\d.]+)rem(?:\/([\d.]+))?/g)];
    expect(sizes.length).toBeGreaterThan(5);
    for (const [, size, height] of sizes) {
      expect(Number(size) * 16).toBeGreaterThanOrEqual(18);
      if (height) expect(Number(height)).toBeGreaterThanOrEqual(1.6);
    }
    expect(STYLE).not.toMatch(/font-size: [\d.]+(px|em)/);
  });

  const contrast = (a: string, b: string): number => {
    const [low = 0, high = 0] = [brightness(a), brightness(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  /** As WCAG has it. */
  const brightness = (colour: string): number =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
      const part = parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16) / 255;
      return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    }, 0);
});
