import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { postgresPrograms } from '../kit/postgres';
import type { BenchCity } from './city';
import type { Measured } from './load';

const TRANSACTIONS_PER_CLIENT = 12;

/**
 * The credit's own statement, one row a transaction, sent by pgbench: what PostgreSQL alone does with it. Each run has
 * fresh notices; people are taken at random, so a few of the rows are repetitions. Null where pgbench is not installed.
 */
export async function pgbench(
  url: string,
  city: BenchCity,
  load: { notices: number; connections: number },
): Promise<Measured | null> {
  const program = join(postgresPrograms() ?? '', 'pgbench');
  if (!existsSync(program)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-pgbench-'));
  const notices = await city.publish(load.notices);
  const { db } = city.database;
  await sql`drop table if exists bench_notice`.execute(db);
  await sql`create table bench_notice (n integer primary key, id bigint, community text)`.execute(db);
  await sql`
    insert into bench_notice select ordinality - 1, (value ->> 'id')::bigint, value ->> 'community'
    from jsonb_array_elements(${JSON.stringify(notices)}::jsonb) with ordinality`.execute(db);
  const script = join(folder, 'credit.sql');
  writeFileSync(
    script,
    `\\set r random(0, ${city.residents.length - 1})
\\set n random(0, ${load.notices - 1})
select c.* from bench_notice b, person p, credit_reads(json_build_array(json_build_object('i', 0, 'community_id', b.community,
  'notice_id', b.id, 'person_id', p.id, 'open_id', 1, 'at', now(), 'day', (now() at time zone 'Asia/Shanghai')::date, 'lays', true, 'home_code', p.home_code))) c
where b.n = :n and p.id = ${city.residents[0]}::bigint + :r;
`,
  );
  try {
    const args = [
      '-n',
      '-h',
      '127.0.0.1',
      '-p',
      new URL(url).port,
      '-U',
      'postgres',
      '-f',
      script,
      '-c',
      String(load.connections),
    ];
    const more = [
      '-j',
      '2',
      '-t',
      String(TRANSACTIONS_PER_CLIENT),
      '-l',
      '--log-prefix',
      join(folder, 'log'),
      'postgres',
    ];
    const said = execFileSync(program, [...args, ...more], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const rate = Number(/tps = ([\d.]+)/.exec(said)?.[1] ?? 0);
    const times = readdirSync(folder)
      .filter((name) => name.startsWith('log'))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
      .map((line) => Number(line.split(' ')[2]) / 1_000)
      .sort((a, b) => a - b);
    const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
    return { rate, p50: at(0.5), p99: at(0.99), statuses: {} };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
