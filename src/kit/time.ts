/**
 * Times as people in Harbin and Shanghai read them. China has one zone without summer time, so eight hours are added
 * by hand: the phone's own zone and its Intl data are not to be relied on.
 */
const EIGHT_HOURS = 8 * 3_600_000;
const two = (n: number) => String(n).padStart(2, '0');

export interface ShanghaiTime {
  /** `YYYY-MM-DD` */
  day: string;
  year: number;
  month: number;
  date: number;
  /** 0 is Sunday. */
  weekday: number;
  /** `HH:MM` */
  clock: string;
}

export function shanghai(instant: string | number | Date): ShanghaiTime {
  const at = new Date(new Date(instant).getTime() + EIGHT_HOURS);
  const [year, month, date] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  return {
    day: `${year}-${two(month)}-${two(date)}`,
    year,
    month,
    date,
    weekday: at.getUTCDay(),
    clock: `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`,
  };
}

/** The instant of a Shanghai day and clock time, as the contract wants it. */
export const instantOf = (day: string, clock: string): string =>
  new Date(Date.parse(`${day}T${clock}:00.000Z`) - EIGHT_HOURS).toISOString();

/** Month and date of a `YYYY-MM-DD`. */
export const monthAndDate = (day: string): [number, number] => [Number(day.slice(5, 7)), Number(day.slice(8, 10))];
