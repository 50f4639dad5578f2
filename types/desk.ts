import * as v from 'valibot';
import { query } from './contract';
import { count, empty, id, instant } from './fields';
import { place } from './org';

/**
 * What can need somebody who works here. Each thing is counted under one name only: what is `late` or was `reopened` is not `waiting`
 * besides.
 *
 * - reports: `late` its promise of a first answer is over; `raised` so late that it has gone up to the street office; `reopened` its
 *   reporter said that it is not done; `waiting` nobody has answered yet; `due` it was promised to tell more by now; `whistle` I am, or
 *   my unit is, called to it; `hear` somebody who has no app is to be asked whether they agree that it is done
 * - notices: `review` another person's waits for somebody to look; `risky` mine did not pass the check, `draft` I have not published it;
 *   `mustKnow` households do not know of it yet
 * - households: `claim` somebody says where they live
 * - shops: `application`, `list` a service list waits for consent; `word` residents said something of one; `expiring` an agreement ends
 *   within thirty days, or did so
 * - a shop of mine: `declined` its application was, `ending` its own agreement is
 * - eggs: `pickUp` they are handed out today; `handing` written down from the list, `correction` asked for, both by another person, to be
 *   looked at by a second one; `delivery` brought, `giveBack` given back, to be signed for; `flag` eggs are held back until somebody looks
 */
export const needs = [
  ...(['late', 'raised', 'reopened', 'waiting', 'due', 'whistle', 'hear'] as const),
  ...(['review', 'risky', 'draft', 'mustKnow', 'claim'] as const),
  ...(['application', 'list', 'word', 'expiring', 'declined', 'ending'] as const),
  ...(['pickUp', 'handing', 'delivery', 'giveBack', 'flag', 'correction'] as const),
] as const;
export type NeedKind = (typeof needs)[number];

/** What somebody who works here does day by day, so far as they may. */
export const dailyActs = [
  ...(['write', 'notices', 'inbox', 'enter', 'diary', 'doors', 'handling', 'campaigns'] as const),
  ...(['shops', 'scan', 'myShop', 'redeem', 'figures', 'settings'] as const),
] as const;
export type DailyAct = (typeof dailyActs)[number];

/** Past this many nobody counts on: the page says that there are more. */
const MOST = 99;

export const need = v.object({
  what: v.picklist(needs),
  /** At most 99; with `more`, there are more. Of `mustKnow` it is notices, of everything else what the name says. */
  count: v.pipe(count, v.maxValue(MOST)),
  more: v.boolean(),
  /** Since when the oldest has waited. */
  since: v.nullable(instant),
  /** By when the first is wanted; of an agreement the last day. Null: nobody has named a time. */
  due: v.nullable(instant),
  place,
  /** Which one, when there is but one: the report, the notice, the shop. */
  only: v.nullable(id),
  /** Of eggs: the campaign. */
  campaignId: v.nullable(id),
  /** Of `pickUp`: when and where. */
  handedOut: v.nullable(v.object({ hours: v.string(), at: v.string() })),
});
export type Need = v.InferOutput<typeof need>;

/** 工作台: what needs whoever asks, and what they may do. It says nothing of how anybody works. */
export const desk = {
  /** Most urgent first. Nothing for everybody who works nowhere and keeps no shop. */
  now: query({
    who: 'resident',
    input: empty,
    output: v.object({
      now: instant,
      needs: v.array(need),
      /** Of these, how many things somebody waits for: a number beside the way here. */
      waited: count,
      may: v.array(v.picklist(dailyActs)),
    }),
  }),
};
