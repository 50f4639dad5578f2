import type { DayState } from '../../types/eggs';
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
