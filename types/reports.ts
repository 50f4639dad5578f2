import * as v from 'valibot';
import { answers } from './answers';
import { command, query } from './contract';
import { clientId, communityCode, count, cursor, id, instant } from './fields';
import {
  ofReport,
  one,
  page,
  pictures,
  placeOfReport,
  published,
  reporter,
  rows,
  similar,
  speakers,
  words,
} from './raised';
import { answerers } from './service';

export * from './raised';

/** 随手拍: what residents raise and how it ends; what staff do with it stands in `answers`. */
export const reports = {
  ...answers,

  /** Open reports that may be the same as what I am about to raise; the likeliest first, at most 5. */
  near: query({
    who: 'resident',
    input: v.strictObject({
      communityCode: v.optional(communityCode),
      text: words('说明', 0),
      place: v.optional(placeOfReport),
    }),
    output: v.object({ reports: v.array(similar) }),
  }),

  /**
   * Raises a problem, at my own community or at another that is switched on. It is routed to the grid of its place, else to the
   * community. `open`: neighbours may join it. `mayPublish`: pictures of it may be shown to everyone once it is done.
   */
  file: command({
    who: 'resident',
    input: v.strictObject({
      clientId,
      text: words('说明'),
      pictures,
      place: v.optional(placeOfReport),
      communityCode: v.optional(communityCode),
      open: v.optional(v.boolean('请选邻居能不能一起跟进'), true),
      mayPublish: v.optional(v.boolean('请选能不能公开照片'), false),
    }),
    texts: (i) => [i.text, i.place?.words],
    output: one,
  }),

  /** A word under a notice. The community answers it as it answers reports; others read it once it is answered. */
  comment: command({
    who: 'resident',
    input: v.strictObject({ clientId, noticeId: id, text: words('留言') }),
    texts: (i) => [i.text],
    output: one,
  }),

  /** What was asked under a notice and what was answered, newest first; my own also before they are answered. */
  comments: query({
    who: 'anyone',
    input: v.strictObject({ noticeId: id, ...page }),
    output: v.object({
      comments: v.array(
        v.object({
          id,
          text: v.string(),
          at: instant,
          mine: v.boolean(),
          answers: v.array(
            v.object({ text: v.string(), at: instant, by: v.picklist(speakers), called: v.nullable(v.string()) }),
          ),
        }),
      ),
      total: count,
      next: v.nullable(cursor),
    }),
  }),

  /** For who raised or joined it, for its staff, and for those that a whistle called; missing to everybody else. */
  show: query({ who: 'resident', input: ofReport, output: one }),

  /** What I raised or joined, newest first. */
  mine: query({ who: 'resident', input: v.strictObject(page), output: rows }),

  /** Joins a neighbour's open report instead of raising it again. Repeating it changes nothing. */
  join: command({ who: 'resident', input: ofReport, output: one }),

  leave: command({ who: 'resident', input: ofReport, output: v.object({}) }),

  /**
   * A word in the thread. By its staff it is an answer, and the first one stops the clock; `promisedAt`: I will tell you more by then.
   * By its reporter it is a further word, and stops nothing. What residents write stays in the thread alone: the audit log could not
   * forget it when they leave for good.
   */
  reply: command({
    who: { roles: answerers, at: 'report', keeper: true },
    quiet: true,
    unlogged: ['text'],
    input: v.strictObject({ reportId: id, clientId, text: words('答复'), pictures, promisedAt: v.optional(instant) }),
    texts: (i) => [i.text],
    output: one,
  }),

  /** Yes, it is solved. Repeating it changes nothing. */
  agree: command({ who: reporter, quiet: true, input: ofReport, output: one }),

  /** No, it is not: it is open again, with the person who closed it, and has a promise of a first answer as before. */
  object: command({
    who: reporter,
    quiet: true,
    unlogged: ['text'],
    input: v.strictObject({ clientId, reportId: id, text: words('哪里还没好'), pictures }),
    texts: (i) => [i.text],
    output: one,
  }),

  /** 10分满意: asked once, after it was closed, and never again. */
  rate: command({
    who: reporter,
    quiet: true,
    unlogged: ['words'],
    input: v.strictObject({
      reportId: id,
      score: v.pipe(
        v.number('分数不对'),
        v.integer('分数是整数'),
        v.minValue(1, '分数从 1 到 10'),
        v.maxValue(10, '分数从 1 到 10'),
      ),
      words: v.optional(words('想说的话')),
    }),
    texts: (i) => [i.words],
    output: one,
  }),

  /**
   * Takes it back while it is open. Those who joined keep following it: then the first of them raises it, and `withdrawn` is false.
   * Repeating it changes nothing.
   */
  withdraw: command({
    who: 'resident',
    input: ofReport,
    output: v.object({ withdrawn: v.boolean() }),
  }),

  /** Whether it may be shown to everyone; if not, what is shown of it is so no more. */
  allow: command({
    who: reporter,
    input: v.strictObject({ reportId: id, mayPublish: v.boolean('请选能不能公开照片') }),
    output: one,
  }),

  /** What a community shows of its reports, newest first. */
  published: query({
    who: 'anyone',
    shared: true,
    input: v.strictObject({ communityCode, ...page }),
    output: v.object({ reports: v.array(published), next: v.nullable(cursor) }),
  }),
};
