import * as v from 'valibot';
import { command, query } from './contract';
import { atOnePlace, clientId, communityCode, day, id, instant, phone, text } from './fields';
import { limits } from './limits';
import { deskCounts, ofReport, one, page, pictures, placeOfReport, rows, staff, words } from './raised';
import { answerers, setters } from './service';

/** What staff do with reports, and those that a whistle called; part of `reports`. */
export const answers = {
  /** The same by staff, for somebody who phoned, came by, or was met on a walk. What is known of them only its staff see. */
  enter: command({
    who: { roles: answerers, at: 'node' },
    quiet: true,
    unlogged: ['caller', 'text', 'place'],
    input: v.strictObject({
      clientId,
      communityCode,
      text: words('说明'),
      pictures,
      place: v.optional(placeOfReport),
      way: v.picklist(['phone', 'visit', 'walk'], '请选怎么反映的'),
      caller: v.optional(v.strictObject({ called: v.optional(text('怎么称呼', 1, 20)), phone: v.optional(phone) })),
      /** Neighbours are offered it and may join it. */
      open: v.optional(v.boolean('请选邻居能不能一起跟进'), true),
      /** They said that it may be shown to everyone once it is done. */
      mayPublish: v.optional(v.boolean('请选能不能公开'), false),
    }),
    texts: (i) => [i.text, i.place?.words],
    output: one,
  }),

  /** Whom staff spoke with when they entered it, for its staff alone. That somebody looked stays in the audit log. */
  caller: command({
    who: staff,
    quiet: true,
    input: ofReport,
    output: v.object({ called: v.nullable(v.string()), phone: v.nullable(v.string()) }),
  }),

  /**
   * A place's reports for its staff. `now`: what is open, unanswered ones first, and of those the oldest promise first; then what was
   * promised soonest. `mine`: of those, what lies with me or my grids; `raised`: what is so late that it has gone up. `ended`: the newest first.
   */
  inbox: query({
    who: { roles: answerers, at: 'node' },
    input: atOnePlace(
      { view: v.optional(v.picklist(['now', 'mine', 'raised', 'ended'], '没有这一栏'), 'now'), ...page },
      '请选一个社区',
    ),
    output: v.object({ ...rows.entries, counts: deskCounts }),
  }),

  /** What those that I handle for, or the street office that I am, were called to: open ones first. */
  handling: query({ who: 'resident', input: v.strictObject(page), output: rows }),

  /** What waits for me, over all places where I answer and all units that I handle for. Zeros for everybody else. */
  counts: query({ who: 'resident', input: v.strictObject({}), output: deskCounts }),

  /** The same first answer to several at once, each in its own thread. What somebody has answered meanwhile is skipped. */
  replyAll: command({
    who: { roles: answerers, at: 'node' },
    quiet: true,
    input: v.strictObject({
      clientId,
      communityCode,
      reportIds: v.pipe(
        v.array(id, '编号不对'),
        v.minLength(1, '请选要答复的'),
        v.maxLength(limits.bulk, `一次最多答复 ${limits.bulk} 件`),
        v.check((ids) => new Set(ids).size === ids.length, '同一件选了两次'),
      ),
      text: words('答复'),
    }),
    texts: (i) => [i.text],
    output: v.object({ replied: v.array(id), skipped: v.array(id) }),
  }),

  /** Takes it upon me. */
  claim: command({ who: staff, quiet: true, input: ofReport, output: one }),

  /** Hands it over to a grid or to one who answers here; to neither: back to the community. One that was reopened goes to a person. */
  dispatch: command({
    who: staff,
    quiet: true,
    input: v.pipe(
      v.strictObject({
        clientId,
        reportId: id,
        gridId: v.optional(id),
        workerId: v.optional(id),
        text: v.optional(words('说明')),
      }),
      v.check((i) => i.gridId === undefined || i.workerId === undefined, '请选一个网格或一位同事'),
    ),
    texts: (i) => [i.text],
    output: one,
  }),

  /**
   * Stops the clock of the first answer for a reason that the reporter reads, until a moment within two days, by default tomorrow at this
   * time: then it goes on by itself. What is late already cannot be paused.
   */
  pause: command({
    who: staff,
    quiet: true,
    input: v.strictObject({ reportId: id, reason: text('暂停的原因', 1, limits.reason), until: v.optional(instant) }),
    texts: (i) => [i.reason],
    output: one,
  }),

  resume: command({ who: staff, quiet: true, input: ofReport, output: one }),

  /** Says who is really responsible, with a name and a number. It is an answer, and the report stays open. */
  refer: command({
    who: staff,
    quiet: true,
    input: v.strictObject({ clientId, reportId: id, unitId: id, text: words('说明') }),
    texts: (i) => [i.text],
    output: one,
  }),

  /** Notes that somebody responsible was called or visited, and what they said. */
  contact: command({
    who: staff,
    quiet: true,
    input: v.strictObject({ clientId, reportId: id, unitId: v.optional(id), text: words('联系的结果') }),
    texts: (i) => [i.text],
    output: one,
  }),

  /** 吹哨: calls the street office, which has `hours` to act. Only what was answered is whistled. */
  whistle: command({
    who: staff,
    quiet: true,
    input: v.strictObject({ clientId, reportId: id, text: words('请求说明') }),
    texts: (i) => [i.text],
    output: one,
  }),

  /** 1+N: the street office names who leads and who helps, and how many hours each has. */
  assign: command({
    who: { roles: ['street'], at: 'report' },
    quiet: true,
    input: v.pipe(
      v.strictObject({
        clientId,
        reportId: id,
        lead: id,
        helpers: v.optional(v.pipe(v.array(id, '单位不对'), v.maxLength(8, '协办最多八家')), []),
        hours: v.pipe(
          v.number('时限不对'),
          v.integer('时限是整数'),
          v.minValue(1, '时限至少一小时'),
          v.maxValue(720, '时限最长三十天'),
        ),
        text: v.optional(words('说明')),
      }),
      v.check((i) => new Set([i.lead, ...i.helpers]).size === i.helpers.length + 1, '同一家单位选了两次'),
    ),
    texts: (i) => [i.text],
    output: one,
  }),

  /** What one that was called has done; `done` ends its part. Whoever handles for the unit says it, or the street office for it. */
  handle: command({
    who: 'resident',
    audited: (_, { report }) => report.place.code,
    input: v.strictObject({
      clientId,
      reportId: id,
      partId: id,
      text: words('处理情况'),
      pictures,
      done: v.boolean('请选办完没有'),
    }),
    texts: (i) => [i.text],
    output: one,
  }),

  /** 销号: says what was done, with a photo. The reporter agrees, or objects within 72 hours. What nobody answered cannot be closed. */
  close: command({
    who: staff,
    quiet: true,
    input: v.strictObject({
      clientId,
      reportId: id,
      text: words('做了什么'),
      pictures: v.pipe(pictures, v.minLength(1, '请放一张办好以后的照片')),
    }),
    texts: (i) => [i.text],
    output: one,
  }),

  /**
   * What somebody who has no app said of it, noted by staff, and not by whoever closed it: agreed or not. It is counted apart from what
   * residents say themselves.
   */
  heard: command({
    who: staff,
    quiet: true,
    unlogged: ['text'],
    input: v.strictObject({ clientId, reportId: id, agreed: v.boolean('请选满意不满意'), text: words('本人怎么说') }),
    texts: (i) => [i.text],
    output: one,
  }),

  /** Shows everyone what was done, in the community's own words, if its reporter allowed it. */
  publish: command({
    who: { roles: setters, at: 'report' },
    input: v.strictObject({
      clientId,
      reportId: id,
      title: text('标题', 1, 40),
      text: words('办了什么'),
      before: v.optional(id),
      after: v.optional(id),
    }),
    texts: (i) => [i.title, i.text],
    output: one,
  }),

  /**
   * An address, good for ten minutes, of a table of a place's reports by the Shanghai days on which they were raised: for who sets how
   * it answers. Telephone numbers in what residents wrote are left out, and nobody is named.
   */
  export: command({
    who: { roles: setters, at: 'node' },
    quiet: true,
    input: v.pipe(
      atOnePlace({ firstDay: day, lastDay: day, as: v.picklist(['csv', 'xlsx'], '请选表格的种类') }, '请选一个地方'),
      v.check((i) => i.firstDay <= i.lastDay, '最后一天不能早于第一天'),
    ),
    output: v.object({ url: v.string(), until: instant }),
  }),

  unpublish: command({ who: { roles: setters, at: 'report' }, input: ofReport, output: one }),
};
