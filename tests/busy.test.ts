import { sql } from 'kysely';
import { writeTicket } from '../cloud/credit/ticket';
import type { Db } from '../cloud/kit/database';
import { newId } from '../cloud/kit/ids';
import { sharedSecret } from '../cloud/kit/secret';
import { refusals } from '../types/refusals';
import { published, ticketOf } from './kit/acts';
import { onRealServer } from './kit/engine';
import { fingerprint } from './kit/fingerprint';
import { APP_HEADERS, DWELL_MS, JIANGPAN, openTown, type Town } from './kit/town';

/** So many arrive between two looks at whether anyone was sent away. */
const WAVE = 512;
/** More than may wait in all. */
const CROWD = 20 * WAVE;
/** More than one person may have under way. */
const TAPS = 100;

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

/** Sent at once, and not when somebody waits for it. */
const send = async ({ token }: { token: string }, readTicket: string) =>
  await town.app.inject({
    method: 'POST',
    url: '/1.1/functions/notices.credit',
    headers: { ...APP_HEADERS, 'content-type': 'application/json', 'x-lc-session': token },
    payload: JSON.stringify({ readTicket }),
  });

/** Many readers of a notice, each with a session and a ripe ticket. */
async function crowdOf(noticeId: string): Promise<{ token: string; readTicket: string }[]> {
  const { db, clock } = town;
  const [now, first] = [clock.now(), BigInt(newId(clock.now()))];
  const numbers = sql`generate_series(0, ${CROWD}::int - 1) n`;
  await sql`insert into person (id, created_at) select ${first}::bigint + n, ${now} from ${numbers}`.execute(db);
  await sql`insert into session (token_hash, person_id, created_at, expires_at)
    select sha256(convert_to('crowd-' || n, 'UTF8')), ${first}::bigint + n, ${now}, ${new Date(now.getTime() + 86_400_000)}
    from ${numbers}`.execute(db);
  const secret = await sharedSecret(db, 'read-ticket');
  const openedAt = now.getTime() - DWELL_MS;
  return Array.from({ length: CROWD }, (_, n) => {
    const person = String(first + BigInt(n));
    const readTicket = writeTicket(secret, {
      ...{ community: JIANGPAN, notice: noticeId, open: newId(now), person, openedAt },
    });
    return { token: `crowd-${n}`, readTicket };
  });
}

/** While the community is held, nobody's read is credited; what is written in the meantime is looked at. */
const whileHeld = <T>(work: () => Promise<T>): Promise<T> =>
  town.db.transaction().execute(async (tx: Db) => {
    await sql`select lock_communities(array[${JIANGPAN}])`.execute(tx);
    const before = await fingerprint(tx);
    const done = await work();
    expect(await fingerprint(tx)).toEqual(before);
    return done;
  });

test('a reader who comes when too many wait is told so in words, and to come back in a second; nothing is written, and the same ticket is good then', async () => {
  const noticeId = await published(town);
  const late = await town.person({ home: JIANGPAN });
  const ticket = await ticketOf(late.call, noticeId);
  town.clock.advance(DWELL_MS);
  const crowd = await crowdOf(noticeId);

  /** One after another comes, until the first of them is sent away. */
  const comeIn = async (): Promise<Promise<number>[]> => {
    const statuses: Promise<number>[] = [];
    let full = false;
    for (let from = 0; from < CROWD && !full; from += WAVE) {
      for (const reader of crowd.slice(from, from + WAVE))
        statuses.push(
          send(reader, reader.readTicket).then(({ statusCode }) => {
            full ||= statusCode === 503;
            return statusCode;
          }),
        );
      await new Promise((next) => setImmediate(next));
    }
    expect(full).toBe(true);
    return statuses;
  };
  const { waiting, refused } = await whileHeld(async () => ({
    waiting: await comeIn(),
    refused: await send(late, ticket),
  }));

  const [code, status, says] = refusals.busy;
  expect([refused.statusCode, refused.json()]).toEqual([
    status,
    { code, error: says, details: { refusal: 'busy', requestId: expect.any(String) as string, retryAfter: 1 } },
  ]);
  expect([code, status, says]).toEqual([50300, 503, '现在人很多，请稍等一下再试。']);
  expect(refused.headers['retry-after']).toBe('1');

  const statuses = await Promise.all(waiting);
  expect(new Set(statuses)).toEqual(new Set([200, 503]));
  const credited = statuses.filter((one) => one === 200).length;
  const again = await send(late, ticket);
  expect([again.statusCode, again.json()]).toEqual([
    200,
    { result: { credited: true, readers: credited + 1, egg: { day: '2026-10-01' } } },
  ]);
  const { rows } = await sql`select 1 from notice_read where notice_id = ${noticeId}::bigint`.execute(town.db);
  expect(rows).toHaveLength(credited + 1);
});

test('a phone that sends its ticket over and over is told itself to wait; a neighbour is not, and comes before its taps', async () => {
  const noticeId = await published(town);
  const [impatient, neighbour] = [await town.person({ home: JIANGPAN }), await town.person({ home: JIANGPAN })];
  const [theirs, other] = [await ticketOf(impatient.call, noticeId), await ticketOf(neighbour.call, noticeId)];
  town.clock.advance(DWELL_MS);
  const order: ('tap' | 'neighbour')[] = [];
  const told = async (who: (typeof order)[number], call: ReturnType<typeof send>) => {
    const answer = await call;
    if (answer.statusCode === 200) order.push(who);
    return answer;
  };
  const sent = await whileHeld(async () => {
    const taps = Array.from({ length: TAPS }, () => told('tap', send(impatient, theirs)));
    const next = told('neighbour', send(neighbour, other));
    // Those that are one too many hear of it at once.
    expect((await taps[TAPS - 1])?.statusCode).toBe(503);
    return { taps, next };
  });
  const answers = await Promise.all(sent.taps);
  const waited = answers.filter(({ statusCode }) => statusCode === 200);
  expect(answers.filter(({ statusCode }) => statusCode === 503)).toHaveLength(TAPS - waited.length);
  expect(waited).toHaveLength(64);
  expect(waited.filter((answer) => answer.json<{ result: { credited: boolean } }>().result.credited)).toHaveLength(1);
  expect((await sent.next).json()).toMatchObject({ result: { credited: true } });
  // PGlite works while everybody waits, so that on it a tap that was answered comes again before others are looked at.
  expect(order.indexOf('neighbour')).toBeLessThanOrEqual(onRealServer ? 2 : TAPS);
  // Once they are answered, the phone may try again.
  expect((await send(impatient, theirs)).json()).toMatchObject({ result: { credited: false, reason: 'repeated' } });
});
