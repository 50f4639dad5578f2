import { refuse } from '../kit/refuse';
import { words } from '../kit/words';

/** Where a list goes on, as the page before it said: opaque to clients. */
const write = (...parts: (string | number)[]): string => Buffer.from(parts.join(' ')).toString('base64url');
const badCursor = () => refuse('input.invalid', { before: words.badCursor });
const read = (cursor: string, form: RegExp): string[] =>
  form.exec(Buffer.from(cursor, 'base64url').toString())?.slice(1) ?? badCursor();

/** Lists that go by id. */
export const afterId = (id: string): string => write(id);
export const idAt = (cursor: string): string => read(cursor, /^([1-9]\d{0,17})$/)[0] ?? badCursor();

/** Lists that go by a moment, and by id within it. */
export const afterMoment = (at: Date, id: string): string => write(at.getTime(), id);
export function momentAt(cursor: string): { at: Date; id: string } {
  const [at = '', id = ''] = read(cursor, /^(\d{1,15}) ([1-9]\d{0,17})$/);
  return { at: new Date(Number(at)), id };
}

/** The inbox: by shelf, then by what comes next (milliseconds, or `-` for what nothing comes next for), then by id. */
export interface DeskPosition {
  shelf: number;
  nextAt: Date | null;
  id: string;
}
export const afterRow = ({ shelf, nextAt, id }: DeskPosition): string =>
  write(shelf, nextAt ? nextAt.getTime() : '-', id);
export function rowAt(cursor: string): DeskPosition {
  const [shelf = '', next = '', id = ''] = read(cursor, /^([0-3]) (\d{1,15}|-) ([1-9]\d{0,17})$/);
  return { shelf: Number(shelf), nextAt: next === '-' ? null : new Date(Number(next)), id };
}
