import type { notices } from '../../types/notices';
import { publishers } from '../../types/org';
import type { Role } from '../../types/org';
import type { Valid } from '../../types';
import { picturesOf } from '../files';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import { words } from '../kit/words';
import type { Actor, Context } from '../kit/serve';
import type { StoredPicture } from '../kit/tables';
import { holds, usablePlace } from '../org';
import { heldBy } from './held';
import { findNotice } from './queries';
import { stateOf, whyNot, whyNotAt } from './rules';

type Content = Pick<
  Valid<typeof notices.draft>,
  'kind' | 'title' | 'body' | 'byline' | 'phone' | 'address' | 'pictures' | 'mustKnow'
>;
type Writing = Context<{ roles: readonly Role[]; at: 'node' }>;

/** Writes a new notice, or rewrites a draft: as a draft when `publishAt` is null. @returns its id */
export async function write(
  input: Content & { noticeId?: string | undefined; nodeCode?: string | undefined; communityCode?: string | undefined },
  publishAt: Date | null,
  { db, actor, now, checked }: Writing,
): Promise<string> {
  const code = input.nodeCode ?? input.communityCode ?? refuse('org.missing');
  await usablePlace(db, code);
  const draft = input.noticeId === undefined ? undefined : await draftAt(db, input.noticeId, code, now);
  const content = await contentOf(db, actor, input, code, draft?.pictures);
  const held = publishAt === null ? null : await heldBy(db, checked, input.pictures);
  if (held === 'risky') refuse('content.riskyPicture');
  if (input.noticeId !== undefined) {
    await db
      .updateTable('notice')
      .set({ ...content, publish_at: publishAt, held })
      .where('community_id', '=', code)
      .where('id', '=', input.noticeId)
      .execute();
    return input.noticeId;
  }
  const id = newId(now);
  await db
    .insertInto('notice')
    .values({ ...content, community_id: code, id, publish_at: publishAt, held, made_by: actor.id, created_at: now })
    .execute();
  await db.insertInto('notice_count').values({ community_id: code, notice_id: id }).execute();
  return id;
}

/** `undefined` means now. @throws Refusal `notice.past`, `notice.farAhead` */
export function timeToPublish(publishAt: string | undefined, now: Date): Date {
  if (publishAt === undefined) return now;
  const at = new Date(publishAt);
  const no = whyNotAt(at, now);
  return no ? refuse(no) : at;
}

async function draftAt(db: Db, id: string, code: string, now: Date) {
  const notice = (await findNotice(db, id, true)) ?? refuse('notice.missing');
  if (notice.community_id !== code) refuse('notice.moved');
  const no = whyNot('edit', stateOf(notice, now));
  return no ? refuse(no) : notice;
}

/** The columns that a person fills in. Pictures are the writer's own uploads, or those of `kept`, whoever uploaded them. */
export async function contentOf(db: Db, actor: Actor, input: Content, code: string, kept: StoredPicture[] = []) {
  return {
    kind: input.kind,
    title: input.title,
    body: input.body,
    byline: input.byline ?? bylineOf(actor.grants.find((grant) => holds([grant], publishers, code))?.role),
    phone: input.phone ?? null,
    address: input.address ?? null,
    must_know: input.mustKnow,
    pictures: JSON.stringify(await picturesOf(db, actor.id, input.pictures, kept)),
  };
}

const bylineOf = (role: Role | undefined): string => (role && words.bylines[role]) ?? words.anyByline;
