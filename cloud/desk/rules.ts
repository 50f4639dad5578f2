import { deciders, deskRoles, eggStaff, runners } from '../../types/campaigns';
import type { DailyAct, Need, NeedKind } from '../../types/desk';
import { signers, visitors } from '../../types/merchants';
import { publishers, type Role } from '../../types/org';
import { answerers, setters } from '../../types/service';

/** A role held at a node of the division tree. */
interface Grant {
  role: Role;
  code: string;
}

/** Whoever asks, as far as it decides what can need them. */
export interface Worker {
  grants: readonly Grant[];
  isCalled: boolean;
  keepsShop: boolean;
}

const COMMUNITY_DIGITS = 12;

/** The places where something can need somebody, each once: communities, and nodes that stand for all below them. */
export interface Places {
  communities: string[];
  above: string[];
}

/** The places where one of the roles is held; what lies in another of them is part of it. */
export function heldAt(grants: readonly Grant[], roles: readonly Role[]): string[] {
  const codes = [...new Set(grants.filter(({ role }) => roles.includes(role)).map(({ code }) => code))].sort();
  return codes.filter((code) => !codes.some((other) => other !== code && code.startsWith(other)));
}

/** Communities stand for themselves, also where somebody has a role above them as well. */
export function placesOf(grants: readonly Grant[], roles: readonly Role[]): Places {
  const own = grants.filter(({ role }) => roles.includes(role)).map(({ code }) => code);
  const isOne = (code: string): boolean => code.length === COMMUNITY_DIGITS;
  return {
    communities: [...new Set(own.filter(isOne))].sort(),
    above: heldAt(grants, roles).filter((code) => !isOne(code)),
  };
}

/** Where somebody does what. */
export const reachOf = (grants: readonly Grant[]) => ({
  answers: placesOf(grants, answerers),
  publishes: heldAt(grants, publishers),
  signs: heldAt(grants, signers),
  visits: heldAt(grants, visitors),
  handsOut: placesOf(grants, deskRoles).communities,
  runs: heldAt(grants, runners),
  decides: heldAt(grants, deciders),
  streets: heldAt(grants, ['street']),
});
export type Reach = ReturnType<typeof reachOf>;

/** What somebody may do, in the order in which a day asks for it. */
export function actsOf({ grants, isCalled, keepsShop }: Worker): DailyAct[] {
  const holds = (roles: readonly Role[]): boolean => grants.some(({ role }) => roles.includes(role));
  const answersAbove = placesOf(grants, answerers).above.length > 0;
  const may: Record<DailyAct, boolean> = {
    inbox: holds(answerers),
    enter: holds(answerers),
    handling: isCalled || answersAbove,
    diary: holds(answerers),
    doors: holds(answerers),
    write: holds(publishers),
    notices: holds(publishers),
    redeem: keepsShop,
    myShop: keepsShop,
    shops: holds(visitors),
    scan: holds(visitors),
    campaigns: holds(eggStaff),
    figures: holds([...answerers, ...publishers]),
    settings: holds(answerers) || holds(setters),
  };
  return (Object.keys(may) as DailyAct[]).filter((act) => may[act]);
}

/** How pressing a kind is as such: what somebody stands and waits for comes before what lies there. */
const pressing: Record<NeedKind, number> = {
  late: 0,
  raised: 0,
  reopened: 1,
  waiting: 2,
  pickUp: 3,
  handing: 3,
  flag: 3,
  whistle: 4,
  due: 4,
  review: 5,
  risky: 5,
  delivery: 5,
  giveBack: 5,
  claim: 6,
  word: 6,
  correction: 6,
  application: 6,
  list: 6,
  hear: 6,
  mustKnow: 7,
  declined: 8,
  draft: 9,
  expiring: 9,
  ending: 9,
};

/** What nobody waits for: one's own, and what is done along the way. */
const unawaited: readonly NeedKind[] = ['pickUp', 'mustKnow', 'declined', 'draft', 'risky', 'expiring', 'ending'];

/** Kinds whose time is a promise that somebody was given. */
const promised: readonly NeedKind[] = ['whistle', 'due'];

/** The most urgent first: what is over its time, then by kind, and of a kind what has waited longest. */
export function inOrder(all: readonly Need[], now: Date): Need[] {
  const isOver = ({ what, due }: Need): boolean =>
    promised.includes(what) && due !== null && Date.parse(due) <= now.getTime();
  const rank = (one: Need): number => (isOver(one) ? 0 : pressing[one.what]);
  const since = (one: Need): string => one.since ?? one.due ?? '';
  return [...all].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      pressing[a.what] - pressing[b.what] ||
      since(a).localeCompare(since(b)) ||
      a.place.code.localeCompare(b.place.code) ||
      a.what.localeCompare(b.what),
  );
}

/** How many things somebody waits for. */
export const waitedFor = (all: readonly Need[]): number =>
  all.filter(({ what }) => !unawaited.includes(what)).reduce((sum, { count }) => sum + count, 0);
