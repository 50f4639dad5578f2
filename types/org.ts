import * as v from 'valibot';
import { command, query } from './contract';
import { communityCode, nodeCode, text } from './fields';

export const levels = ['city', 'district', 'street', 'community'] as const;
export type Level = (typeof levels)[number];

/**
 * Roles of staff; everyone signed in is a resident besides. `merchant` carries no right over notices or eggs, and `parttime` (兼职网格员:
 * couriers and riders) none but that its reports say so.
 */
export const roles = ['gridworker', 'secretary', 'street', 'editor', 'merchant', 'parttime'] as const;
export type Role = (typeof roles)[number];

/** Who may publish, at their node and below it. */
export const publishers = ['secretary', 'street', 'editor'] as const satisfies readonly Role[];

/** A node of the division tree, named as people say it: 江畔社区, not 江畔社区居委会. */
export const place = v.object({ code: nodeCode, level: v.picklist(levels), name: v.string() });
export type Place = v.InferOutput<typeof place>;

/** A place with the names of the places above it, city first, and whether the pilot is switched on there. */
export const found = v.object({ ...place.entries, above: v.array(v.string()), open: v.boolean() });
export type Found = v.InferOutput<typeof found>;

export const org = {
  /**
   * Looks places up. `code`: that node first, then its children. `q`: communities whose name contains it, switched-on
   * ones first. Neither: the switched-on communities. At most 50.
   */
  find: query({
    who: 'anyone',
    input: v.strictObject({ q: v.optional(text('要找的名字', 1, 30)), code: v.optional(nodeCode) }),
    output: v.object({ places: v.array(found) }),
  }),

  /**
   * Makes a switched-on community the resident's own. Refused while the resident has eggs of a running campaign in
   * another one, because a resident lives in one community per campaign.
   */
  join: command({
    who: 'resident',
    changesCaller: true,
    input: v.strictObject({ communityCode }),
    output: v.object({ home: place }),
  }),
};
