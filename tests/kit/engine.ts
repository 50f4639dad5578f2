import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'kysely';
import pg from 'pg';
import { loadDemoCity } from '../../cloud/demo/city';
import { openPostgres, overPGlite, parsers, type Database, type Db } from '../../cloud/kit/database';
import { migrate } from '../../cloud/migrations';
import { inShanghai } from './clock';

/**
 * A fresh database per test file: the demo city is loaded once, and every file gets a copy. PGlite by default; a
 * template database on the server of `DATABASE_URL`, when that is set.
 */
export const OPENING = '2026-10-01 10:00:00';
const dump = join(__dirname, '..', '..', '.tests', 'town.tar');
const server = process.env.DATABASE_URL;
const TEMPLATE = 'jiamenkou_test_town';

export async function buildTemplate(): Promise<void> {
  if (server) {
    await onServer(`drop database if exists ${TEMPLATE} with (force)`, `create database ${TEMPLATE}`);
    const town = openPostgres(urlOf(TEMPLATE));
    await load(town);
    await town.close();
    return;
  }
  const lite = new PGlite({ parsers });
  const town = await overPGlite(lite);
  await load(town);
  mkdirSync(dirname(dump), { recursive: true });
  writeFileSync(dump, Buffer.from(await (await lite.dumpDataDir('none')).arrayBuffer()));
  await town.close();
}

async function load({ db }: Database): Promise<void> {
  await migrate(db);
  await loadDemoCity(db, new Date(inShanghai(OPENING)));
}

export async function copyOfTemplate(): Promise<Database> {
  if (!server) return overPGlite(new PGlite({ loadDataDir: new Blob([readFileSync(dump)]), parsers }));
  const name = `jiamenkou_test_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name} template ${TEMPLATE}`);
  const copy = openPostgres(urlOf(name));
  return {
    db: copy.db,
    close: async () => {
      await copy.close();
      await onServer(`drop database ${name} with (force)`);
    },
  };
}

/** A new database on the server of `DATABASE_URL`, with nothing in it: for the cloud as a process. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `jiamenkou_empty_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name}`);
  return { url: urlOf(name), drop: () => onServer(`drop database ${name} with (force)`) };
}

/** Whether races are run on a server, with real connections at once; PGlite has one session. */
export const onRealServer = server !== undefined;

/** Until some session of this database is held up by another's lock. */
export async function someoneWaits(db: Db): Promise<void> {
  const waiting = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await waiting.execute(db)).rows[0]?.n === 0) await new Promise((next) => setTimeout(next, 10));
}

function urlOf(database: string): string {
  const url = new URL(server ?? '');
  url.pathname = `/${database}`;
  return url.toString();
}

async function onServer(...statements: string[]): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
