import type { PickUp, Standing } from '../../../types/campaigns';
import type { Contract, Input } from '../../../types';
import { limits } from '../../../types/limits';
import { say } from './words';

const DAY_MS = 86_400_000;
const { lacks } = say;

export interface Member {
  code: string;
  name: string;
  /** As it is typed; '' is no limit. */
  stock: string;
}

/** A plan as it is filled in. */
export interface Plan {
  name: string;
  firstDay: string;
  lastDay: string;
  cap: string;
  members: readonly Member[];
  pickUps: readonly PickUp[];
  reserve: string;
}
export const blank: Plan = { name: '', firstDay: '', lastDay: '', cap: '10', members: [], pickUps: [], reserve: '0' };

export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
export const daysOf = (first: string, last: string): number =>
  Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1;

/** A number as it is typed; null for what is none. */
export const numberIn = (typed: string): number | null => (/^\d{1,8}$/.test(typed.trim()) ? Number(typed) : null);
const isWithin = (typed: string, least: number, most: number): boolean => {
  const n = numberIn(typed);
  return n !== null && n >= least && n <= most;
};

/** What of the days and places of handing out, and of what is brought besides, has to be mended. */
export function lackOfPickUps(
  { pickUps, reserve }: Pick<Plan, 'pickUps' | 'reserve'>,
  firstDay: string,
): string | null {
  if (pickUps.some(({ day }) => day < firstDay)) return lacks.pickUp;
  return isWithin(reserve, 0, 50) ? null : lacks.reserve;
}

/** The first thing that has to be mended before a plan can be sent, in words; null when nothing has. */
export function lackOf(plan: Plan, today: string): string | null {
  const { name, firstDay, lastDay, cap, members } = plan;
  if (!name.trim()) return lacks.name;
  if (!firstDay || !lastDay) return lacks.day;
  if (firstDay < today) return lacks.past;
  if (lastDay < firstDay) return lacks.order;
  if (daysOf(firstDay, lastDay) > limits.campaignDays) return lacks.long;
  if (!isWithin(cap, 1, 100)) return lacks.cap;
  if (members.length === 0) return lacks.communities;
  const wrong = members.find(({ stock }) => stock.trim() !== '' && !isWithin(stock, 0, 10_000_000));
  return wrong ? lacks.stock(wrong.name) : lackOfPickUps(plan, firstDay);
}

/** The most that a plan may come to. `each` is for one resident; `stock` is the sum of what was given, for all but `unlimited` communities. */
export function mostOf({ firstDay, lastDay, cap, members, reserve }: Plan) {
  const days = Math.max(0, firstDay && lastDay ? daysOf(firstDay, lastDay) : 0);
  const stocks = members.map(({ stock }) => numberIn(stock));
  const percent = numberIn(reserve) ?? 0;
  return {
    days,
    each: Math.min(numberIn(cap) ?? 0, days),
    stock: stocks.reduce<number>((sum, n) => sum + (n ?? 0), 0),
    unlimited: stocks.filter((n) => n === null).length,
    // Each community brings its own: what is broken off a whole egg is a whole one.
    withReserve: stocks.reduce<number>((sum, n) => sum + (n ?? 0) + Math.ceil(((n ?? 0) * percent) / 100), 0),
  };
}

type Sent = Omit<Input<Contract['eggs']['createCampaign']>, 'clientId' | 'nodeCode'>;

export const sentOf = ({ name, firstDay, lastDay, cap, members, pickUps, reserve }: Plan): Sent => ({
  ...{ name: name.trim(), firstDay, lastDay, cap: Number(cap) },
  communities: members.map(({ code, stock }) => ({ code, ...(stock.trim() && { stock: Number(stock) }) })),
  ...{ pickUps: [...pickUps], reserve: Number(reserve) },
});

interface Shown {
  campaign: {
    name: string;
    firstDay: string;
    lastDay: string;
    cap: number;
    pickUps: readonly PickUp[];
    reserve: number;
  };
  standings: readonly Pick<Standing, 'community' | 'stock'>[];
}

export const planOf = ({ campaign, standings }: Shown): Plan => {
  const { name, firstDay, lastDay, cap, pickUps, reserve } = campaign;
  return {
    ...{ name, firstDay, lastDay, cap: String(cap), pickUps, reserve: String(reserve) },
    members: standings.map(({ community, stock }) => ({ ...community, stock: stock === null ? '' : String(stock) })),
  };
};

/** Communities that take part besides those that do: each once, with no limit yet. */
export const joined = (members: readonly Member[], more: readonly { code: string; name: string }[]): Member[] => [
  ...members,
  ...more
    .filter(({ code }) => !members.some((one) => one.code === code))
    .map(({ code, name }) => ({ code, name, stock: '' })),
];

/** A plan without a community, and without what was for it alone. */
export const without = ({ members, pickUps }: Plan, code: string): Pick<Plan, 'members' | 'pickUps'> => ({
  members: members.filter((one) => one.code !== code),
  pickUps: pickUps.filter(({ communityCode }) => communityCode !== code),
});

export const inOrder = (pickUps: readonly PickUp[]): PickUp[] =>
  [...pickUps].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
