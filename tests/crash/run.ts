import { sql } from 'kysely';
import { drift } from '../../cloud/credit/recount';
import { openPostgres, type Db } from '../../cloud/kit/database';
import { hashOf } from '../../cloud/kit/ids';
import { createPostgres } from '../kit/postgres';
import { buildCity, CAP, STOCK, tokenOf } from './city';
import { chance, readOne, type Told } from './client';
import { createServer } from './servers';

/**
 * `npm run test:crash [rounds] [seed]`: three server processes on a real PostgreSQL, phones that insist, and kill -9 of a
 * random server, or in every fourth round of PostgreSQL itself, at random moments. Afterwards every acknowledged credit
 * must exist once and every count must equal its rows. It talks to 127.0.0.1 only and stops by itself.
 */
const [rounds = 20, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const RESIDENTS = 400;
const PHONES = 48;
const READS_PER_ROUND = 1_500;
const KILLS_PER_ROUND = 4;
const PROCESSES = 3;

async function main(): Promise<void> {
  console.log(`${rounds} rounds, ${PROCESSES} processes, ${PHONES} phones, seed ${seed}`);
  const postgres = await createPostgres();
  const { notices } = await buildCity(postgres.url, RESIDENTS, 40);
  const servers = await Promise.all(
    Array.from({ length: PROCESSES }, () => createServer({ DATABASE_URL: postgres.url, DWELL_MS: '0' })),
  );
  const told: Told[] = [];
  const wrong: string[] = [];
  try {
    await Promise.all(servers.map((server) => server.start()));
    for (let round = 0; round < rounds; round++) {
      const random = chance(seed * 1_000 + round);
      const theDatabase = round % 4 === 3;
      let left = READS_PER_ROUND;
      let done = false;
      let kills = 0;
      const phones = Array.from({ length: PHONES }, async () => {
        while (left-- > 0) {
          const resident = Math.floor(random() * RESIDENTS);
          const notice = notices[Math.floor(random() * notices.length)] ?? '';
          told.push(await readOne(servers, random, resident, notice));
        }
      });
      const killer = (async () => {
        while (!done && kills < KILLS_PER_ROUND) {
          await new Promise((next) => setTimeout(next, 150 + random() * 500));
          if (done) return;
          kills++;
          if (theDatabase) {
            postgres.kill();
            postgres.start();
          } else {
            const server = servers[Math.floor(random() * servers.length)];
            server?.kill();
            await server?.start();
          }
        }
      })();
      await Promise.all([killer, Promise.all(phones).finally(() => (done = true))]);
      const found = await faults(postgres.url, told);
      wrong.push(...found.map((fault) => `round ${round + 1}: ${fault}`));
      console.log(
        `round ${round + 1}: ${theDatabase ? 'PostgreSQL' : 'a server'} killed ${kills} times; ${told.length} answers so far, ` +
          `${told.filter(({ outcome }) => outcome === 'repeated').length} of them heard by a retry; ` +
          `${found.length === 0 ? '0 lost, 0 doubled, 0 drift' : found.join('; ')}`,
      );
    }
    const slowest = Math.max(...(await Promise.all(servers.map((server) => server.stop()))));
    console.log(`SIGTERM: the slowest process stopped after ${Math.round(slowest)} ms`);
    if (slowest > 10_000) wrong.push('a process took longer than 10 s to stop');
  } finally {
    servers.forEach((server) => server.kill());
    postgres.remove();
  }
  console.log(`${rounds} rounds passed with ${told.length} acknowledged reads; seed ${seed}.`);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** Everything that is not as it was promised, in sentences. */
async function faults(url: string, told: readonly Told[]): Promise<string[]> {
  const { db, close } = openPostgres(url, 2);
  try {
    return [...(await lostOrDoubled(db, told)), ...(await drift(db)), ...(await broken(db))];
  } finally {
    await close();
  }
}

async function lostOrDoubled(db: Db, told: readonly Told[]): Promise<string[]> {
  const { rows } = await sql<{ token: string; notice: string; n: number; egg: boolean }>`
    select encode(s.token_hash, 'hex') as token, r.notice_id::text as notice, count(*)::int as n,
      bool_or(exists (select 1 from egg e where e.person_id = r.person_id and e.open_id = r.open_id)) as egg
    from notice_read r join session s on s.person_id = r.person_id group by 1, 2`.execute(db);
  const stored = new Map(rows.map((row) => [`${row.token} ${row.notice}`, row]));
  const found: string[] = [];
  const credited = new Set<string>();
  for (const { resident, notice, outcome, egg } of told) {
    const key = `${hashOf(tokenOf(resident)).toString('hex')} ${notice}`;
    const row = stored.get(key);
    if (row?.n !== 1)
      found.push(`resident ${resident} was told ${outcome} of ${notice}, and ${row?.n ?? 0} rows are there`);
    if (outcome === 'credited' && credited.has(key))
      found.push(`resident ${resident} was credited twice for ${notice}`);
    if (outcome === 'credited') credited.add(key);
    if (egg && !row?.egg) found.push(`resident ${resident} was told of an egg that is not there`);
  }
  return found;
}

async function broken(db: Db): Promise<string[]> {
  const { rows } = await sql<{ fault: string }>`
    select 'resident ' || person_id || ' has ' || count(*) || ' eggs' as fault from egg group by person_id, campaign_id having count(*) > ${CAP}::int
    union all select 'two eggs on one day for ' || person_id from egg group by person_id, day having count(*) > 1
    union all select community_id || ' laid ' || count(*) || ' of ${sql.raw(String(STOCK))}' from egg group by community_id having count(*) > ${STOCK}::int
    union all select community_id || ' has gaps in its eggs' from egg group by community_id, campaign_id having max(number) <> count(*)`.execute(
    db,
  );
  return rows.map((row) => row.fault);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
