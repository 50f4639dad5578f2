import { sql } from 'kysely';
import type { Db } from '../cloud/kit/database';
import { refusals } from '../types/refusals';
import { published, ticketOf } from './kit/acts';
import { fingerprint } from './kit/fingerprint';
import { APP_HEADERS, DWELL_MS, JIANGPAN, openTown, type Town } from './kit/town';

/** So many arrive between two looks at whether anyone was sent away, and so often it is looked at most. */
const WAVE = 512;
const WAVES = 40;

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const send = ({ token }: { token: string }, readTicket: string) =>
  town.app.inject({
    method: 'POST',
    url: '/1.1/functions/notices.credit',
    headers: { ...APP_HEADERS, 'content-type': 'application/json', 'x-lc-session': token },
    payload: JSON.stringify({ readTicket }),
  });

test('a reader who comes when too many wait is told so in words, and to come back in a second; nothing is written, and the same ticket is good then', async () => {
  const noticeId = await published(town);
  const [impatient, late] = [await town.person({ home: JIANGPAN }), await town.person({ home: JIANGPAN })];
  const tickets = [await ticketOf(impatient.call, noticeId), await ticketOf(late.call, noticeId)] as const;
  town.clock.advance(DWELL_MS);

  /** One phone sends its ticket over and over, until the first of its calls is sent away. */
  const crowd = async (): Promise<Promise<number>[]> => {
    const statuses: Promise<number>[] = [];
    let full = false;
    for (let wave = 0; wave < WAVES && !full; wave++) {
      for (let n = 0; n < WAVE; n++)
        statuses.push(
          send(impatient, tickets[0]).then(({ statusCode }) => {
            full ||= statusCode === 503;
            return statusCode;
          }),
        );
      await new Promise((next) => setImmediate(next));
    }
    expect(full).toBe(true);
    return statuses;
  };

  // The community is held, so nobody's read is credited until this transaction is over.
  const held = async (tx: Db) => {
    await sql`select lock_communities(array[${JIANGPAN}])`.execute(tx);
    const before = await fingerprint(tx);
    const waiting = await crowd();
    const refused = await send(late, tickets[1]);
    expect(await fingerprint(tx)).toEqual(before);
    return { waiting, refused };
  };
  const { waiting, refused } = await town.db.transaction().execute(held);

  const [code, status, says] = refusals.busy;
  expect([refused.statusCode, refused.json()]).toEqual([
    status,
    { code, error: says, details: { refusal: 'busy', requestId: expect.any(String) as string, retryAfter: 1 } },
  ]);
  expect([code, status, says]).toEqual([50300, 503, '现在人很多，请稍等一下再试。']);
  expect(refused.headers['retry-after']).toBe('1');

  expect(new Set(await Promise.all(waiting))).toEqual(new Set([200, 503]));
  const again = await send(late, tickets[1]);
  expect([again.statusCode, again.json()]).toEqual([
    200,
    { result: { credited: true, readers: 2, egg: { day: '2026-10-01' } } },
  ]);
  const { rows } = await sql<{ person_id: string }>`
    select person_id from notice_read where notice_id = ${noticeId}::bigint order by credited_at`.execute(town.db);
  expect(rows.map((row) => row.person_id).sort()).toEqual([impatient.id, late.id].sort());
});
