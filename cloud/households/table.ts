import * as v from 'valibot';
import { households as contract } from '../../types/households';
import { sameDoor, walkOf } from './rules';
import { words } from './words';

/** A line of a file as it was read. Lines count from 1. */
export interface Row {
  line: number;
  cells: readonly Cell[];
}
/** What a cell says; a day, where the program that wrote the file took it for one. */
export type Cell = string | { day: string };

/** A household that a line of a file names. Without a number or a grid, those that are known stay. */
export interface Entry {
  line: number;
  building: string;
  unit: string;
  room: string;
  same: string;
  walk: string;
  phone: string | null;
  gridId: string | null;
}

export interface Wrong {
  line: number;
  says: string;
}

type Column = keyof typeof words.columns;
type Columns = Partial<Record<Column, number>>;
const named = Object.keys(words.columns) as Column[];

/** A title may stand above the headings. */
const HEADINGS_WITHIN = 5;

const short = (text: string): string => text.normalize('NFKC').replace(/\s+|[(（].*$/gu, '');

/** Where the columns stand, if these are their headings. */
function columnsOf(cells: readonly Cell[]): Columns | null {
  const columns: Columns = {};
  cells.forEach((cell, i) => {
    if (typeof cell !== 'string') return;
    const column = named.find((one) => words.columns[one].includes(short(cell)));
    if (column !== undefined) columns[column] ??= i;
  });
  return columns.building === undefined || columns.room === undefined ? null : columns;
}

/**
 * The households of a table, and what is wrong with the lines that are none. A column that is known by no name is left alone.
 * @returns null when the headings do not say which column is which
 */
export function readTable(
  rows: readonly Row[],
  grids: readonly { id: string; name: string }[],
): { entries: Entry[]; wrong: Wrong[] } | null {
  const filled = rows.filter(({ cells }) => cells.some((cell) => typeof cell !== 'string' || cell.trim() !== ''));
  const head = filled.slice(0, HEADINGS_WITHIN).findIndex(({ cells }) => columnsOf(cells) !== null);
  const columns = columnsOf(filled[head]?.cells ?? []);
  if (!columns) return null;
  const entries: Entry[] = [];
  const wrong: Wrong[] = [];
  const seen = new Map<string, number>();
  for (const { line, cells } of filled.slice(head + 1)) {
    const read = entryOf(line, (column) => cells[columns[column] ?? -1] ?? '', grids);
    const before = typeof read === 'string' ? undefined : seen.get(read.same);
    if (typeof read === 'string') wrong.push({ line, says: read });
    else if (before !== undefined) wrong.push({ line, says: words.wrong.twice(before) });
    else {
      seen.set(read.same, line);
      entries.push(read);
    }
  }
  return { entries, wrong };
}

const { building, unit, room, phone } = contract.set.input.entries;

/** A household, or a sentence of what is wrong with its line. The limits are those of a form that is filled in. */
function entryOf(
  line: number,
  cellOf: (column: Column) => Cell,
  grids: readonly { id: string; name: string }[],
): Entry | string {
  const dated = named.find((column) => typeof cellOf(column) !== 'string');
  if (dated) return words.wrong.date(words.columns[dated][0] ?? '');
  const textOf = (column: Column): string => (cellOf(column) as string).trim();
  if (textOf('building') === '') return words.wrong.noBuilding;
  if (textOf('room') === '') return words.wrong.noRoom;
  const read = v.safeParse(
    v.object({ building, unit, room, phone }),
    {
      building: textOf('building'),
      unit: textOf('unit'),
      room: textOf('room'),
      phone: textOf('phone')
        .normalize('NFKC')
        .replace(/\p{Pd}/gu, '-'),
    },
    { abortEarly: true },
  );
  if (!read.success) return read.issues[0].message;
  const name = textOf('grid');
  const grid = grids.find((one) => short(one.name) === short(name));
  if (name !== '' && !grid) return words.wrong.noGrid(Array.from(name).slice(0, 20).join(''));
  const { phone: number, ...door } = read.output;
  return {
    ...{ line, ...door, same: sameDoor(door), walk: walkOf(door) },
    ...{ phone: number || null, gridId: grid?.id ?? null },
  };
}

/** What a register has of a household that a file names, too. */
export interface Known {
  id: string;
  gridId: string | null;
  phone(): string | null;
}

export interface Planned {
  fresh: Entry[];
  changed: { id: string; phone: string | null; gridId: string | null }[];
  same: number;
}

/** What becomes of a file's households: new ones, those with another number or grid, and those that stay. */
export function planned(entries: readonly Entry[], known: ReadonlyMap<string, Known>): Planned {
  const plan: Planned = { fresh: [], changed: [], same: 0 };
  for (const entry of entries) {
    const before = known.get(entry.same);
    if (!before) {
      plan.fresh.push(entry);
      continue;
    }
    const phone = entry.phone !== null && entry.phone !== before.phone() ? entry.phone : null;
    const gridId = entry.gridId !== null && entry.gridId !== before.gridId ? entry.gridId : null;
    if (phone === null && gridId === null) plan.same += 1;
    else plan.changed.push({ id: before.id, phone, gridId });
  }
  return plan;
}
