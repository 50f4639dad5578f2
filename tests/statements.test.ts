import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { KyselyPlugin } from 'kysely';
import { createApp } from '../cloud/app';
import { folderStorage } from '../cloud/files';
import { readConfig } from '../cloud/kit/config';
import { published, ticketOf } from './kit/acts';
import { onRealServer } from './kit/engine';
import { APP_HEADERS, DWELL_MS, JIANGPAN, openTown, type Town } from './kit/town';

/** Another process of the same town, whose every statement is counted. */
let town: Town;
let app: FastifyInstance;
let statements = 0;
const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-statements-'));

beforeAll(async () => {
  town = await openTown();
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => (statements++, node),
    transformResult: async ({ result }) => result,
  };
  app = await createApp({
    config: readConfig({ DEMO: '1', DATA_DIR: folder, DWELL_MS: String(DWELL_MS) }),
    db: town.db.withPlugin(counting),
    clock: town.clock,
    storage: folderStorage(folder),
    h5: join(folder, 'no-page'),
  });
});
afterAll(async () => {
  await app.close();
  await town.close();
  rmSync(folder, { recursive: true });
});

const call = async (name: string, input: unknown, token?: string, more: Record<string, string> = {}) => {
  const headers = { ...APP_HEADERS, ...more, ...(token && { 'x-lc-session': token }) };
  return app.inject({ method: 'POST', url: `/1.1/functions/${name}`, headers, payload: input as object });
};
const costOf = async (act: () => Promise<unknown>): Promise<number> => {
  const before = statements;
  await act();
  return statements - before;
};

test('opening a card is one request and one statement, when its words and its reader are known; a newcomer’s first is the same', async () => {
  const { token } = await town.person({ home: JIANGPAN });
  const noticeId = await published(town);
  await call('notices.open', { noticeId }, token);
  expect(await costOf(() => call('notices.open', { noticeId }, token))).toBe(1);
  expect(await costOf(() => call('notices.open', { noticeId }))).toBe(1);
});

/** As many as one person may have under way. */
const TAPS = 64;
/** PGlite works while the caller waits, so that on it nobody can arrive meanwhile. */
const inARush = onRealServer ? test : test.skip;
const why = onRealServer ? '' : ' (on a server only: PGlite lets nobody arrive meanwhile)';

inARush(`200 residents who open one card at once, unknown so far, cost a handful of statements${why}`, async () => {
  const noticeId = await published(town);
  const crowd = await Promise.all(Array.from({ length: 200 }, () => town.person({ home: JIANGPAN })));
  const cost = await costOf(() => Promise.all(crowd.map(({ token }) => call('notices.open', { noticeId }, token))));
  expect(cost).toBeLessThanOrEqual(12);
});

inARush(`a credit is one statement, the check of its session included, and 200 are a few batches${why}`, async () => {
  const noticeId = await published(town);
  const crowd = await Promise.all(Array.from({ length: 201 }, () => town.person({ home: JIANGPAN })));
  const credits = await Promise.all(
    crowd.map(async (one) => ({ token: one.token, readTicket: await ticketOf(one.call, noticeId) })),
  );
  town.clock.advance(DWELL_MS);
  const [first, ...others] = credits.map(
    ({ token, readTicket }) =>
      () =>
        call('notices.credit', { readTicket }, token),
  );
  expect(await costOf(async () => first?.())).toBe(1);
  expect(await costOf(() => Promise.all(others.map((credit) => credit())))).toBeLessThanOrEqual(8);
  expect((await call('notices.open', { noticeId })).json()).toMatchObject({ result: { readers: 201 } });
});

inARush(
  `64 taps of one person are one credit and 63 repetitions, a statement each and never tried twice${why}`,
  async () => {
    const { token, call: reader } = await town.person({ home: JIANGPAN });
    const readTicket = await ticketOf(reader, await published(town));
    town.clock.advance(DWELL_MS);
    const credited: (boolean | undefined)[] = [];
    const cost = await costOf(async () => {
      const taps = Array.from({ length: TAPS }, () => call('notices.credit', { readTicket }, token));
      for (const answer of await Promise.all(taps))
        credited.push(answer.json<{ result?: { credited: boolean } }>().result?.credited);
    });
    expect(cost).toBe(TAPS);
    expect(credited.filter((one) => one === true)).toHaveLength(1);
    expect(credited.filter((one) => one === false)).toHaveLength(TAPS - 1);
  },
);

test('a feed that somebody has just read costs nothing, and is not even sent to whoever has it', async () => {
  const input = { communityCode: JIANGPAN };
  const { headers, body } = await call('notices.list', input);
  expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
  expect(await costOf(() => call('notices.list', input))).toBe(0);
  // Whoever asks: it is the same for everyone, and their session is not looked up for it.
  const { token } = await town.person({ home: JIANGPAN });
  await call('notices.list', input);
  expect(await costOf(() => call('notices.list', input, token))).toBe(0);
  const kept = { 'if-none-match': String(headers.etag) };
  const again = await call('notices.list', input, undefined, kept);
  expect([again.statusCode, again.body]).toEqual([304, '']);
  expect(await costOf(() => call('notices.list', input, undefined, kept))).toBe(0);
});

test('a question that is refused is refused each time it is put, and what is long is not kept', async () => {
  const wrong = { communityCode: JIANGPAN, limit: -1 };
  const [one, other] = [await call('notices.list', wrong), await call('notices.list', wrong)];
  expect([one.statusCode, other.statusCode]).toEqual([400, 400]);
  const nameOf = ({ json }: typeof one): string => json<{ details: { requestId: string } }>().details.requestId;
  expect(nameOf(one)).not.toBe(nameOf(other));
  // What is looked for may have blanks around it, as many as one likes: nobody fills the memory with those.
  const asking = (q: string) => () => call('merchants.list', { communityCode: JIANGPAN, q });
  for (const [q, costs] of [
    ['豆腐', false],
    [`豆腐${' '.repeat(600)}`, true],
  ] as const) {
    expect((await asking(q)()).statusCode).toBe(200);
    expect((await costOf(asking(q))) > 0).toBe(costs);
  }
});

test('a desk is asked in as many statements of many places as of one, and of who works nowhere in fewer', async () => {
  const costFor = async (codes: string[]) => {
    const { token } = await town.person({ home: JIANGPAN, roles: codes.map((code) => ['secretary', code]) });
    await call('desk.now', {}, token);
    return costOf(() => call('desk.now', {}, token));
  };
  const one = await costFor([JIANGPAN]);
  expect(one).toBeLessThanOrEqual(3);
  expect(await costFor([JIANGPAN, '230103010', '230102006009', '230102015013'])).toBe(one);
  expect(await costFor([])).toBeLessThan(one);
});
