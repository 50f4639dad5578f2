import type { Db } from '../kit/database';
import type { Safety } from '../safety';

const AT_ONCE = 20;
/** How long a report is left alone after WeChat could not be asked about it. */
const REST_MS = 60_000;

/**
 * Asks WeChat again about words that it could not be asked about: staff have read them all the while, and neighbours may once they
 * pass. Each is claimed by one process.
 */
export async function askAgain(db: Db, safety: Safety, now: Date, more: () => boolean): Promise<void> {
  const claimed = await db
    .updateTable('report')
    .set({ looked_at: now })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('report')
        .select('id')
        .where('unchecked', '=', true)
        .where((or) => or.or([or('looked_at', 'is', null), or('looked_at', '<=', new Date(now.getTime() - REST_MS))]))
        .orderBy('looked_at', (order) => order.asc().nullsFirst())
        .limit(AT_ONCE)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['community_id', 'id', 'words', 'place_words', 'filed_by'])
    .execute();
  for (const { community_id, id, words, place_words, filed_by } of claimed) {
    if (!more()) return;
    const said = await safety.look([words, ...(place_words === null ? [] : [place_words])], filed_by);
    if (said === 'unchecked') continue;
    await db
      .updateTable('report')
      .set({ unchecked: false, doubtful: said !== 'pass' })
      .where('community_id', '=', community_id)
      .where('id', '=', id)
      .execute();
  }
}
