import { sql } from 'kysely';
import { publishers } from '../../types/org';
import { cardPictureUrl } from '../files';
import type { Db } from '../kit/database';
import { randomName } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import type { Handlers } from '../kit/serve';
import { holds } from '../org';
import { groups } from './groups';

/** Where the mini-program shows a notice; `src/kit/routes.ts` has the same path, and a test holds the two together. */
const NOTICE_PAGE = '/notices/notice/index';

/** @param appId the mini-program's; unset where there is no WeChat */
export const shares = (seal: Seal, appId: string | undefined): Handlers['shares'] => ({
  ...groups(seal, appId),

  async card({ noticeId, from }, { actor, db, now, origin }) {
    const notice = await db
      .selectFrom('notice')
      .select(['community_id', 'id', 'kind', 'title', 'pictures', 'publish_at', 'withdrawn_at', 'held'])
      .where('id', '=', noticeId)
      .executeTakeFirst();
    if (!notice) return refuse('notice.missing');
    if (notice.withdrawn_at) refuse('notice.withdrawn');
    if (!notice.publish_at || notice.publish_at > now || notice.held) refuse('notice.missing');

    const picture = notice.pictures[0];
    const imageUrl = picture ? cardPictureUrl(origin, picture.key) : `${origin}/pictures/${notice.kind}.png`;
    const shown = (card: string) => ({
      card,
      title: notice.title,
      path: `${NOTICE_PAGE}?id=${notice.id}&card=${card}`,
      imageUrl,
    });
    const key = { community_id: notice.community_id, notice_id: notice.id, made_by: actor.id };
    const known = await cardOf(db, key);
    if (known) return shown(known);
    await db
      .insertInto('card')
      .values({
        ...key,
        id: randomName(),
        by_staff: holds(actor.grants, publishers, notice.community_id),
        // Only a card of this notice can have brought somebody to it.
        from_card: sql<string | null>`(select c.id from card c where c.community_id = ${notice.community_id}
          and c.id = ${from ?? null} and c.notice_id = ${notice.id}::bigint)`,
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return shown((await cardOf(db, key)) ?? refuse('busy'));
  },
});

/** The card this person has of this notice, if any: opening a notice again writes nothing. */
const cardOf = async (db: Db, key: { community_id: string; notice_id: string; made_by: string }) =>
  (
    await db
      .selectFrom('card')
      .select('id')
      .where((eb) => eb.and(key))
      .executeTakeFirst()
  )?.id;
