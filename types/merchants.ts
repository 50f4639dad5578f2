import * as v from 'valibot';
import { command, errand, query } from './contract';
import { atOnePlace, clientId, communityCode, count, cursor, day, id, instant, pageSize, text } from './fields';
import { limits } from './limits';
import {
  agreed,
  agreement,
  badge,
  categories,
  content,
  inOrder,
  items,
  lastsNotTooLong,
  location,
  merchant,
  merchantFile,
  merchantRow,
  residentsWord,
  serviceList,
  wordsOfContent,
  wordsOfItems,
} from './shops';

/** Who signs agreements for a community; a grid worker may enter a shop on a visit, and look after its list. */
export const signers = ['secretary', 'street'] as const;
export const visitors = ['gridworker', ...signers] as const;

const signerOf = { roles: signers, at: 'merchant' } as const;
const visitorOf = { roles: visitors, at: 'merchant' } as const;
const visitorAt = { roles: visitors, at: 'node' } as const;
/** Whoever keeps the shop, or visits it for the community. */
const keeperOrVisitor = { ...visitorOf, keeper: true } as const;

const file = v.object({ file: merchantFile });
/** A PDF at true size, A5, a page for each sticker. */
const printed = v.object({ url: v.string(), stickers: count });

/** A step that its community takes for a reason. Repeating it changes nothing. */
const because = (label: string) =>
  command({
    who: signerOf,
    input: v.strictObject({ merchantId: id, reason: text(label, 1, limits.reason) }),
    texts: (i) => [i.reason],
    output: file,
  });

const placeWanted = '请选一个地方';
const pageOfPlace = atOnePlace({ before: v.optional(cursor), limit: pageSize }, placeWanted);
const application = v.strictObject({ clientId, communityCode, ...content, services: v.optional(items, []) });
const wordsOfApplication = (i: v.InferOutput<typeof application>) => [
  ...wordsOfContent(i),
  ...wordsOfItems(i.services),
];

export const merchants = {
  /** Asks the community for an agreement. The shop is mine to keep; nobody sees it before it is signed. */
  apply: command({
    who: 'resident',
    audited: (i) => i.communityCode,
    input: application,
    texts: wordsOfApplication,
    output: file,
  }),

  /** The same by staff on a visit, for a shop that does not use the app; its keeper may come later by `invite`. */
  enter: command({ who: visitorAt, input: application, texts: wordsOfApplication, output: file }),

  /** Mends an application; a declined one is asked again by it. What was signed only staff mend. */
  amend: command({
    who: keeperOrVisitor,
    input: v.strictObject({ clientId, merchantId: id, ...content }),
    texts: wordsOfContent,
    output: file,
  }),

  /**
   * Signs the agreement: from its first to its last day the badge is good. `seen` is the file's, so that nobody signs what has
   * changed since they looked. Nobody signs for a shop of their own.
   */
  sign: command({
    who: signerOf,
    input: v.pipe(
      v.strictObject({ clientId, merchantId: id, seen: id, ...agreed }),
      v.check((i) => inOrder(i), '最后一天不能早于第一天'),
      v.check((i) => lastsNotTooLong(i), `协议最长 ${limits.agreementDays} 天`),
    ),
    texts: (i) => [i.promises],
    output: file,
  }),

  /** Does not sign, for a reason that the shop reads. It may be mended and asked again. */
  decline: because('没有同意的原因'),

  /** A further agreement; those before are kept. Without a first day it follows the one that runs, or begins today. */
  renew: command({
    who: signerOf,
    input: v.pipe(
      v.strictObject({ clientId, merchantId: id, ...agreed, firstDay: v.optional(day) }),
      v.check((i) => i.firstDay === undefined || i.firstDay <= i.lastDay, '最后一天不能早于第一天'),
    ),
    texts: (i) => [i.promises],
    output: file,
  }),

  /** Takes the badge's force away for a while, for a reason that everyone reads. */
  suspend: because('暂停的原因'),
  resume: because('恢复的原因'),
  /** For good, for a reason that everyone reads. The shop may apply anew, and gets another badge. */
  revoke: because('撤销的原因'),

  /**
   * Replaces the public service list; the versions before are kept, and anyone can read them. Where the agreement asks for
   * consent, and where WeChat's check did not pass it, the new list waits for the community.
   */
  updateServices: command({
    who: keeperOrVisitor,
    input: v.strictObject({ clientId, merchantId: id, items }),
    texts: (i) => wordsOfItems(i.items),
    output: file,
  }),

  /** Agrees to a waiting list, or does not and says why. */
  settleServices: command({
    who: signerOf,
    input: v.pipe(
      v.strictObject({
        merchantId: id,
        version: count,
        agree: v.boolean('请选同意不同意'),
        reason: v.optional(text('原因', 1, limits.reason)),
      }),
      v.check((i) => i.agree || i.reason !== undefined, '不同意要写明原因'),
    ),
    texts: (i) => [i.reason],
    output: file,
  }),

  /** The public versions of a service list, newest first. */
  serviceVersions: query({
    who: 'anyone',
    input: v.strictObject({ merchantId: id }),
    output: v.object({ versions: v.array(serviceList) }),
  }),

  /** The shops whose badge is good today; with `near` those that said where they are, nearest first. `q` looks in names, addresses and services. */
  list: query({
    who: 'anyone',
    shared: true,
    input: v.strictObject({
      communityCode: v.optional(communityCode),
      q: v.optional(text('要找的店', 1, 30)),
      category: v.optional(v.picklist(categories, '请选店铺种类')),
      near: v.optional(location),
      before: v.optional(cursor),
      limit: pageSize,
    }),
    output: v.object({ merchants: v.array(merchantRow), next: v.nullable(cursor) }),
  }),

  /** A shop's public page. One that was never signed is missing to everybody. */
  show: query({
    who: 'anyone',
    input: v.strictObject({ merchantId: id }),
    output: v.object({
      merchant,
      agreement: v.nullable(agreement),
      services: v.nullable(serviceList),
      /** Whether I found it helpful, and whether I keep it or work for its community. */
      helpful: v.boolean(),
      mine: v.boolean(),
      staff: v.boolean(),
    }),
  }),

  /** Everything about a shop, for who keeps it and for its community. */
  file: query({ who: keeperOrVisitor, input: v.strictObject({ merchantId: id }), output: file }),

  /** The shops that I keep. */
  mine: query({ who: 'resident', input: v.strictObject({}), output: v.object({ merchants: v.array(merchantRow) }) }),

  /**
   * A place's shops in every state, for its staff: first those that wait for somebody (applications, lists for consent, agreements
   * that end within 30 days or did so), then the newest.
   */
  desk: query({
    who: visitorAt,
    input: pageOfPlace,
    output: v.object({
      merchants: v.array(v.object({ ...merchantRow.entries, waits: v.boolean(), listWaits: v.boolean() })),
      next: v.nullable(cursor),
    }),
  }),

  /**
   * Whether a badge is genuine, and what it stands for. It counts a visit: each person once a day, and nobody keeps who. Whatever
   * is no token of ours is answered `unknown`, and never refused.
   */
  verify: command({
    who: 'anyone',
    input: v.strictObject({ token: v.pipe(v.string('徽章的编号不对'), v.maxLength(200, '徽章的编号不对')) }),
    output: badge,
  }),

  /** People who looked at the badge, by Shanghai day: a number, and never who. The last 60 days. */
  visits: query({
    who: keeperOrVisitor,
    input: v.strictObject({ merchantId: id }),
    output: v.object({ days: v.array(v.object({ day, people: count })), total: count }),
  }),

  /** The door sticker. */
  sticker: errand({ who: keeperOrVisitor, input: v.strictObject({ merchantId: id }), output: printed }),

  /** The stickers of all shops of a place and below it whose badge is good, for the printer. */
  stickers: errand({
    who: visitorAt,
    input: atOnePlace({}, placeWanted),
    output: printed,
  }),

  /** Gives the shop another badge; stickers with the one before are `replaced` from now on. */
  reissue: command({
    who: signerOf,
    input: v.strictObject({ clientId, merchantId: id, reason: text('换新贴纸的原因', 1, limits.reason) }),
    texts: (i) => [i.reason],
    output: file,
  }),

  /** A code by which the shop's keeper takes it over in the app, good once and for a day. An earlier one is void. */
  invite: command({
    who: visitorOf,
    quiet: true,
    input: v.strictObject({ merchantId: id }),
    output: v.object({ code: v.string(), until: instant }),
  }),

  /** Takes a shop over by the code that its community gave. */
  keep: command({
    who: 'resident',
    changesCaller: true,
    audited: (_, { file }) => file.merchant.place.code,
    input: v.strictObject({ code: v.pipe(v.string('邀请码不对'), v.regex(/^\d{10}$/, '邀请码是 10 位数字')) }),
    output: file,
  }),

  /** Says that a shop was helpful to me, or takes it back. */
  helpful: command({
    who: 'resident',
    input: v.strictObject({ merchantId: id, helpful: v.boolean('请选有没有帮助') }),
    output: v.object({ helpful: v.boolean(), count }),
  }),

  /** A private word to the community about a shop; `problem` when something is wrong. The shop never sees it. */
  tell: command({
    who: 'resident',
    input: v.strictObject({
      clientId,
      merchantId: id,
      problem: v.optional(v.boolean('请选是不是有问题'), false),
      words: text('想说的话', 1, 500),
    }),
    texts: (i) => [i.words],
    output: v.object({ at: instant }),
  }),

  /** What residents said about a place's shops: the unheard first, then the newest. Who said it is not shown. */
  told: query({
    who: visitorAt,
    input: pageOfPlace,
    output: v.object({ words: v.array(residentsWord), next: v.nullable(cursor) }),
  }),

  /** Notes what was done about a word. Repeating it changes nothing. */
  hear: command({
    who: visitorOf,
    quiet: true,
    input: v.strictObject({ merchantId: id, wordId: id, note: text('怎么处理的', 1, limits.reason) }),
    output: v.object({ at: instant }),
  }),

  /** The community's choice of a year, 好商家, with its public reason. A choice and no ranking: there is no order among them. */
  choose: command({
    who: signerOf,
    input: v.strictObject({
      merchantId: id,
      year: v.pipe(
        v.number('年份不对'),
        v.integer('年份不对'),
        v.minValue(2020, '年份不对'),
        v.maxValue(2100, '年份不对'),
      ),
      reason: text('选它的理由', 1, limits.reason),
    }),
    texts: (i) => [i.reason],
    output: file,
  }),
};
