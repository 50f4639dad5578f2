import type { MerchantFile } from '../../types/shops';
import { shanghai } from '../kit/time';

type Signed = MerchantFile['agreements'][number];

const DAY = 86_400_000;
const noon = (day: string): number => Date.parse(`${day}T04:00:00.000Z`);

/** The agreement that was signed last. */
export const newestOf = ({ agreements }: Pick<MerchantFile, 'agreements'>): Signed | null =>
  agreements.reduce<Signed | null>((newest, one) => (newest && newest.number > one.number ? newest : one), null);

/** A Shanghai day so many days on. */
export const dayAfter = (day: string, days: number): string => shanghai(noon(day) + days * DAY).day;

/** The last day of a year that begins on this day. */
export function yearFrom(day: string): string {
  const [year = '', ...rest] = day.split('-');
  const again = `${Number(year) + 1}-${rest.join('-')}`;
  // Born on 29 February, it ends on the 28th.
  return day.endsWith('02-29') ? `${Number(year) + 1}-02-28` : dayAfter(again, -1);
}

/** Days from today to a day that is still to come, both counted. */
export const daysLeft = (until: string, today = shanghai(Date.now()).day): number =>
  Math.max(0, Math.round((noon(until) - noon(today)) / DAY) + 1);
