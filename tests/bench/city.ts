import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { loadDemoCity, pilots } from '../../cloud/demo/city';
import { writeTicket } from '../../cloud/credit/ticket';
import { openPostgres, type Database } from '../../cloud/kit/database';
import { newId } from '../../cloud/kit/ids';
import { sharedSecret } from '../../cloud/kit/secret';
import { migrate } from '../../cloud/migrations';
import type { Load, Request } from './load';

/** What a resident's session token begins with; their number follows. */
export const TOKEN = 'bench-token-';
const STRANGERS = 40_000;
const HOMES = pilots.slice(0, 4);
const READERS_OF_A_CARD = 200;

interface Notice {
  id: string;
  community: string;
}

/** The city of the bench: the demo city, all its communities open, with many residents. */
export interface BenchCity {
  database: Database;
  firstResident: bigint;
  /** Residents that no load of `credits` uses. */
  strangers: { from: number; to: number };
  /** Publishes notices, spread over the pilot communities. */
  publish(count: number): Promise<Notice[]>;
  /** Credits of residents who have not read before, of fresh notices, opened long enough ago. */
  credits(count: number, notices: number): Promise<Load>;
  /** Two hundred neighbours open one card again and again: their sessions are warm. */
  opens(): Promise<Load>;
  /** The feed of one community, again and again. */
  feed(headers?: Record<string, string>): Load;
  /** The feed of every community of the city, one after the other: more than are kept. */
  feeds(): Promise<Load>;
}

/** Loads the city into an empty database. */
export async function buildCity(url: string, residents: number): Promise<void> {
  const { db, close } = openPostgres(url, 1);
  await migrate(db);
  const now = new Date();
  await loadDemoCity(db, now);
  await sql`update node set is_open = true where level = 'community'`.execute(db);
  // Numbers that the demo city's people, who were made in this same moment, cannot have.
  const first = newId(new Date(now.getTime() - 60_000));
  const numbers = sql`generate_series(0, ${STRANGERS + residents}::int - 1) n`;
  await sql`
    insert into person (id, home_code, created_at)
    select ${first}::bigint + n, (${sql.val(HOMES)}::text[])[n % 4 + 1], now() from ${numbers}`.execute(db);
  await sql`
    insert into session (token_hash, person_id, created_at, expires_at)
    select sha256(convert_to(${TOKEN}::text || n, 'UTF8')), ${first}::bigint + n, now(), now() + interval '1 day'
    from ${numbers}`.execute(db);
  await sql`create table bench as select ${first}::bigint as first_resident`.execute(db);
  await close();
}

/** Opens a city that was built before. */
export async function openCity(url: string): Promise<BenchCity> {
  const database = openPostgres(url, 4);
  const { db } = database;
  const { rows } = await sql<{ first_resident: string }>`select first_resident from bench`.execute(db);
  const firstResident = BigInt(rows[0]?.first_resident ?? 0);
  const secret = await sharedSecret(db, 'read-ticket');
  let used = STRANGERS;

  async function publish(count: number): Promise<Notice[]> {
    const now = new Date();
    const made = Array.from({ length: count }, (_, n) => ({
      id: newId(now),
      community: pilots[n % pilots.length] ?? '',
    }));
    const notices = sql`jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r (id bigint, community text)`;
    await sql`
      insert into notice (community_id, id, kind, title, body, byline, pictures, publish_at, made_by, created_at)
      select community, id, 'notice', '周四上午停水', repeat('周四上午九点停水，下午三点恢复。', 20), '社区书记', '[]',
        now() - interval '1 hour', 1, now()
      from ${notices}`.execute(db);
    await sql`insert into notice_count (community_id, notice_id) select community, id from ${notices}`.execute(db);
    return made;
  }

  function credit(resident: number, notice: Notice | undefined): Request {
    const openedAt = Date.now() - 60_000;
    const person = (firstResident + BigInt(resident)).toString();
    const [community, id, open] = [notice?.community ?? '', notice?.id ?? '', newId(new Date(openedAt))];
    const readTicket = writeTicket(secret, { community, notice: id, open, person, openedAt });
    return asTheSdk('notices.credit', { readTicket }, resident);
  }

  const list = (communityCode: string, headers?: Record<string, string>): Request => {
    const request = asTheSdk('notices.list', { communityCode });
    return { ...request, headers: { ...request.headers, ...headers } };
  };

  return {
    database,
    firstResident,
    strangers: { from: 0, to: STRANGERS },
    publish,
    async credits(count, notices) {
      const fresh = await publish(notices);
      return { again: false, requests: Array.from({ length: count }, (_, n) => credit(used++, fresh[n % notices])) };
    },
    async opens() {
      const [notice] = await publish(1);
      const open = (_: unknown, n: number) => asTheSdk('notices.open', { noticeId: notice?.id }, n);
      return { again: true, requests: Array.from({ length: READERS_OF_A_CARD }, open) };
    },
    feed: (headers) => ({ again: true, requests: [list(HOMES[0] ?? '', headers)] }),
    async feeds() {
      const communities = await db.selectFrom('node').select('code').where('level', '=', 'community').execute();
      return { again: true, requests: communities.map(({ code }) => list(code)) };
    },
  };
}

/** Read rows of long ago, of notices and people of their own: what a city has gathered after some campaigns. */
export async function addOldReads(url: string, from: number, to: number): Promise<void> {
  const { db, close } = openPostgres(url, 1);
  await sql`
    insert into notice_read (community_id, notice_id, person_id, open_id, day, credited_at, home_code)
    select '230104009009', 1 + n / 10000, 1 + n % 10000, 1 + n, date '2026-09-01' + n / 500000, now(), '230104009009'
    from generate_series(${from}::int, ${to}::int - 1) n`.execute(db);
  await sql`vacuum analyze`.execute(db);
  await close();
}

/** A call with the headers that the SDK sends. */
function asTheSdk(name: string, body: unknown, resident?: number): Request {
  const at = Date.now();
  return {
    path: `/1.1/functions/${name}`,
    headers: {
      'Content-Type': 'application/json;charset=UTF-8',
      'X-LC-Id': 'jiamenkou',
      'X-LC-Sign': `${createHash('md5').update(`${at}jiamenkou-key`).digest('hex')},${at}`,
      'X-LC-UA': 'LeanCloud-JS-SDK/4.15.2 (Weapp)',
      'X-LC-Prod': '1',
      ...(resident !== undefined && { 'X-LC-Session': `${TOKEN}${resident}` }),
    },
    body,
  };
}
