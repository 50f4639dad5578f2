import { refuse } from '../kit/refuse';
import { words } from '../kit/words';

/** Where a list of doors goes on: behind one of them, wherever in the order it now stands. Opaque to clients. */
export const afterDoor = (id: string): string => Buffer.from(id).toString('base64url');

export const badCursor = (): never => refuse('input.invalid', { after: words.badCursor });

export const doorAt = (cursor: string): string =>
  /^[1-9]\d{0,17}$/.exec(Buffer.from(cursor, 'base64url').toString())?.[0] ?? badCursor();
