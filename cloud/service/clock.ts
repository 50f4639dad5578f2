import type { Window } from '../../types/service';
import { addDays, shanghaiDay, startOfDay } from '../kit/clock';

/** When a community answers. Pure: what it is asked about is handed in. */
export interface Calendar {
  workdays: Window[];
  restdays: Window[];
  /** Single days that differ. */
  days: ReadonlyMap<string, Window[]>;
  isRestday(day: string): boolean;
}

/** How far ahead somebody is looked for: no plan reaches further, see `service.setDay`. */
const AHEAD_DAYS = 366;
const MINUTE_MS = 60_000;

/** The hours of a day: its own, or those of its kind of day. */
export const windowsOn = (calendar: Calendar, day: string): Window[] =>
  calendar.days.get(day) ?? (calendar.isRestday(day) ? calendar.restdays : calendar.workdays);

const msOf = (timeOfDay: string): number =>
  (Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3))) * MINUTE_MS;

/** Service of a day, as instants: `from` is in it and `to` is not. */
function spansOn(calendar: Calendar, day: string): { from: number; to: number }[] {
  const midnight = startOfDay(day).getTime();
  return windowsOn(calendar, day).map(({ from, to }) => ({ from: midnight + msOf(from), to: midnight + msOf(to) }));
}

/** What is left of the service of the days from `at` to the last one, in order. */
function* spansFrom(calendar: Calendar, at: Date, lastDay: string): Generator<{ from: number; to: number }> {
  for (let day = shanghaiDay(at); day <= lastDay; day = addDays(day, 1))
    for (const { from, to } of spansOn(calendar, day))
      if (to >= at.getTime()) yield { from: Math.max(from, at.getTime()), to };
}

/** Whether somebody answers at this moment. */
export const isOpen = (calendar: Calendar, at: Date): boolean =>
  spansOn(calendar, shanghaiDay(at)).some(({ from, to }) => from <= at.getTime() && at.getTime() < to);

/** The next moment at which somebody answers, `at` itself when somebody does; null when nobody will within a year. */
export function opensAt(calendar: Calendar, at: Date): Date | null {
  for (const { from, to } of spansFrom(calendar, at, addDays(shanghaiDay(at), AHEAD_DAYS)))
    if (from < to) return new Date(from);
  return null;
}

/**
 * The moment after `ms` of service, which lies in a window or at its end: what is due when service ends is due then, and not the
 * next morning. Null when a year has not so much of it.
 */
export function addService(calendar: Calendar, from: Date, ms: number): Date | null {
  let left = ms;
  for (const span of spansFrom(calendar, from, addDays(shanghaiDay(from), AHEAD_DAYS))) {
    if (left <= span.to - span.from) return new Date(span.from + left);
    left -= span.to - span.from;
  }
  return null;
}

/** How much service, in milliseconds, lies between two moments; none when the second is not the later one. */
export function serviceBetween(calendar: Calendar, from: Date, to: Date): number {
  let sum = 0;
  for (const span of spansFrom(calendar, from, shanghaiDay(to)))
    sum += Math.max(0, Math.min(span.to, to.getTime()) - span.from);
  return sum;
}
