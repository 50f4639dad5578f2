import { Migrator, type Kysely, type Migration } from 'kysely';
import type { Tables } from '../kit/tables';
import * as house from './0001-house';
import * as readCredit from './0002-read-credit';

/** In order, forward only: a migration that has run anywhere is never edited. */
const migrations: Record<string, Migration> = { '0001-house': house, '0002-read-credit': readCredit };

/**
 * Brings the database to this version, under an advisory lock, so that several processes may start together.
 * @throws one sentence when the database has been migrated by a newer version
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const newer = (await migrator.getMigrations().catch(() => [])).length;
  const { error } = await migrator.migrateToLatest();
  if (!error) return;
  if (newer && error instanceof Error && /corrupted migrations/.test(error.message))
    throw new Error(`Cannot start: the database is of a newer version than this program (${error.message}).`);
  throw error;
}
