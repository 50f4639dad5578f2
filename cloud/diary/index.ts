import { privatePicturesOf, throwAway, type Papers } from '../files';
import { afterId, idAt } from '../kit/cursor';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import type { Handlers } from '../kit/serve';
import type { StoredPicture } from '../kit/tables';
import { placeOf, places, usablePlace } from '../org';
import { findNote, hasEntered, newestNotes, ownNote, thisNote } from './queries';

/**
 * 民情日记: what staff note for themselves. No query here looks further than the caller's own notes, so that there is no right to read
 * another's which a role could have.
 */
export const diary = (papers: Papers, seal: Seal): Handlers['diary'] => ({
  async keep({ communityCode, text, pictures }, { actor, db, now }) {
    await notLeaving(db, actor.id);
    await usablePlace(db, communityCode);
    const id = newId(now);
    await db
      .insertInto('diary_note')
      .values({
        community_id: communityCode,
        id,
        person_id: actor.id,
        words: seal.close(text),
        pictures: JSON.stringify(await privatePicturesOf(db, actor.id, pictures)),
        at: now,
        changed_at: null,
        report_id: null,
      })
      .execute();
    return { id, at: now.toISOString() };
  },

  async list({ before, limit }, { actor, db, now, origin }) {
    const found = await newestNotes(db, actor.id, before === undefined ? undefined : idAt(before), limit + 1);
    const notes = found.slice(0, limit);
    const at = await places(
      db,
      notes.map(({ community_id }) => community_id),
    );
    const last = found.length > limit ? notes.at(-1) : undefined;
    return {
      notes: notes.map((note) => ({
        id: note.id,
        place: placeOf(at(note.community_id)),
        text: opened(seal, note.words),
        pictures: note.pictures.map((picture) => papers.view(origin, picture, now)),
        at: note.at.toISOString(),
        changedAt: note.changed_at?.toISOString() ?? null,
        reportId: note.report_id,
      })),
      next: last ? afterId(last.id) : null,
    };
  },

  async change({ noteId, text, pictures: ids }, { actor, db, now }) {
    const note = await ownNote(db, actor.id, noteId);
    const pictures = await privatePicturesOf(db, actor.id, ids, note.pictures);
    // The same once more is no change.
    if (opened(seal, note.words) === text && isSame(note.pictures, pictures))
      return { changedAt: (note.changed_at ?? note.at).toISOString() };
    await db
      .updateTable('diary_note')
      .set({ words: seal.close(text), pictures: JSON.stringify(pictures), changed_at: now })
      .where((eb) => eb.and(thisNote(note)))
      .execute();
    const left = note.pictures.filter(({ id }) => !ids.includes(id));
    await throwAway(db, actor.id, left, now);
    return { changedAt: now.toISOString() };
  },

  async drop({ noteId }, { actor, db, now }) {
    // Whether it was thrown away before, never was, or is another's: nothing is done, and the answer does not tell which.
    const note = await findNote(db, actor.id, noteId);
    if (!note) return {};
    await db
      .deleteFrom('diary_note')
      .where((eb) => eb.and(thisNote(note)))
      .execute();
    await throwAway(db, actor.id, note.pictures, now);
    return {};
  },

  async raised({ noteId, reportId }, { actor, db }) {
    const note = await ownNote(db, actor.id, noteId);
    if (note.report_id === reportId) return {};
    // What the caller did not enter, or elsewhere, is missing as what never was.
    if (!(await hasEntered(db, actor.id, note.community_id, reportId))) refuse('report.missing');
    // It became one report. A second one would be a mistake that silence hides.
    if (note.report_id !== null) refuse('report.step');
    await db
      .updateTable('diary_note')
      .set({ report_id: reportId })
      .where((eb) => eb.and(thisNote(note)))
      .execute();
    return {};
  },
});

/** Somebody who is just leaving for good keeps nothing that would stay. */
async function notLeaving(db: Db, person: string): Promise<void> {
  const here = await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', person)
    .where('erased_at', 'is', null)
    .forKeyShare()
    .executeTakeFirst();
  if (!here) refuse('session.required');
}

/** What was noted. Under a key since lost it is as good as empty, and can still be thrown away. */
function opened(seal: Seal, words: Uint8Array): string {
  try {
    return seal.open(words);
  } catch {
    return '';
  }
}

const isSame = (some: readonly StoredPicture[], others: readonly StoredPicture[]): boolean =>
  some.length === others.length && some.every(({ id }, i) => others[i]?.id === id);
