import type { Updateable } from 'kysely';
import type { Notice } from '../../types/notices';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Context, Handlers } from '../kit/serve';
import type { Tables } from '../kit/tables';
import { places } from '../org';
import { findNotice } from './queries';
import { stateOf, whyNot } from './rules';
import { noticeView } from './views';
import { contentOf, timeToPublish, write } from './write';

/** What staff do to a notice. Each act looks at it under a lock, so that two of them come one after the other. */
export const changing: Pick<Handlers['notices'], 'draft' | 'publish' | 'correct' | 'withdraw' | 'pin'> = {
  async draft(input, context) {
    return one(context, await write(input, null, context));
  },

  async publish(input, context) {
    return one(context, await write(input, timeToPublish(input.publishAt, context.now), context));
  },

  async correct({ noticeId, note, clientId: _clientId, ...content }, context) {
    const { db, actor, now } = context;
    const { community_id, id, kind, title, body, byline, phone, address, pictures, version } = await toChange(
      context,
      noticeId,
      'correct',
    );
    await db
      .insertInto('notice_version')
      .values({
        community_id,
        notice_id: id,
        version,
        content: JSON.stringify({ kind, title, body, byline, phone, address, pictures }),
        note,
        replaced_by: actor.id,
        replaced_at: now,
      })
      .execute();
    const fresh = await contentOf(db, actor, { ...content, byline: content.byline ?? byline }, community_id, pictures);
    await change(db, noticeId, { ...fresh, version: version + 1, corrected_at: now });
    return one(context, noticeId);
  },

  async withdraw({ noticeId, reason }, context) {
    const notice = await toChange(context, noticeId, 'withdraw');
    if (!notice.withdrawn_at)
      await change(context.db, noticeId, { withdrawn_at: context.now, withdrawn_reason: reason, pinned: false });
    return one(context, noticeId);
  },

  async pin({ noticeId, pinned }, context) {
    await toChange(context, noticeId, 'pin');
    await change(context.db, noticeId, { pinned });
    return one(context, noticeId);
  },
};

type Change = Pick<Context, 'db' | 'now' | 'origin'>;

/** The notice, locked, once the act is allowed in its state. */
async function toChange({ db, now }: Change, noticeId: string, act: 'correct' | 'withdraw' | 'pin') {
  const notice = (await findNotice(db, noticeId, true)) ?? refuse('notice.missing');
  const no = whyNot(act, stateOf(notice, now));
  return no ? refuse(no) : notice;
}

const change = (db: Db, noticeId: string, columns: Updateable<Tables['notice']>) =>
  db.updateTable('notice').set(columns).where('id', '=', noticeId).execute();

/** The notice as it now stands, for whoever just changed it. */
export async function one({ db, now, origin }: Change, noticeId: string): Promise<{ notice: Notice }> {
  const row = (await findNotice(db, noticeId)) ?? refuse('notice.missing');
  return { notice: noticeView(row, (await places(db, [row.community_id]))(row.community_id), now, origin) };
}
