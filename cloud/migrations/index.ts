import { Migrator, type Kysely, type Migration } from 'kysely';
import type { Tables } from '../kit/tables';
import * as house from './0001-house';
import * as readCredit from './0002-read-credit';
import * as steadyPlans from './0003-steady-plans';
import * as wechat from './0004-wechat';
import * as merchants from './0005-merchants';
import * as service from './0006-service';
import * as reports from './0007-reports';
import * as households from './0008-households';
import * as ledger from './0009-ledger';
import * as handing from './0010-handing';
import * as figures from './0011-figures';
import * as desk from './0012-desk';
import * as batches from './0013-batches';

/** In order, forward only: a migration that has run anywhere is never edited. */
const migrations: Record<string, Migration> = {
  '0001-house': house,
  '0002-read-credit': readCredit,
  '0003-steady-plans': steadyPlans,
  '0004-wechat': wechat,
  '0005-merchants': merchants,
  '0006-service': service,
  '0007-reports': reports,
  '0008-households': households,
  '0009-ledger': ledger,
  '0010-handing': handing,
  '0011-figures': figures,
  '0012-desk': desk,
  '0013-batches': batches,
};

/**
 * Brings the database to this version, under an advisory lock, so that several processes may start together.
 * @throws one sentence when the database has been migrated by a newer version
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  // Kysely's word for a migration that has run here and that this program does not know.
  if (error instanceof Error && error.message.startsWith('corrupted migrations'))
    throw new Error(`Cannot start: the database is of a newer version than this program (${error.message}).`, {
      cause: error,
    });
  throw error instanceof Error ? error : new Error('The migrations failed.', { cause: error });
}
