import * as v from 'valibot';
import { campaign, campaigns } from './campaigns';
import { query } from './contract';
import { delivery } from './delivery';
import { communityCode, count, day, id, instant } from './fields';
import { guarding } from './guarding';
import { heldBack, pickup } from './pickup';

export { campaign, type Campaign } from './campaigns';

/** `laid`: an egg; `missed`: a past day without one; `today`: still to be laid; `ahead`: to come. */
export const dayStates = ['laid', 'missed', 'today', 'ahead'] as const;
export type DayState = (typeof dayStates)[number];

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
 * community had no more; `paused` the campaign rested; `ended` it had ended early; `ahead`, `today` the day is not over.
 */
export const eggless = [
  'unread',
  'message',
  'homeless',
  'elsewhere',
  'cap',
  'stock',
  'paused',
  'ended',
  'ahead',
  'today',
] as const;
export type Eggless = (typeof eggless)[number];

/** What may become of an egg: handed over, which can be found not to have happened, or taken back. */
export const laterReasons = ['collected', 'uncollected', 'reversed'] as const;

/** A day that is closed for ever. */
const closed = { day, entries: count, hash, closedAt: instant };

export const eggs = {
  ...campaigns,
  ...delivery,
  ...pickup,
  ...guarding,

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
      /** Of `count`, how many were handed over. */
      collected: count,
      /** Other campaigns of which eggs of mine are handed out today, or on a day to come. */
      waiting: v.array(v.object({ campaignId: id, name: v.string(), left: count, day })),
      /** How the campaign stands in the community where I live; null when it is not in it. `stock` null: no limit. */
      here: v.nullable(
        v.object({
          community: v.string(),
          stock: v.nullable(count),
          laid: count,
          paused: v.nullable(v.string()),
          ended: v.boolean(),
        }),
      ),
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
          collectedAt: v.nullable(instant),
          /** Two people took it back, for a reason that is public: it counts no more. */
          takenBack: v.nullable(v.object({ reason: v.string(), at: instant })),
          /** Why it is not handed out for now. */
          held: v.nullable(v.picklist(heldBack)),
        }),
      ),
      why: v.nullable(v.picklist(eggless)),
      /** The words of whoever paused it, when that is why. */
      paused: v.nullable(v.string()),
      proof: v.nullable(proof),
      /** What became of the egg later: entries of their own, each with its proof once its day is closed. */
      later: v.array(
        v.object({ entry: v.string(), reason: v.picklist(laterReasons), at: instant, proof: v.nullable(proof) }),
      ),
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
