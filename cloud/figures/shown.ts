import type { Span } from '../../types/measures';
import type { Db } from '../kit/database';
import { answersOf, beginningOf, daysOf } from './queries';
import { figureOf, periodsUntil, scored } from './rules';

/** Which periods of which place. */
export interface Wanted {
  code: string;
  by: Span;
  until: string;
  today: string;
}

/** The periods of a place, and all of them together. */
export async function figuresOf(db: Db, { code, by, until, today }: Wanted) {
  const periods = periodsUntil(by, until);
  const [first, last] = [periods[0], periods[periods.length - 1]] as [(typeof periods)[0], (typeof periods)[0]];
  const whole = { firstDay: first.firstDay, lastDay: last.lastDay };
  const [days, beginning, answers] = await Promise.all([
    daysOf(db, code, whole),
    beginningOf(db, code, whole.firstDay),
    answersOf(db, code, periods),
  ]);
  return {
    ...scored(
      by,
      periods.map((period, i) => figureOf(period, days, answers[i] ?? [], beginning.badges)),
      figureOf(whole, days, answers.flat(), beginning.badges),
      days,
      today,
    ),
    since: beginning.since,
  };
}
