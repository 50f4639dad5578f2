import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createPostgres, postgresPrograms } from '../kit/postgres';
import { addOldReads, buildCity, openCity } from './city';
import { answerOf, fire, type Load, type Measured } from './load';
import { startParse } from './parse';
import { pgbench } from './pgbench';
import { run, type Running } from './process';
import {
  BARE,
  FEED,
  FEW,
  goalsOf,
  GROWN,
  HOT,
  LOTS,
  MANY,
  OURS,
  PARSE,
  PGBENCH,
  report,
  SINGLE,
  summarise,
} from './table';
import type { Seen } from './table';

/**
 * `npm run bench [rounds]`: ours beside its peers, in interleaved rounds of one run on one machine, the load included.
 * Needs Debian's `postgresql` and `wrk`. It talks to 127.0.0.1 only and stops by itself.
 */
const [rounds = 5] = process.argv.slice(2).map(Number);
const CREDITS = [
  { name: HOT, notices: 1, connections: 64 },
  { name: MANY, notices: 1_000, connections: 64 },
  { name: 'one hot notice, 256 connections', notices: 1, connections: 256 },
  { name: '1,000 notices, 256 connections', notices: 1_000, connections: 256 },
];
const SECONDS = { fast: 2, slow: 3 };
/** More credits than a system can answer in its seconds: each is sent once. */
const ENOUGH = { ours: 32_000, single: 6_000, parse: 2_500 };
const OLD_READS = { few: 10_000, lots: 10_000_000 };
const CONNECTIONS = 64;

const seen: Seen[] = [];
let round = 0;
const add = (load: string, system: string, measured: Measured): void =>
  void seen.push({ round, load, system, ...measured });

async function main(): Promise<void> {
  const postgres = await createPostgres(['shared_buffers=2GB', 'max_wal_size=8GB', 'max_connections=320']);
  const stops: (() => void)[] = [() => postgres.remove()];
  const start = async (program: string, env: Record<string, string>): Promise<Running> => {
    const running = await run(program, env);
    stops.unshift(() => running.stop());
    return running;
  };
  try {
    const of = (database: string): string => postgres.url.replace(/postgres$/, database);
    const grown = of('grown');
    await buildCity(postgres.url, (rounds + 1) * ((CREDITS.length + 1) * ENOUGH.ours + CREDITS.length * ENOUGH.single));
    await addOldReads(postgres.url, 0, OLD_READS.few);
    createDatabase(postgres.url, 'grown', '--template=postgres');
    createDatabase(postgres.url, 'parse');
    await addOldReads(grown, OLD_READS.few, OLD_READS.lots);
    const [city, grownCity] = [await openCity(postgres.url), await openCity(grown)];
    stops.unshift(() => void Promise.all([city.database.close(), grownCity.database.close()]).catch(() => undefined));

    const cloud = (url: string) => start('../../cloud/main.ts', { DATABASE_URL: url, DWELL_MS: '0' });
    const bare = await start('bare.ts', {});
    const ours = await cloud(postgres.url);
    const single = await start('single.ts', { DATABASE_URL: postgres.url });
    const parse = await startParse(of('parse'));
    stops.unshift(() => parse.stop());
    const ofGrown = await cloud(grown);

    /** The bare route answers what ours answers to that very request. */
    const bareLike = async (load: Load): Promise<Load> => {
      const request = load.requests[0];
      if (!request) throw new Error('A load without a request');
      await fetch(`http://127.0.0.1:${bare.port}/answer`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/octet-stream' },
        body: new Uint8Array(await answerOf(ours.port, request)),
      });
      return { again: true, requests: [request] };
    };
    const fast = (port: number, load: Load, connections = CONNECTIONS) => fire(port, load, connections, SECONDS.fast);
    const slow = (port: number, load: Load, connections: number) => fire(port, load, connections, SECONDS.slow);

    // Every program is warm before the first round: its code is compiled, its plans are made.
    for (const one of [ours, ofGrown])
      await fast(one.port, await (one === ours ? city : grownCity).credits(ENOUGH.ours, 1));
    await slow(single.port, await city.credits(ENOUGH.single, 1), CONNECTIONS);
    await slow(parse.port, await parse.credits(ENOUGH.parse, 1), CONNECTIONS);

    for (round = 1; round <= rounds; round++) {
      for (const { name, notices, connections } of CREDITS) {
        const credits = await city.credits(ENOUGH.ours, notices);
        const same = await bareLike(await city.credits(1, 1));
        add(name, BARE, await fast(bare.port, same, connections));
        add(name, OURS, await fast(ours.port, credits, connections));
        add(name, SINGLE, await slow(single.port, await city.credits(ENOUGH.single, notices), connections));
        add(name, PARSE, await slow(parse.port, await parse.credits(ENOUGH.parse, notices), connections));
        // With more connections it would mostly make plans: each makes its own.
        if (connections === CONNECTIONS)
          add(name, PGBENCH, await pgbench(postgres.url, city, { notices, connections }, SECONDS.slow));
      }

      const opening = 'opening a card, 64 connections';
      const opens = await city.opens();
      add(opening, BARE, await fast(bare.port, await bareLike(opens)));
      add(opening, OURS, await fast(ours.port, opens));

      const feed = city.feed();
      add(FEED, BARE, await fast(bare.port, await bareLike(feed)));
      add(FEED, OURS, await fast(ours.port, feed));
      add(
        FEED,
        `${OURS}, not modified`,
        await fast(ours.port, city.feed({ 'If-None-Match': await etagOf(ours.port, feed) })),
      );

      const feeds = await city.feeds();
      for (const [rows, { port }, its] of [
        [FEW, ours, city],
        [LOTS, ofGrown, grownCity],
      ] as const) {
        add(GROWN.reads, rows, await fast(port, await its.credits(ENOUGH.ours, 1)));
        add(GROWN.feeds, rows, await fast(port, feeds));
      }
      console.log(`round ${round} of ${rounds}`);
    }

    const memory = {
      bare: bare.memory(),
      ours: ours.memory(),
      single: single.memory(),
      'Parse Server': parse.memory(),
    };
    publish(memory);
  } finally {
    for (const stop of stops) stop();
  }
}

function createDatabase(url: string, name: string, ...how: string[]): void {
  const where = ['-h', '127.0.0.1', '-p', new URL(url).port, '-U', 'postgres'];
  execFileSync(join(postgresPrograms() ?? '', 'createdb'), [...where, ...how, name]);
}

async function etagOf(port: number, { requests: [request] }: Load): Promise<string> {
  const { path = '', headers = {}, body } = request ?? {};
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return answer.headers.get('etag') ?? '';
}

/** Prints the tables, and writes them and every round as JSON. */
function publish(memory: Record<string, number>): void {
  const megabytes = Object.entries(memory).map(([name, mb]) => `${name} ${Math.round(mb)} MB`);
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'cpu'}, Node ${process.version}`;
  const date = new Date().toISOString().slice(0, 10);
  const about = [
    `Memory after the rounds: ${megabytes.join(', ')}.`,
    `${machine}; medians of ${rounds} interleaved rounds, and of their ratios; ${date}.`,
  ];
  console.log(`\n${report(seen, about)}`);
  const folder = join(__dirname, '..', '..', '.tests');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'bench.json'),
    JSON.stringify({ date, machine, rounds, memory, rows: summarise(seen), goals: goalsOf(seen), seen }, null, 2),
  );
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
