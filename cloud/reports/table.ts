import { sql } from 'kysely';
import { addDays, startOfDay } from '../kit/clock';
import type { Db } from '../kit/database';
import type { Handlers } from '../kit/serve';
import { createAddresses, csvOf, type Cell } from '../kit/table';
import { places, usablePlace } from '../org';
import { gridsOf } from '../service';
import { stateOf } from './lifecycle';
import { below, joinersOf, type ReportRow } from './queries';
import { withoutNumbers } from './rules';
import { words } from './words';

/** What a table is of: the reports raised at a node and below it, from one Shanghai day to another. */
interface Wanted {
  code: string;
  firstDay: string;
  lastDay: string;
  as: 'csv' | 'xlsx';
}

/** Rows are read so many at a time, each batch by itself: no transaction stays open while somebody downloads. */
const BATCH = 1_000;

/** Tables of reports, behind addresses that end. */
export interface Tables {
  addressOf(origin: string, wanted: Wanted, now: Date): { url: string; until: Date };
  /** What an address shows. @throws Refusal `wire.unknownPath` when it is not ours, or too old */
  read(name: string, now: Date): Wanted;
}

/** @param key known to every process of this cloud, and to nobody else */
export function createTables(key: Buffer): Tables {
  const addresses = createAddresses(key, 'tables');
  return {
    addressOf: (origin, { code, firstDay, lastDay, as }, now) =>
      addresses.addressOf(origin, `${code}_${firstDay}_${lastDay}`, as, now),
    read(name, now) {
      const { text, as } = addresses.read(name, now);
      const [code = '', firstDay = '', lastDay = ''] = text.split('_');
      return { code, firstDay, lastDay, as: as as Wanted['as'] };
    },
  };
}

/** Gives the address of a table; that somebody asked for it stands in the audit log. */
export const exporting =
  (tables: Tables): Handlers['reports']['export'] =>
  async ({ communityCode, nodeCode, firstDay, lastDay, as }, { db, now, origin }) => {
    const code = nodeCode ?? communityCode ?? '';
    await usablePlace(db, code);
    const { url, until } = tables.addressOf(origin, { code, firstDay, lastDay, as }, now);
    return { url, until: until.toISOString() };
  };

/** The table itself, in bytes, as fast as whoever downloads it takes them. */
export async function tableOf(db: Db, wanted: Wanted, now: Date): Promise<ReadableStream<Uint8Array>> {
  const rows = rowsOf(db, wanted, now);
  if (wanted.as === 'xlsx') {
    const { writeXlsxStream } = await import('hucre/xlsx');
    return writeXlsxStream(rows, {
      name: words.table.name,
      columns: words.table.columns.map((header) => ({ header })),
      freezePane: { rows: 1 },
    });
  }
  return csvOf(rows, words.table.columns);
}

async function* rowsOf(db: Db, { code, firstDay, lastDay }: Wanted, now: Date): AsyncGenerator<Cell[]> {
  let after: Pick<ReportRow, 'community_id' | 'id'> = { community_id: '', id: '0' };
  for (;;) {
    const { community_id, id } = after;
    const reports = await db
      .selectFrom('report')
      .selectAll()
      .where(below('community_id', code))
      .where('filed_at', '>=', startOfDay(firstDay))
      .where('filed_at', '<', startOfDay(addDays(lastDay, 1)))
      .where(sql<boolean>`(community_id, id) > (${community_id}, ${id}::bigint)`)
      .orderBy('community_id')
      .orderBy('id')
      .limit(BATCH)
      .execute();
    const at = await places(db, new Set(reports.map((one) => one.community_id)));
    const grids = await gridsOf(db, ...new Set(reports.map((one) => one.community_id)));
    const joined = await joinersOf(db, reports);
    for (const one of reports) {
      const state = stateOf(one, now);
      yield [
        one.id,
        at(one.community_id).name,
        grids.find((grid) => grid.id === one.grid_id)?.name ?? null,
        words.table.kinds[one.kind],
        words.table.ways[one.way],
        words.table.instant(one.filed_at),
        // What was taken back is nobody's to read.
        state === 'withdrawn' ? null : withoutNumbers(one.words),
        one.place_words === null || state === 'withdrawn' ? null : withoutNumbers(one.place_words),
        joined(one.id),
        one.first_at && words.table.instant(one.first_at),
        one.first_took_ms === null ? null : Math.round(Number(one.first_took_ms) / 6_000) / 10,
        one.first_kept === null ? null : words.table.isKept(one.first_kept),
        words.table.states[state],
        one.ends_at && one.ends_at <= now ? words.table.instant(one.ends_at) : null,
        one.kind === 'problem' && state === 'closed' ? words.table.isSolved(one.solved === true, one.assisted) : null,
        one.reopened,
        one.score,
      ];
    }
    const last = reports.at(-1);
    if (reports.length < BATCH || !last) return;
    after = last;
  }
}
