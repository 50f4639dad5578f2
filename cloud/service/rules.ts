import special from 'chinese-days/dist/chinese-days.json';
import { answerers, type Window } from '../../types/service';
import { addDays } from '../kit/clock';
import { refuse } from '../kit/refuse';

/** The hours of a community that has set none. */
export const ordinary: { workdays: Window[]; restdays: Window[] } = {
  workdays: [{ from: '08:00', to: '18:00' }],
  restdays: [{ from: '09:00', to: '17:00' }],
};

/**
 * Whether a day is one of rest: a Saturday, a Sunday or a public holiday, and not one that is worked in a holiday's stead. The list of
 * `chinese-days` 1.5.7 has the years 2004 to 2026, because the State Council names the days of the next year each November; a year
 * that it does not know has its weekends alone until the package is brought up to date. Its list is read and not its functions,
 * which count weekdays in the machine's own zone.
 */
export function isRestday(day: string): boolean {
  if (day in special.workdays) return false;
  return day in special.holidays || [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

/** Plans reach a year ahead, and what was is not changed afterwards. @throws Refusal `service.dayPast` */
export function mayPlan(day: string, today: string): void {
  if (day < today || day > addDays(today, 365)) refuse('service.dayPast');
}

interface Location {
  latitude: number;
  longitude: number;
}
const METRES_A_DEGREE = 111_195;
const inRadians = (degrees: number): number => (degrees * Math.PI) / 180;

/** In metres, over the few kilometres of a community, on which the earth is flat. */
export function metresBetween(a: Location, b: Location): number {
  const north = (a.latitude - b.latitude) * METRES_A_DEGREE;
  const east = (a.longitude - b.longitude) * METRES_A_DEGREE * Math.cos(inRadians((a.latitude + b.latitude) / 2));
  return Math.hypot(north, east);
}

/** As far as somebody stands from what they call by its grid. */
const NEAR_M = 1_000;

/** The nearest grid of those that say where they are, if one is near. */
export function nearest(
  grids: readonly { id: string; latitude: number | null; longitude: number | null }[],
  from: Location,
): string | null {
  let best: string | null = null;
  let least = NEAR_M;
  for (const { id, latitude, longitude } of grids) {
    if (latitude === null || longitude === null) continue;
    const away = metresBetween(from, { latitude, longitude });
    if (away > least) continue;
    best = id;
    least = away;
  }
  return best;
}

export type Answerer = (typeof answerers)[number];
interface Held {
  person_id: string;
  role: Answerer;
  node_code: string;
}

/**
 * One row for each person, whatever roles they hold: the one nearest to the community, and of two at one place the one that may do
 * more.
 */
export function onePerson(grants: readonly Held[]): Held[] {
  const weight = ({ node_code, role }: Held) => node_code.length * 10 + answerers.indexOf(role);
  const people = new Map<string, Held>();
  for (const grant of grants) {
    const known = people.get(grant.person_id);
    if (!known || weight(grant) > weight(known)) people.set(grant.person_id, grant);
  }
  return [...people.values()];
}
