import { addDays } from '../../cloud/kit/clock';
import type { Contract, Output } from '../../types';
import type { Figure } from '../../types/figures';
import { periodsShown, type Span } from '../../types/measures';
import type { Place } from '../../types/org';

/** Made-up numbers of places, in the form of the cloud's answer: the same for the same day and span. */

export type Community = Output<Contract['figures']['community']>;
export const places: Record<string, Place> = {
  '230104009009': { code: '230104009009', level: 'community', name: '江畔社区' },
  '230104009': { code: '230104009', level: 'street', name: '东原街道' },
};
export const TODAY = '2026-10-01';
export const COUNTED = `${TODAY}T01:55:00.000Z`;

/** Two by turns and one now and then, so that a chart has hills and a period has nothing. */
const wave = (i: number, high: number): number => Math.max(0, Math.round(high * Math.sin(i * 1.7) ** 2) - (i % 3));

function figureOf(firstDay: string, lastDay: string, i: number, n: number, by: Span): Figure {
  const raised = wave(i, 3 * n);
  const answered = Math.max(0, raised - (i % 4 === 0 ? 1 : 0));
  const of = i % 5 === 0 ? 312 : 0;
  return {
    ...{ firstDay, lastDay, notices: wave(i + 2, 2 * n), readers: wave(i, 40 * n), opens: wave(i, 58 * n) },
    acknowledged: { households: of && 150 + 20 * (i % 7), of },
    ...{ raised, answered },
    firstAnswer: { half: answered ? 5 + (i % 4) : null, nineOfTen: answered ? 20 + 9 * (i % 5) : null },
    ...{ closed: wave(i + 1, 2 * n), agreed: wave(i + 1, n), reopened: i % 9 === 0 ? 1 : 0 },
    score:
      i % 3 === 0
        ? { average: by === 'month' && i % 4 > 1 ? 9.1 + (i % 8) / 10 : null, of: 1 + (i % 4) }
        : { average: null, of: 0 },
    badges: 4 + Math.floor(i / 8),
  };
}

const lengths: Record<Span, number> = { day: 1, week: 7, month: 30 };

/** All periods as one, as the cloud counts them: times are not added up. */
function totalOf(periods: Figure[], by: Span): Figure {
  const sum = (of: (figure: Figure) => number) => periods.reduce((all, figure) => all + of(figure), 0);
  const [first, last] = [periods[0], periods.at(-1)] as [Figure, Figure];
  return {
    ...{ firstDay: first.firstDay, lastDay: last.lastDay, badges: last.badges },
    ...{ notices: sum((one) => one.notices), readers: sum((one) => one.readers), opens: sum((one) => one.opens) },
    acknowledged: { households: sum((one) => one.acknowledged.households), of: sum((one) => one.acknowledged.of) },
    ...{ raised: sum((one) => one.raised), answered: sum((one) => one.answered), closed: sum((one) => one.closed) },
    firstAnswer: { half: 6, nineOfTen: 74 },
    ...{ agreed: sum((one) => one.agreed), reopened: sum((one) => one.reopened) },
    score: { average: by === 'month' ? 9.4 : null, of: sum((one) => one.score.of) },
  };
}

export function communityOf(code: string, by: Span, until = TODAY): Community {
  const days = lengths[by];
  const n = periodsShown[by];
  const periods = Array.from({ length: n }, (_, i) => {
    const lastDay = addDays(until, -days * (n - 1 - i));
    return figureOf(addDays(lastDay, 1 - days), lastDay, i, by === 'day' ? 1 : days / 3, by);
  });
  return {
    place: places[code] ?? { code, level: 'community', name: '春木社区' },
    periods,
    total: totalOf(periods, by),
    countedAt: COUNTED,
    since: '2026-06-01',
  };
}
