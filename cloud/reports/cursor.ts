import { readCursor, writeCursor } from '../kit/cursor';

export { afterId, idAt } from '../kit/cursor';

/** Lists that go by a moment, and by id within it. */
export const afterMoment = (at: Date, id: string): string => writeCursor(at.getTime(), id);
export function momentAt(cursor: string): { at: Date; id: string } {
  const [at = '', id = ''] = readCursor(cursor, /^(\d{1,15}) ([1-9]\d{0,17})$/);
  return { at: new Date(Number(at)), id };
}

/** The inbox: by shelf, then by what comes next (milliseconds, or `-` for what nothing comes next for), then by id. */
export interface DeskPosition {
  shelf: number;
  nextAt: Date | null;
  id: string;
}
export const afterRow = ({ shelf, nextAt, id }: DeskPosition): string =>
  writeCursor(shelf, nextAt ? nextAt.getTime() : '-', id);
export function rowAt(cursor: string): DeskPosition {
  const [shelf = '', next = '', id = ''] = readCursor(cursor, /^([0-3]) (\d{1,15}|-) ([1-9]\d{0,17})$/);
  return { shelf: Number(shelf), nextAt: next === '-' ? null : new Date(Number(next)), id };
}
