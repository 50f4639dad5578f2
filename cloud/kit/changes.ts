import { sql } from 'kysely';
import pg from 'pg';
import type { Db } from './database';

/** What may have become stale: what is kept about a person, what is published, or (in this process only) what was counted. */
export interface Change {
  person?: string;
  content?: boolean;
  counts?: boolean;
}

/**
 * Word of changes, to every process on the database. `announce` rides in the command's transaction and so reaches the
 * others only if it commits; `apply` tells this process at once, before the command is answered. A process that misses
 * word (its listening connection broke, or a pooler swallowed it) is stale for as long as its caches live: seconds.
 */
export interface Changes {
  announce(tx: Db, change: Change): Promise<void>;
  apply(change: Change): void;
  listen(to: (change: Change) => void): void;
}

const CHANNEL = 'jiamenkou';
const AGAIN_MS = 1_000;

export function createChanges(): Changes {
  const listeners: ((change: Change) => void)[] = [];
  return {
    announce: async (tx, change) =>
      void (await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(change)})`.execute(tx)),
    apply: (change) => listeners.forEach((listener) => listener(change)),
    listen: (to) => void listeners.push(to),
  };
}

/** Hears the other processes on a server PostgreSQL, for as long as this one runs. @returns a function that stops */
export function hearOthers(url: string, changes: Changes): () => Promise<void> {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    client = new pg.Client(url);
    client.on('notification', ({ payload }) => changes.apply(JSON.parse(payload ?? '{}') as Change));
    client.on('error', () => undefined);
    client.on('end', again);
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch {
      await client.end().catch(() => undefined);
      again();
    }
  };
  const again = (): void => {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), AGAIN_MS);
  };
  void connect();

  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}
