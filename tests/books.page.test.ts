import { JSDOM } from 'jsdom';
import { campaignOf, FANGYUAN, published, switchOn, YANJIANG } from './kit/acts';
import { textOf } from './kit/sources';
import { clientId, openTown, read, type Town } from './kit/town';

/** `/books/<id>`: the closed days of a campaign, for any browser and any program, without an account. */
const NAME = `秋天<script>alert("1")</script>&'领鸡蛋'`;
let town: Town;
let campaign: string;
let empty: string;
beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN, YANJIANG);
  town.clock.at('2026-10-02 09:00:00');
  const create = async (given: object) =>
    (await town.as('editor').eggs.createCampaign(campaignOf({ clientId: clientId(), ...given }))).campaign.id;
  campaign = await create({ name: NAME, communities: [{ code: FANGYUAN }, { code: YANJIANG }] });
  empty = await create({ name: '冬天领鸡蛋', firstDay: '2026-12-01', lastDay: '2026-12-05' });
  for (const day of ['2026-10-02', '2026-10-03']) {
    town.clock.at(`${day} 09:00:00`);
    const notice = await published(town, { communityCode: FANGYUAN, clientId: clientId() });
    for (const home of [FANGYUAN, FANGYUAN, YANJIANG]) await read(town, (await town.person({ home })).call, notice);
  }
  town.clock.at('2026-10-04 00:10:00');
  await town.app.chores.books?.work(() => true);
});
afterAll(() => town.close());

async function visit(url: string, method: 'GET' | 'HEAD' = 'GET') {
  const answer = await town.app.inject({ method, url });
  // As a browser without scripts has it: JSDOM runs none.
  const { document } = new JSDOM(answer.body).window;
  const all = (selector: string) => [...document.querySelectorAll(selector)];
  return {
    ...{ status: answer.statusCode, headers: answer.headers, body: answer.body, document, all },
    words: all('main')[0]?.textContent?.replace(/\s+/g, ' ') ?? '',
  };
}
const json = async (url: string) => {
  const { status, headers, body } = await visit(url);
  return { status, headers, body, given: JSON.parse(body) as Record<string, unknown> };
};
const heads = async () => (await town.as(null).eggs.heads({ campaignId: campaign })).heads;
const grouped = (hash: string): string => (hash.match(/.{8}/g) ?? []).join(' ');

describe('the page of the books', () => {
  test('shows every closed day, the newest first, its eggs, its communities and its hash, and runs no script for it', async () => {
    const { status, headers, document, words, all } = await visit(`/books/${campaign}`);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'public, max-age=60',
    ]);
    expect(document.title).toBe(`“${NAME}”的账 · 家门口`);
    const closed = await heads();
    expect(closed).toHaveLength(2);
    expect(all('.card').map((card) => card.textContent?.replace(/\s+/g, ' ').trim())).toEqual(
      [...closed].reverse().map(({ hash }, i) => `2026年10月${3 - i}日 3 笔账，2 个社区 ${grouped(hash)}`),
    );
    expect(words).toContain('下一个封的是2026年10月4日的账');
    expect(words).toContain('验一张凭证');
    // What is hidden without a script would be lost to whoever has none.
    expect(all('[hidden], noscript')).toEqual([]);
  });

  test('says so while no day is closed', async () => {
    const { status, words, all } = await visit(`/books/${empty}`);
    expect([status, all('.card').length]).toEqual([200, 0]);
    expect(words).toContain('还没有封好的日子');
  });

  test('shows the name of a campaign as text, whatever stands in it', async () => {
    const { all, body } = await visit(`/books/${campaign}`);
    expect(all('h1')[0]?.textContent).toBe(`“${NAME}”的账`);
    expect(body).not.toContain('<script>alert');
    expect(all('script').map((script) => [script.getAttribute('src'), script.getAttribute('type')])).toEqual([
      [null, 'application/json'],
      ['/books/check.js', null],
    ]);
    const said = JSON.parse(all('script#words')[0]?.textContent ?? '') as Record<string, string>;
    expect(Object.keys(said).sort()).toEqual(['bad', 'broken', 'down', 'good', 'off']);
    expect(Object.values(said).every(Boolean)).toBe(true);
  });

  test('lets in its one script from its own host, lets it ask that host alone, and nothing else', async () => {
    const { headers, all } = await visit(`/books/${campaign}`);
    const policy = Object.fromEntries<string>(
      String(headers['content-security-policy'])
        .split('; ')
        .map((rule): [string, string] => [rule.split(' ')[0] ?? '', rule.split(' ').slice(1).join(' ')]),
    );
    expect(policy).toEqual({
      'default-src': "'none'",
      'img-src': "'self'",
      'style-src': expect.stringMatching(/^'sha256-[\w+/=]+'$/) as unknown,
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'script-src': "'self'",
      'connect-src': "'self'",
    });
    expect(headers['x-content-type-options']).toBe('nosniff');
    const handlers = all('*').flatMap((one) => one.getAttributeNames().filter((name) => /^on|^style$/.test(name)));
    expect(handlers).toEqual([]);
    // No other page of ours runs one.
    const notice = await visit(`/n/${await published(town)}`);
    expect(notice.headers['content-security-policy']).not.toContain('script-src');
  });

  test('names the seven steps in the words of the script that anyone may run', async () => {
    const { all } = await visit(`/books/${campaign}`);
    const steps = all('#steps li').map((step) => step.textContent ?? '');
    expect(steps).toHaveLength(7);
    for (const step of steps) expect(textOf('cloud/web/verify.mjs')).toContain(step);
  });
});

describe('the books for programs', () => {
  test('are what the app is told, and any page may ask for them', async () => {
    const { status, headers, given } = await json(`/books/${campaign}.json`);
    expect([status, headers['access-control-allow-origin']]).toEqual([200, '*']);
    expect(headers['content-type']).toContain('application/json');
    expect(given).toEqual(await town.as(null).eggs.heads({ campaignId: campaign }));
    expect(given).toMatchObject({ campaign: { id: campaign, name: NAME }, next: '2026-10-04' });
  });

  test('are there of each community, and empty of one that is not in the campaign', async () => {
    for (const [code, entries] of [
      [FANGYUAN, [2, 2]],
      [YANJIANG, [1, 1]],
      ['230104009999', []],
    ] as const) {
      const { status, headers, given } = await json(`/books/${campaign}/${code}.json`);
      expect([code, status, headers['access-control-allow-origin']]).toEqual([code, 200, '*']);
      expect(given).toEqual(await town.as(null).eggs.closes({ campaignId: campaign, communityCode: code }));
      expect((given.closes as { entries: number }[]).map((close) => close.entries)).toEqual(entries);
    }
  });

  test.each(['verify.mjs', 'check.js'])('%s is given as it is', async (name) => {
    const { status, headers, body } = await visit(`/books/${name}`);
    expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      'nosniff',
    ]);
    expect(body).toBe(textOf(`cloud/web/${name}`));
  });
});

describe('a campaign that is not there', () => {
  const wrong = [
    '99',
    '0',
    '-1',
    '01',
    'x',
    '1e3',
    '9'.repeat(19),
    '9'.repeat(400),
    '%3Cscript%3E',
    '%00',
    '..%2F..',
    '１',
  ];
  const isBare = (body: string): boolean => !/node_modules|\bat .+:\d+|Error:|select |<script>/i.test(body);

  test.each(wrong)('is a page in words: %s', async (id) => {
    const { status, headers, words, body } = await visit(`/books/${id}`);
    expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(words).toContain('没有找到这次活动的账');
    expect(headers['cache-control']).toBe('no-store');
    expect(isBare(body)).toBe(true);
  });

  test.each(wrong)('is a refusal for a program: %s', async (id) => {
    const { status, given, body } = await json(`/books/${id}.json`);
    expect([status, typeof given.code, typeof given.error]).toEqual([404, 'number', 'string']);
    expect(isBare(body)).toBe(true);
  });

  test.each(['1', 'x', '23010400900', '2301040090091', '%00', "1'--"])(
    'so is a community that is none: %s',
    async (code) => {
      const { status, given, body } = await json(`/books/${campaign}/${code}.json`);
      expect([status, typeof given.error]).toEqual([404, 'string']);
      expect(isBare(body)).toBe(true);
    },
  );

  test('nothing else lies below the books', async () => {
    for (const url of [
      `/books`,
      `/books/`,
      `/books/${campaign}/`,
      `/books/${campaign}/x`,
      '/books/%E0%A4%A',
      '/books/../x',
    ]) {
      const { status, body } = await visit(url);
      expect([url, status >= 400 && status < 500]).toEqual([url, true]);
      expect([url, isBare(body)]).toEqual([url, true]);
    }
    const head = await visit(`/books/${campaign}`, 'HEAD');
    expect([head.status, head.body]).toEqual([200, '']);
  });
});
