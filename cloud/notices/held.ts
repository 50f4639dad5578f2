import type { Held } from '../../types/notices';
import type { Changes } from '../kit/changes';
import type { Db } from '../kit/database';
import type { Checked } from '../kit/serve';
import { verdictOf } from '../files';
import type { Safety } from '../safety';

const AT_ONCE = 20;

/** Why content with these words and pictures is held back, if it is. `risky` comes of a picture: risky words are refused before. */
export async function heldBy(db: Db, checked: Checked, pictures: readonly string[]): Promise<Held | null> {
  const seen = await verdictOf(db, pictures);
  if (seen === 'risky') return 'risky';
  if (checked !== 'pass') return checked;
  if (seen === 'waiting') return 'pictures';
  return seen === 'pass' ? null : seen;
}

/**
 * Looks again at what is held: a notice that could not be checked is checked, and one whose pictures have been judged comes
 * out, goes to a person, or becomes a draft again. What waits for a person stays.
 */
export async function lookAgain(db: Db, safety: Safety, changes: Changes): Promise<void> {
  const waiting = await db
    .selectFrom('notice')
    .select(['id', 'made_by', 'title', 'body', 'byline', 'address', 'held', 'pictures'])
    .where('held', 'in', ['unchecked', 'pictures'])
    .where('publish_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .limit(AT_ONCE)
    .execute();
  for (const notice of waiting) {
    const texts = [notice.title, notice.body, notice.byline, notice.address ?? ''];
    const said = notice.held === 'unchecked' ? await safety.look(texts, notice.made_by) : 'pass';
    if (said === 'unchecked') continue;
    const held =
      said === 'pass'
        ? await heldBy(
            db,
            'pass',
            notice.pictures.map((picture) => picture.id),
          )
        : said;
    if (held === notice.held) continue;
    await db.transaction().execute(async (tx) => {
      await tx
        .updateTable('notice')
        // A risky one is a draft again: nobody but its staff sees it, and they can mend it.
        .set({ held, ...(held === 'risky' && { publish_at: null }) })
        .where('id', '=', notice.id)
        .where('held', '=', notice.held)
        .execute();
      await changes.announce(tx, { content: true });
    });
    changes.apply({ content: true });
  }
}
