import type { campaignActs, CampaignState, Difference, PickUp } from '../../types/campaigns';
import { daysBetween } from '../kit/clock';

/** What decides how a campaign stands on a day. */
export interface CampaignFacts {
  first_day: string;
  last_day: string;
  ended_at: Date | null;
  codes: readonly string[];
  paused: boolean;
  pick_ups: readonly Pick<PickUp, 'day'>[];
}

export function campaignStateOf(c: CampaignFacts, today: string): CampaignState {
  if (c.ended_at && c.codes.length === 0) return 'dropped';
  if (today < c.first_day) return 'ahead';
  if (today <= c.last_day && !c.ended_at) return c.paused ? 'paused' : 'running';
  if (c.pick_ups.some(({ day }) => day === today)) return 'picking';
  // Nobody has said yet when, or a day is still to come.
  if (c.pick_ups.length === 0 || c.pick_ups.some(({ day }) => day > today)) return 'waiting';
  return 'over';
}

/** What may be done with a campaign in a state, by whoever runs it. */
export function actsOf(state: CampaignState): (typeof campaignActs)[number][] {
  switch (state) {
    case 'ahead':
      return ['change', 'setPickUps', 'end'];
    case 'running':
      return ['setPickUps', 'pause', 'end'];
    case 'paused':
      return ['setPickUps', 'resume', 'end'];
    case 'waiting':
    case 'picking':
    case 'over':
      return ['setPickUps'];
    case 'dropped':
      return [];
  }
}

/** The eggs of a community, as they are counted. */
export interface Eggs {
  laid: number;
  taken: number;
  delivered: number;
  collected: number;
  returned: number;
  broken: number;
}

export interface Sums {
  promised: number;
  uncollected: number;
  short: number;
  open: number;
}

/** promised = laid − taken back; delivered = collected + returned + broken + open. */
export function sumsOf({ laid, taken, delivered, collected, returned, broken }: Eggs): Sums {
  const promised = laid - taken;
  return {
    promised,
    uncollected: promised - collected,
    short: Math.max(0, promised - delivered),
    open: delivered - collected - returned - broken,
  };
}

/**
 * Which differences are wrong by now: too few eggs on the first day that they are handed out here, and eggs that nobody accounts for once
 * the last such day is over. Before that the one is still to come, and the others lie on the table.
 */
export function redOf({ short, open }: Sums, here: readonly string[], today: string): Difference[] {
  const days = [...here].sort();
  const [first, last] = [days[0], days.at(-1)];
  const red: Difference[] = [];
  if (short > 0 && first !== undefined && today >= first) red.push('short');
  if (open > 0 && last !== undefined && today > last) red.push('open');
  return red;
}

/** Eggs that are brought besides those promised. */
export const reserveOf = (promised: number, percent: number): number => Math.ceil((promised * percent) / 100);

/** How many closed days say what the next ones will be like. */
const LOOK_BACK_DAYS = 3;

export interface Forecast {
  days: { day: string; laid: number | null; expected: number | null }[];
  expected: number | null;
}

/**
 * What a campaign comes to, day by day: the mean of the last closed days goes on, as far as residents, cap and stock allow.
 * @param laid what was laid on the days that have begun
 * @param closed of these, the days that are over
 * @param most that the whole campaign can come to
 */
export function forecastOf(
  { first_day, last_day }: Pick<CampaignFacts, 'first_day' | 'last_day'>,
  laid: ReadonlyMap<string, number>,
  closed: readonly string[],
  most: number,
  today: string,
): Forecast {
  const past = closed.slice(-LOOK_BACK_DAYS).map((day) => laid.get(day) ?? 0);
  const mean = past.length === 0 ? null : Math.round(past.reduce((sum, n) => sum + n, 0) / past.length);
  let sum = [...laid.values()].reduce((all, n) => all + n, 0);
  const days = daysBetween(first_day, last_day).map((day) => {
    const there = laid.get(day) ?? null;
    if (mean === null || day < today) return { day, laid: there, expected: null };
    const room = Math.max(0, most - sum);
    const more = Math.min(room, Math.max(0, mean - (there ?? 0)));
    sum += more;
    return { day, laid: there, expected: (there ?? 0) + more };
  });
  return { days, expected: mean === null ? null : sum };
}

/** What of a community's day is out of the ordinary. */
export interface DayFacts {
  laid: number;
  usual: number | null;
  handings: number;
  byList: number;
  conflicts: number;
  broken: number;
  corrected: number;
  flagged: number;
}

export type Mark = 'many' | 'list' | 'conflicts' | 'broken' | 'corrected' | 'flagged';

export function marksOf({ laid, usual, handings, byList, conflicts, broken, corrected, flagged }: DayFacts): Mark[] {
  const marks: [Mark, boolean][] = [
    ['many', usual !== null && laid > usual * 1.5 && laid - usual > 30],
    ['list', byList * 10 > handings],
    ['conflicts', conflicts > 0],
    ['broken', broken > 0],
    ['corrected', corrected > 0],
    ['flagged', flagged > 0],
  ];
  return marks.flatMap(([mark, is]) => (is ? [mark] : []));
}
