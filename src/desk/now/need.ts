import type { Need, NeedKind } from '../../../types/desk';
import { routes } from '../../kit/routes';
import { shanghai } from '../../kit/time';
import { words } from '../../kit/words';
import { say } from './words';

const overdue: readonly NeedKind[] = ['late', 'raised', 'reopened'];
/** Kinds whose time is a promise that somebody was given. */
const promised: readonly NeedKind[] = ['whistle', 'due'];
/** Kinds whose time is the last day of an agreement. */
const ending: readonly NeedKind[] = ['expiring', 'ending'];

/** What nobody but its writer knows of: it waits for nobody. */
const own: readonly NeedKind[] = ['draft', 'risky'];

/** Whether it should have been done by now. */
export const isOver = ({ what, due }: Need, now: string): boolean =>
  overdue.includes(what) || (promised.includes(what) && due !== null && due <= now);

/** The time that matters about it, in words; null when none does. */
export function timeOf({ what, count, since, due, handedOut }: Need, now: string): string | null {
  const isOne = count === 1;
  const from = (moment: string): number => Date.parse(now) - Date.parse(moment);
  if (handedOut) return say.handedOut(handedOut.hours, handedOut.at);
  if (ending.includes(what)) return due && say.lastDay(words.day(shanghai(due).day), isOne);
  if (promised.includes(what) && due)
    return due <= now ? say.over(from(due), isOne) : say.by(words.moment(due, Date.parse(now)), isOne);
  if (since && own.includes(what)) return say.written(words.moment(since, Date.parse(now)), isOne);
  return since && say.waited(from(since), isOne);
}

/** Where it is done: the thing itself when there is but one, else the list of its place. */
export function wayTo({ what, only, place: { code, level }, campaignId }: Need): string {
  const campaign = campaignId ?? '';
  const isHere = level === 'community';
  const ways: Record<NeedKind, () => string> = {
    late: () => (only ? routes.report(only) : routes.inboxAt(code)),
    raised: () => (only ? routes.report(only) : routes.raisedAt(code)),
    reopened: () => ways.late(),
    waiting: () => ways.late(),
    due: () => ways.late(),
    hear: () => ways.late(),
    whistle: () => (only ? routes.report(only) : routes.handling),
    review: () => (only ? routes.deskNotice(only) : routes.deskAt(code)),
    risky: () => ways.draft(),
    draft: () => (only ? routes.rewrite(only) : routes.deskAt(code)),
    mustKnow: () => (only ? routes.board(code, only) : routes.boards),
    claim: () => routes.claims(code),
    application: () => (only ? routes.shopFile(only) : routes.shopsDeskAt(code)),
    list: () => ways.application(),
    expiring: () => ways.application(),
    word: () => routes.shopsWords(code),
    declined: () => ways.ending(),
    ending: () => (only ? routes.myShop(only) : routes.myShops),
    pickUp: () => routes.eggDesk(campaign, code),
    handing: () => ways.pickUp(),
    delivery: () => routes.eggPlace(campaign, code),
    giveBack: () => (isHere ? routes.eggPlace(campaign, code) : routes.campaign(campaign)),
    flag: () => (isHere ? routes.eggGuard(campaign, code) : routes.campaign(campaign)),
    correction: () => ways.flag(),
  };
  return ways[what]();
}
