import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { postgresPrograms } from '../kit/postgres';
import { TOKEN, type BenchCity } from './city';
import type { Measured } from './load';

const WARM_UP_S = 4;

/**
 * The credit's own statement, one row a transaction, sent by pgbench: what PostgreSQL alone does with it. Each run has
 * fresh notices; people are taken at random from some of their own, so a few of the rows are repetitions. Its first
 * seconds, in which every connection makes its plans, are not counted.
 */
export async function pgbench(
  url: string,
  city: BenchCity,
  { notices, connections }: { notices: number; connections: number },
  seconds: number,
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-pgbench-'));
  const script = join(folder, 'credit.sql');
  const { db } = city.database;
  const fresh = JSON.stringify(await city.publish(notices));
  await sql`drop table if exists bench_notice`.execute(db);
  await sql`
    create table bench_notice as select ordinality - 1 as n, (value ->> 'id')::bigint as id, value ->> 'community' as community
    from jsonb_array_elements(${sql.lit(fresh)}::jsonb) with ordinality`.execute(db);
  await sql`alter table bench_notice add primary key (n)`.execute(db);
  writeFileSync(
    script,
    `\\set r random(${city.strangers.from}, ${city.strangers.to - 1})
\\set n random(0, ${notices - 1})
select c.* from bench_notice b, credit_reads(array[sha256(convert_to('${TOKEN}' || :r, 'UTF8'))], array[b.community], array[b.id],
  array[${city.firstResident} + :r], array[1::bigint], array[now()], array[(now() at time zone 'Asia/Shanghai')::date],
  array[null::text], array[null::integer], array[true], false) c
where b.n = :n;
`,
  );
  try {
    const where = ['-h', '127.0.0.1', '-p', new URL(url).port, '-U', 'postgres'];
    const how = ['-n', '-f', script, '-c', String(connections), '-j', '2', '-T', String(WARM_UP_S + seconds)];
    const args = [...where, ...how, '-l', '--log-prefix', join(folder, 'log'), 'postgres'];
    execFileSync(join(postgresPrograms() ?? '', 'pgbench'), args, { stdio: 'ignore' });
    // A line of the log: client, transaction, microseconds it took, script, and the second it ended in.
    const lines = readdirSync(folder)
      .filter((file) => file.startsWith('log'))
      .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
      .map((line) => line.split(' ').map(Number));
    const last = Math.max(...lines.map((line) => line[4] ?? 0));
    // The second it stopped in is a part of one, and not counted either.
    const counted = lines.filter(([, , , , second = 0]) => second < last && second >= last - seconds);
    const times = counted.map((line) => (line[2] ?? 0) / 1_000).sort((a, b) => a - b);
    const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
    return { rate: times.length / seconds, p50: at(0.5), p99: at(0.99) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
