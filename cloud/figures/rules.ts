import type { Figure } from '../../types/figures';
import { periodsShown, type Span } from '../../types/measures';
import { addDays } from '../kit/clock';
import type { Counts } from '../kit/figureTables';

/** What figures are made of. Pure: no SQL, no clock. */
export interface Period {
  firstDay: string;
  lastDay: string;
}

const weekday = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The period of a kind that a day lies in. Weeks begin on Monday. */
export function periodOf(by: Span, day: string): Period {
  if (by === 'day') return { firstDay: day, lastDay: day };
  if (by === 'week') {
    const firstDay = addDays(day, -weekday(day));
    return { firstDay, lastDay: addDays(firstDay, 6) };
  }
  const firstDay = `${day.slice(0, 7)}-01`;
  // Every month is over 31 days after its first, and the next one is not.
  const next = `${addDays(firstDay, 31).slice(0, 7)}-01`;
  return { firstDay, lastDay: addDays(next, -1) };
}

/** The latest periods, oldest first; a day lies in the last of them. */
export function periodsUntil(by: Span, day: string): Period[] {
  const periods = [periodOf(by, day)];
  while (periods.length < periodsShown[by]) periods.unshift(periodOf(by, addDays((periods[0] as Period).firstDay, -1)));
  return periods;
}

export type Day = { day: string } & Counts;
/** How many first answers came in so many minutes. */
export interface Answers {
  minutes: number;
  answers: number;
}

/** The smallest number of minutes within which at least so many of a hundred were answered; null when nothing was. */
export function within(percent: number, answers: readonly Answers[]): number | null {
  const all = answers.reduce((sum, one) => sum + one.answers, 0);
  let left = Math.ceil((all * percent) / 100);
  for (const one of [...answers].sort((a, b) => a.minutes - b.minutes)) {
    left -= one.answers;
    if (left <= 0) return one.minutes;
  }
  return null;
}

type Numbers = Exclude<keyof Counts, 'badges'>;

/**
 * What happened in a period.
 * @param days those of the place, of the period or of more
 * @param badges how many were valid on the evening before the first of `days`
 */
export function figureOf(
  { firstDay, lastDay }: Period,
  days: readonly Day[],
  answers: readonly Answers[],
  badges = 0,
): Figure {
  const own = days.filter(({ day }) => firstDay <= day && day <= lastDay);
  const sum = (of: Numbers): number => own.reduce((all, one) => all + one[of], 0);
  return {
    ...{ firstDay, lastDay, notices: sum('notices'), readers: sum('readers'), opens: sum('opens') },
    acknowledged: { households: sum('knowing'), of: sum('households') },
    ...{ raised: sum('raised'), answered: sum('answered') },
    firstAnswer: { half: within(50, answers), nineOfTen: within(90, answers) },
    ...{ closed: sum('closed'), agreed: sum('agreed'), reopened: sum('reopened') },
    score: { average: null, of: sum('scores') },
    badges: days.reduce((all, one) => (one.day <= lastDay ? all + one.badges : all), badges),
  };
}

/** An average of fewer would say what one neighbour gave. */
export const FEWEST_SCORES = 3;
const averageOf = (scores: number, given: number): number | null =>
  scores < FEWEST_SCORES ? null : Math.round((given / scores) * 10) / 10;

/**
 * What was scored, month by month, once a month is over, and in no other cut: days and weeks lie within months, and what two averages
 * that overlap differ by is what somebody gave. For the same reason the average of all is that of the months in sight, and says no more
 * than they do.
 * @param today months that it lies in, or that come after it, are not over
 */
export function scored(by: Span, periods: Figure[], total: Figure, days: readonly Day[], today: string) {
  if (by !== 'month') return { periods, total };
  const sums = periods.map(({ firstDay, lastDay }) => {
    const own = days.filter(({ day }) => firstDay <= day && day <= lastDay);
    const [scores, given] = (['scores', 'score_sum'] as const).map((of) => own.reduce((all, one) => all + one[of], 0));
    return lastDay < today && (scores ?? 0) >= FEWEST_SCORES ? [scores ?? 0, given ?? 0] : [0, 0];
  });
  const withAverage = (figure: Figure, [scores = 0, given = 0]: number[] = []): Figure => ({
    ...figure,
    score: { ...figure.score, average: averageOf(scores, given) },
  });
  const all = [0, 1].map((i) => sums.reduce((sum, pair) => sum + (pair[i] ?? 0), 0));
  return { periods: periods.map((figure, i) => withAverage(figure, sums[i])), total: withAverage(total, all) };
}
