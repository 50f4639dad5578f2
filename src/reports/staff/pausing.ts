import type { Hours } from '../../../types/service';
import { instantOf, shanghai } from '../../kit/time';
import type { PauseFor } from './forms';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Pause = [key: PauseFor, until: string];

/** When somebody answers first on a day; null: nobody does. Of public holidays the phone knows only what the community has said. */
function openingOf({ workdays, restdays, days }: Hours, day: string, weekday: number): string | null {
  const usual = weekday === 0 || weekday === 6 ? restdays : workdays;
  const windows = days.find((one) => one.day === day)?.windows ?? usual;
  return windows[0]?.from ?? null;
}

/** Until when the clock may stop, from two hours to just under the two days that are allowed. */
export function pausesFrom(now: number, hours: Hours | null): [Pause, ...Pause[]] {
  const { day, weekday } = shanghai(now + DAY);
  const opening = hours && openingOf(hours, day, weekday);
  return [
    ['hours', new Date(now + 2 * HOUR).toISOString()],
    ...(opening ? [['morning', instantOf(day, opening)] as Pause] : []),
    // The moment at which it arrives is not the one at which it was sent.
    ['days', new Date(now + 2 * DAY - 5 * MINUTE).toISOString()],
  ];
}
