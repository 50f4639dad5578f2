import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { folderStorage } from '../cloud/files';
import { limits } from '../types/limits';
import { fingerprint } from './kit/fingerprint';
import { listen, type Send } from './kit/http';
import { blackPng, gpsJpeg, noise } from './kit/pictures';
import { wrongWith } from './kit/procedures';
import { draftOf, openTown, refusalOf, type Town } from './kit/town';

let town: Town;
let origin: string;
let send: Send;
let session: string;
beforeAll(async () => {
  town = await openTown();
  ({ origin, send } = await listen(town));
  const { body } = await send('POST', '/1.1/users', '{"authData":{"demo":{"persona":"secretary"}}}');
  session = String(body.sessionToken);
});
afterAll(() => town.close());

/** A place for one picture, as the SDK asks for it. */
async function place(): Promise<{ id: string; token: string; url: string }> {
  const { body } = await send('POST', '/1.1/fileTokens', '{"name":"p.jpg"}', { 'x-lc-session': session });
  return { id: String(body.objectId), token: String(body.token), url: String(body.url) };
}

/** Sends bytes under a name and a type, as anybody can claim them. */
async function upload(token: string, bytes: Buffer, name = 'p.jpg', type = 'image/jpeg') {
  const form = new FormData();
  form.append('token', token);
  form.append('file', new Blob([new Uint8Array(bytes)], { type }), name);
  const response = await fetch(`${origin}/1.1/upload`, { method: 'POST', body: form });
  const text = await response.text();
  return { status: response.status, text, code: (JSON.parse(text) as { code?: number }).code };
}

const stored = async (bytes: Buffer, name?: string, type?: string) => {
  const file = await place();
  expect(await upload(file.token, bytes, name, type)).toMatchObject({ status: 200 });
  const seen = Buffer.from(await (await fetch(file.url)).arrayBuffer());
  return { ...file, seen };
};

const small = () => noise(40, 20).jpeg().toBuffer();

describe('what is no picture is refused in words, and nothing is stored', () => {
  const jpeg = () => noise(600, 400).jpeg().toBuffer();
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';

  test.each<[string, () => Buffer | Promise<Buffer>, number]>([
    ['twenty megabytes', () => Buffer.alloc(20 * 1024 * 1024, 0xff), 40320],
    ['one byte too much', () => Buffer.alloc(limits.pictureBytes + 1, 0xff), 40320],
    ['an SVG named .jpg', () => Buffer.from(svg), 40321],
    ['an SVG with an XML head', () => Buffer.from(`<?xml version="1.0"?>${svg}`), 40321],
    ['a page named .jpg', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 40321],
    ['a PDF', () => Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj'), 40321],
    ['a JPEG cut off in the middle', async () => (await jpeg()).subarray(0, 9_000), 40321],
    ['the head of a JPEG', async () => (await jpeg()).subarray(0, 20), 40321],
    ['a PNG with a flipped byte', async () => flipped(await noise(90, 90).png().toBuffer()), 40321],
    ['a hundred megapixels in twelve kilobytes', () => blackPng(10_000, 10_000), 40321],
    ['nothing', () => Buffer.alloc(0), 40321],
    ['text', () => Buffer.from('这不是图片'), 40321],
  ])('%s', async (_what, bytes, code) => {
    const { id, token, url } = await place();
    const before = await fingerprint(town.db);
    const answer = await upload(token, await bytes());
    expect(answer.code).toBe(code);
    expect(wrongWith(answer)).toBeNull();
    expect(await fingerprint(town.db)).toEqual(before);
    expect((await send('GET', new URL(url).pathname)).body.code).toBe(40323);
    const use = town.as('secretary').notices.publish(draftOf({ pictures: [id] }));
    expect(await refusalOf(use)).toBe('file.missing');
  });

  const flipped = (bytes: Buffer): Buffer => {
    const at = bytes.indexOf('IDAT') + 40;
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    return bytes;
  };
});

describe('a token', () => {
  test('is good once, and the second picture does not replace the first', async () => {
    const { token, url, seen } = await stored(await small());
    const again = await upload(token, await noise(30, 30).jpeg().toBuffer());
    expect([again.code, wrongWith(again)]).toEqual([40322, null]);
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(seen)).toBe(true);
  });

  test('used by many at once stores one picture', async () => {
    const { token } = await place();
    const bytes = await small();
    const answers = await Promise.all(Array.from({ length: 8 }, () => upload(token, bytes)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(403)]);
  });

  test('that failed with a bad picture is still good for a right one', async () => {
    const { token } = await place();
    expect((await upload(token, Buffer.from('x'))).code).toBe(40321);
    expect((await upload(token, await small())).status).toBe(200);
  });

  test('is good for an hour', async () => {
    const [early, late] = [await place(), await place()];
    town.clock.advance(3_600_000 - 1);
    expect((await upload(early.token, await small())).status).toBe(200);
    town.clock.advance(1);
    expect((await upload(late.token, await small())).code).toBe(40322);
  });

  test.each(['', 'made-up', "' or 1=1 --"])('that nobody gave (%p) is refused', async (token) => {
    const answer = await upload(token, await small());
    expect([answer.code, wrongWith(answer)]).toEqual([40322, null]);
  });

  test('is kept as its hash alone', async () => {
    const { token } = await place();
    const rows = await town.db.selectFrom('file').selectAll().execute();
    const text = JSON.stringify(rows, (_, x: unknown) => (Buffer.isBuffer(x) ? x.toString('latin1') : x));
    expect(text).not.toContain(token);
  });

  test("does not make another person's picture mine", async () => {
    const { id } = await stored(await small());
    const use = town.as('editor').notices.publish(draftOf({ pictures: [id] }));
    expect(await refusalOf(use)).toBe('file.missing');
  });
});

describe('a form that is broken is refused in words', () => {
  const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="p.jpg"\r\n\r\nbytes';
  const multipart = 'multipart/form-data';
  test.each([
    ['without a boundary', multipart, part],
    ['that is empty', `${multipart}; boundary=x`, ''],
    ['that ends in the middle', `${multipart}; boundary=x`, part],
    [
      'without a file',
      `${multipart}; boundary=x`,
      '--x\r\nContent-Disposition: form-data; name="token"\r\n\r\nt\r\n--x--\r\n',
    ],
    ['with a poisoned field', `${multipart}; boundary=x`, part.replace('"file"', '"__proto__"')],
    ['with another boundary', `${multipart}; boundary=y`, part],
  ])('%s', async (_what, type, body) => {
    const answer = await send('POST', '/1.1/upload', body, { 'content-type': type });
    expect(wrongWith(answer)).toBeNull();
  });
});

describe('a stored picture', () => {
  test.each([
    ['a PNG', () => noise(40, 20).png().toBuffer()],
    ['a WebP', () => noise(40, 20).webp().toBuffer()],
    ['a GIF', () => noise(40, 20).gif().toBuffer()],
    ['a PNG of one bit per pixel', () => blackPng(40, 20)],
  ])('from %s is a JPEG, whatever its name said', async (_what, bytes) => {
    const { seen } = await stored(await bytes(), 'p.exe', 'text/html');
    expect(await sharp(seen).metadata()).toMatchObject({ format: 'jpeg', width: 40, height: 20 });
  });

  test('tells neither where it was taken nor by which phone', async () => {
    const photo = await gpsJpeg();
    expect((await sharp(photo).metadata()).exif?.includes('SecretPhone')).toBe(true);
    const { seen, url } = await stored(photo);
    const card = Buffer.from(await (await fetch(url.replace(/\.jpg$/, '.card.jpg'))).arrayBuffer());
    for (const one of [seen, card]) {
      const { exif, xmp, iptc } = await sharp(one).metadata();
      expect({ exif, xmp, iptc }).toEqual({ exif: undefined, xmp: undefined, iptc: undefined });
      expect(one.includes('SecretPhone')).toBe(false);
    }
  });

  test('stands upright', async () => {
    // The camera was held sideways: what is stored first as its left half is really its top.
    const top = await sharp({ create: { width: 50, height: 50, channels: 3, background: '#ff0000' } })
      .png()
      .toBuffer();
    const sideways = await sharp({ create: { width: 100, height: 50, channels: 3, background: '#0000ff' } })
      .composite([{ input: top, left: 0, top: 0 }])
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { seen } = await stored(sideways);
    expect(await sharp(seen).metadata()).toMatchObject({ width: 50, height: 100 });
    const [red = 0, , blue = 0] = await sharp(seen)
      .extract({ left: 25, top: 25, width: 1, height: 1 })
      .raw()
      .toBuffer();
    expect([red > 200, blue < 60]).toEqual([true, true]);
  });

  test('is no larger than a phone needs, and says its size to the pages', async () => {
    const { id, seen } = await stored(await noise(2400, 1200).jpeg().toBuffer());
    expect(await sharp(seen).metadata()).toMatchObject({ width: 1600, height: 800 });
    const { notice } = await town.as('secretary').notices.publish(draftOf({ pictures: [id] }));
    expect(notice.pictures[0]).toMatchObject({ id, width: 1600, height: 800 });
  });

  test('has a 5:4 one beside it, which the share card shows', async () => {
    const { id } = await stored(await noise(300, 900).jpeg().toBuffer());
    const { notice } = await town.as('secretary').notices.publish(draftOf({ pictures: [id] }));
    const { imageUrl } = await town.as('resident-1').shares.card({ noticeId: notice.id });
    const bytes = Buffer.from(await (await fetch(`${origin}${new URL(imageUrl).pathname}`)).arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 500, height: 400 });
  });

  test('is served as a picture and nothing else, for ever', async () => {
    const { headers } = await fetch((await stored(await small())).url);
    expect(headers.get('content-type')).toBe('image/jpeg');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toMatch('immutable');
  });
});

describe('the folder of pictures', () => {
  test('gives out nothing that lies outside it, by whatever name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-files-'));
    writeFileSync(join(folder, 'secret.jpg'), 'secret');
    mkdirSync(join(folder, 'pictures', 'folder.jpg'), { recursive: true });
    writeFileSync(join(folder, 'pictures', 'mine.jpg'), 'mine');
    const storage = folderStorage(folder);
    expect(String(await storage.get('mine.jpg'))).toBe('mine');
    for (const name of [
      '../secret.jpg',
      '..%2fsecret.jpg',
      './mine.jpg',
      '/etc/passwd',
      '..',
      '.',
      '',
      'mine.jpg\0.png',
    ])
      expect(await storage.get(name)).toBeNull();
    rmSync(folder, { recursive: true });
  });

  test.each([
    '..%2f..%2fpackage.json',
    '..%5c..%5cpackage.json',
    '%2e%2e%2fpackage.json',
    '%2fetc%2fpasswd',
    'a%00.jpg',
    '....jpg',
    `${'a'.repeat(300)}.jpg`,
    'nothing.jpg',
  ])('has no picture named %s', async (name) => {
    const answer = await send('GET', `/pictures/${name}`);
    expect(answer.status).toBe(404);
    expect(wrongWith(answer)).toBeNull();
  });

  test('keeps no half of a picture behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-files-'));
    await folderStorage(folder).put('one.jpg', Buffer.from('1'));
    await folderStorage(folder).put('one.jpg', Buffer.from('2'));
    expect(readdirSync(join(folder, 'pictures'))).toEqual(['one.jpg']);
    rmSync(folder, { recursive: true });
  });
});
