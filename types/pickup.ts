import * as v from 'valibot';
import { campaign, deskRoles } from './campaigns';
import { command, errand, query } from './contract';
import { eggCount } from './delivery';
import { clientId, communityCode, count, day, id, instant, phone } from './fields';
import { limits } from './limits';

/**
 * Why somebody's eggs are not handed out: `none` nothing is left; `phone` a phone has to be bound first; `review` somebody has to look
 * first; `stopped` somebody looked, and said no.
 */
export const heldBack = ['none', 'phone', 'review', 'stopped'] as const;
export type HeldBack = (typeof heldBack)[number];

/** How eggs were handed over: to a `code`, to a proxy's, from the `list` by two, or noted `offline`. */
export const handingWays = ['code', 'proxy', 'list', 'offline'] as const;
/** `waiting` for a second person; `done`; `declined` by them; `conflict` noted offline and not as it was noted. */
export const handingStates = ['waiting', 'done', 'declined', 'conflict'] as const;
/** Why what was noted offline is not counted, or not all. */
export const conflicts = [
  'code',
  'old',
  'used',
  'elsewhere',
  'day',
  'review',
  'stopped',
  'own',
  'none',
  'fewer',
  'undelivered',
] as const;
export type Conflict = (typeof conflicts)[number];

/** A holder's number in a campaign and community: what the code begins with, and how staff call them. */
const number = v.pipe(
  v.number('编号不对'),
  v.integer('编号不对'),
  v.minValue(1, '编号不对'),
  v.maxValue(9_999_999, '编号不对'),
);
const code = v.pipe(v.string('领蛋码不对'), v.trim(), v.regex(/^[\d.]{7,64}$/, '领蛋码是一串数字'));

/** Somebody as staff see them: their number, their phone covered (null without one), and what is left to hand over. */
export const holder = v.object({ number, masked: v.nullable(v.string()), left: count });
export type Holder = v.InferOutput<typeof holder>;

export const handing = v.object({
  id,
  holder,
  count,
  /** What whoever wrote it down said: of a conflict more than is counted. */
  noted: count,
  way: v.picklist(handingWays),
  state: v.picklist(handingStates),
  conflict: v.nullable(v.picklist(conflicts)),
  at: instant,
  mine: v.boolean(),
  may: v.array(v.picklist(['confirm', 'decline'])),
});
export type Handing = v.InferOutput<typeof handing>;
const noted = v.object({ ...handing.entries, holder: v.nullable(holder) });
export type Noted = v.InferOutput<typeof noted>;

const desk = { roles: deskRoles, at: 'node' } as const;
const there = { campaignId: id, communityCode };
/** An input about somebody whose phone is not at hand: by their number, or by their whole phone number. */
export const aboutHolder = <E extends v.ObjectEntries>(entries: E) =>
  v.pipe(
    v.strictObject({ ...entries, number: v.optional(number), phone: v.optional(phone) }),
    v.check((input) => {
      const { number: byNumber, phone: byPhone } = input as { number?: number; phone?: string };
      return (byNumber === undefined) !== (byPhone === undefined);
    }, '请写编号或者手机号'),
  );

/** What handing eggs out takes; part of `eggs`. Every egg is handed over once. */
export const pickup = {
  /** How my pick-up stands, and for whom I may pick up. */
  pickUp: query({
    who: 'resident',
    input: v.strictObject({ campaignId: id }),
    output: v.object({
      campaign,
      today: day,
      /** Whether eggs are handed out today in the community where mine were laid. */
      open: v.boolean(),
      community: v.nullable(v.object({ code: communityCode, name: v.string() })),
      count,
      collected: count,
      left: count,
      /** Why mine are not handed out; null when they are, on the day. */
      held: v.nullable(v.picklist(heldBack)),
      /** The words of whoever said no. */
      reason: v.nullable(v.string()),
      /** Who may pick mine up: asked for by `key`, which they type, or named for good. */
      proxy: v.nullable(
        v.object({
          state: v.picklist(['asked', 'named', 'dropped']),
          key: v.nullable(v.string()),
          until: v.nullable(instant),
          masked: v.nullable(v.string()),
        }),
      ),
      /** Neighbours who named me. */
      others: v.array(v.object({ ...holder.entries, held: v.nullable(v.picklist(heldBack)) })),
    }),
  }),

  /**
   * The codes that the desk may ask for, one after the other, mine or, by their number, a neighbour's who named me: each is good from
   * its step until the end of the next. Enough of them for an hour without a network. What a camera reads is `prefix` and the code.
   */
  pickUpCode: errand({
    who: 'resident',
    input: v.strictObject({ campaignId: id, number: v.optional(number) }),
    output: v.object({
      number,
      left: count,
      prefix: v.string(),
      from: instant,
      stepMs: count,
      /** The cloud's time, by which the phone counts. */
      now: instant,
      codes: v.array(v.string()),
    }),
  }),

  /** Asks for somebody who picks mine up: `key` is told to them and typed by them, once, within a day. One is named at most once. */
  nameProxy: command({
    who: 'resident',
    input: v.strictObject({ clientId, campaignId: id }),
    output: v.object({ key: v.string(), until: instant }),
  }),
  /** Picks up for a neighbour from now on. Nobody does so for more than three. */
  beProxy: command({
    who: 'resident',
    input: v.strictObject({
      clientId,
      key: v.pipe(v.string('八个数字不对'), v.trim(), v.regex(/^\d{8}$/, '邻居给的是八个数字')),
    }),
    output: v.object({ campaignId: id, masked: v.nullable(v.string()), left: count }),
  }),
  /** Lets nobody pick mine up any more. */
  dropProxy: command({ who: 'resident', input: v.strictObject({ clientId, campaignId: id }), output: v.object({}) }),

  /** Reads a code at the desk. `ticket` is good for what stands here, for ten minutes and once: two desks that read one code get one. */
  readCode: query({
    who: desk,
    input: v.strictObject({ ...there, code }),
    output: v.object({
      ticket: v.string(),
      until: instant,
      holder,
      byProxy: v.boolean(),
      /** The account works for this community: somebody else should see it. */
      staff: v.boolean(),
    }),
  }),
  /** Hands over some or all of what a ticket is for, the oldest eggs first. */
  hand: command({
    who: desk,
    quiet: true,
    input: v.strictObject({
      clientId,
      ...there,
      ticket: v.pipe(v.string('领蛋凭据不对'), v.maxLength(200, '领蛋凭据不对')),
      count: eggCount,
    }),
    output: v.object({ handing }),
  }),

  /** Who somebody without a phone is; null when nobody here has that number. Whoever is found by their phone has a number from then on. */
  findHolder: command({
    who: desk,
    quiet: true,
    unlogged: ['phone'],
    input: aboutHolder(there),
    output: v.object({ holder: v.nullable(holder) }),
  }),
  /** Hands eggs over from the list; it counts once a second person has confirmed it. */
  handByList: command({
    who: desk,
    quiet: true,
    unlogged: ['phone'],
    input: aboutHolder({ clientId, ...there, count: eggCount }),
    output: v.object({ handing }),
  }),
  /** A second person confirms, or declines. Whoever wrote it down cannot. */
  confirmHanding: command({
    who: desk,
    quiet: true,
    input: v.strictObject({ clientId, ...there, handingId: id, agree: v.boolean() }),
    output: v.object({ handing }),
  }),
  /**
   * What was handed over in a community on a day, today by default: those that wait first, also of days before, then the newest. At most
   * 100. A code that was noted offline and is nobody's has no holder.
   */
  handings: query({
    who: desk,
    input: v.strictObject({ ...there, day: v.optional(day) }),
    output: v.object({ handings: v.array(noted), done: count, eggs: count, conflicts: count }),
  }),

  /** All that a desk needs which loses its network: everyone here who has a number, as [number, covered phone, left]. */
  deskList: query({
    who: desk,
    input: v.strictObject(there),
    output: v.object({
      campaign,
      community: v.string(),
      today: day,
      now: instant,
      holders: v.array(v.tuple([number, v.nullable(v.string()), count])),
    }),
  }),
  /**
   * Takes in what a desk wrote down without a network, each once by its `clientId`: `at` is when the code was read, by the phone. What
   * is not as it was noted is a conflict, of which as much is counted as is true.
   */
  mergeDesk: command({
    who: desk,
    quiet: true,
    input: v.strictObject({
      clientId,
      ...there,
      handings: v.pipe(
        v.array(v.strictObject({ clientId, code, count: eggCount, at: instant }), '记录不对'),
        v.minLength(1, '没有要并的记录'),
        v.maxLength(limits.offlineHandings, `一次最多 ${limits.offlineHandings} 条`),
      ),
    }),
    output: v.object({
      results: v.array(v.object({ clientId, counted: count, conflict: v.nullable(v.picklist(conflicts)) })),
    }),
  }),
};
