import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { addDays, shanghaiDay, systemClock } from '../cloud/kit/clock';
import { readConfig } from '../cloud/kit/config';
import type { Database } from '../cloud/kit/database';
import { createSeal } from '../cloud/kit/seal';
import { drain } from '../cloud/messages';
import { openDatabase } from '../cloud/start';
import { createWechat } from '../cloud/wechat';
import { chance } from './crash/client';
import { inShanghai } from './kit/clock';
import { emptyDatabase, onRealServer } from './kit/engine';
import { killAll, startCloud, type CloudProcess } from './kit/process';
import { openStandIn, type StandIn } from './kit/wechat';

/** `SEED=…` chooses the delays, and who is killed when; the machine decides the rest. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const random = chance(seed);
const between = (least: number, most: number): number => least + random() * (most - least);

const PROCESSES = 3;
const MESSAGES = Number(process.env.OUTBOX ?? 1_500);
/** More than two processes claim at once, so that something is left when they are stopped. */
const STOPPED = 400;
/** So many are killed soon, before a quick machine has sent everything. */
const SOON = 3;
/** After so many they are left alone: an outbox that undoes its claims would else never be empty, and not show what it does. */
const MOST_KILLS = 15;
const why = onRealServer ? '' : ' (on a server only: a trial database is one process’s)';
jest.setTimeout(300_000);

(onRealServer ? describe : describe.skip)(`an outbox that several processes drain${why}`, () => {
  /** It is ten in the morning in Shanghai, tomorrow. */
  const aheadMs = inShanghai(`${addDays(shanghaiDay(new Date()), 1)} 10:00:00`) - Date.now();
  const clock = { now: () => new Date(Date.now() + aheadMs) };
  const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-outbox-'));
  const sealKey = 'ab'.repeat(32);
  let standIn: StandIn;
  let database: Database;
  let settings: Record<string, string>;
  let drop: () => Promise<void>;

  beforeEach(async () => {
    standIn = await openStandIn({ clock: systemClock });
    const empty = await emptyDatabase();
    drop = empty.drop;
    const own = { PUBLIC_URL: 'https://example.org', SEAL_KEY: sealKey, DATA_DIR: folder };
    settings = { ...own, ...standIn.settings, DATABASE_URL: empty.url, AHEAD_MS: String(aheadMs) };
    database = await openDatabase(readConfig(settings));
  });
  afterEach(async () => {
    killAll();
    await standIn.close();
    await database.close();
    await drop();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const startOne = (): CloudProcess => startCloud(settings, 'tests/kit/daytime.ts');

  /** A message for each of so many people. Whoever got it twice would not mind: WeChat itself must not hide a second one. */
  async function queue(messages: number): Promise<void> {
    const people = sql`select n, 'o-' || n as openid from generate_series(1, ${messages}::int) n`;
    await sql`insert into person (id, created_at) select n, now() from (${people}) p`.execute(database.db);
    await sql`insert into identity (provider, subject, person_id) select 'weapp', openid, n from (${people}) p`.execute(
      database.db,
    );
    await sql`insert into consent select n, 'notice', 1, 1 from (${people}) p`.execute(database.db);
    const fields = JSON.stringify(['停水', '江畔社区', clock.now().toISOString()]);
    await sql`insert into message (person_id, template, about, fields, page, due_at, made_at)
      select n, 'notice', 'notice:1', ${fields}::jsonb, 'x', ${clock.now()}, ${clock.now()} from (${people}) p`.execute(
      database.db,
    );
    for (let n = 1; n <= messages; n++) {
      standIn.visit(`o-${n}`);
      standIn.consent(`o-${n}`, 'tmpl-notice', 9);
      standIn.fail('send', { delayMs: between(20, 800) });
    }
  }

  const count = async (...states: ('queued' | 'sending' | 'sent' | 'unknown')[]): Promise<number> =>
    (await database.db.selectFrom('message').select('id').where('state', 'in', states).execute()).length;

  /** What a process finds out that comes along three minutes later: whose claims nobody answers for any more. */
  const later = () =>
    drain(
      database.db,
      createWechat({
        config: standIn.config,
        db: database.db,
        clock,
        seal: createSeal(Buffer.from(sealKey, 'hex')),
      }),
      standIn.config.templates,
      new Date(clock.now().getTime() + 3 * 60_000),
    );

  /** Everything that is not as it was promised, in sentences. */
  async function faults(): Promise<string[]> {
    const times = new Map<string, number>();
    for (const { openid } of standIn.sent) times.set(openid, (times.get(openid) ?? 0) + 1);
    const rows = await database.db.selectFrom('message').select(['person_id', 'state', 'error']).execute();
    return rows.flatMap(({ person_id, state, error }) => {
      const arrived = times.get(`o-${person_id}`) ?? 0;
      const isRight = state === 'sent' ? arrived === 1 : state === 'unknown' ? arrived <= 1 : arrived === 0;
      return isRight ? [] : [`message ${person_id} is ${state} (${error ?? ''}) and arrived ${arrived} times`];
    });
  }

  test('whose processes are killed (-9) at any moment sends every message once or says it is unknown, and none twice', async () => {
    await queue(MESSAGES);
    const running = new Set<CloudProcess>();
    const open = new Set<CloudProcess>();
    const run = (): void => {
      const one = startOne();
      running.add(one);
      one.origin.then(
        () => open.add(one),
        () => undefined,
      );
    };
    for (let n = 0; n < PROCESSES; n++) run();
    let kills = 0;
    while ((await count('queued')) > 0) {
      await pause(between(200, kills < SOON ? 500 : 2_000));
      const victim = [...open][Math.floor(random() * open.size)];
      if (!victim || kills === MOST_KILLS) continue;
      victim.kill('SIGKILL');
      await victim.ended;
      [running, open].forEach((all) => all.delete(victim));
      kills++;
      run();
    }
    killAll();
    await Promise.all([...running].map(({ ended }) => ended));
    await later();

    const [sent, unknown] = [await count('sent'), await count('unknown')];
    const seen = standIn.sent.length - sent;
    console.log(`seed ${seed}: ${kills} kills, ${sent} sent, ${unknown} unknown, of which ${seen} had arrived`);
    expect(await faults()).toEqual([]);
    expect(sent + unknown).toBe(MESSAGES);
    expect(kills).toBeGreaterThanOrEqual(SOON);
    expect(unknown).toBeGreaterThan(0);
  });

  test('whose processes are stopped (SIGTERM) leaves nothing unknown, and the next ones send the rest', async () => {
    await queue(STOPPED);
    const processes = Array.from({ length: 2 }, startOne);
    await Promise.all(processes.map(({ origin }) => origin));
    while ((await count('sent')) === 0) await pause(20);
    for (const one of processes) one.kill('SIGTERM');
    const ends = await Promise.all(processes.map(({ ended }) => ended));
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    const left = await count('queued');
    expect(left).toBeGreaterThan(0);
    expect([await count('sending'), await faults()]).toEqual([0, []]);

    const next = startOne();
    while ((await count('queued', 'sending')) > 0) await pause(50);
    next.kill('SIGTERM');
    await next.ended;
    console.log(`seed ${seed}: ${STOPPED - left} sent before the stop, ${left} by the next`);
    expect([await count('sent'), standIn.sent.length, await faults()]).toEqual([STOPPED, STOPPED, []]);
  });
});
