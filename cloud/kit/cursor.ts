import { refuse } from './refuse';
import { words } from './words';

/** Where a list goes on, as the page before it said: opaque to clients. */
export const writeCursor = (...parts: (string | number)[]): string =>
  Buffer.from(parts.join(' ')).toString('base64url');
export const badCursor = () => refuse('input.invalid', { before: words.badCursor });
export const readCursor = (cursor: string, form: RegExp): string[] =>
  form.exec(Buffer.from(cursor, 'base64url').toString())?.slice(1) ?? badCursor();

/** Lists that go by id. */
export const afterId = (id: string): string => writeCursor(id);
export const idAt = (cursor: string): string => readCursor(cursor, /^([1-9]\d{0,17})$/)[0] ?? badCursor();
