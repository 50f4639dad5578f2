import { refuse } from './refuse';
import { words } from './words';

/** Where a list goes on, as the page before it said: opaque to clients. */
export const writeCursor = (...parts: (string | number)[]): string =>
  Buffer.from(parts.join(' ')).toString('base64url');
/** @param field as the list calls it */
export const badCursor = (field: 'before' | 'after' = 'before'): never =>
  refuse('input.invalid', { [field]: words.badCursor });
export const readCursor = (cursor: string, form: RegExp, field?: 'before' | 'after'): string[] =>
  form.exec(Buffer.from(cursor, 'base64url').toString())?.slice(1) ?? badCursor(field);

/** Lists that go by id. */
export const afterId = (id: string): string => writeCursor(id);
export const idAt = (cursor: string, field?: 'before' | 'after'): string =>
  readCursor(cursor, /^([1-9]\d{0,17})$/, field)[0] ?? badCursor(field);
