import { sql, type Selectable, type UpdateObject } from 'kysely';
import type { Held } from '../../types/notices';
import type { Changes } from '../kit/changes';
import type { Db } from '../kit/database';
import type { Checked } from '../kit/serve';
import type { Tables } from '../kit/tables';
import { verdictOf } from '../files';
import type { Safety } from '../safety';

const AT_ONCE = 20;
/** How long a notice is left alone after it was looked at. */
const REST_MS = 1_000;

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
 * out, goes to a person, or becomes a draft again. What waits for a person stays. Each is claimed by one process, and those
 * that were looked at longest ago come first, so that one which fails keeps no other back.
 */
export async function lookAgain(
  db: Db,
  safety: Safety,
  changes: Changes,
  now: Date,
  more: () => boolean,
): Promise<void> {
  const claimed = await db
    .updateTable('notice')
    .set({ looked_at: now })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('notice')
        .select('id')
        .where('held', 'in', ['unchecked', 'pictures'])
        .where('publish_at', 'is not', null)
        .where('withdrawn_at', 'is', null)
        .where((or) => or.or([or('looked_at', 'is', null), or('looked_at', '<=', new Date(now.getTime() - REST_MS))]))
        .orderBy('looked_at', (order) => order.asc().nullsFirst())
        .orderBy('id')
        .limit(AT_ONCE)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'made_by', 'title', 'body', 'byline', 'address', 'held', 'pictures'])
    .execute();
  for (const notice of claimed) {
    if (!more()) return;
    const said = notice.held === 'unchecked' ? await safety.look(wordsOf(notice), notice.made_by) : 'pass';
    if (said === 'unchecked') continue;
    const pictures = notice.pictures.map((picture) => picture.id);
    const held = said === 'pass' ? await heldBy(db, 'pass', pictures) : said;
    if (held !== notice.held) await settle(db, changes, notice, held === null ? letOut(now) : draftIf(held));
  }
}

/** A risky one is a draft again: nobody but its staff sees it, and they can mend it. */
const draftIf = (held: Held) => ({ held, ...(held === 'risky' && { publish_at: null }) });

/** Takes what is in sight out of it when a picture of it turns out risky after all: somebody had let it out before. */
export async function takeDown(db: Db, changes: Changes): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update notice set held = 'risky' where id in (
      select n.id from file f join notice n on n.pictures @> jsonb_build_array(jsonb_build_object('id', f.id::text))
      where f.verdict = 'risky' and n.held is null and n.publish_at is not null and n.withdrawn_at is null)
    returning id`.execute(db);
  if (rows.length === 0) return;
  await changes.announce(db, { content: true });
  changes.apply({ content: true });
}

type Claimed = Pick<Selectable<Tables['notice']>, 'id' | 'title' | 'body' | 'byline' | 'address' | 'held'>;

/** What makes a notice visible. It comes out now if its time is past: a feed and its messages take it for what it is, news. */
export const letOut = (now: Date) => ({
  held: null,
  publish_at: sql<Date>`greatest(publish_at, ${now}::timestamptz)`,
});

const wordsOf = ({ title, body, byline, address }: Claimed): string[] => [title, body, byline, address ?? ''];

async function settle(
  db: Db,
  changes: Changes,
  { id, held: before }: Claimed,
  becomes: UpdateObject<Tables, 'notice'>,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('notice')
      .set(becomes)
      .where('id', '=', id)
      .where('held', '=', before)
      .where('withdrawn_at', 'is', null)
      .execute();
    await changes.announce(tx, { content: true });
  });
  changes.apply({ content: true });
}
