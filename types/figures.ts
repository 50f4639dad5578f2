import * as v from 'valibot';
import { query } from './contract';
import { atOnePlace, count, day, instant } from './fields';
import { spans } from './measures';
import { place } from './org';

/** What happened at one place in one period, or in all that are shown. `measures` says what each number means. */
const facts = {
  notices: count,
  readers: count,
  opens: count,
  /** Households that know, of those that should, by the must-know notices of the period. */
  acknowledged: v.object({ households: count, of: count }),
  raised: count,
  answered: count,
  /** Whole minutes of service time, rounded up, within which half and nine of ten were answered; null when nothing was answered. */
  firstAnswer: v.object({ half: v.nullable(count), nineOfTen: v.nullable(count) }),
  closed: count,
  agreed: count,
  reopened: count,
  /** With one decimal, of months that are over, where three gave one; null otherwise, so that nobody's own can be told. */
  score: v.object({ average: v.nullable(v.number()), of: count }),
  /** Badges that are valid on the last day of the period. */
  badges: count,
};
export const figure = v.object({ firstDay: day, lastDay: day, ...facts });
export type Figure = v.InferOutput<typeof figure>;

const noPlace = '请选一个地方';
const shown = {
  by: v.picklist(spans, '按天、按周或者按月看'),
  /** The last period is the one that this day lies in; without it, today's. */
  until: v.optional(day),
};

/**
 * 量化呈现社区工作: what a community did, as facts and trends. Counted from what happened anyway, and typed by nobody.
 * Everyone may see it of their own community, and whoever has none yet, of the one that they look at; of a street, a district or a city,
 * and of other communities, its staff may.
 * One answer is about one place: no two are ever set side by side.
 */
export const figures = {
  /** The latest periods, oldest first, those without anything included. Weeks begin on Monday. */
  community: query({
    who: 'anyone',
    input: atOnePlace(shown, noPlace),
    output: v.object({
      place,
      periods: v.array(figure),
      /** All periods together, counted as one. */
      total: figure,
      /** Up to when it was counted; null when it never was. */
      countedAt: v.nullable(instant),
      /** The first day that can be looked at; null when nothing ever happened. */
      since: v.nullable(day),
    }),
  }),

  /** The same as a table, behind an address that ends after ten minutes. */
  table: query({
    who: 'anyone',
    input: atOnePlace({ ...shown, as: v.picklist(['csv', 'xlsx'], '请选表格的样子') }, noPlace),
    output: v.object({ url: v.string(), until: instant }),
  }),
};
