import type { Figure } from '../../types/figures';
import type { Span } from '../../types/measures';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { createAddresses, csvOf, type Cell } from '../kit/table';
import { figuresOf, type Wanted } from './shown';
import { words } from './words';

/** What a table is of: the same as the page shows. */
export interface FigureTable extends Wanted {
  as: 'csv' | 'xlsx';
}

/** Tables of figures, behind addresses that end. */
export interface FigureTables {
  addressOf(origin: string, wanted: FigureTable, now: Date): { url: string; until: Date };
  /** What an address shows. @throws Refusal `wire.unknownPath` when it is not ours, or too old */
  read(name: string, now: Date): FigureTable;
}

/** @param key known to every process of this cloud, and to nobody else */
export function createFigureTables(key: Buffer): FigureTables {
  const addresses = createAddresses(key, 'figures');
  return {
    addressOf: (origin, { code, by, until, as }, now) => addresses.addressOf(origin, `${code}_${by}_${until}`, as, now),
    read(name, now) {
      const { text, as } = addresses.read(name, now);
      const [code = '', by = '', until = ''] = text.split('_');
      return { code, by: by as Span, until, today: shanghaiDay(now), as: as as FigureTable['as'] };
    },
  };
}

/** The table itself: a row for each period, and one for all of them. */
export async function figureTable(db: Db, wanted: FigureTable): Promise<ReadableStream<Uint8Array>> {
  const { periods, total } = await figuresOf(db, wanted);
  const rows = [
    ...periods.map((one) => [one.firstDay, one.lastDay, ...cellsOf(one)]),
    [words.all, null, ...cellsOf(total)],
  ];
  if (wanted.as === 'csv') return csvOf(rows, words.columns);
  const { writeXlsxStream } = await import('hucre/xlsx');
  const columns = words.columns.map((header) => ({ header }));
  return writeXlsxStream(rows, { name: words.name, columns, freezePane: { rows: 1 } });
}

const cellsOf = (one: Figure): Cell[] => [
  ...[one.notices, one.readers, one.opens, one.acknowledged.households, one.acknowledged.of, one.raised, one.answered],
  ...[one.firstAnswer.half, one.firstAnswer.nineOfTen, one.closed, one.agreed, one.reopened],
  ...[one.score.average, one.score.of, one.badges],
];
