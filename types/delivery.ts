import * as v from 'valibot';
import { campaign, campaignStates, deskRoles, differences, eggStaff, runners, standing } from './campaigns';
import { command, query } from './contract';
import { clientId, communityCode, count, id, instant, text } from './fields';
import { limits } from './limits';

/** Eggs that move as a whole: `delivered` to a community, what is left `returned` to whoever brought it, and `broken`. */
export const moveKinds = ['delivered', 'returned', 'broken'] as const;
export type MoveKind = (typeof moveKinds)[number];

/** @returns a number of eggs that is at least one */
export const eggCount = v.pipe(
  v.number('鸡蛋数不对'),
  v.integer('鸡蛋数要是整数'),
  v.minValue(1, '至少一个鸡蛋'),
  v.maxValue(1_000_000, '鸡蛋数太大'),
);

export const move = v.object({
  id,
  kind: v.picklist(moveKinds),
  /** What whoever brought it, or gives it back, said. */
  said: count,
  saidAt: instant,
  /** What whoever signed for it counted; null while nobody has. */
  counted: v.nullable(count),
  signedAt: v.nullable(instant),
  note: v.nullable(v.string()),
  mine: v.boolean(),
  may: v.array(v.picklist(['sign', 'drop'])),
});
export type Move = v.InferOutput<typeof move>;

const staff = { roles: eggStaff, at: 'node' } as const;
const there = { campaignId: id, communityCode };
const one = { clientId, communityCode, moveId: id };

/** What bringing the eggs takes; part of `eggs`. A figure is counted once another person has signed for it. */
export const delivery = {
  /**
   * The manifest of one community: `bring` = what is promised and the reserve of it, `bring - reserve` being promised. With what has come,
   * gone back and broken, newest first.
   */
  manifest: query({
    who: staff,
    input: v.strictObject(there),
    output: v.object({
      campaign,
      state: v.picklist(campaignStates),
      standing,
      reserve: count,
      bring: count,
      moves: v.array(move),
      /** What whoever asks may say: eggs came (who runs the campaign), go back, or broke (who hands them out). */
      may: v.array(v.picklist([...moveKinds, 'explain', 'hand', 'decide'])),
    }),
  }),

  /** The manifests of a campaign, of one community or of all that whoever asks may see, as a sheet to print or a table. */
  sheet: command({
    who: staff,
    quiet: true,
    input: v.strictObject({ campaignId: id, communityCode, as: v.picklist(['pdf', 'csv'], '请选表格的样式') }),
    output: v.object({ url: v.string(), until: instant }),
  }),
  sheets: command({
    who: { roles: runners, at: 'campaign' },
    quiet: true,
    input: v.strictObject({ campaignId: id, as: v.picklist(['pdf', 'csv'], '请选表格的样式') }),
    output: v.object({ url: v.string(), until: instant }),
  }),

  /** Says that eggs are brought. They count once somebody of the community has signed for them. */
  bring: command({
    who: { roles: runners, at: 'node' },
    quiet: true,
    input: v.strictObject({ clientId, ...there, count: eggCount, note: v.optional(text('说明', 1, limits.reason)) }),
    output: v.object({ move }),
  }),
  /** Signs for what was brought, with what was counted. Whoever brought it cannot. */
  signDelivery: command({
    who: { roles: deskRoles, at: 'node' },
    quiet: true,
    input: v.strictObject({ ...one, counted: eggCount }),
    output: v.object({ move }),
  }),

  /**
   * Says that eggs go back to whoever brought them, which counts once one of them has signed, or that some broke, which counts at once,
   * with a word of how.
   */
  takeOut: command({
    who: { roles: deskRoles, at: 'node' },
    quiet: true,
    input: v.pipe(
      v.strictObject({
        clientId,
        ...there,
        kind: v.picklist(['returned', 'broken'], '请选退回还是破损'),
        count: eggCount,
        note: v.optional(text('说明', 1, limits.reason)),
      }),
      v.check((i) => i.kind !== 'broken' || i.note !== undefined, '请写一句是怎么破的'),
    ),
    output: v.object({ move }),
  }),
  /** Signs for what goes back, with what was counted. Whoever gives it back cannot. */
  signReturn: command({
    who: { roles: runners, at: 'node' },
    quiet: true,
    input: v.strictObject({ ...one, counted: eggCount }),
    output: v.object({ move }),
  }),

  /** Takes back what one said oneself and nobody has signed for. */
  dropMove: command({ who: staff, quiet: true, input: v.strictObject(one), output: v.object({}) }),

  /** Says what a difference comes from. It stays what it is, with these words beside it. */
  explain: command({
    who: staff,
    quiet: true,
    input: v.strictObject({
      clientId,
      ...there,
      about: v.picklist(differences, '请选是哪一处差数'),
      note: text('说明', 2, limits.reason),
    }),
    output: v.object({ standing }),
  }),
};
