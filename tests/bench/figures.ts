import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { createApp } from '../../cloud/app';
import { figuresDrift, rollFigures } from '../../cloud/figures';
import { folderStorage } from '../../cloud/files';
import { addDays, shanghaiDay, startOfDay, systemClock } from '../../cloud/kit/clock';
import { readConfig } from '../../cloud/kit/config';
import type { Db } from '../../cloud/kit/database';
import { hashOf } from '../../cloud/kit/ids';
import { importDivisions } from '../../cloud/org/import';
import { openDatabase } from '../../cloud/start';
import { spans } from '../../types/measures';
import { createPostgres } from '../kit/postgres';
import { APP_HEADERS } from '../kit/town';

/**
 * `npm run bench:figures [reads]`: a year of a whole city, its 3,158 communities as they are, with ten million reads and as many opens,
 * rolled up by the chore, asked for over the wire, and counted again. On a PostgreSQL of its own. It prints what it measured, and
 * asserts no time; that the figures are the rows it does assert.
 */
const READS = Number(process.argv[2] ?? 10_000_000);
const DAYS = 365;
const NOTICES_A_YEAR = 48;
const REPORTS_A_YEAR = 20;
const HOUSEHOLDS = 50;
const MUST_KNOW = 12;
const BUSY = 300_000;
const ASKED = 200;
const PERSON = 1;
const TOKEN = 'bench-figures';

async function timed<T>(work: () => Promise<T>): Promise<[seconds: number, result: T]> {
  const began = performance.now();
  const result = await work();
  return [(performance.now() - began) / 1_000, result];
}
const atShare = (all: readonly number[], share: number): number =>
  [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0;

/** A year that ends today, written as it would have come: day by day. */
async function live(db: Db, now: Date): Promise<void> {
  const first = addDays(shanghaiDay(now), 1 - DAYS);
  const begin = sql`${startOfDay(first)}::timestamptz`;
  await sql`create table place as select code, (row_number() over (order by code))::int as nth from node where level = 'community'`.execute(
    db,
  );
  await sql`create unique index on place (nth)`.execute(db);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from place`.execute(db);
  const communities = rows[0]?.n ?? 0;

  await sql`insert into person (id, home_code, created_at) values (${PERSON}, null, now())`.execute(db);
  await sql`insert into role_grant values (${PERSON}, 'editor', '2301', now())`.execute(db);
  await sql`insert into session values (${hashOf(TOKEN)}, ${PERSON}, now(), now() + interval '1 day')`.execute(db);
  await sql`insert into household (community_id, id, building, unit, room, same, walk, made_by, made_at)
    select code, nth * 1000 + h, '1', '', h::text, h::text, h::text, 1, ${begin} from place, generate_series(1, ${HOUSEHOLDS}::int) h`.execute(
    db,
  );
  await sql`insert into notice (community_id, id, kind, title, body, byline, pictures, publish_at, made_by, created_at)
    select code, nth * 1000 + k, 'notice', '停水', '停水', '社区', '[]',
      ${begin} + (k * ${DAYS / NOTICES_A_YEAR}::float8 + 0.4) * interval '1 day', 1, now()
    from place, generate_series(0, ${NOTICES_A_YEAR - 1}::int) k`.execute(db);
  await sql`insert into notice (community_id, id, kind, title, body, byline, pictures, publish_at, made_by, created_at, must_know)
    select '2301', k, 'notice', '停水', '停水', '全市', '[]', ${begin} + (k * ${DAYS / MUST_KNOW}::float8 - 9) * interval '1 day', 1, now(), true
    from generate_series(1, ${MUST_KNOW}::int) k`.execute(db);
  await sql`insert into acknowledgement (community_id, notice_id, person_id, notice_place, version, household_id, at)
    select h.community_id, k, h.id, '2301', 1, h.id, now() from household h, generate_series(1, ${MUST_KNOW}::int) k
    where (h.id * 7 + k) % 5 = 0`.execute(db);
  await sql`insert into report (community_id, id, kind, standing, words, pictures, way, filed_by, filed_at, is_open, may_publish, doubtful,
      asked_at, answered_at, first_at, first_took_ms, first_kept, ends_at, shelf)
    select code, nth * 1000 + k, 'problem', 'closed', '灯坏了', '[]', 'app', 1, at, true, false, false,
      at, at, at + took, (extract(epoch from took) * 1000)::bigint, true, at + took, 3
    from place, generate_series(1, ${REPORTS_A_YEAR}::int) k,
      lateral (select ${begin} + (k * ${DAYS / REPORTS_A_YEAR}::float8 - 2 + (nth % 10)::float8 / 10) * interval '1 day' as at,
        ((nth * 31 + k * 17) % 240 + 1) * interval '37 seconds' as took) t`.execute(db);
  await sql`insert into report_line (community_id, report_id, id, step, by, person_id, at, words, pictures, score)
    select community_id, id, id * 10 + s.n, s.step, 'reporter', 1, first_at + s.n * interval '1 hour', null, '[]',
      case s.step when 'rate' then 5 + id % 6 end
    from report, (values (1, 'close'), (2, 'agree'), (3, 'rate')) as s (n, step)`.execute(db);

  for (let nth = 0; nth < DAYS; nth++) {
    const day = addDays(first, nth);
    const from = Math.floor((READS * nth) / DAYS);
    await comeIn(db, day, nth, from, Math.floor((READS * (nth + 1)) / DAYS) - from, communities);
  }
  await sql`vacuum analyze`.execute(db);
}

/** Opens of a day, and the reads that came of them: each by another resident, of the newest notice of a community. */
async function comeIn(
  db: Db,
  day: string,
  nth: number,
  from: number,
  count: number,
  communities: number,
): Promise<void> {
  const rows = sql`generate_series(${from}::bigint, ${from + count - 1}::bigint) n
    join place p on p.nth = 1 + (n * 7919) % ${communities}::int`;
  const notice = sql`p.nth * 1000 + ${Math.min(NOTICES_A_YEAR - 1, Math.floor((nth * NOTICES_A_YEAR) / DAYS))}::int`;
  const at = sql`${startOfDay(day)}::timestamptz + interval '8 hours' + (n % 36000) * interval '1 second'`;
  await sql`insert into notice_open (community_id, notice_id, id, person_id, day, opened_at)
    select p.code, ${notice}, 1000000000 + n, 100 + n, ${day}::date, ${at} from ${rows}`.execute(db);
  await sql`insert into notice_read (community_id, notice_id, person_id, open_id, day, credited_at, home_code)
    select p.code, ${notice}, 100 + n, 1000000000 + n, ${day}::date, ${at}, p.code from ${rows}`.execute(db);
}

async function main(): Promise<void> {
  const postgres = await createPostgres(['shared_buffers=1GB', 'max_wal_size=8GB', 'synchronous_commit=off']);
  const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-figures-'));
  const config = readConfig({ DATABASE_URL: postgres.url, DATA_DIR: folder, DEMO: '1' });
  const { db, close } = await openDatabase(config);
  const now = systemClock.now();
  const say = (line: string) => console.log(line);
  try {
    await importDivisions(
      db,
      readFileSync(join(__dirname, '..', '..', 'cloud', 'demo', 'divisions-harbin.csv'), 'utf8'),
    );
    await sql`update node set is_open = true where level = 'community'`.execute(db);
    const [wrote] = await timed(() => live(db, now));
    const { rows } = await sql<{
      reads: number;
      opens: number;
      places: number;
    }>`select (select count(*)::int from notice_read) as reads,
      (select count(*)::int from notice_open) as opens, (select count(*)::int from place) as places`.execute(db);
    say(
      `${rows[0]?.reads} reads and ${rows[0]?.opens} opens of ${rows[0]?.places} communities in ${DAYS} days, written in ${wrote.toFixed(0)} s`,
    );

    const [rolled] = await timed(() => rollFigures(db, now, () => true));
    say(`rolled up from nothing: ${rolled.toFixed(1)} s, a day in ${((rolled / DAYS) * 1_000).toFixed(0)} ms`);
    await sql`vacuum analyze figure_day`.execute(db);
    await sql`vacuum analyze figure_answer`.execute(db);
    const [idle] = await timed(() => rollFigures(db, now, () => true));
    say(`again, when nothing has happened: ${idle.toFixed(2)} s`);
    await comeIn(db, shanghaiDay(now), DAYS - 1, READS, BUSY, rows[0]?.places ?? 1);
    const [busy] = await timed(() => rollFigures(db, now, () => true));
    say(`a busy day’s ${BUSY} more reads and opens, everywhere: ${busy.toFixed(1)} s`);
    await sql`insert into household_word (community_id, notice_id, household_id, id, how, outcome, by_id, at, noted_at)
      select code, 1, nth * 1000 + 1, 1, 'door', 'told', 1, now(), now() from place where nth = 7`.execute(db);
    const [late] = await timed(() => rollFigures(db, now, () => true));
    say(`one household more that knows of what came out eleven months ago: ${late.toFixed(2)} s`);

    const app = await createApp({
      config,
      db,
      clock: systemClock,
      storage: folderStorage(folder),
      h5: join(folder, 'none'),
    });
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const { rows: sizes } = await sql<{ days: number; all: number; mb: number }>`
      select (select count(*)::int from figure_day where community_id = '2301') as days, (select count(*)::int from figure_day) as all,
        ((pg_total_relation_size('figure_day') + pg_total_relation_size('figure_answer')) / 1048576)::int as mb`.execute(
      db,
    );
    say(`the city has ${sizes[0]?.days} rows, all places together ${sizes[0]?.all}, in ${sizes[0]?.mb} MB`);
    for (const nodeCode of ['2301', '230104009009'])
      for (const by of spans) {
        const took: number[] = [];
        for (let n = 0; n < ASKED; n++) {
          const began = performance.now();
          const answer = await fetch(`${address}/1.1/functions/figures.community`, {
            method: 'POST',
            headers: { ...APP_HEADERS, 'Content-Type': 'application/json', 'X-LC-Session': TOKEN },
            body: JSON.stringify({ nodeCode, by }),
          });
          const { result, error } = (await answer.json()) as {
            result?: { total: { readers: number } };
            error?: string;
          };
          took.push(performance.now() - began);
          if (!result?.total.readers) throw new Error(`figures.community answers ${error ?? 'nothing'}`);
        }
        say(
          `figures of ${nodeCode} by ${by}: median ${atShare(took, 0.5).toFixed(1)} ms, ` +
            `95 in 100 within ${atShare(took, 0.95).toFixed(1)} ms, most ${Math.max(...took).toFixed(1)} ms (${ASKED} asked)`,
        );
      }
    await app.close();

    // The night after tomorrow every one of these days is over.
    const later = new Date(now.getTime() + 2 * 86_400_000);
    await rollFigures(db, later, () => true);
    const [recounted, wrong] = await timed(() => figuresDrift(db));
    say(
      `counted again: ${recounted.toFixed(1)} s, ${wrong.length === 0 ? 'no difference' : `${wrong.length} differences`}`,
    );
    if (wrong.length > 0) throw new Error(wrong.slice(0, 5).join('\n'));
    const { rows: sums } = await sql<{ figures: number; rows: number }>`
      select (select sum(readers)::int from figure_day where community_id = '2301') as figures, (select count(*)::int from notice_read) as rows`.execute(
      db,
    );
    say(`all reads of the city: the figures say ${sums[0]?.figures}, the rows are ${sums[0]?.rows}`);
    if (sums[0]?.figures !== sums[0]?.rows) throw new Error('The figures of the city are not its rows');
  } finally {
    await close();
    postgres.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
