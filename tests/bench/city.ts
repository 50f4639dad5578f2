import { sql } from 'kysely';
import { loadDemoCity, pilots } from '../../cloud/demo/city';
import { writeTicket } from '../../cloud/credit/ticket';
import { openPostgres, type Database } from '../../cloud/kit/database';
import { newId } from '../../cloud/kit/ids';
import { sharedSecret } from '../../cloud/kit/secret';
import { migrate } from '../../cloud/migrations';

/** The city of the bench: the demo city with many residents, whose session tokens are made from their numbers. */
export interface BenchCity {
  database: Database;
  secret: Buffer;
  residents: string[];
  /** Publishes notices, spread over the pilot communities. */
  publish(count: number): Promise<{ id: string; community: string }[]>;
  /** A ticket of an open that lies long enough back. */
  ticket(resident: number, notice: { id: string; community: string }): string;
}

export const tokenOf = (n: number): string => `bench-token-${n}`;

export async function buildCity(url: string, residents: number): Promise<BenchCity> {
  const database = openPostgres(url, 4);
  const { db } = database;
  await migrate(db);
  const now = new Date();
  await loadDemoCity(db, now);
  // Numbers that the demo city's people, who were made in this same moment, cannot have.
  const first = BigInt(newId(new Date(now.getTime() - 60_000)));
  const homes = pilots.slice(0, 4);
  await sql`
    insert into person (id, home_code, created_at)
    select ${first.toString()}::bigint + n, (${sql.val(homes)}::text[])[n % 4 + 1], now() from generate_series(0, ${residents}::int - 1) n`.execute(
    db,
  );
  await sql`
    insert into session (token_hash, person_id, created_at, expires_at)
    select sha256(convert_to('bench-token-' || n, 'UTF8')), ${first.toString()}::bigint + n, now(), now() + interval '1 day'
    from generate_series(0, ${residents}::int - 1) n`.execute(db);
  await sql`analyze`.execute(db);
  const secret = await sharedSecret(db, 'read-ticket');
  const ids = Array.from({ length: residents }, (_, n) => (first + BigInt(n)).toString());
  return {
    database,
    secret,
    residents: ids,
    async publish(count) {
      const made = Array.from({ length: count }, (_, n) => ({
        id: newId(now),
        community: pilots[n % pilots.length] ?? '',
      }));
      const rows = sql`jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r (id bigint, community text)`;
      await sql`
        insert into notice (community_id, id, kind, title, body, byline, pictures, publish_at, made_by, created_at)
        select community, id, 'notice', '周四上午停水', repeat('周四上午九点停水,下午三点恢复。', 20), '社区书记', '[]', now() - interval '1 hour', 1, now()
        from ${rows}`.execute(db);
      await sql`insert into notice_count (community_id, notice_id) select community, id from ${rows}`.execute(db);
      return made;
    },
    ticket: (resident, notice) =>
      writeTicket(secret, {
        community: notice.community,
        notice: notice.id,
        open: newId(now),
        person: ids[resident] ?? '',
        openedAt: now.getTime() - 60_000,
      }),
  };
}

/** Read rows of long ago, of notices and people of their own: what a city has gathered after some campaigns. */
export async function addOldReads(database: Database, from: number, to: number): Promise<void> {
  await sql`
    insert into notice_read (community_id, notice_id, person_id, open_id, day, credited_at, home_code)
    select '230104009009', 1 + n / 10000, 1 + n % 10000, 1 + n, date '2026-09-01' + n / 500000, now(), '230104009009'
    from generate_series(${from}::int, ${to}::int - 1) n`.execute(database.db);
  await sql`vacuum analyze notice_read`.execute(database.db);
}
