import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { APP_HEADERS, JIANGPAN } from '../kit/town';
import { createPostgres, postgresPrograms } from '../kit/postgres';
import { addOldReads, buildCity, tokenOf, type BenchCity } from './city';
import { fire, post, type Measured } from './load';
import { startParse } from './parse';
import { pgbench } from './pgbench';
import { run } from './process';
import { printTable, summarise, type Row } from './table';

/**
 * `npm run bench [rounds]`: ours beside its peers, in interleaved rounds of one run on one machine, the load included.
 * Needs Debian's `postgresql`. It talks to 127.0.0.1 only and stops by itself.
 */
const [rounds = 3] = process.argv.slice(2).map(Number);
const LOADS = [
  { name: 'one hot notice', notices: 1, connections: 64 },
  { name: 'one hot notice', notices: 1, connections: 256 },
  { name: '1,000 notices', notices: 1_000, connections: 64 },
  { name: '1,000 notices', notices: 1_000, connections: 256 },
];
/** How many requests one measurement sends: enough for some seconds of each. */
const REQUESTS = { bare: 20_000, ours: 8_000, single: 1_000, parse: 250 };
const OLD_READS = { few: 10_000, many: 10_000_000 };
const FEED = post('/1.1/functions/notices.list', APP_HEADERS, { communityCode: JIANGPAN });

async function main(): Promise<void> {
  const postgres = await createPostgres(['shared_buffers=1GB', 'max_wal_size=4GB', 'max_connections=320']);
  const stops: (() => void)[] = [() => postgres.remove()];
  try {
    const residents = (rounds + 1) * (LOADS.length * (REQUESTS.ours + REQUESTS.single) + 2 * REQUESTS.ours);
    const city = await buildCity(postgres.url, residents);
    stops.unshift(() => void city.database.close().catch(() => undefined));
    await addOldReads(city.database, 0, OLD_READS.few);
    execFileSync(join(postgresPrograms() ?? '', 'createdb'), [
      '-h',
      '127.0.0.1',
      '-p',
      new URL(postgres.url).port,
      '-U',
      'postgres',
      'parse',
    ]);

    const env = { DATABASE_URL: postgres.url, DWELL_MS: '0' };
    const bare = await run('bare.ts', {});
    const ours = await run('../../cloud/main.ts', env);
    const single = await run('single.ts', env);
    const parse = await startParse(postgres.url.replace(/postgres$/, 'parse'));
    stops.unshift(...[bare, ours, single, parse].map((server) => () => server.stop()));

    const bench = new Bench(city);
    for (let round = 0; round < rounds; round++) {
      for (const load of LOADS) {
        const of = `${load.name}, ${load.connections} connections`;
        await bench.measure(of, 'a bare Fastify route', bare.port, bench.same(REQUESTS.bare), load.connections);
        await bench.measure(of, 'ours', ours.port, await bench.credits(REQUESTS.ours, load.notices), load.connections);
        await bench.measure(
          of,
          'one transaction per request',
          single.port,
          await bench.credits(REQUESTS.single, load.notices),
          load.connections,
        );
        await bench.measure(
          of,
          'Parse Server 9.10',
          parse.port,
          await parse.requests(REQUESTS.parse, load.notices),
          load.connections,
        );
        bench.add(of, 'PostgreSQL alone (pgbench)', await pgbench(postgres.url, city, load));
      }
      const [notice] = await city.publish(1);
      await bench.measure(
        'opening a card, 64 connections',
        'a bare Fastify route',
        bare.port,
        bench.same(REQUESTS.bare),
        64,
      );
      await bench.measure(
        'opening a card, 64 connections',
        'ours',
        ours.port,
        bench.opens(REQUESTS.ours, notice?.id ?? ''),
        64,
      );
      const etag = await etagOf(ours.port);
      const feedAgain = post(
        '/1.1/functions/notices.list',
        { ...APP_HEADERS, 'If-None-Match': etag },
        { communityCode: JIANGPAN },
      );
      await bench.measure('the feed, 64 connections', 'a bare Fastify route', bare.port, bench.same(REQUESTS.bare), 64);
      await bench.measure('the feed, 64 connections', 'ours', ours.port, Array<Buffer>(REQUESTS.bare).fill(FEED), 64);
      await bench.measure(
        'the feed, 64 connections',
        'ours, not modified',
        ours.port,
        Array<Buffer>(REQUESTS.bare).fill(feedAgain),
        64,
      );
      console.log(`round ${round + 1} of ${rounds}`);
    }
    const memory = { bare: bare.memory(), ours: ours.memory(), single: single.memory(), parse: parse.memory() };

    // The same load once more, after the city has gathered a thousand times as many reads.
    const filled = 'one hot notice, 64 connections, by read rows';
    for (let round = 0; round < rounds; round++)
      await bench.measure(filled, '10 thousand', ours.port, await bench.credits(REQUESTS.ours / 2, 1), 64);
    await addOldReads(city.database, OLD_READS.few, OLD_READS.many);
    for (let round = 0; round < rounds; round++) {
      await bench.measure(filled, '10 million', ours.port, await bench.credits(REQUESTS.ours / 2, 1), 64);
      await bench.measure(
        'the feed, 64 connections',
        'ours, 10 million reads',
        ours.port,
        Array<Buffer>(REQUESTS.bare).fill(FEED),
        64,
      );
    }
    report(summarise(bench.seen), memory);
  } finally {
    stops.forEach((stop) => stop());
  }
}

class Bench {
  readonly seen: { load: string; system: string; measured: Measured }[] = [];
  private used = 0;

  constructor(private readonly city: BenchCity) {}

  async measure(load: string, system: string, port: number, requests: Buffer[], connections: number): Promise<void> {
    const measured = await fire(port, requests, connections);
    const answered = measured.statuses['200'] ?? measured.statuses['304'] ?? 0;
    if (answered !== requests.length) throw new Error(`${system}, ${load}: ${JSON.stringify(measured.statuses)}`);
    this.add(load, system, measured);
  }

  add(load: string, system: string, measured: Measured | null): void {
    if (measured) this.seen.push({ load, system, measured });
  }

  same(count: number): Buffer[] {
    return Array<Buffer>(count).fill(this.credit(0, 'x'.repeat(160)));
  }

  /** Credits of people who have not read before, of fresh notices. */
  async credits(count: number, notices: number): Promise<Buffer[]> {
    const fresh = await this.city.publish(notices);
    return Array.from({ length: count }, (_, n) => {
      const resident = this.used++;
      const notice = fresh[n % notices];
      return this.credit(resident, notice ? this.city.ticket(resident, notice) : '');
    });
  }

  /** Two hundred neighbours open one card again and again: their sessions are warm. */
  opens(count: number, noticeId: string): Buffer[] {
    return Array.from({ length: count }, (_, n) =>
      post('/1.1/functions/notices.open', { ...APP_HEADERS, 'X-LC-Session': tokenOf(n % 200) }, { noticeId }),
    );
  }

  private credit(resident: number, readTicket: string): Buffer {
    const headers = { ...APP_HEADERS, 'X-LC-Session': tokenOf(resident), 'X-LC-UA': 'LeanCloud-JS-SDK/4.15.2' };
    return post('/1.1/functions/notices.credit', headers, { readTicket });
  }
}

async function etagOf(port: number): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/1.1/functions/notices.list`, {
    method: 'POST',
    headers: { ...APP_HEADERS, 'content-type': 'application/json' },
    body: JSON.stringify({ communityCode: JIANGPAN }),
  });
  return answer.headers.get('etag') ?? '';
}

function report(rows: Row[], memory: Record<string, number>): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, Node ${process.version}`;
  printTable(rows);
  const megabytes = Object.entries(memory).map(([name, mb]) => `${name} ${Math.round(mb)} MB`);
  console.log(
    `\nMemory after the rounds: ${megabytes.join(', ')}.\n${machine}, medians of ${rounds} interleaved rounds, ${new Date().toISOString().slice(0, 10)}.`,
  );
  const folder = join(__dirname, '..', '..', '.tests');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'bench.json'),
    JSON.stringify({ at: new Date().toISOString(), machine, rounds, memory, rows }, null, 2),
  );
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
