import type { Difference, Standing } from '../../types/campaigns';

/** The differences of a community that are there, in the order in which eggs travel. */
export const differencesOf = (standing: Pick<Standing, Difference>): Difference[] =>
  (['short', 'open'] as const).filter((about) => standing[about] > 0);
