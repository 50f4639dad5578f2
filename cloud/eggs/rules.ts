import type { DayState, Eggless } from '../../types/eggs';
import { daysBetween } from '../kit/clock';

/** Each day of a campaign as its calendar shows it on the day `today`. */
export function calendarDays(
  firstDay: string,
  lastDay: string,
  laid: ReadonlySet<string>,
  today: string,
): { day: string; state: DayState }[] {
  return daysBetween(firstDay, lastDay).map((day) => ({ day, state: stateOfDay(day, laid.has(day), today) }));
}

function stateOfDay(day: string, isLaid: boolean, today: string): DayState {
  if (isLaid) return 'laid';
  if (day < today) return 'missed';
  return day === today ? 'today' : 'ahead';
}

/** What is known of a day without an egg. */
export interface EmptyDay {
  day: string;
  today: string;
  /** What was credited on it: how each was opened, and where the reader lived. */
  reads: readonly { scene: number | null; home: string | null }[];
  /** How the campaign stands where they lived; undefined when that community is not in it. */
  place: { cap: number; had: number | null } | undefined;
  /** Entries that may lay no egg. */
  messageScenes: readonly number[];
}

/** Why a day has no egg, in the order in which the credit itself asks. */
export function whyNoEgg({ day, today, reads, place, messageScenes }: EmptyDay): Eggless {
  if (day > today) return 'ahead';
  const laying = reads.filter(({ scene }) => !messageScenes.includes(scene ?? 0));
  if (reads.length === 0) return day === today ? 'today' : 'unread';
  if (laying.length === 0) return 'message';
  if (laying.every(({ home }) => home === null)) return 'homeless';
  if (!place) return 'elsewhere';
  return (place.had ?? 0) >= place.cap ? 'cap' : 'stock';
}
