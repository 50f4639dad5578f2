import type { UpdateObject } from 'kysely';
import type { Notice } from '../../types/notices';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Context, Handlers } from '../kit/serve';
import type { Tables } from '../kit/tables';
import { verdictOf } from '../files';
import { cancel } from '../messages';
import { places } from '../org';
import { heldBy, letOut } from './held';
import { findNotice } from './queries';
import { stateOf, whyNot, whyNotRelease } from './rules';
import { aboutNotice } from './tell';
import { noticeView } from './views';
import { contentOf, timeToPublish, write } from './write';

/** What staff do to a notice. Each act looks at it under a lock, so that two of them come one after the other. */
export const changing: Pick<Handlers['notices'], 'draft' | 'publish' | 'correct' | 'withdraw' | 'pin' | 'release'> = {
  async draft(input, context) {
    return one(context, await write(input, null, context));
  },

  async publish(input, context) {
    return one(context, await write(input, timeToPublish(input.publishAt, context.now), context));
  },

  async correct({ noticeId, note, clientId: _clientId, ...content }, context) {
    const { db, actor, now, checked } = context;
    if (checked !== 'pass') refuse(`content.${checked}`);
    const { community_id, id, kind, title, body, byline, phone, address, pictures, version } = await toChange(
      context,
      noticeId,
      'correct',
    );
    // What a person has let out before needs no second look.
    const fresh = content.pictures.filter((one) => !pictures.some((kept) => kept.id === one));
    if ((await heldBy(db, checked, fresh)) !== null) refuse('content.pictures');
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
    const written = await contentOf(
      db,
      actor,
      { ...content, byline: content.byline ?? byline },
      community_id,
      pictures,
    );
    await change(db, noticeId, { ...written, version: version + 1, corrected_at: now });
    return one(context, noticeId);
  },

  async withdraw({ noticeId, reason }, context) {
    const notice = await toChange(context, noticeId, 'withdraw');
    if (notice.withdrawn_at) return one(context, noticeId);
    await cancel(context.db, 'notice', aboutNotice(noticeId));
    await change(context.db, noticeId, { withdrawn_at: context.now, withdrawn_reason: reason, pinned: false });
    return one(context, noticeId);
  },

  async release({ noticeId }, context) {
    const notice = (await findNotice(context.db, noticeId, true)) ?? refuse('notice.missing');
    const no = whyNotRelease(notice, context.actor.id, context.now);
    if (no) refuse(no);
    const pictures = notice.pictures.map((picture) => picture.id);
    if ((await verdictOf(context.db, pictures)) === 'risky') refuse('content.riskyPicture');
    await change(context.db, noticeId, letOut(context.now));
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

const change = (db: Db, noticeId: string, columns: UpdateObject<Tables, 'notice'>) =>
  db.updateTable('notice').set(columns).where('id', '=', noticeId).execute();

/** The notice as it now stands, for whoever just changed it. */
export async function one({ db, now, origin }: Change, noticeId: string): Promise<{ notice: Notice }> {
  const row = (await findNotice(db, noticeId)) ?? refuse('notice.missing');
  return { notice: noticeView(row, (await places(db, [row.community_id]))(row.community_id), now, origin) };
}
