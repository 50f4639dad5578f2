import * as v from 'valibot';
import { command, query } from './contract';
import { clientId, communityCode, cursor, empty, id, instant, text } from './fields';
import { limits } from './limits';
import { picture } from './notices';
import { place } from './org';
import { page, pictures } from './raised';
import { answerers } from './service';

/** A note of somebody's own diary. */
export const note = v.object({
  id,
  place,
  text: v.string(),
  pictures: v.array(picture),
  at: instant,
  changedAt: v.nullable(instant),
  /** The report that it became. */
  reportId: v.nullable(id),
});
export type Note = v.InferOutput<typeof note>;

const content = { text: text('记的事', 0, limits.reportWords), pictures };
const isSomething = (i: { text: string; pictures: readonly string[] }): boolean =>
  i.text !== '' || i.pictures.length > 0;
const nothing = '请写一句，或者拍一张';

/**
 * 民情日记: what a grid worker notes for themselves after a walk. Private is private: it is read by whoever wrote it and by nobody
 * else, it is kept sealed, and the audit log knows no word of it. It becomes a report by `reports.enter`, and is then marked.
 */
export const diary = {
  /** Keeps a note. */
  keep: command({
    who: { roles: answerers, at: 'node' },
    quiet: true,
    unlogged: ['text', 'pictures'],
    input: v.pipe(
      v.strictObject({ clientId, communityCode, ...content }),
      v.check((i) => isSomething(i), nothing),
    ),
    output: v.object({ id, at: instant }),
  }),

  /** My notes, newest first, of all places; also after a role has ended. */
  list: query({
    who: 'resident',
    input: v.strictObject(page),
    output: v.object({ notes: v.array(note), next: v.nullable(cursor) }),
  }),

  /** Changes a note of mine. */
  change: command({
    who: 'resident',
    input: v.pipe(
      v.strictObject({ noteId: id, ...content }),
      v.check((i) => isSomething(i), nothing),
    ),
    output: v.object({ changedAt: instant }),
  }),

  /** Throws a note of mine away, and its pictures unless something else shows them. Repeating it changes nothing. */
  drop: command({ who: 'resident', input: v.strictObject({ noteId: id }), output: empty }),

  /** Marks a note of mine with the report that it became, which I entered. */
  raised: command({
    who: 'resident',
    input: v.strictObject({ noteId: id, reportId: id }),
    output: empty,
  }),
};
