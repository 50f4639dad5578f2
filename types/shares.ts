import * as v from 'valibot';
import { command, query } from './contract';
import { atOnePlace, count, id, instant, text } from './fields';
import { publishers } from './org';

/** An opaque name for one person's card of one notice. It tells nobody who made it. */
export const cardId = v.pipe(v.string('卡片编号不对'), v.regex(/^[\w-]{16}$/, '卡片编号不对'));

/** What stands for a WeChat group here. WeChat's own number for it never leaves the cloud. */
export const groupId = v.pipe(v.string('群的编号不对'), v.regex(/^[\w-]{16}$/, '群的编号不对'));
export const group = v.object({ id: groupId, name: v.nullable(v.string()) });

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

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

  /**
   * Says by which WeChat group I came to a notice: `encryptedData` and `iv` as `wx.getGroupEnterInfo` gave them, the `card`
   * I tapped, and the entry's `scene`. The first group I came to a notice by is kept; it changes nothing for me. For those
   * who publish at the notice's place `group` says which it is, so that they can give it a name.
   */
  entered: command({
    who: 'resident',
    input: v.strictObject({
      encryptedData: v.pipe(v.string('群信息不对'), v.regex(base64, '群信息不对'), v.maxLength(4_000, '群信息不对')),
      iv: v.pipe(v.string('群信息不对'), v.regex(base64, '群信息不对'), v.maxLength(64, '群信息不对')),
      scene: v.pipe(
        v.number('场景不对'),
        v.integer('场景不对'),
        v.minValue(0, '场景不对'),
        v.maxValue(9999, '场景不对'),
      ),
      card: cardId,
    }),
    output: v.object({ group: v.nullable(group) }),
  }),

  /**
   * By which groups readers came to a notice, most readers first. A group with fewer than five readers is left out, and so
   * is the next one when the sum would give it away. `unnamed` ones are waiting for a name.
   */
  groups: query({
    who: { roles: publishers, at: 'notice' },
    input: v.strictObject({ noticeId: id }),
    output: v.object({ groups: v.array(v.object({ ...group.entries, readers: count, since: instant })) }),
  }),

  /** Gives a group the name that its place knows it by. Naming it again gives it another. */
  nameGroup: command({
    who: { roles: publishers, at: 'node' },
    input: atOnePlace({ groupId, name: text('群的名字', 1, 30) }, '请说明是哪里的群'),
    output: v.object({ group }),
  }),
};
