import * as v from 'valibot';
import { command, query } from './contract';
import { clientId, communityCode, count, day, id, instant, nodeCode, text } from './fields';
import { limits } from './limits';

/** `laid`: an egg; `missed`: a past day without one; `today`: still to be laid; `ahead`: to come. */
export const dayStates = ['laid', 'missed', 'today', 'ahead'] as const;
export type DayState = (typeof dayStates)[number];

const pickUp = v.object({ day, hours: v.string(), at: v.string() });

export const campaign = v.object({
  id,
  name: v.string(),
  firstDay: day,
  lastDay: day,
  cap: count,
  pickUps: v.array(pickUp),
});
export type Campaign = v.InferOutput<typeof campaign>;

/** A hash, 32 bytes in hexadecimal. */
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** The neighbours on the way from a leaf to the root of RFC 6962's tree, each with the side on which it stands. */
const path = v.array(v.tuple([v.picklist(['left', 'right']), hash]));
/** What binds a root to what it is of, and to the seal before: SHA-256(02 ‖ text ‖ before ‖ root). */
const seal = v.object({ text: v.string(), before: hash, root: hash, hash });

/**
 * All that it takes to see that an entry is in the closed books, without asking us anything more: its line and salt make the leaf, `path`
 * leads to the root of its community's day, whose seal leads by `up` to the root of the whole campaign's day, and `head.hash` is what was
 * published. `cloud/ledger/tree.ts` says how each is hashed.
 */
export const proof = v.object({
  line: v.string(),
  salt: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  path,
  seal,
  up: path,
  head: seal,
});
export type Proof = v.InferOutput<typeof proof>;

/**
 * Why a day has no egg. `unread` nothing was read; `message` what was read was opened from a message, which may lay none; `homeless` no
 * community was chosen; `elsewhere` the community of that day was not in the campaign; `cap` as many as there may be; `stock` the
 * community had no more; `ahead`, `today` the day is not over.
 */
export const eggless = ['unread', 'message', 'homeless', 'elsewhere', 'cap', 'stock', 'ahead', 'today'] as const;
export type Eggless = (typeof eggless)[number];

/** A day that is closed for ever. */
const closed = { day, entries: count, hash, closedAt: instant };

const stock = v.pipe(
  v.number('鸡蛋数不对'),
  v.integer('鸡蛋数要是整数'),
  v.minValue(0, '鸡蛋数不能是负数'),
  v.maxValue(10_000_000, '鸡蛋数太大'),
);

export const eggs = {
  /**
   * Creates a campaign: one egg per resident and day between `firstDay` and `lastDay` (both included), at most `cap`
   * in all, at most `stock` in a community (none given: no limit). Communities lie below `nodeCode`, are switched on,
   * and are in one campaign at a time.
   */
  createCampaign: command({
    who: { roles: ['street', 'editor'], at: 'node' },
    input: v.pipe(
      v.strictObject({
        clientId,
        nodeCode,
        name: text('活动名称', 1, 40),
        firstDay: day,
        lastDay: day,
        cap: v.pipe(
          v.number('上限不对'),
          v.integer('上限要是整数'),
          v.minValue(1, '至少一个鸡蛋'),
          v.maxValue(100, '最多一百个鸡蛋'),
        ),
        communities: v.pipe(
          v.array(v.strictObject({ code: communityCode, stock: v.optional(stock) }), '请选参加的社区'),
          v.minLength(1, '至少选一个社区'),
          v.maxLength(limits.campaignCommunities, '社区太多'),
        ),
        pickUps: v.optional(
          v.pipe(
            v.array(
              v.strictObject({ day, hours: text('领取时间', 1, 40), at: text('领取地点', 1, limits.address) }),
              '领取安排不对',
            ),
            v.maxLength(10, '领取日最多十天'),
          ),
          [],
        ),
      }),
      v.check((c) => c.firstDay <= c.lastDay, '最后一天不能早于第一天'),
      v.check(
        (c) => Date.parse(c.lastDay) - Date.parse(c.firstDay) < limits.campaignDays * 86_400_000,
        `活动最长 ${limits.campaignDays} 天`,
      ),
      v.check((c) => c.pickUps.every((p) => p.day >= c.firstDay), '领取日不能早于活动第一天'),
      v.check((c) => new Set(c.communities.map((m) => m.code)).size === c.communities.length, '有社区选了两次'),
    ),
    output: v.object({ campaign }),
  }),

  /**
   * My egg calendar: the campaign that runs in my community today, else the next one, else the last one I have eggs
   * of. Without any, `campaign` is null. `count` is how many eggs I have of at most `cap`; `today` is the server's
   * Shanghai day.
   */
  calendar: query({
    who: 'resident',
    input: v.strictObject({}),
    output: v.object({
      campaign: v.nullable(campaign),
      today: day,
      days: v.array(v.object({ day, state: v.picklist(dayStates) })),
      count,
      cap: count,
    }),
  }),

  /** One day of mine in a campaign: the egg with the read behind it, or why there is none. `proof` is there once the day is closed. */
  receipt: query({
    who: 'resident',
    input: v.strictObject({ campaignId: id, day }),
    output: v.object({
      campaign: v.object({ id, name: v.string() }),
      day,
      egg: v.nullable(
        v.object({
          /** The id of its entry, for ever. */
          entry: v.string(),
          /** The how manieth of its community in this campaign. */
          number: count,
          laidAt: instant,
          notice: v.object({ id, title: v.string() }),
        }),
      ),
      why: v.nullable(v.picklist(eggless)),
      proof: v.nullable(proof),
    }),
  }),

  /** The closed days of a campaign, oldest first: `hash` binds all of its communities, and every day before. Anyone may ask. */
  heads: query({
    who: 'anyone',
    shared: true,
    input: v.strictObject({ campaignId: id }),
    output: v.object({
      campaign,
      heads: v.array(v.object({ ...closed, communities: count })),
      /** The day that is closed next; null when all are. */
      next: v.nullable(day),
    }),
  }),

  /** The closed days of one community of it. */
  closes: query({
    who: 'anyone',
    shared: true,
    input: v.strictObject({ campaignId: id, communityCode }),
    output: v.object({ closes: v.array(v.object({ ...closed, number: count })) }),
  }),
};
