import { placeOf, places } from '../org';
import type { Db } from '../kit/database';
import { livesBelow, queue, SLICE } from '../messages';
import { words } from './words';

/** News of yesterday is told by the feed, not by a message. */
const NEWS_MS = 86_400_000;
const PAGE = 'notices/notice/index';

/** What messages about a notice are filed under. */
export const aboutNotice = (id: string): string => `notice:${id}`;

/**
 * Queues messages about a must-know notice that has come out, to those who live where it is addressed and agreed to be told.
 * @returns whether there was one
 */
export const tellOne = (db: Db, now: Date): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    const notice = await tx
      .selectFrom('notice')
      .select(['community_id', 'id', 'title', 'publish_at'])
      .where('must_know', '=', true)
      .where('told_at', 'is', null)
      .where('publish_at', '<=', now)
      .where('publish_at', '>', new Date(now.getTime() - NEWS_MS))
      .where('held', 'is', null)
      .where('withdrawn_at', 'is', null)
      .orderBy('publish_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!notice) return false;
    const place = placeOf((await places(tx, [notice.community_id]))(notice.community_id));
    const title = words.eggs.test(notice.title) ? words.plainTitle : notice.title;
    const letter = {
      template: 'notice' as const,
      about: aboutNotice(notice.id),
      fields: [title, place.name, (notice.publish_at ?? now).toISOString()],
      page: `${PAGE}?id=${notice.id}`,
    };
    const told = await queue(tx, letter, livesBelow(notice.community_id), now);
    // Another slice of people follows, in a transaction of its own.
    if (told === SLICE) return true;
    await tx.updateTable('notice').set({ told_at: now }).where('id', '=', notice.id).execute();
    return true;
  });
