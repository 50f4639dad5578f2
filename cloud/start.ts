import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { createApp } from './app';
import { loadDemoCity } from './demo/city';
import { hangDoors } from './demo/shops';
import { dropOrphans, folderStorage } from './files';
import { createChanges, hearOthers } from './kit/changes';
import { couponDrift } from './coupons';
import { drift } from './credit/recount';
import { figuresDrift } from './figures';
import { addDays, shanghaiDay, startOfDay, systemClock } from './kit/clock';
import type { Config } from './kit/config';
import { openPostgres, openTrial, type Database, type Db } from './kit/database';
import { sharedSecret } from './kit/secret';
import { ledgerDrift } from './ledger';
import { migrate } from './migrations';
import { sweep } from './kit/sweep';
import { stopPrinting } from './print';

/** Opens the database of the settings and brings it up to date. */
export async function openDatabase(config: Config): Promise<Database> {
  const database = config.databaseUrl ? openPostgres(config.databaseUrl) : await openTrial(config.dataDir);
  try {
    await migrate(database.db);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Config → database → demo city, if asked for → HTTP. Stops by itself on SIGINT and SIGTERM. */
export async function start(config: Config, say: (line: string) => void): Promise<FastifyInstance> {
  const database = await openDatabase(config);
  say(
    config.databaseUrl
      ? 'Database: PostgreSQL.'
      : `Trial database in ${resolve(config.dataDir)}: good for trying out, not for real use.`,
  );
  if (config.demo) await loadDemoCity(database.db, systemClock.now(), true);

  const changes = createChanges();
  const stopHearing = config.databaseUrl ? hearOthers(config.databaseUrl, changes) : undefined;

  const storage = folderStorage(config.dataDir);
  if (config.demo) await hangDoors(storage);
  const app = await createApp({
    changes,
    config,
    db: database.db,
    clock: systemClock,
    storage,
    h5: join(__dirname, '..', 'dist', 'h5'),
    logger: true,
  });
  const stopNights = everyNight(async () => {
    await dropOrphans(database.db, storage).catch((error: unknown) => {
      app.log.error({ err: error }, 'pictures of people who left could not be removed');
    });
    try {
      for (const difference of await nightWork(database.db)) app.log.error({ drift: difference }, 'a counter is off');
    } catch (error) {
      app.log.error({ err: error }, 'the work of the night failed');
    }
  });
  const stopChores = runChores(app);
  app.addHook('onClose', async () => {
    stopNights();
    await stopChores();
    await stopPrinting();
    await stopHearing?.();
    await database.close();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(app));
  await app.listen({ port: config.port, host: config.host });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  say(`家门口 is open: http://127.0.0.1:${port}`);
  return app;
}

/** A chore that waits for WeChat longer is left behind: what it had claimed is `unknown` or claimed anew, as after a crash. */
const LONGEST_CHORE_MS = 3_000;

/** Runs each chore, rests, and runs it again. @returns a function that stops once what is under way is done */
function runChores(app: FastifyInstance): () => Promise<void> {
  const end = new AbortController();
  const rest = (ms: number): Promise<unknown> =>
    sleep(ms, undefined, { signal: end.signal, ref: false }).catch(() => null);
  const underWay = Object.entries(app.chores).map(async ([chore, { work, restMs }]) => {
    while (!end.signal.aborted) {
      try {
        await work(() => !end.signal.aborted);
      } catch (error) {
        app.log.error({ err: error, chore }, 'a chore failed');
      }
      await rest(restMs);
    }
  });
  // New work ends with the first word of the stop; what is under way has until the connections are cut.
  app.addHook('preClose', async () => end.abort());
  return async () => {
    end.abort();
    await Promise.race([Promise.all(underWay), sleep(LONGEST_CHORE_MS, undefined, { ref: false })]);
  };
}

/** When the counters are counted again: 03:30 in Shanghai, when neighbours sleep. */
const NIGHT_MS = 3.5 * 3_600_000;

/** A number for the advisory lock under which one of several processes does the work of a night. */
export const NIGHT_LOCK = 20_261_125;

/**
 * Forgets what is over and counts every counter again, each unless another process is at it. Forgetting ends before the counting
 * begins: a recount that fails undoes none of it, and one that takes long holds nobody's row.
 * @returns each difference
 */
export async function nightWork(db: Db): Promise<string[]> {
  await alone(db, (tx) => sweep(tx, systemClock.now()));
  return (
    (await alone(db, async (tx) => [
      ...(await drift(tx)),
      ...(await couponDrift(tx)),
      ...(await booksDrift(tx)),
      ...(await figuresDrift(tx)),
    ])) ?? []
  );
}

/** Closed days are made again from their entries for two months after a campaign. */
const BOOKS_LOOKED_AT_DAYS = 62;
export const booksDrift = async (db: Db): Promise<string[]> =>
  ledgerDrift(db, await sharedSecret(db, 'ledger'), addDays(shanghaiDay(systemClock.now()), -BOOKS_LOOKED_AT_DAYS));

const alone = <T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T | null> =>
  db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ alone: boolean }>`select pg_try_advisory_xact_lock(${NIGHT_LOCK}) as alone`.execute(
      tx,
    );
    return rows[0]?.alone ? work(tx) : null;
  });

/** Does the work every night. @returns a function that stops */
function everyNight(work: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const now = systemClock.now();
    const tonight = startOfDay(shanghaiDay(now)).getTime() + NIGHT_MS;
    const next = tonight > now.getTime() ? tonight : tonight + 86_400_000;
    timer = setTimeout(() => void work().finally(wait), next - now.getTime());
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
}

const LONGEST_STOP_MS = 10_000;
/** After this, connections are cut, whatever they wait for. */
const LONGEST_ANSWER_MS = 5_000;
/** How often connections that have had their answer are closed: browsers and proxies keep them open and say nothing. */
const IDLE_MS = 100;

/** New work is refused with 503, what is under way is finished and answered, and then the process ends. */
function stop(app: FastifyInstance): void {
  setInterval(() => app.server.closeIdleConnections(), IDLE_MS).unref();
  setTimeout(() => app.server.closeAllConnections(), LONGEST_ANSWER_MS).unref();
  setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
  void app.close().then(() => process.exit(0));
}

/** For a program's last line: a start that fails says one sentence and no stack. */
export async function orStop(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    console.error(sentenceOf(error));
    process.exit(1);
  });
}

function sentenceOf(error: unknown): string {
  // A host with two addresses fails with both, in an error that has no words of its own.
  const first = (error instanceof AggregateError ? error.errors[0] : error) as NodeJS.ErrnoException & {
    port?: number;
  };
  if (first.code === 'EADDRINUSE') return `Cannot start: port ${first.port} is taken. Set PORT to another one.`;
  return first instanceof Error ? first.message : String(first);
}
