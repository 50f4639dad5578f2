import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limits } from '../types/limits';
import { heldReasons } from '../types/notices';
import { pictureOf, published, rowsOf } from './kit/acts';
import { draftOf, JIANGPAN, openTown, type Town } from './kit/town';
import { openWechatTown, type WechatTown } from './kit/wechatTown';

const OURS = 'wx0123456789abcdef';
const PAGE = 'notices/notice/index';
const KIBIBYTE = 1024;
let town: WechatTown;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jiamenkou-prefetch-'));
  town = await openWechatTown({ DATA_DIR: folder });
});
afterAll(async () => {
  await town.close();
  rmSync(folder, { recursive: true });
});

/** Asks as WeChat's server does. @returns the body as it came */
async function fetched(given: Record<string, string>, of: Town = town): Promise<string> {
  const asked = { appid: OURS, token: '', timestamp: '1790000000000', path: PAGE, scene: '1044', ...given };
  const { statusCode, body, headers } = await of.app.inject({ method: 'GET', url: '/wechat/prefetch', query: asked });
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  return body;
}
const ofNotice = (id: string) => fetched({ query: `id=${id}&card=abc` });

test('a cold start finds the notice as its page will open it, and no open is counted', async () => {
  const id = await published(town, { phone: '0451-5555-0109' });
  const { notice, readers, opens } = await town.as(null).notices.open({ noticeId: id });
  const before = await rowsOf(town, 'notice_open');
  expect(JSON.parse(await ofNotice(id))).toEqual({ notice, readers, opens });
  expect(await rowsOf(town, 'notice_open')).toBe(before);
});

test('the query is understood however it was encoded, and the newspaper’s code as well', async () => {
  const id = await published(town);
  const plain = await ofNotice(id);
  const code = encodeURIComponent(`https://jia.example.org/n/${id}`);
  for (const query of [
    `id=${id}`,
    `card=abc&id=${id}`,
    encodeURIComponent(`id=${id}&card=abc`),
    `scene=${encodeURIComponent(`n${id}.p`)}`,
    `q=${code}&scancode_time=1`,
    `q=${encodeURIComponent(code)}`,
  ])
    expect([query, await fetched({ query })]).toEqual([query, plain]);
  expect(await fetched({ path: `/${PAGE}`, query: `id=${id}` })).toBe(plain);
});

test('it is the same for whoever asks: a session, a token or another scene change nothing', async () => {
  const id = await published(town);
  const { token } = await town.person();
  expect(await fetched({ query: `id=${id}`, token, scene: '1014', code: 'x' })).toBe(await ofNotice(id));
});

test('a withdrawn notice comes with its reason and without its text, as it opens', async () => {
  const id = await published(town, { body: '绝密的正文' });
  await town.as('editor').notices.withdraw({ noticeId: id, reason: '改期' });
  const { notice, readers, opens } = await town.as(null).notices.open({ noticeId: id });
  const body = await ofNotice(id);
  expect(JSON.parse(body)).toEqual({ notice, readers, opens });
  expect(body).toContain('改期');
  expect(body).not.toContain('绝密的正文');
});

describe('there is nothing to fetch', () => {
  const nothing = async (given: Record<string, string>) => expect([given, await fetched(given)]).toEqual([given, '{}']);

  test('for another page, for a nonsense query, or for an unknown notice', async () => {
    const query = `id=${await published(town)}`;
    for (const path of ['', 'tabs/home/index', 'desk/notice/index', `x/${PAGE}`]) await nothing({ path, query });
    for (const odd of [
      '',
      'id=',
      'id=0',
      'id=1',
      'id=abc',
      'id=1%27',
      'id=12345678901234567890',
      '%',
      '%E0%A4%A',
      'q=%E0%A4%A',
      'q=x',
      'card=1',
    ])
      await nothing({ query: odd });
  });

  test('of a draft, of a scheduled notice, or of one that is held', async () => {
    const editor = town.as('editor').notices;
    const publishAt = new Date(town.clock.now().getTime() + 3_600_000).toISOString();
    for (const { notice } of [await editor.draft(draftOf()), await editor.publish(draftOf({ publishAt }))])
      await nothing({ query: `id=${notice.id}` });
    for (const held of heldReasons) {
      const id = await published(town);
      await town.db.updateTable('notice').set({ held }).where('id', '=', id).execute();
      await nothing({ query: `id=${id}` });
    }
  });

  test('for another mini-program, or for nobody, once the cloud knows its own', async () => {
    const query = `id=${await published(town)}`;
    for (const appid of ['', 'wxffffffffffffffff', `${OURS} `]) await nothing({ appid, query });
    const twice = `/wechat/prefetch?appid=${OURS}&appid=x&path=${PAGE}&query=${encodeURIComponent(query)}`;
    expect((await town.app.inject({ method: 'GET', url: twice })).body).toBe('{}');
  });
});

test('a cloud without WeChat answers any appid', async () => {
  const own = await openTown();
  const id = await published(own);
  expect(await fetched({ appid: 'wxffffffffffffffff', query: `id=${id}` }, own)).toContain(id);
  await own.close();
});

test('the largest notice there can be fits into what WeChat takes: 256 KB', async () => {
  const writer = await town.person({ roles: [['secretary', JIANGPAN]] });
  const pictures: string[] = [];
  for (let i = 0; i < limits.pictures; i++) pictures.push(await pictureOf(town, writer.id));
  const most = (n: number) => '🥚'.repeat(n);
  const { notice } = await writer.call.notices.publish(
    draftOf({
      pictures,
      title: most(limits.title),
      body: most(limits.body),
      byline: most(limits.byline),
      address: most(limits.address),
      phone: `+${'9'.repeat(19)}`,
    }),
  );
  const body = await ofNotice(notice.id);
  expect(JSON.parse(body)).toMatchObject({ notice: { body: most(limits.body) } });
  expect(Buffer.byteLength(body)).toBeGreaterThan(80_000);
  expect(Buffer.byteLength(body)).toBeLessThan(256 * KIBIBYTE);
  // Nothing that may be in a text grows more than fourfold on its way.
  const marks = '"\\\n'.repeat(limits.body / 3 - 1);
  expect(Buffer.byteLength(JSON.stringify(marks))).toBeLessThan(4 * limits.body);
});

describe('the file by which WeChat sees that this host is ours', () => {
  const get = (url: string) => town.app.inject({ method: 'GET', url });

  test('is served at the root and beside the notices, once the operator has laid it into DATA_DIR/verify', async () => {
    const paths = ['/a1B2c3D4e5.txt', '/n/a1B2c3D4e5.txt'];
    for (const path of paths) expect((await get(path)).statusCode).toBe(404);
    mkdirSync(join(folder, 'verify'));
    writeFileSync(join(folder, 'verify', 'a1B2c3D4e5.txt'), '0123456789abcdef');
    for (const path of paths) {
      const { statusCode, headers, body } = await get(path);
      expect([statusCode, headers['content-type'], body]).toEqual([
        200,
        'text/plain; charset=utf-8',
        '0123456789abcdef',
      ]);
    }
  });

  test('and nothing else of the disk is', async () => {
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    for (const path of [
      '/..%2fsecret.txt',
      '/n/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/secret.txt',
      '/verify/a1B2c3D4e5.txt',
      '/a1B2c3D4e5',
      '/.txt',
      `/${'a'.repeat(80)}.txt`,
      '/a%00.txt',
    ])
      expect([path, (await get(path)).statusCode]).toEqual([path, 404]);
  });
});
