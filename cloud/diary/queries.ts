import { sql, type Selectable } from 'kysely';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Tables } from '../kit/tables';

export type NoteRow = Selectable<Tables['diary_note']>;

/** Notes of one person and no other: every look-up begins with whose they are. */
const notesOf = (db: Db, person: string) => db.selectFrom('diary_note').selectAll().where('person_id', '=', person);

/** A note of somebody's own, locked because it is about to be changed. */
export const findNote = (db: Db, person: string, id: string) =>
  notesOf(db, person).where('id', '=', id).forUpdate().executeTakeFirst();

/**
 * The same, wanted. What is another's is missing just as what never was.
 * @throws Refusal `diary.missing`
 */
export const ownNote = async (db: Db, person: string, id: string): Promise<NoteRow> =>
  (await findNote(db, person, id)) ?? refuse('diary.missing');

export function newestNotes(db: Db, person: string, before: string | undefined, limit: number): Promise<NoteRow[]> {
  let notes = notesOf(db, person);
  if (before !== undefined) notes = notes.where(sql<boolean>`id < ${before}::bigint`);
  return notes.orderBy('id', 'desc').limit(limit).execute();
}

/** One note, by the whole of its key. */
export const thisNote = ({ community_id, id }: Pick<NoteRow, 'community_id' | 'id'>) => ({ community_id, id });

/** Whether somebody entered a report at a place for somebody else. */
export async function hasEntered(db: Db, person: string, community: string, report: string): Promise<boolean> {
  const found = await db
    .selectFrom('report')
    .select('id')
    .where('community_id', '=', community)
    .where('id', '=', report)
    .where('filed_by', '=', person)
    .where('way', '!=', 'app')
    .executeTakeFirst();
  return found !== undefined;
}
