import { sql } from 'kysely';
import { addDays, startOfDay } from '../../cloud/kit/clock';
import type { Db } from '../../cloud/kit/database';
import { sharedSecret } from '../../cloud/kit/secret';
import { auditLedger, closeDays, laidLine, proofOf, type EggRow } from '../../cloud/ledger';
import { climb, leafOf } from '../../cloud/ledger/tree';
import { openDatabase } from '../../cloud/start';
import { readConfig } from '../../cloud/kit/config';
import { createPostgres } from '../kit/postgres';

/**
 * `npm run bench:books`: a campaign of the size of the source (62 communities, 370,000 residents, 10 days, of whom 40 in 100 read each
 * day), laid, closed day by day, proved and audited, on a PostgreSQL of its own. What laying a day's rows costs by itself stands beside
 * what closing them costs. It prints what it measured, and asserts no time.
 */
const COMMUNITIES = 62;
const EGGS_A_DAY = Math.round((370_000 * 0.4) / COMMUNITIES);
const DAYS = 10;
const FIRST = '2026-09-28';
const RECEIPTS = 200;
const CAMPAIGN = '1';

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
const most = (all: readonly number[]): number => Math.max(...all);
async function timed<T>(work: () => Promise<T>): Promise<[ms: number, result: T]> {
  const began = performance.now();
  const result = await work();
  return [performance.now() - began, result];
}

async function lay(db: Db, day: string, nth: number): Promise<void> {
  await sql`insert into egg (community_id, campaign_id, person_id, day, number, notice_id, open_id, laid_at)
    select m.community_id, ${CAMPAIGN}::bigint, 1000000 * row_number() over (partition by e.n order by m.community_id) + e.n,
      ${day}::date, ${nth * EGGS_A_DAY}::integer + e.n, 77, 1000 + e.n, ${startOfDay(day)}::timestamptz + e.n * interval '7 seconds'
    from campaign_community m, generate_series(1, ${EGGS_A_DAY}::integer) as e (n)
    where m.campaign_id = ${CAMPAIGN}::bigint`.execute(db);
  await sql`update campaign_community set laid = laid + ${EGGS_A_DAY}::integer where campaign_id = ${CAMPAIGN}::bigint`.execute(
    db,
  );
}

async function main(): Promise<void> {
  const postgres = await createPostgres(['shared_buffers=512MB', 'max_wal_size=4GB']);
  const { db, close } = await openDatabase(readConfig({ DATABASE_URL: postgres.url }));
  try {
    await sql`insert into node (code, level, name, official_name, parent_code, is_open)
      values ('2301', 'city', '哈尔滨市', '哈尔滨市', null, false)`.execute(db);
    await sql`insert into node (code, level, name, official_name, parent_code, is_open)
      select '2301' || lpad(n::text, 8, '0'), 'community', '社区' || n, '社区' || n, '2301', true
      from generate_series(1, ${COMMUNITIES}::integer) as s (n)`.execute(db);
    const last = addDays(FIRST, DAYS - 1);
    await sql`insert into campaign (id, node_code, name, first_day, last_day, cap, pick_ups, created_at)
      values (${CAMPAIGN}::bigint, '2301', '抢蛋', ${FIRST}::date, ${last}::date, 10, '[]', now())`.execute(db);
    await sql`insert into campaign_community (community_id, campaign_id, first_day, last_day, cap)
      select code, ${CAMPAIGN}::bigint, ${FIRST}::date, ${last}::date, 10 from node where level = 'community'`.execute(
      db,
    );
    const key = await sharedSecret(db, 'ledger');
    const [laying, closing]: [number[], number[]] = [[], []];
    for (let nth = 0; nth < DAYS; nth++) {
      const day = addDays(FIRST, nth);
      laying.push((await timed(() => lay(db, day, nth)))[0]);
      await sql`analyze`.execute(db);
      const night = new Date(startOfDay(addDays(day, 1)).getTime() + 300_000);
      closing.push((await timed(() => closeDays(db, key, night, () => true)))[0]);
    }
    const { rows: eggs } = await sql<EggRow>`
      select * from egg where random() < ${(2 * RECEIPTS) / (EGGS_A_DAY * COMMUNITIES * DAYS)} limit ${RECEIPTS}`.execute(
      db,
    );
    const [proving, checking]: [number[], number[]] = [[], []];
    for (const egg of eggs) {
      const [ms, proof] = await timed(() => proofOf(db, key, egg, laidLine(egg)));
      proving.push(ms);
      const bytes = (hex = '') => Buffer.from(hex, 'hex');
      const steps = proof?.path.map(([side, other]) => [side, bytes(other)] as const) ?? [];
      const [took, root] = await timed(async () => climb(leafOf(proof?.line ?? '', bytes(proof?.salt)), steps));
      if (root.toString('hex') !== proof?.seal.root) throw new Error('A receipt does not lead to its root');
      checking.push(took);
    }
    const [auditMs, wrong] = await timed(() => auditLedger(db, key, CAMPAIGN));
    if (wrong.length > 0) throw new Error(wrong.slice(0, 5).join('\n'));
    const { rows } = await sql<{ n: number; heads: number }>`
      select (select count(*)::int from ledger_leaf) as n, (select count(*)::int from ledger_head) as heads`.execute(
      db,
    );
    console.log(`${rows[0]?.n} entries in ${rows[0]?.heads} closed days of ${COMMUNITIES} communities`);
    const line = (what: string, all: readonly number[], unit = 's', per = 1_000) =>
      console.log(
        `${what}: median ${(median(all) / per).toFixed(2)} ${unit}, most ${(most(all) / per).toFixed(2)} ${unit}`,
      );
    line('laying the rows of a day, and nothing else', laying);
    line('closing that day', closing);
    console.log(`closing / laying: ${(median(closing) / median(laying)).toFixed(2)}`);
    line(`a receipt with its proof (${eggs.length} of them)`, proving, 'ms', 1);
    line('checking one', checking, 'ms', 1);
    console.log(`auditing the whole campaign: ${(auditMs / 1_000).toFixed(1)} s, no difference`);
  } finally {
    await close();
    postgres.remove();
  }
}

void main();
