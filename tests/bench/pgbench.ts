import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { postgresPrograms } from '../kit/postgres';
import { TOKEN, type BenchCity } from './city';
import type { Measured } from './load';

/**
 * The credit's own statement, one row a transaction, sent by pgbench: what PostgreSQL alone does with it. Each run has
 * fresh notices; people are taken at random from some of their own, so a few of the rows are repetitions.
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
select c.* from bench_notice b, credit_reads(json_build_array(json_build_object('i', 0,
  'token', encode(sha256(convert_to('${TOKEN}' || :r, 'UTF8')), 'hex'), 'community_id', b.community, 'notice_id', b.id,
  'person_id', ${city.firstResident} + :r, 'open_id', 1, 'at', now(), 'day', (now() at time zone 'Asia/Shanghai')::date,
  'lays', true)), false) c
where b.n = :n;
`,
  );
  try {
    const where = ['-h', '127.0.0.1', '-p', new URL(url).port, '-U', 'postgres'];
    const how = ['-n', '-f', script, '-c', String(connections), '-j', '2', '-T', String(seconds)];
    const args = [...where, ...how, '-l', '--log-prefix', join(folder, 'log'), 'postgres'];
    const said = execFileSync(join(postgresPrograms() ?? '', 'pgbench'), args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    // The log's third column is what a transaction took, in microseconds.
    const times = readdirSync(folder)
      .filter((file) => file.startsWith('log'))
      .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
      .map((line) => Number(line.split(' ')[2]) / 1_000)
      .sort((a, b) => a - b);
    const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
    return { rate: Number(/tps = ([\d.]+)/.exec(said)?.[1]), p50: at(0.5), p99: at(0.99) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
