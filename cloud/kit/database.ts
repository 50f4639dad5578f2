import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { lockFolder } from './lock';
import type { Tables } from './tables';

export type Db = Kysely<Tables>;

export interface Database {
  db: Db;
  close(): Promise<void>;
}

const BIGINT = 20;
const DATE = 1082;
const BYTEA = 17;
/** Ids are strings and days are `YYYY-MM-DD`, on both engines: JavaScript has no number for the one and no type for the other. */
const asWritten = (text: string): string => text;

/** Server PostgreSQL, 15 or newer. */
export function openPostgres(url: string, connections = 10): Database {
  const types = {
    getTypeParser: ((oid: number, format?: 'text'): unknown =>
      oid === BIGINT || oid === DATE
        ? asWritten
        : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  };
  // A connection is kept for as long as it lives: a new one makes all its plans again, and the morning's rush, which
  // comes after a quiet night, would wait for them.
  const pool = new pg.Pool({ connectionString: url, max: connections, idleTimeoutMillis: 0, types });
  // A connection that dies is replaced at the next use, and its query fails by itself; without these listeners, idle or
  // busy, it would take the process with it.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, close: () => db.destroy() };
}

/**
 * The trial database: PGlite in a folder that this process holds alone. It never syncs to disk, so it is for trying
 * out and for tests.
 */
export async function openTrial(dataDir: string): Promise<Database> {
  const folder = join(dataDir, 'trial');
  mkdirSync(folder, { recursive: true });
  const unlock = await lockFolder(dataDir);
  const database = await overPGlite(new PGlite(folder, { parsers }));
  return {
    db: database.db,
    close: async () => {
      await database.close();
      await unlock();
    },
  };
}

/** PGlite would give bare bytes where pg gives a Buffer. */
const asBuffer = (written: string): Buffer => Buffer.from(written.slice(2), 'hex');
export const parsers = { [BIGINT]: asWritten, [DATE]: asWritten, [BYTEA]: asBuffer };

/** PGlite behind the interface of pg's pool, so that Kysely's own PostgreSQL dialect serves both engines. */
export async function overPGlite(lite: PGlite): Promise<Database> {
  await lite.waitReady;
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolOfOne(lite) }) });
  return { db, close: () => db.destroy() };
}

/** PGlite has one session: whoever connects waits until the one before has released it. */
function poolOfOne(lite: PGlite): PostgresPool {
  let turn = Promise.resolve();
  const connect = async (): Promise<PostgresPoolClient> => {
    let release = (): void => undefined;
    const mine = turn;
    turn = new Promise((done) => (release = done));
    await mine;
    return {
      query: async (text: unknown, params?: readonly unknown[]) => {
        const statement = String(text);
        // Parameters need the extended protocol, which takes one statement; migrations send many and none.
        if (!params?.length) {
          const results = await lite.exec(statement);
          const last = results[results.length - 1];
          return { command: 'UPDATE', rowCount: last?.affectedRows ?? 0, rows: last?.rows ?? [] };
        }
        const result = await lite.query(statement, [...params]);
        return { command: 'UPDATE', rowCount: result.affectedRows ?? 0, rows: result.rows };
      },
      release,
    } as PostgresPoolClient;
  };
  return { connect, end: () => lite.close() };
}
