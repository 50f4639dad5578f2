import type { Updateable } from 'kysely';
import type { Tables } from '../kit/tables';
import { addService, serviceBetween, type Calendar } from '../service';
import type { ReportRow } from './queries';
import { OBJECT_MS, PROMISE_MS, RAISE_MS } from './rules';

/**
 * What a step changes of a report. Pure: who may take it is asked before (`rules.ts`), where it leads stands in the table
 * (`lifecycle.ts`), and the calendar and the moment are handed in. What is not named here stays as it was.
 */
type Set = Updateable<Tables['report']>;
type Clocked = Pick<
  ReportRow,
  'due_at' | 'paused_at' | 'paused_until' | 'left_ms' | 'answered_at' | 'owner_id' | 'first_at' | 'told'
>;

/** The promise of a first answer, given at a moment. */
export function promised(calendar: Calendar, now: Date) {
  const due_at = addService(calendar, now, PROMISE_MS);
  return { asked_at: now, due_at, raised_at: due_at && addService(calendar, due_at, RAISE_MS) };
}

/** What is left of a promise, in service time; less than nothing when it is late. Null: none was given. */
export function leftOf({ due_at, paused_until, left_ms }: Clocked, calendar: Calendar, now: Date): number | null {
  if (paused_until && paused_until > now) return left_ms === null ? null : Number(left_ms);
  if (!due_at) return null;
  return due_at > now ? serviceBetween(calendar, now, due_at) : -serviceBetween(calendar, due_at, now);
}

/** Whoever has it in hand need not be told that it is there. */
export const heardOf = ({ told }: Pick<ReportRow, 'told'>): Pick<Set, 'told' | 'handed_at'> => ({
  told: Math.max(told, 1),
  handed_at: null,
});

/** A person has answered: the first time it stops the clock, and whoever answers takes it on. */
export function answered(report: Clocked, by: string, calendar: Calendar, now: Date): Set {
  const own = { owner_id: report.owner_id ?? by, ...heardOf(report) };
  if (report.answered_at) return own;
  const left = leftOf(report, calendar, now);
  const took_ms = left === null ? null : String(Math.max(0, PROMISE_MS - left));
  const first = { first_at: now, first_took_ms: took_ms, first_kept: left === null || left >= 0 };
  return { ...own, answered_at: now, took_ms, ...unpaused, ...(report.first_at ? {} : first) };
}

const unpaused = { paused_at: null, paused_until: null, paused_reason: null, left_ms: null };

/** The clock rests until a moment, and then goes on by itself with what was left of it: that is worked out here, and no job does it. */
export function paused(report: Clocked, reason: string, until: Date, calendar: Calendar, now: Date): Set {
  const left = leftOf(report, calendar, now);
  const due_at = left === null ? null : addService(calendar, until, left);
  return {
    ...{ paused_at: now, paused_until: until, paused_reason: reason, due_at },
    raised_at: due_at && addService(calendar, due_at, RAISE_MS),
    left_ms: left === null ? null : String(left),
  };
}

/** The clock goes on now with what was left of it. */
export function resumed({ left_ms }: Clocked, calendar: Calendar, now: Date): Set {
  const due_at = left_ms === null ? null : addService(calendar, now, Number(left_ms));
  return {
    ...{ ...unpaused, due_at },
    raised_at: due_at && addService(calendar, due_at, RAISE_MS),
  };
}

/** It is said to be done: from now on its reporter may agree or object. */
export const saidDone = ({ owner_id }: Clocked, by: string, now: Date): Set => ({
  standing: 'closing',
  closed_by: by,
  owner_id: owner_id ?? by,
  promised_at: null,
  ends_at: new Date(now.getTime() + OBJECT_MS),
});

/** @param assisted whether staff noted it for somebody who has no app */
export const agreed = (now: Date, assisted = false): Set => ({
  standing: 'closed',
  solved: true,
  assisted,
  ends_at: now,
});

/** It is open again: with a person and not with a queue, and with the promise of a first answer as before. */
export const reopened = (
  { reopened: times }: Pick<ReportRow, 'reopened'>,
  person: string,
  calendar: Calendar,
  now: Date,
): Set => ({
  standing: 'waiting',
  owner_id: person,
  reopened: times + 1,
  ...promised(calendar, now),
  // Told as what was handed to them, and then as any other that is late.
  ...{ told: 1, handed_at: now },
  ...{ answered_at: null, took_ms: null, promised_at: null, closed_by: null, ends_at: null, solved: null },
});

export const rated = ({ solved }: Pick<ReportRow, 'solved'>, score: number): Set => ({
  standing: 'closed',
  solved: solved ?? false,
  score,
});

export const withdrawn = (now: Date): Set => ({
  standing: 'withdrawn',
  ...{ ...unpaused, promised_at: null },
  ends_at: now,
});
