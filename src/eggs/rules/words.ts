import { limits } from '../../../types/limits';
import type { CorrectionKind } from '../../../types/guarding';
import { shanghai } from '../../kit/time';
import { words } from '../../kit/words';

/** The rules of a campaign, as whoever takes part reads them. */
export const say = {
  anonymous: '登录以后看自己社区的规则',
  anonymousNote: '领取的日子和地点，每个社区不一样。',
  laid: '鸡蛋怎么来',
  laidRules: (first: string, last: string, cap: number): string[] => [
    `${words.day(first)} 到 ${words.day(last)}，每天读完的第一条通知下一个鸡蛋，当天就有。`,
    `一天一个，这次活动一个人最多 ${cap} 个。`,
    '打开以后看够时间才算读完，哪天读的以北京时间为准。',
    '转给别人、点消息提醒，都不会多得鸡蛋。',
  ],
  stock: (community: string, stock: number | null, laid: number): string => {
    if (stock === null) return `${community}备的鸡蛋不限数。`;
    const left = Math.max(0, stock - laid);
    const rest = left > 0 ? words.facts(`还有 ${left} 个`) : '已经发完了';
    return `${community}备了 ${stock} 个鸡蛋，${rest}。发完了会告诉您。`;
  },
  paused: (reason: string) => `现在暂停：${reason}`,

  pickUp: '怎么领',
  pickUpRules: [
    '领取的那天，在下面写的地方，出示“领鸡蛋”那一页的码。码三十秒换一次，截图没有用。',
    '领之前要留过手机号，好核对是您本人。号码只显示头尾。',
    `走不开，可以请一位邻居代领。请定了不能换人，一个人最多帮 ${limits.proxyFor} 位邻居。`,
    '没有手机、不会用的，到了跟工作人员说，有两位工作人员在，从名单上领。',
    '微信提示一个账号不像是一个人在用，社区先看一看再发。家里几口人一起领，没有关系。',
  ],
  when: '什么时候、在哪里领',

  fair: '怎么算公道',
  fairRules: [
    '每天夜里，前一天的鸡蛋和领取封进公开的账，以后谁也改不了。',
    '真弄错了，要两位工作人员同意才能改，原因写在下面，人人看得到。',
    '觉得不对，点开那一天，可以告诉社区，会有人看，也会答复您。',
  ],
  corrections: '改过的',
  noCorrections: '这次活动还没有改过。',
  correction: {
    lay: '补一个',
    unlay: '收回一个',
    uncollect: '记错领走，改回来',
  } satisfies Record<CorrectionKind, string>,
  corrected: (community: string, day: string, what: string) => words.facts(community, words.day(day), what),
  decided: (at: string) => words.day(shanghai(at).day),
  none: '现在没有鸡蛋活动',
  noneNote: '街道或报社办活动的时候，规则会写在这里。',
  toHome: '去首页看通知',
};
