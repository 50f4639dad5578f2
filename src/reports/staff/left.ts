import type { ReportRow } from '../../../types/reports';
import { say } from '../inbox/words';

/** How much it presses: gone by, soon, in time, or nothing to wait for. */
export type Tone = 'late' | 'soon' | 'calm' | 'rest';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** From here on a grid worker between two doors should turn round. */
const SOON = 4 * MINUTE;
/** And from here on a unit should have set out. */
const SOON_TO_HANDLE = 2 * HOUR;
const { left } = say;

type Timed = Pick<
  ReportRow,
  'state' | 'clock' | 'promisedAt' | 'agreeUntil' | 'reopened' | 'solved' | 'assisted' | 'part'
>;

/** How long is left, counted here and now: a row that was fetched a while ago says what is true at this moment. */
export function leftOf(row: Timed, now: number): [Tone, string] {
  const { state, clock, agreeUntil, reopened, solved, assisted } = row;
  if (state === 'withdrawn') return ['rest', left.withdrawn];
  if (state === 'closed') return ['rest', left.closed(solved, assisted)];
  if (state === 'closing') return ['rest', left.closing(agreeUntil, now)];
  const [tone, words] = state === 'waiting' ? firstAnswer(clock, now) : nextWord(row, now);
  return [tone, reopened > 0 ? left.again(words) : words];
}

/** The same for those that were called: what the community promised is not their own. */
export const calledLeft = (row: Timed, now: number): [Tone, string] => leftOf({ ...row, promisedAt: null }, now);

function firstAnswer(clock: Timed['clock'], now: number): [Tone, string] {
  const { state, dueAt, opensAt, reason, pausedUntil } = clock;
  // A pause ends by itself.
  if (state === 'paused' && (pausedUntil === null || Date.parse(pausedUntil) > now))
    return ['rest', left.paused(reason, pausedUntil, now)];
  const due = dueAt === null ? null : Date.parse(dueAt);
  if (due !== null && due <= now) return ['late', left.late(spanOf(now - due))];
  if (state === 'resting' && opensAt !== null && Date.parse(opensAt) > now) return ['calm', left.resting(opensAt, now)];
  if (due === null) return ['calm', left.waiting];
  // The hours of a night between are no time that anybody has left.
  if (dueAt !== null && due - now > HOUR) return ['calm', left.by(dueAt, now)];
  return due - now <= SOON ? ['soon', left.left(spanOf(due - now))] : ['calm', left.left(spanOf(due - now))];
}

/** What comes first of what was promised and what those that were called have to do. */
function nextWord({ state, promisedAt, part }: Timed, now: number): [Tone, string] {
  if (part && (promisedAt === null || Date.parse(part.dueAt) <= Date.parse(promisedAt))) return partLeft(part, now);
  if (promisedAt === null) return ['rest', state === 'whistled' ? left.whistled : left.answered];
  return Date.parse(promisedAt) <= now
    ? ['late', left.promiseOver(promisedAt, now)]
    : ['calm', left.promised(promisedAt, now)];
}

function partLeft({ dueAt, isStreet }: NonNullable<Timed['part']>, now: number): [Tone, string] {
  const due = Date.parse(dueAt) - now;
  if (due <= 0) return ['late', isStreet ? left.toAssignLate(spanOf(-due)) : left.toHandleLate(spanOf(-due))];
  const says = isStreet ? left.toAssign(spanOf(due)) : left.toHandle(spanOf(due));
  return [due <= SOON_TO_HANDLE ? 'soon' : 'calm', says];
}

/** A stretch of time in its largest unit, as people say it. */
export function spanOf(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  if (minutes < 1) return left.moment;
  if (minutes < 60) return left.minutes(minutes);
  return minutes < 24 * 60 ? left.hours(Math.floor(minutes / 60)) : left.days(Math.floor(minutes / (24 * 60)));
}
