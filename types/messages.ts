import * as v from 'valibot';
import { command, query } from './contract';
import { clientId, count, empty } from './fields';

/**
 * What a person may be told by a WeChat message: a notice they must know, a reply to their report, eggs to pick up; and staff, that
 * somebody waits for them.
 */
export const templates = ['notice', 'reply', 'pickUp', 'work'] as const;
export type Template = (typeof templates)[number];

export const messages = {
  /**
   * The messages that may be offered to this person, with WeChat's ids for `wx.requestSubscribeMessage`, and how many of each this
   * person still has coming: WeChat counts one consent for one message.
   */
  offers: query({
    who: 'resident',
    input: empty,
    output: v.object({
      offers: v.array(v.object({ template: v.picklist(templates), templateId: v.string(), left: count })),
    }),
  }),

  /** Says which messages the person has just accepted in WeChat's own dialog, one of each. */
  consent: command({
    who: 'resident',
    input: v.strictObject({
      clientId,
      accepted: v.pipe(
        v.array(v.picklist(templates, '没有这种提醒'), '提醒不对'),
        v.minLength(1, '请选一种提醒'),
        v.check((all) => new Set(all).size === all.length, '同一种提醒选了两次'),
      ),
    }),
    output: v.object({ left: v.array(v.object({ template: v.picklist(templates), left: count })) }),
  }),
};
