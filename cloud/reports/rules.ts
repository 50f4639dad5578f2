import type { Answerer } from './who';
import { reportActs, type PromiseClock, type ReportAct, type Way } from '../../types/reports';
import { metresBetween } from '../service';
import { after, stateOf, type Standing } from './lifecycle';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The promise: a person answers within ten minutes of service time. */
export const PROMISE_MS = 10 * MINUTE_MS;
/** So much more service time, and the street office hears of it, too; the secretary does as soon as it is late. */
export const RAISE_MS = 30 * MINUTE_MS;
/** How long the reporter may say that it is not done. */
export const OBJECT_MS = 72 * HOUR_MS;
/** How long the street office has before a whistle to it is late. */
export const WHISTLE_MS = 24 * HOUR_MS;
/** A pause ends within two days; without a moment named, after one. */
export const PAUSE_MS = 24 * HOUR_MS;
export const LONGEST_PAUSE_MS = 48 * HOUR_MS;
/** A unit that was called sees how it went on for so long after it is over. */
export const SEEN_AFTER_MS = 30 * 24 * HOUR_MS;
/** A promise to tell more lies within a month. */
export const FURTHEST_PROMISE_MS = 30 * 24 * HOUR_MS;

/** Who somebody is to a report. */
export interface Rights {
  isReporter: boolean;
  isJoiner: boolean;
  /** As what they answer here; null: they do not. */
  role: Answerer | null;
  /** Whether they may show it to everyone. */
  isSetter: boolean;
  isStreet: boolean;
  /** Whether a whistle called them, and they have not done their part. */
  isCalled: boolean;
}

/** What else decides about acts. */
export interface Facts extends Standing {
  paused_until: Date | null;
  due_at: Date | null;
  answered_at: Date | null;
  is_open: boolean;
  doubtful: boolean;
  may_publish: boolean;
  score: number | null;
  /** Nobody raised it in the app: staff entered it. */
  isEntered: boolean;
  isShown: boolean;
}

/** What somebody may do with a report at a moment. Nobody answers, closes or hands on what they raised themselves. */
export function actsOf(facts: Facts, rights: Rights, now: Date): ReportAct[] {
  const { isReporter, isJoiner, role, isSetter, isStreet, isCalled } = rights;
  const isStaff = role !== null && !isReporter;
  const isPaused = facts.paused_until !== null && facts.paused_until > now;
  const isLate = facts.due_at !== null && facts.due_at <= now;
  const may: Record<ReportAct, boolean> = {
    word: isReporter,
    reply: isStaff,
    claim: isStaff,
    dispatch: isStaff,
    pause: isStaff && !isPaused && !isLate,
    resume: isStaff && isPaused,
    refer: isStaff,
    contact: isStaff,
    whistle: isStaff,
    assign: isStreet && !isReporter,
    handle: isCalled && !isReporter,
    close: isStaff,
    agree: isReporter,
    object: isReporter,
    heard: isStaff && facts.isEntered,
    rate: isReporter && facts.score === null,
    withdraw: isReporter,
    join: !isReporter && !isJoiner && role === null && !isCalled && facts.is_open && !facts.doubtful,
    leave: isJoiner,
    publish: isSetter && !isReporter && !facts.isShown && facts.may_publish,
    unpublish: isSetter && facts.isShown,
    allow: isReporter,
  };
  return reportActs.filter((act) => may[act] && after(facts, act, now) !== undefined);
}

/** What is kept of the promise of a first answer. */
export interface Promised {
  asked_at: Date;
  due_at: Date | null;
  raised_at: Date | null;
  paused_until: Date | null;
  paused_reason: string | null;
  answered_at: Date | null;
  took_ms: string | null;
}

/**
 * The clock as both sides see it.
 * @param opensAt when somebody answers next; the moment itself when somebody does
 */
export function clockOf(report: Promised & Standing, opensAt: Date | null, now: Date): PromiseClock {
  const { due_at, raised_at, answered_at } = report;
  const clock: PromiseClock = {
    state: 'running',
    now: now.toISOString(),
    dueAt: due_at?.toISOString() ?? null,
    opensAt: null,
    reason: null,
    pausedUntil: null,
    tookMs: null,
    raisedTo: null,
  };
  if (answered_at) {
    const state = due_at !== null && answered_at > due_at ? 'missed' : 'kept';
    return { ...clock, state, tookMs: report.took_ms === null ? null : Number(report.took_ms) };
  }
  if (stateOf(report, now) === 'withdrawn') return { ...clock, state: 'ended', dueAt: null };
  if (report.paused_until && report.paused_until > now)
    return { ...clock, state: 'paused', reason: report.paused_reason, pausedUntil: report.paused_until.toISOString() };
  if (due_at !== null && due_at <= now)
    return { ...clock, state: 'late', raisedTo: raised_at !== null && raised_at <= now ? 'street' : 'secretary' };
  if (opensAt === null || opensAt > now) return { ...clock, state: 'resting', opensAt: opensAt?.toISOString() ?? null };
  return clock;
}

/**
 * Where a report lies on the desk and what comes next for it, so that one index orders an inbox: what nobody has answered, by its
 * promise (what is paused by when it will be due); then what is worked on, by what was promised next; then what waits for its reporter.
 */
export function shelfOf(report: {
  standing: Standing['standing'];
  due_at: Date | null;
  promised_at: Date | null;
  part_due_at: Date | null;
  ends_at: Date | null;
}): { shelf: number; next_at: Date | null } {
  switch (report.standing) {
    case 'waiting':
      return { shelf: 0, next_at: report.due_at };
    case 'working':
    case 'whistled':
      return { shelf: 1, next_at: earliest(report.promised_at, report.part_due_at) };
    case 'closing':
      return { shelf: 2, next_at: report.ends_at };
    case 'closed':
    case 'withdrawn':
      return { shelf: 3, next_at: null };
  }
}

function earliest(...all: (Date | null)[]): Date | null {
  const times = all.flatMap((one) => (one ? [one.getTime()] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

/** How many people a report speaks for: whoever raised it, in the app or to staff, and has not left for good, and those who joined. */
export const peopleOf = ({ reporter_id, way }: { reporter_id: string | null; way: Way }, joiners: number): number =>
  joiners + (reporter_id === null && way === 'app' ? 0 : 1);

/** Telephone numbers, bank cards, identity cards: a neighbour who looks whether it is the same problem needs none of them. */
export const withoutNumbers = (words: string): string =>
  words.replace(/\p{Nd}[\p{Nd}\s.·\-－—()（）]{5,}\p{Nd}/gu, '…');

/** The beginning of what was written, in one line. */
export function excerptOf(words: string, most: number): string {
  const line = words.replace(/\s+/g, ' ').trim();
  const letters = Array.from(line);
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : line;
}

/** Every pair of neighbouring letters of what was written, as it sounds: punctuation and width make no difference. */
function pairsOf(words: string): Set<string> {
  const letters = Array.from(
    words
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{P}\p{S}]+/gu, ''),
  );
  return new Set(letters.slice(1).map((letter, i) => `${letters[i]}${letter}`));
}

/** How alike two texts are, from 0 to 1: the share of neighbouring letters that both have. */
export function likeness(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)];
  if (a.size === 0 || b.size === 0) return 0;
  let both = 0;
  for (const pair of a) if (b.has(pair)) both += 1;
  return (2 * both) / (a.size + b.size);
}

/** Something raised, as far as it can be compared. */
export interface Raised {
  words: string;
  gridId: string | null;
  location: { latitude: number; longitude: number } | null;
}

/** Metres between two of one neighbourhood; null when either has not said where. */
export const awayOf = ({ location: a }: Pick<Raised, 'location'>, { location: b }: Pick<Raised, 'location'>) =>
  a && b ? metresBetween(a, b) : null;

const NEAR_M = 300;
/** Less than this, and two problems are two. */
const ALIKE = 0.2;

/** How likely two are the same problem; 0: they are not. What is near needs fewer words in common, what is far needs more. */
export function sameness(one: Raised, other: Raised): number {
  const alike = likeness(one.words, other.words);
  const away = awayOf(one, other);
  if (away !== null && away > 5 * NEAR_M) return 0;
  const isSameGrid = one.gridId !== null && one.gridId === other.gridId;
  const isNear = away !== null ? away <= NEAR_M : isSameGrid;
  if (one.words.trim() === '') return isNear ? 0.1 : 0;
  const likely = alike + (isNear ? 0.15 : 0);
  return alike > 0 && likely >= ALIKE ? likely : 0;
}
