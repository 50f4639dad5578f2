import type { NoticeAct, NoticeState } from '../../types/notices';
import type { Tables } from '../kit/tables';

type Notice = Pick<Tables['notice'], 'publish_at' | 'withdrawn_at'>;

const FARTHEST_MS = 90 * 86_400_000;

/** What a notice is at this moment. Nothing moves it from scheduled to published but the clock. */
export function stateOf({ publish_at, withdrawn_at }: Notice, now: Date): NoticeState {
  if (withdrawn_at) return 'withdrawn';
  if (!publish_at) return 'draft';
  return publish_at > now ? 'scheduled' : 'published';
}

/** What staff of its place may do with a notice. */
export const staffActs: Record<NoticeState, NoticeAct[]> = {
  draft: ['edit', 'publish'],
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
  if (state === 'draft') return 'notice.notPublished';
  return null;
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

/** A kind of card with fewer readers is not shown, so that nobody can be picked out. */
const FEWEST_READERS = 5;

/**
 * The kinds of card that may be shown. When so few readers are left out that the total would give them away, the
 * smallest kind that could be shown is left out as well.
 */
export function shownCards<Card extends { readers: number }>(cards: readonly Card[]): Card[] {
  const shown = cards.filter((card) => card.readers >= FEWEST_READERS);
  const hidden = cards.reduce((sum, card) => sum + (shown.includes(card) ? 0 : card.readers), 0);
  if (hidden === 0 || hidden >= FEWEST_READERS) return shown;
  const smallest = Math.min(...shown.map((card) => card.readers));
  const alsoHidden = shown.find((card) => card.readers === smallest);
  return shown.filter((card) => card !== alsoHidden);
}
