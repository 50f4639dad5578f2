import type { DayState, Eggless } from '../../types/eggs';
import { addDays, daysBetween } from '../kit/clock';

/**
 * Each day of a campaign as its calendar shows it on the day `today`.
 * @param isTodayOver nothing can be laid today any more
 */
export function calendarDays(
  firstDay: string,
  lastDay: string,
  laid: ReadonlySet<string>,
  today: string,
  isTodayOver = false,
): { day: string; state: DayState }[] {
  const over = isTodayOver ? today : addDays(today, -1);
  return daysBetween(firstDay, lastDay).map((day) => ({ day, state: stateOfDay(day, laid.has(day), today, over) }));
}

function stateOfDay(day: string, isLaid: boolean, today: string, over: string): DayState {
  if (isLaid) return 'laid';
  if (day <= over) return 'missed';
  return day === today ? 'today' : 'ahead';
}

/** What is known of a day without an egg. */
export interface EmptyDay {
  day: string;
  today: string;
  /** What was credited on it: how each was opened, and where the reader lived. */
  reads: readonly { scene: number | null; home: string | null; at: Date }[];
  /** How the campaign stands where they lived; undefined when that community is not in it. */
  place: { cap: number; had: number | null } | undefined;
  /** Entries that may lay no egg. */
  messageScenes: readonly number[];
  /** When the campaign rested. */
  pauses: readonly { from: Date; until: Date | null }[];
  /** When it was ended before its time, if it was. */
  endedAt: Date | null;
}

/** Why a day has no egg, in the order in which the credit itself asks. */
export function whyNoEgg({ day, today, reads, place, messageScenes, pauses, endedAt }: EmptyDay): Eggless {
  if (day > today) return 'ahead';
  const laying = reads.filter(({ scene }) => !messageScenes.includes(scene ?? 0));
  if (reads.length === 0) return day === today ? 'today' : 'unread';
  if (laying.length === 0) return 'message';
  if (laying.every(({ home }) => home === null)) return 'homeless';
  if (!place) return 'elsewhere';
  const rested = ({ at }: { at: Date }): boolean =>
    pauses.some(({ from, until }) => at >= from && (until === null || at < until));
  if (laying.every(rested)) return 'paused';
  if (laying.every(({ at }) => endedAt !== null && at >= endedAt)) return 'ended';
  return (place.had ?? 0) >= place.cap ? 'cap' : 'stock';
}

/** An egg that may be handed over: by the entry with this id. */
export interface Ready {
  day: string;
  /** The id of the entry that hands it over. */
  entry: string;
}

/** Somebody's eggs of a campaign, the oldest first. */
export interface Left {
  /** Days whose eggs are theirs: laid and not taken back. */
  days: string[];
  /** Of these, not handed over yet. */
  ready: Ready[];
  /** Of these, handed over: by the entry with this id. */
  collected: Ready[];
  /** Days whose eggs were taken back. */
  taken: string[];
}

/**
 * What of somebody's eggs is left. An egg is handed over by an entry whose id says the how manieth time it is: the second time only after
 * the first was found not to have happened. So the database itself lets nobody hand one over twice.
 * @param eggs what the ids of somebody's eggs begin with
 */
export function whatIsLeft(
  eggs: string,
  days: readonly string[],
  entries: readonly { id: string; reason: string }[],
): Left {
  const has = new Set(entries.map(({ id }) => id));
  const left: Left = { days: [], ready: [], collected: [], taken: [] };
  for (const day of days) {
    const egg = `${eggs}/${day}`;
    if (has.has(`${egg}/reversed`)) {
      left.taken.push(day);
      continue;
    }
    left.days.push(day);
    let nth = 1;
    while (has.has(`${egg}/collected/${nth}/undone`)) nth++;
    const entry = `${egg}/collected/${nth}`;
    (has.has(entry) ? left.collected : left.ready).push({ day, entry });
  }
  return left;
}
