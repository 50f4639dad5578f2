import * as v from 'valibot';
import { command } from './contract';
import { id } from './fields';

/** An opaque name for one person's card of one notice. It tells nobody who made it. */
export const cardId = v.pipe(v.string('卡片编号不对'), v.regex(/^[\w-]{16}$/, '卡片编号不对'));

export const shares = {
  /**
   * The card a person shares a notice with; asking again gives the same one. `path` opens the notice directly, with a
   * leading slash; `imageUrl` is a 5:4 picture. `from` is the card the sharer came by, kept from the first time.
   * Attribution pays nobody.
   */
  card: command({
    who: 'resident',
    input: v.strictObject({ noticeId: id, from: v.optional(cardId) }),
    output: v.object({ card: cardId, title: v.string(), path: v.string(), imageUrl: v.string() }),
  }),
};
