import { sql } from 'kysely';
import { drift } from '../../cloud/credit/recount';
import { pilots } from '../../cloud/demo/city';
import { addDays, shanghaiDay, startOfDay } from '../../cloud/kit/clock';
import { openPostgres, type Db } from '../../cloud/kit/database';
import { hashOf } from '../../cloud/kit/ids';
import { sharedSecret } from '../../cloud/kit/secret';
import { auditLedger, closeDays } from '../../cloud/ledger';
import { createPostgres } from '../kit/postgres';
import { buildCity, CAP, STOCK, tokenOf } from './city';
import { chance, handOne, readOne, type Handed, type Told } from './client';
import { createServer } from './servers';

/**
 * `npm run test:crash [rounds] [seed]`: three server processes on a real PostgreSQL, phones that insist, and kill -9 of a
 * random server, or in every fourth round of PostgreSQL itself, at random moments. Afterwards every acknowledged credit
 * and every acknowledged hand-over of an egg must exist once, every count must equal its rows, and the closed books theirs. It talks to 127.0.0.1 only and stops by itself.
 */
const [rounds = 20, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const RESIDENTS = 400;
const PHONES = 48;
const READS_PER_ROUND = Number(process.env.CRASH_READS ?? 1_500);
const KILLS_PER_ROUND = 4;
const PROCESSES = 3;
/** Desks that hand eggs out meanwhile, and how many eggs in a round. */
const DESKS = 6;
const HANDED_PER_ROUND = READS_PER_ROUND / 10;

async function main(): Promise<void> {
  console.log(`${rounds} rounds, ${PROCESSES} processes, ${PHONES} phones, seed ${seed}`);
  const postgres = await createPostgres();
  const { notices, campaignId } = await buildCity(postgres.url, RESIDENTS, 40);
  const servers = await Promise.all(
    Array.from({ length: PROCESSES }, () => createServer({ DATABASE_URL: postgres.url, DWELL_MS: '0' })),
  );
  const told: Told[] = [];
  const handed: Handed[] = [];
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
      let toHand = HANDED_PER_ROUND;
      const desks = Array.from({ length: DESKS }, async () => {
        while (toHand-- > 0) {
          const withEggs = told.filter(({ egg }) => egg);
          const resident =
            withEggs[Math.floor(random() * withEggs.length)]?.resident ?? Math.floor(random() * RESIDENTS);
          const at = resident % 4;
          const there = { campaignId, communityCode: pilots[at] ?? '' };
          handed.push(await handOne(servers, random, resident, RESIDENTS + at, there));
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
      await Promise.all([killer, Promise.all([...phones, ...desks]).finally(() => (done = true))]);
      const found = await faults(postgres.url, told, handed);
      wrong.push(...found.map((fault) => `round ${round + 1}: ${fault}`));
      console.log(
        `round ${round + 1}: ${theDatabase ? 'PostgreSQL' : 'a server'} killed ${kills} times; ${told.length} answers so far, ` +
          `${told.filter(({ outcome }) => outcome === 'repeated').length} of them heard by a retry; ` +
          `${handed.filter((one) => one.done).length} eggs handed over; ` +
          `${found.length === 0 ? '0 lost, 0 doubled, 0 drift' : found.join('; ')}`,
      );
    }
    wrong.push(...(await wrongBooks(postgres.url, campaignId)));
    const slowest = Math.max(...(await Promise.all(servers.map((server) => server.stop()))));
    console.log(`SIGTERM: the slowest process stopped after ${Math.round(slowest)} ms`);
    if (slowest > 10_000) wrong.push('a process took longer than 10 s to stop');
  } finally {
    servers.forEach((server) => server.kill());
    postgres.remove();
  }
  console.log(
    `${rounds} rounds passed with ${told.length} acknowledged reads and ${handed.filter(({ done }) => done).length} hand-overs; seed ${seed}.`,
  );
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** Everything that is not as it was promised, in sentences. */
async function faults(url: string, told: readonly Told[], handed: readonly Handed[]): Promise<string[]> {
  const { db, close } = openPostgres(url, 2);
  try {
    return [
      ...(await lostOrDoubled(db, told)),
      ...(await lostHandings(db, handed)),
      ...(await drift(db)),
      ...(await broken(db)),
    ];
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

/** Each egg that a desk was told it had handed over is written down, and none is written down that nobody had. */
async function lostHandings(db: Db, handed: readonly Handed[]): Promise<string[]> {
  const { rows } = await sql<{ token: string; eggs: number; collected: number; handings: number }>`
    select encode(s.token_hash, 'hex') as token,
      (select count(*)::int from egg e where e.person_id = s.person_id) as eggs,
      (select count(*)::int from ledger_entry l where l.person_id = s.person_id and l.reason = 'collected') as collected,
      (select coalesce(sum(count), 0)::int from egg_handing h where h.person_id = s.person_id and h.state = 'done') as handings
    from session s`.execute(db);
  const stored = new Map(rows.map((row) => [row.token, row]));
  const found = rows
    .filter(({ eggs, collected, handings }) => collected > eggs || collected !== handings)
    .map(
      ({ eggs, collected, handings }) => `${eggs} eggs, ${collected} entries and ${handings} hand-overs of one person`,
    );
  const acknowledged = new Set<number>();
  for (const { resident, done } of handed) {
    if (!done) continue;
    if (acknowledged.has(resident)) found.push(`resident ${resident} was handed one egg twice`);
    acknowledged.add(resident);
    if (stored.get(hashOf(tokenOf(resident)).toString('hex'))?.collected !== 1)
      found.push(`the egg that resident ${resident} was handed is not written down`);
  }
  return found;
}

/** Closes the books of a day that is over in the end, and makes them again from the rows. */
async function wrongBooks(url: string, campaignId: string): Promise<string[]> {
  const { db, close } = openPostgres(url, 2);
  try {
    const key = await sharedSecret(db, 'ledger');
    const night = new Date(startOfDay(addDays(shanghaiDay(new Date()), 1)).getTime() + 360_000);
    await closeDays(db, key, night, () => true);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ledger_leaf`.execute(db);
    console.log(`${rows[0]?.n ?? 0} entries closed`);
    return await auditLedger(db, key, campaignId);
  } finally {
    await close();
  }
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
