import * as v from 'valibot';
import { deciders, eggStaff } from './campaigns';
import { command, query } from './contract';
import { clientId, communityCode, count, day, id, instant, text } from './fields';
import { limits } from './limits';
import { aboutHolder } from './pickup';

/**
 * What a person is asked to look at: `risk` WeChat thinks the account is not one person's; `sameNumber` several accounts have one phone
 * number; `sameDoor` very many of one household have eggs; `staff` the account works here. Families that live together are none of our
 * business: only `risk` holds eggs back until somebody has looked.
 */
export const flagKinds = ['risk', 'sameNumber', 'sameDoor', 'staff'] as const;
export type FlagKind = (typeof flagKinds)[number];
export const verdicts = ['fine', 'stop'] as const;

export const flag = v.object({
  id,
  kind: v.picklist(flagKinds),
  number: count,
  masked: v.nullable(v.string()),
  /** How many eggs are left. */
  left: count,
  /** How many accounts it is about, of `sameNumber` and `sameDoor`; else 1. */
  accounts: count,
  at: instant,
  verdict: v.nullable(v.picklist(verdicts)),
  reason: v.nullable(v.string()),
  decidedAt: v.nullable(instant),
});
export type Flag = v.InferOutput<typeof flag>;

/**
 * What two people may put right: `lay` an egg for a day on which the resident was credited a read and got none; `unlay` takes one
 * back; `uncollect` one that was noted as handed over and was not.
 */
export const correctionKinds = ['lay', 'unlay', 'uncollect'] as const;
export type CorrectionKind = (typeof correctionKinds)[number];

export const correction = v.object({
  id,
  community: v.object({ code: communityCode, name: v.string() }),
  kind: v.picklist(correctionKinds),
  day,
  reason: v.string(),
  askedAt: instant,
  /** `asked` a second person has not decided; only `done` ones are public. */
  state: v.picklist(['asked', 'done', 'declined']),
  decidedAt: v.nullable(instant),
});
export type Correction = v.InferOutput<typeof correction>;
const seen = v.object({
  ...correction.entries,
  number: count,
  mine: v.boolean(),
  may: v.array(v.picklist(['decide'])),
});

const there = { campaignId: id, communityCode };
const decider = { roles: deciders, at: 'node' } as const;
/** What keeps the eggs honest; part of `eggs`. */
export const guarding = {
  /** What a person should look at in a community: what nobody has decided first. At most 200. */
  flags: query({ who: decider, input: v.strictObject(there), output: v.object({ flags: v.array(flag) }) }),
  /** Decides; with `stop` the resident reads the reason. It may be decided anew. */
  decideFlag: command({
    who: decider,
    quiet: true,
    input: v.strictObject({
      clientId,
      communityCode,
      flagId: id,
      verdict: v.picklist(verdicts, '请选怎么处理'),
      reason: text('原因', 2, limits.reason),
    }),
    /** The resident reads it. */
    texts: (i) => [i.reason],
    output: v.object({ flag }),
  }),

  /** What was put right in a campaign, with the reasons: anyone may know. The newest first, at most 200. */
  corrections: query({
    who: 'anyone',
    shared: true,
    input: v.strictObject({ campaignId: id }),
    output: v.object({ corrections: v.array(correction) }),
  }),
  /** Those of a community as staff see them, what waits for a second person first. */
  correctionsAsked: query({
    who: { roles: eggStaff, at: 'node' },
    input: v.strictObject(there),
    output: v.object({ corrections: v.array(seen) }),
  }),
  /** Asks for a correction: it is done once a second person agrees. Nobody corrects their own eggs. */
  askCorrection: command({
    who: { roles: eggStaff, at: 'node' },
    quiet: true,
    unlogged: ['phone'],
    input: aboutHolder({
      clientId,
      ...there,
      kind: v.picklist(correctionKinds, '请选要改什么'),
      day,
      reason: text('原因', 4, limits.reason),
    }),
    /** Public once it is done. */
    texts: (i) => [i.reason],
    output: v.object({ correction: seen }),
  }),
  /** The second person: not whoever asked, and not whose eggs they are. */
  decideCorrection: command({
    who: decider,
    quiet: true,
    input: v.strictObject({ clientId, communityCode, correctionId: id, agree: v.boolean() }),
    output: v.object({ correction: seen }),
  }),
};
