import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { drift } from '../cloud/credit/recount';
import { openPostgres, type Database } from '../cloud/kit/database';
import { hashOf, newId, randomName } from '../cloud/kit/ids';
import { emptyDatabase, onRealServer, someoneWaits } from './kit/engine';
import { callTo, sendTo, signInAt, type Reply } from './kit/http';
import { killAll, startCloud, type CloudProcess } from './kit/process';
import { APP_HEADERS, clientId, draftOf, JIANGPAN, XIAOHONG } from './kit/town';

const why = onRealServer ? '' : ' (on a server only: a trial database is one process’s)';
(onRealServer ? describe : describe.skip)(`two processes on one database${why}`, () => {
  let a: CloudProcess;
  let b: CloudProcess;
  let A: string;
  let B: string;
  let database: Database;
  let drop: () => Promise<void>;
  let editor: string;
  const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-processes-'));

  beforeAll(async () => {
    const empty = await emptyDatabase();
    drop = empty.drop;
    // Behind one address, as a balancer would have them. Tickets are ripe at once: nobody waits here to read.
    const settings = { PUBLIC_URL: 'https://example.org', DEMO: '1', DWELL_MS: '0', DATA_DIR: folder };
    [a, b] = [1, 2].map(() => startCloud({ ...settings, DATABASE_URL: empty.url })) as [CloudProcess, CloudProcess];
    [A, B] = await Promise.all([a.origin, b.origin]);
    database = openPostgres(empty.url);
    const listening = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and query like 'listen %'`;
    while ((await listening.execute(database.db)).rows[0]?.n !== 2) await pause();
    editor = await signInAt(A, 'editor');
  });
  afterAll(async () => {
    killAll();
    await database.close();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe('what one of them changed is seen through the other at once, though it had just kept the old:', () => {
    /** How long the other process keeps what it saw, and half of that: whatever is seen sooner, it was told of. */
    const KEPT_MS = 1_000;
    const TOLD_MS = KEPT_MS / 2;
    let noticeId = '';
    const inFeed = async () => {
      const { notices } = await callTo(B).notices.list({ communityCode: JIANGPAN, limit: 50 });
      return notices.find(({ id }) => id === noticeId)?.title ?? 'not there';
    };
    const page = async () => {
      const { notice } = await callTo(B).notices.open({ noticeId });
      return notice.state === 'withdrawn' ? 'not there' : notice.title;
    };

    /** The other process looks, and keeps what it saw; then this one acts. */
    async function seen(look: () => Promise<string>, act: () => Promise<unknown>, wanted: string): Promise<void> {
      await pause(KEPT_MS);
      expect(await look()).not.toBe(wanted);
      await act();
      const answered = performance.now();
      let last: string;
      do last = await look();
      while (last !== wanted && performance.now() - answered < TOLD_MS);
      expect(last).toBe(wanted);
    }

    test('a notice that was published', async () => {
      const publish = async () => (noticeId = await publishedAt(A, { title: '今晚停水' }));
      await seen(inFeed, publish, '今晚停水');
      expect(await page()).toBe('今晚停水');
    });

    const places: [string, () => Promise<string>][] = [
      ['the feed', inFeed],
      ['its page', page],
    ];
    test.each(places)('a correction, in %s', async (_, look) => {
      noticeId = await publishedAt(A);
      await seen(look, () => correctedAt(A, noticeId, '今晚八点停水'), '今晚八点停水');
    });

    test.each(places)('a withdrawal, in %s', async (_, look) => {
      noticeId = await publishedAt(A);
      const withdraw = () => callTo(A, editor).notices.withdraw({ noticeId, reason: '修好了' });
      await seen(look, withdraw, 'not there');
    });
  });

  test('a feed has one ETag at both until something changes, and whoever has it is sent nothing again', async () => {
    const noticeId = await publishedAt(A, { communityCode: XIAOHONG });
    const input = JSON.stringify({ communityCode: XIAOHONG });
    const feed = (origin: string, etag?: string): Promise<Reply> =>
      sendTo(origin)('POST', '/1.1/functions/notices.list', input, etag === undefined ? {} : { 'if-none-match': etag });

    await eventually(async () => expect((await feed(B)).text).toContain(noticeId));
    const first = await feed(A);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]+"$/);
    for (const origin of [A, B, A, B]) {
      const again = await feed(origin);
      expect([again.status, again.headers.get('etag'), again.text]).toEqual([200, etag, first.text]);
      const known = await feed(origin, etag);
      expect([known.status, known.headers.get('etag'), known.text]).toEqual([304, etag, '']);
    }

    await correctedAt(A, noticeId, '改了');
    await eventually(async () => expect((await feed(B, etag)).status).toBe(200));
    const changed = await feed(B, etag);
    expect(changed.text).toContain('改了');
    expect(changed.headers.get('etag')).not.toBe(etag);
    expect((await feed(A, changed.headers.get('etag') ?? '')).status).toBe(304);
  });

  test('a resident who credits one ticket at both at once is credited once, and both answers tell of the same egg', async () => {
    const noticeId = await publishedAt(A);
    const people = await residents(20);
    for (const { token } of people) {
      const readTicket = await ticketAt(A, token, noticeId);
      const answers = await Promise.all([A, B].map((at) => callTo(at, token).notices.credit({ readTicket })));
      const [first, second] = answers.sort((one, other) => Number(other.credited) - Number(one.credited));
      expect(first).toMatchObject({ credited: true, egg: { day: expect.any(String) as string } });
      expect(second).toEqual({ credited: false, readers: first?.readers, egg: first?.egg, reason: 'repeated' });
    }
    expect([...(await readsOf(noticeId)).values()]).toEqual(people.map(() => 1));
    expect(await drift(database.db)).toEqual([]);
  });

  test('a process that is stopped under load answers or refuses every read, loses none, and the other one takes the rest', async () => {
    const noticeId = await publishedAt(A);
    const people = await residents(200);
    const credits = await Promise.all(
      people.map(async ({ id, token }) => ({ id, token, input: { readTicket: await ticketAt(B, token, noticeId) } })),
    );
    const send = (origin: string, { token, input }: (typeof credits)[number]): Promise<Outcome> =>
      sendTo(origin)('POST', CREDIT, JSON.stringify(input), { 'x-lc-session': token }).then(outcomeOf, () => null);

    // The community is held, so that the credits are under way when the signal comes, and not before or after.
    const { outcomes, stopped } = await database.db.transaction().execute(async (tx) => {
      await sql`select lock_communities(array[${JIANGPAN}])`.execute(tx);
      const underWay = credits.slice(0, 150).map((credit) => send(A, credit));
      const slow = credits.slice(150).map((credit) => halfSent(A, credit.token, JSON.stringify(credit.input)));
      await someoneWaits(database.db);
      await Promise.all(slow.map(({ begun }) => begun));
      expect((await fetch(`${A}/health`)).status).toBe(200);
      const asked = performance.now();
      a.kill('SIGTERM');
      const stopped = a.ended.then(({ code, signal }) => ({ code, signal, ms: performance.now() - asked }));
      await eventually(async () => expect(await fetch(`${A}/health`).catch(() => 'nobody')).toBe('nobody'));
      const refused = await Promise.all(slow.map(({ finish }) => finish()));
      return { stopped, outcomes: Promise.all(underWay).then((answered) => [...answered, ...refused]) };
    });

    const told = await outcomes;
    const { ms, ...end } = await stopped;
    expect(end).toEqual({ code: 0, signal: null });
    expect(ms).toBeLessThan(10_000);
    const answered = credits.filter((_, i) => told[i]?.status === 200);
    const refused = told.filter((one) => one !== null && one.status !== 200);
    expect(answered.length).toBeGreaterThan(100);
    expect(refused.length).toBeGreaterThan(0);
    for (const one of refused) expect(one).toEqual({ status: 503, refusal: 'busy', retryAfter: '1' });

    const reads = await readsOf(noticeId);
    expect(answered.map(({ id }) => reads.get(id))).toEqual(answered.map(() => 1));
    expect(await drift(database.db)).toEqual([]);

    const again = await Promise.all(credits.filter((one) => !answered.includes(one)).map((credit) => send(B, credit)));
    expect(new Set(again.map((one) => one?.status))).toEqual(new Set([200]));
    expect([...(await readsOf(noticeId)).values()]).toEqual(people.map(() => 1));
    expect(await drift(database.db)).toEqual([]);
  });

  /** People with a home in 江畔 and a session, of whom no process has heard yet. */
  async function residents(count: number): Promise<{ id: string; token: string }[]> {
    const now = new Date();
    const people = Array.from({ length: count }, () => ({ id: newId(now), token: randomName(24) }));
    await database.db
      .insertInto('person')
      .values(people.map(({ id }) => ({ id, home_code: JIANGPAN, persona: null, created_at: now })))
      .execute();
    const expires_at = new Date(now.getTime() + 3_600_000);
    await database.db
      .insertInto('session')
      .values(
        people.map(({ id, token }) => ({ token_hash: hashOf(token), person_id: id, created_at: now, expires_at })),
      )
      .execute();
    return people;
  }

  const publishedAt = async (origin: string, given: object = {}) =>
    (await callTo(origin, editor).notices.publish(draftOf(given))).notice.id;

  const correctedAt = (origin: string, noticeId: string, title: string) => {
    const content = { kind: 'notice' as const, title, body: '停两个小时。' };
    return callTo(origin, editor).notices.correct({ clientId: clientId(), noticeId, note: '更正', ...content });
  };

  /** How many reads of a notice each person has. */
  async function readsOf(noticeId: string): Promise<Map<string, number>> {
    const { rows } = await sql<{ id: string; n: number }>`select person_id as id, count(*)::int as n
      from notice_read where notice_id = ${noticeId}::bigint group by 1`.execute(database.db);
    return new Map(rows.map(({ id, n }) => [id, n]));
  }
});

const CREDIT = '/1.1/functions/notices.credit';
type Outcome = { status: number; refusal: string | undefined; retryAfter: string | null } | null;

const outcomeOf = ({ status, body, headers }: Reply): Outcome => ({
  status,
  refusal: body.details?.refusal,
  retryAfter: headers.get('retry-after'),
});

/** A request from a phone with a poor line: only half of its head has arrived until it is finished. */
function halfSent(origin: string, token: string, body: string) {
  const { host, hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  const ended = new Promise((done) => socket.once('close', done));
  const begun = new Promise((done) => socket.write(`POST ${CREDIT} HTTP/1.1\r\nHost: ${host}\r\n`, done));
  return {
    begun,
    async finish(): Promise<Outcome> {
      const headers = { ...APP_HEADERS, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
      const lines = Object.entries({ ...headers, 'X-LC-Session': token }).map(
        ([name, value]) => `${name}: ${value}\r\n`,
      );
      socket.write(`${lines.join('')}\r\n${body}`);
      await ended;
      const [head = '', content = ''] = text.split('\r\n\r\n');
      if (content === '') return null;
      return {
        status: Number(head.split(' ')[1]),
        refusal: (JSON.parse(content) as Reply['body']).details?.refusal,
        retryAfter: /^retry-after: (.*)$/im.exec(head)?.[1]?.trim() ?? null,
      };
    },
  };
}

async function ticketAt(origin: string, token: string, noticeId: string): Promise<string> {
  const { readTicket } = await callTo(origin, token).notices.open({ noticeId });
  if (readTicket === null) throw new Error('Expected a read ticket');
  return readTicket;
}

const pause = (ms = 10) => new Promise((next) => setTimeout(next, ms));

/** Until it holds; the test's own timeout is the bound. */
async function eventually(holds: () => Promise<unknown>): Promise<void> {
  for (let tries = 500; ; tries--) {
    try {
      return void (await holds());
    } catch (error) {
      if (tries === 0) throw error;
      await pause();
    }
  }
}
