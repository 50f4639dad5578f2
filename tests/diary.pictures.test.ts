import { nameOf, cardNameOf } from '../cloud/files/names';
import { pictureOf } from './kit/acts';
import { noise } from './kit/pictures';
import { enter, gridWorker, show, type Somebody } from './kit/reports';
import { APP_HEADERS, clientId, JIANGPAN, openTown, refusalOf, type Town } from './kit/town';
import { openWechatTown, type WechatTown } from './kit/wechatTown';

/** What somebody photographed for their diary is theirs alone, until they raise it. */
let town: WechatTown;
let worker: Somebody;
let secretary: Somebody;
beforeAll(async () => {
  town = await openWechatTown();
  worker = await gridWorker(town);
  secretary = await town.person({ roles: [['secretary', JIANGPAN]] });
});
afterAll(() => town.close());

interface Uploaded {
  id: string;
  key: string;
  /** What the cloud said its address is. */
  url: string;
}

const begin = async (metaData?: object, where: Town = town, who = worker): Promise<Uploaded & { token: string }> => {
  const answer = await where.app.inject({
    method: 'POST',
    url: '/1.1/fileTokens',
    headers: { ...APP_HEADERS, 'x-lc-session': who.token },
    payload: { name: 'picture.jpg', ...(metaData && { metaData }) },
  });
  const {
    objectId: id,
    key,
    url,
    token,
  } = answer.json<{ objectId: string; key: string; url: string; token: string }>();
  return { id, key, url, token };
};
async function finish(token: string, where: Town = town): Promise<void> {
  const form = new FormData();
  form.append('token', token);
  form.append('file', new Blob([new Uint8Array(await noise(60, 40).jpeg().toBuffer())]), 'picture.jpg');
  const request = new Request('http://localhost', { method: 'POST', body: form });
  const answer = await where.app.inject({
    method: 'POST',
    url: '/1.1/upload',
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  expect(answer.statusCode).toBe(200);
}
async function uploaded(metaData?: object, where: Town = town, who = worker): Promise<Uploaded> {
  const { token, ...file } = await begin(metaData, where, who);
  await finish(token, where);
  return file;
}
const PRIVATE = { private: true, owner: 'somebody' };

const get = async (url: string, where: Town = town) => {
  const { statusCode, headers } = await where.app.inject({ method: 'GET', url: new URL(url, 'http://x').pathname });
  return [statusCode, headers['cache-control']];
};
const GONE = [404, 'no-store'];
/** What anybody gets who has learnt where a picture lies. */
const inPublic = async ({ key }: { key: string }) => [
  await get(`/pictures/${nameOf(key)}`),
  await get(`/pictures/${cardNameOf(key)}`),
];
const fileOf = (id: string, where: Town = town) =>
  where.db.selectFrom('file').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const askedAbout = ({ key }: Uploaded) => town.standIn.pictures.filter(({ url }) => url.includes(key));
const keep = (pictures: string[], who = worker) =>
  who.call.diary.keep({ clientId: clientId(), communityCode: JIANGPAN, text: '走访看到的', pictures });
const paperOf = async (noteId: string) => {
  const { notes } = await worker.call.diary.list({ limit: 50 });
  return notes.find(({ id }) => id === noteId)?.pictures[0]?.url ?? '';
};
const walked = (pictures: string[]) => enter(worker, { way: 'walk', text: '墙上有裂缝', open: false, pictures });

test('a picture that is uploaded privately is at no public address from its first moment on, and WeChat never hears of it', async () => {
  const { token, ...file } = await begin(PRIVATE);
  expect(file.url).toMatch(/^https:\/\/jiamenkou\.test\/papers\//);
  expect(file.url).not.toContain(file.key);
  expect(await inPublic(file)).toEqual([GONE, GONE]);
  expect((await get(file.url))[0]).toBe(404);
  await finish(token);
  expect(await inPublic(file)).toEqual([GONE, GONE]);
  expect(await get(file.url)).toEqual([200, 'private, max-age=3600']);
  const { id } = await keep([file.id]);
  await town.run('pictures', 'held');
  expect(await inPublic(file)).toEqual([GONE, GONE]);
  expect((await get(await paperOf(id)))[0]).toBe(200);
  expect([askedAbout(file), await fileOf(file.id)]).toMatchObject([[], { verdict: 'private', asked_at: null }]);
});

test.each([
  ['nothing', undefined],
  ['something else', { private: 'true' }],
])('a picture of which %s is said is for everyone, as before', async (_, metaData) => {
  const file = await uploaded(metaData);
  expect(file.url).toBe(`https://jiamenkou.test/pictures/${nameOf(file.key)}`);
  expect((await inPublic(file)).map(([status]) => status)).toEqual([200, 200]);
  expect(await fileOf(file.id)).toMatchObject({ verdict: 'waiting' });
});

test('one that came for everyone is private once a note takes it up: no public address, and WeChat’s late word changes nothing', async () => {
  const file = await uploaded();
  await town.run('pictures');
  const [asked] = askedAbout(file);
  const { id } = await keep([file.id]);
  expect(await inPublic(file)).toEqual([GONE, GONE]);
  await town.hear(town.standIn.verdict(asked?.traceId ?? '', 'risky'));
  await town.run('pictures');
  expect((await get(await paperOf(id)))[0]).toBe(200);
});

test('what a report shows stays so when a note takes it up, too', async () => {
  const file = await uploaded();
  const { id } = await walked([file.id]);
  await keep([file.id]);
  await town.run('pictures');
  expect(askedAbout(file)).toHaveLength(1);
  expect((await get((await show(secretary, id)).pictures[0]?.url ?? ''))[0]).toBe(200);
});

describe('a private picture that a report takes up', () => {
  test('is read by those who read the report, and WeChat is asked about it', async () => {
    const file = await uploaded(PRIVATE);
    const note = await keep([file.id]);
    await town.run('pictures');
    expect(askedAbout(file)).toEqual([]);
    const { id } = await walked([file.id]);
    expect((await get((await show(secretary, id)).pictures[0]?.url ?? ''))[0]).toBe(200);
    await town.run('pictures');
    const [asked, ...more] = askedAbout(file);
    expect([asked?.url, more]).toEqual([`https://jiamenkou.test/pictures/${nameOf(file.key)}`, []]);
    // WeChat fetches it there.
    expect((await inPublic(file)).map(([status]) => status)).toEqual([200, 200]);
    await town.hear(town.standIn.verdict(asked?.traceId ?? '', 'pass'));
    expect(await fileOf(file.id)).toMatchObject({ verdict: 'pass' });
    await worker.call.diary.change({ noteId: note.id, text: '改一个字', pictures: [file.id] });
    expect(await fileOf(file.id)).toMatchObject({ verdict: 'pass' });
  });

  test('and that WeChat calls risky is at no address any more, and its bytes go', async () => {
    const file = await uploaded(PRIVATE);
    const { id } = await walked([file.id]);
    await town.run('pictures');
    const url = (await show(secretary, id)).pictures[0]?.url ?? '';
    await town.hear(town.standIn.verdict(askedAbout(file)[0]?.traceId ?? '', 'risky'));
    expect(await inPublic(file)).toEqual([GONE, GONE]);
    expect((await get(url))[0]).toBe(404);
    await town.run('pictures');
    expect(await town.storage.get(nameOf(file.key))).toBeNull();
    expect(await refusalOf(keep([file.id]))).toBe('content.riskyPicture');
  });

  test('stays private when the report does not come about', async () => {
    const file = await uploaded(PRIVATE);
    expect(await refusalOf(walked([file.id, await pictureOf(town, secretary.id)]))).toBe('file.missing');
    expect(await fileOf(file.id)).toMatchObject({ verdict: 'private' });
    expect(await refusalOf(enter(secretary, { way: 'walk', pictures: [file.id] }))).toBe('file.missing');
    expect(await fileOf(file.id)).toMatchObject({ verdict: 'private' });
  });

  test('several times at once, while notes take it up, ends well and is shown', async () => {
    for (let round = 0; round < 8; round++) {
      const files = [await uploaded(PRIVATE), await uploaded(PRIVATE)].map(({ id }) => id);
      const other = [...files].reverse();
      const done = await Promise.all([walked(files), keep(other), walked(other), keep(files)]);
      for (const file of files) expect((await fileOf(file)).verdict).not.toBe('private');
      expect((await get((await show(secretary, done[0].id)).pictures[0]?.url ?? ''))[0]).toBe(200);
    }
  });
});

test('a picture that is thrown away is at no address from that moment, whatever it was', async () => {
  const [alone, once] = [await uploaded(PRIVATE), await uploaded()];
  const notes = [await keep([alone.id]), await keep([once.id])];
  const papers = await Promise.all(notes.map(({ id }) => paperOf(id)));
  for (const { id } of notes) await worker.call.diary.drop({ noteId: id });
  for (const file of [alone, once]) expect(await inPublic(file)).toEqual([GONE, GONE]);
  for (const url of papers) expect((await get(url))[0]).toBe(404);
});

test('without WeChat a private picture is seen once a report has taken it up, and nothing waits', async () => {
  const plain = await openTown();
  try {
    const { objectId: id, sessionToken: token } = (
      await plain.app.inject({
        method: 'POST',
        url: '/1.1/users',
        headers: APP_HEADERS,
        payload: { authData: { demo: { persona: 'gridworker' } } },
      })
    ).json<{ objectId: string; sessionToken: string }>();
    const who = { id, token, call: plain.as({ token }) };
    const file = await uploaded(PRIVATE, plain, who);
    await keep([file.id], who);
    await plain.app.chores.pictures?.work(() => true);
    expect(await fileOf(file.id, plain)).toMatchObject({ verdict: 'private' });
    await enter(who, { way: 'walk', pictures: [file.id] });
    await plain.app.chores.pictures?.work(() => true);
    expect(await fileOf(file.id, plain)).toMatchObject({ verdict: 'pass' });
  } finally {
    await plain.close();
  }
});
