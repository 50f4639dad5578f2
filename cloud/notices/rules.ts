import type { NoticeAct, NoticeState } from '../../types/notices';
import type { Tables } from '../kit/tables';

type Notice = Pick<Tables['notice'], 'publish_at' | 'withdrawn_at' | 'held'>;

const FARTHEST_MS = 90 * 86_400_000;

/** What a notice is at this moment. Nothing moves it from scheduled to published but the clock. A risky one is a draft again. */
export function stateOf({ publish_at, withdrawn_at, held }: Notice, now: Date): NoticeState {
  if (withdrawn_at) return 'withdrawn';
  if (!publish_at) return 'draft';
  if (held) return 'held';
  return publish_at > now ? 'scheduled' : 'published';
}

/** What staff of its place may do with a notice. */
export const staffActs: Record<NoticeState, NoticeAct[]> = {
  draft: ['edit', 'publish'],
  held: ['withdraw'],
  scheduled: ['correct', 'withdraw', 'pin'],
  published: ['correct', 'withdraw', 'pin', 'figures'],
  withdrawn: ['figures'],
};

/**
 * Whether somebody who is not its staff may see a notice at all. One that was withdrawn after people had seen it still
 * says why; one that was withdrawn before its time never came out.
 */
export function isPublic(notice: Notice, now: Date): boolean {
  return stateOf({ ...notice, withdrawn_at: null }, notice.withdrawn_at ?? now) === 'published';
}

/** Each refusal of an act on a notice, in this order; null when it may go on. */
export function whyNot(act: 'edit' | 'correct' | 'withdraw' | 'pin', state: NoticeState) {
  if (act === 'withdraw' && state === 'withdrawn') return null;
  if (act === 'edit') return state === 'draft' ? null : 'notice.notDraft';
  if (state === 'withdrawn') return 'notice.withdrawn';
  if (state === 'draft' || (state === 'held' && act !== 'withdraw')) return 'notice.notPublished';
  return null;
}

/**
 * Whether somebody of its staff may let a held notice out, before WeChat says so. What it wants a person to look at is looked
 * at by another than the writer; what could not be checked waits, unless people must know of it.
 */
export function whyNotRelease(
  notice: Notice & Pick<Tables['notice'], 'made_by'> & { must_know: boolean },
  actor: string,
  now: Date,
) {
  if (stateOf(notice, now) !== 'held') return 'content.notHeld';
  if (notice.held === 'risky') return 'content.riskyPicture';
  if (notice.held === 'review') return notice.made_by === actor ? 'content.secondPerson' : null;
  return notice.must_know ? null : 'content.waits';
}

/** A time to publish at lies ahead, and not so far that it must be a slip of the finger. */
export function whyNotAt(publishAt: Date, now: Date) {
  if (publishAt <= now) return 'notice.past';
  if (publishAt.getTime() - now.getTime() > FARTHEST_MS) return 'notice.farAhead';
  return null;
}

const EXCERPT = 80;

/** The beginning of a text in one line, cut between characters and never inside one. */
export function excerptOf(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim();
  const letters = Array.from(line);
  return letters.length <= EXCERPT ? line : `${letters.slice(0, EXCERPT - 1).join('')}…`;
}

/** Where a feed goes on: the sort key of the last notice shown. */
export interface FeedPosition {
  pinned: boolean;
  at: string;
  id: string;
}

export const writePosition = ({ pinned, at, id }: FeedPosition): string =>
  Buffer.from(`${pinned ? 1 : 0} ${at} ${id}`).toString('base64url');

export function readPosition(cursor: string): FeedPosition | null {
  const [, pinned, at, id] =
    /^([01]) (2\d{3}-\S{19}) ([1-9]\d{0,17})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  // JavaScript reads more as a time than PostgreSQL does, so only what `writePosition` writes is one.
  if (!at || !id || new Date(at).toJSON() !== at) return null;
  return { pinned: pinned === '1', at, id };
}
