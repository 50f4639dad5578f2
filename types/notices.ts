import * as v from 'valibot';
import { command, query, tally } from './contract';
import { atOnePlace, clientId, communityCode, count, cursor, day, id, instant, pageSize, phone, text } from './fields';
import { limits } from './limits';
import { place, publishers } from './org';
import { cardId } from './shares';

/** 通知, 小街大事, 活动, 征求意见 */
export const kinds = ['notice', 'story', 'activity', 'opinion'] as const;
export type Kind = (typeof kinds)[number];

/**
 * `scheduled` is a published notice whose time has not come: no job moves it, the clock does. `held` is one that nobody
 * but its staff sees until its content has been checked.
 */
export const states = ['draft', 'held', 'scheduled', 'published', 'withdrawn'] as const;
export type NoticeState = (typeof states)[number];

/**
 * Why a notice is held back: `unchecked` WeChat's content check could not be asked yet; `review` it wants a person to look;
 * `pictures` one is still being checked; `risky` it was refused, and the notice is a draft again.
 */
export const heldReasons = ['unchecked', 'review', 'pictures', 'risky'] as const;
export type Held = (typeof heldReasons)[number];

export const picture = v.object({ id, url: v.string(), width: count, height: count });
export type Picture = v.InferOutput<typeof picture>;

/** What the caller may do with this notice; pages show a button for each and never reason about roles. */
export const acts = ['edit', 'publish', 'correct', 'withdraw', 'pin', 'figures', 'release', 'code'] as const;
export type NoticeAct = (typeof acts)[number];

export const notice = v.object({
  id,
  state: v.picklist(states),
  kind: v.picklist(kinds),
  title: v.string(),
  /** Plain text; an empty line parts paragraphs. Empty when withdrawn. */
  body: v.string(),
  pictures: v.array(picture),
  /** 提交人: who answers for it, as a role and never a private name. */
  byline: v.string(),
  phone: v.nullable(v.string()),
  address: v.nullable(v.string()),
  /** Whom it is addressed to: a community, or everything below a street, district or city. */
  place,
  above: v.array(v.string()),
  publishAt: v.nullable(instant),
  pinned: v.boolean(),
  version: count,
  correctedAt: v.nullable(instant),
  withdrawn: v.nullable(v.object({ at: instant, reason: v.string() })),
  /** 须知晓: residents who agreed are told of it by a WeChat message. */
  mustKnow: v.boolean(),
  /** Why it is held back; null when it is not. */
  held: v.nullable(v.picklist(heldReasons)),
});
export type Notice = v.InferOutput<typeof notice>;

/** A notice as one row of a list. */
export const headline = v.object({
  id,
  state: v.picklist(states),
  kind: v.picklist(kinds),
  title: v.string(),
  /** The beginning of the body, at most 80 characters, in one line. */
  excerpt: v.string(),
  picture: v.nullable(picture),
  byline: v.string(),
  place,
  publishAt: v.nullable(instant),
  pinned: v.boolean(),
  mustKnow: v.boolean(),
  held: v.nullable(v.picklist(heldReasons)),
  /** People who read it: each counts once for ever. */
  readers: count,
  /** Times it was opened. */
  opens: count,
});
export type Headline = v.InferOutput<typeof headline>;

const content = {
  kind: v.picklist(kinds, '请选通知的种类'),
  title: text('标题', 1, limits.title),
  body: text('正文', 1, limits.body),
  byline: v.optional(text('提交人', 1, limits.byline)),
  phone: v.optional(phone),
  address: v.optional(text('地址', 1, limits.address)),
  pictures: v.optional(
    v.pipe(
      v.array(id, '图片不对'),
      v.maxLength(limits.pictures, `最多放 ${limits.pictures} 张图片`),
      v.check((ids) => new Set(ids).size === ids.length, '同一张图片放了两次'),
    ),
    [],
  ),
  mustKnow: v.optional(v.boolean('请选是不是须知晓'), false),
};
/** What of it people read as words of ours: WeChat wants it checked before anybody sees it. */
const wordsOf = (i: { title: string; body: string; byline?: string | undefined; address?: string | undefined }) => [
  i.title,
  i.body,
  i.byline,
  i.address,
];
const addressWanted = '请选一个发布范围';

const staffOfNode = { roles: publishers, at: 'node' } as const;
const staffOfNotice = { roles: publishers, at: 'notice' } as const;
const one = v.object({ notice });

export const notices = {
  /** A community's feed: its own notices and those addressed to the places above it; pinned first, then newest. */
  list: query({
    who: 'anyone',
    shared: true,
    input: v.strictObject({ communityCode, before: v.optional(cursor), limit: pageSize }),
    output: v.object({ notices: v.array(headline), next: v.nullable(cursor) }),
  }),

  /**
   * Opens a notice and counts one open. A signed-in person gets a one-time ticket, to be credited after `dwellMs`.
   * `card` is the share card it came by, `scene` WeChat's entry scene. A withdrawn notice opens with its reason and no
   * ticket; a draft opens for its staff alone and counts nothing.
   */
  open: tally({
    who: 'anyone',
    input: v.strictObject({
      noticeId: id,
      card: v.optional(cardId),
      scene: v.optional(
        v.pipe(v.number('场景不对'), v.integer('场景不对'), v.minValue(0, '场景不对'), v.maxValue(9999, '场景不对')),
      ),
      /** The receipt of this phone's opening as a newcomer, a moment ago: it is the same opening, and not counted again. */
      receipt: v.optional(v.pipe(v.string('打开的凭据不对'), v.maxLength(400, '打开的凭据不对'))),
    }),
    output: v.object({
      notice,
      readers: count,
      opens: count,
      readTicket: v.nullable(v.string()),
      /** For a newcomer's phone that is about to sign in: shown at the next open, it is not counted twice. */
      receipt: v.nullable(v.string()),
      dwellMs: count,
      /** Whether this person's read was credited before. */
      read: v.boolean(),
      may: v.array(v.picklist(acts)),
    }),
  }),

  /**
   * Credits a read with the ticket of an open. One resident, one notice, one credit, for ever: a repetition answers
   * `credited: false`. The first credited read of a Shanghai day lays that day's egg.
   *
   * `reason` says why nothing was credited (`repeated`: this ticket was; `already`: an earlier one was), or, when the
   * read was credited, why it laid no egg.
   */
  credit: tally({
    who: 'holder',
    input: v.strictObject({ readTicket: v.pipe(v.string('阅读凭据不对'), v.maxLength(400, '阅读凭据不对')) }),
    output: v.object({
      credited: v.boolean(),
      readers: count,
      egg: v.nullable(v.object({ day })),
      reason: v.optional(
        v.picklist([
          'repeated',
          'already',
          'egg.message',
          'egg.homeless',
          'egg.noCampaign',
          'egg.today',
          'egg.cap',
          'egg.stock',
          'egg.paused',
        ]),
      ),
    }),
  }),

  /** Keeps a draft; with `noticeId`, rewrites that draft. */
  draft: command({
    who: staffOfNode,
    input: atOnePlace({ clientId, noticeId: v.optional(id), ...content }, addressWanted),
    output: one,
  }),

  /**
   * Publishes now, or at `publishAt`; with `noticeId`, that draft. Words that WeChat's check refuses are `content.risky`; when
   * it wants a person to look, cannot be asked, or still looks at a picture, the notice is `held` and comes out by itself or
   * by `release`.
   */
  publish: command({
    who: staffOfNode,
    input: atOnePlace(
      { clientId, noticeId: v.optional(id), ...content, publishAt: v.optional(instant) },
      addressWanted,
    ),
    texts: wordsOf,
    output: one,
  }),

  /**
   * Replaces what a published notice says; the version before is kept, and anyone can read it. A correction is not held: its
   * words pass WeChat's check, or it is refused and the notice stays as it is.
   */
  correct: command({
    who: staffOfNotice,
    input: v.strictObject({ clientId, noticeId: id, ...content, note: text('更正说明', 1, limits.reason) }),
    texts: (i) => [...wordsOf(i), i.note],
    output: one,
  }),

  /**
   * Takes a notice back for a reason that stays on its page. Repeating it changes nothing. A reason that WeChat's check refuses
   * is `content.risky`; one that it could not be asked about is no reason to leave a wrong notice in sight.
   */
  withdraw: command({
    who: staffOfNotice,
    input: v.strictObject({ noticeId: id, reason: text('撤回原因', 1, limits.reason) }),
    texts: (i) => [i.reason],
    output: one,
  }),

  pin: command({
    who: staffOfNotice,
    input: v.strictObject({ noticeId: id, pinned: v.boolean('请选置顶或不置顶') }),
    output: one,
  }),

  /**
   * Lets a held notice out, in the name of whoever does it and for a reason, both of which the audit log keeps. One that WeChat
   * wants a person to look at needs somebody else than its writer; one that could not be checked must be a must-know notice.
   */
  release: command({
    who: staffOfNotice,
    input: v.strictObject({ noticeId: id, reason: text('放行的理由', 1, limits.reason) }),
    output: one,
  }),

  /** What is held at a place and everywhere below it: first what waits for a person, then the oldest. At most 50. */
  waiting: query({
    who: staffOfNode,
    input: atOnePlace({}, addressWanted),
    output: v.object({ notices: v.array(headline) }),
  }),

  /** A notice as its staff works on it, in any state. Looking at it here is not an open and counts nothing. */
  show: query({
    who: staffOfNotice,
    input: v.strictObject({ noticeId: id }),
    output: v.object({ notice, readers: count, opens: count, may: v.array(v.picklist(acts)) }),
  }),

  /** The earlier versions of a notice, newest first. */
  versions: query({
    who: 'anyone',
    input: v.strictObject({ noticeId: id }),
    output: v.object({
      versions: v.array(
        v.object({ version: count, title: v.string(), body: v.string(), replacedAt: instant, note: v.string() }),
      ),
    }),
  }),

  /** The staff list of a place: drafts, scheduled, published and withdrawn ones, newest first. */
  desk: query({
    who: staffOfNode,
    input: atOnePlace({ before: v.optional(cursor), limit: pageSize }, addressWanted),
    output: v.object({ notices: v.array(headline), next: v.nullable(cursor) }),
  }),

  /**
   * What a notice did, in aggregate: by Shanghai day, and by who made the card it came through. A kind of card with
   * fewer than five readers is left out, so that nobody can be picked out.
   */
  figures: query({
    who: staffOfNotice,
    input: v.strictObject({ noticeId: id }),
    output: v.object({
      readers: count,
      opens: count,
      days: v.array(v.object({ day, readers: count, opens: count })),
      cards: v.array(v.object({ madeBy: v.picklist(['staff', 'resident', 'none']), readers: count, opens: count })),
    }),
  }),
};
