import type { Template } from '../../types/messages';
import { published } from './acts';
import { clientId, JIANGPAN } from './town';
import type { Visitor, WechatTown } from './wechatTown';

/** What tests of WeChat messages do and ask, over one town. */
export interface Letters {
  /** Somebody of 江畔, or of elsewhere, who agreed to `times` messages: here and in WeChat itself. */
  willing(given?: { home?: string | null; template?: Template; times?: number }): Promise<Visitor>;
  /** Publishes a notice that everyone must know. @returns its id */
  news(given?: object): Promise<string>;
  /** What stands in this person's WeChat, as pairs of template and fields. */
  arrived(one: Visitor): { templateId: string; page: string; data: string[] }[];
  left(one: Visitor, template?: Template): Promise<number>;
  /** This person's messages, oldest first. */
  rows(one: Visitor): Promise<{ state: string; tries: number; error: string | null; due_at: Date }[]>;
  /** The chores of a morning: news is told, and what is due is sent. */
  go(): Promise<void>;
}

const templateIds: Record<Template, string> = {
  notice: 'tmpl-notice',
  reply: 'tmpl-reply',
  pickUp: 'tmpl-pick-up',
  work: 'tmpl-work',
};

/** @param town asked each time: test files open theirs late */
export const createLetters = (town: () => WechatTown): Letters => ({
  async willing({ home = JIANGPAN, template = 'notice', times = 1 } = {}) {
    const one = await town().person(home === null ? {} : { home });
    for (let n = 0; n < times; n++) await one.call.messages.consent({ clientId: clientId(), accepted: [template] });
    town().standIn.consent(one.openid, templateIds[template], times);
    return one;
  },
  news: (given = {}) => published(town(), { mustKnow: true, ...given }),
  arrived: ({ openid }) =>
    town()
      .standIn.sent.filter((one) => one.openid === openid)
      .map(({ templateId, page, data }) => ({ templateId, page, data: Object.values(data) })),
  async left({ call }, template = 'notice') {
    const { offers } = await call.messages.offers({});
    return offers.find((one) => one.template === template)?.left ?? 0;
  },
  rows: ({ id }) =>
    town()
      .db.selectFrom('message')
      .select(['state', 'tries', 'error', 'due_at'])
      .where('person_id', '=', id)
      .orderBy('id')
      .execute(),
  go: () => town().run('news', 'messages'),
});
