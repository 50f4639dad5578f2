import type { Figure } from '../../../types/figures';
import type { Span } from '../../../types/measures';
import { communityOf, COUNTED, type Community } from '../../kit/countedFigures';
import type { Stand } from './instead';

const codeIn = (input: Record<string, unknown>): string => (input['communityCode'] ?? input['nodeCode']) as string;
export const counted: Stand = (input) =>
  communityOf(codeIn(input), input['by'] as Span, input['until'] as string | undefined);

/** A place of which nothing was ever counted. */
export const uncounted: Stand = (input) => {
  const given = communityOf(codeIn(input), input['by'] as Span);
  const nothing: Omit<Figure, 'firstDay' | 'lastDay'> = {
    ...{ notices: 0, readers: 0, opens: 0, raised: 0, answered: 0, closed: 0, agreed: 0, reopened: 0, badges: 0 },
    acknowledged: { households: 0, of: 0 },
    firstAnswer: { half: null, nineOfTen: null },
    score: { average: null, of: 0 },
  };
  return {
    ...given,
    periods: given.periods.map((one) => ({ ...one, ...nothing })),
    total: { ...given.total, ...nothing },
    ...{ countedAt: null, since: null },
  };
};
/** One where something was, but not in these days. */
export const quiet: Stand = async (input) => ({
  ...((await uncounted(input)) as Community),
  ...{ countedAt: COUNTED, since: '2026-06-01' },
});
