import type { Contract, Output } from '../../../types';
import { words } from '../../kit/words';
import { say as common } from '../words';

type Step = Output<Contract['eggs']['campaign']>['steps'][number]['act'];
type Place = Output<Contract['eggs']['variance']>['places'][number];
type Day = Output<Contract['eggs']['campaign']>['days'][number];

/** What whoever runs a campaign reads. */
export const say = {
  facts: (first: string, last: string, cap: number) => words.facts(common.span(first, last), `一人最多 ${cap} 个`),
  by: (name: string, communities: number) => words.facts(common.by(name), `${communities} 个社区参加`),
  paused: (reason: string) => `暂停的原因：${reason}`,
  ended: (reason: string) => `结束的原因：${reason}`,

  figures: {
    promised: '到今天要发',
    expected: '到结束大约要发',
    most: '最多要发',
    unknown: '还看不出',
    expectedNote: '按最近三天的平均数算，最多不超过居民数、上限和备的数。',
    unknownNote: '第一天的账夜里封好以后，这里会算出来。',
  },

  days: '每天下了多少',
  daysNote: '过去的是封了账的数，今天的还会变，后面的是估计。',
  columns: ['哪天', '下了', '估计'] as const,
  blank: '—',
  dayLabel: ({ day, laid, expected }: Day): string =>
    [words.day(day), laid !== null && `下了 ${laid} 个`, expected !== null && `估计 ${expected} 个`]
      .filter(Boolean)
      .join('，'),
  earlier: '前面几天',
  later: '后面几天',

  standings: '各社区',
  standingsNote: '按社区编号排。红的是对不上、要说明的。',
  show: '看哪些社区',
  shows: { all: '全部', red: '有红字的' } as const,
  noneRed: '没有红字，都对得上',
  search: '找一个社区',
  searchHint: '社区的名字',
  noneFound: '没有找到',
  notCounted: '没有社区参加',

  variance: (day: string) => `${words.day(day)}要看一看的`,
  varianceTitle: '要看一看的',
  varianceNote: '只是和平常不一样，不说明谁做错了。',
  noDay: '还没有封好账的日子。',
  calm: '这一天没有和平常不一样的。',
  marks: {
    many: ({ laid, usual }) => `下了 ${laid} 个，平常 ${usual ?? 0} 个`,
    list: ({ byList }) => `有 ${byList} 笔是从名单发的`,
    conflicts: ({ conflicts }) => `${conflicts} 笔没网时记的对不上`,
    broken: ({ broken }) => `破了 ${broken} 个`,
    corrected: ({ corrected }) => `更正了 ${corrected} 笔`,
    flagged: ({ flagged }) => `有 ${flagged} 个账号要看`,
  } satisfies Record<Place['marks'][number], (place: Place) => string>,

  sheets: '送鸡蛋的清单',

  acts: {
    change: '改这次活动',
    setPickUps: '改领取安排和多备的',
    pause: '暂停活动',
    resume: '恢复活动',
    end: '结束这次活动',
    endNote: '今天就结束，不能恢复',
    resumeNote: '从现在起接着下蛋',
    pauseNote: '先不下蛋，已经有的都还在',
  },
  more: '还能办的',
  asks: {
    pause: {
      title: '暂停这次活动',
      note: '从现在起读了也不下蛋，已经有的鸡蛋都还在。恢复以后接着下。居民看得到您写的原因。',
      label: '为什么暂停',
      hint: '这句话谁都看得到',
      send: '就这样暂停',
      done: '暂停了',
    },
    end: {
      title: '结束这次活动',
      note: '今天就结束，不能再恢复。已经有的鸡蛋照样发。还没开始的，就不办了。居民看得到您写的原因。',
      label: '为什么结束',
      hint: '这句话谁都看得到',
      send: '下一步',
      done: '结束了',
    },
  },
  sure: {
    title: '真的要结束吗',
    note: '再点一次就结束了，没有办法恢复。',
    send: '结束，不再恢复',
    keep: '先不结束',
  },
  resume: {
    title: '恢复这次活动',
    note: '恢复以后，读完一条又会下蛋。暂停的那些天不补。',
    send: '恢复',
    done: '恢复了',
  },

  steps: '经过',
  stepNames: {
    made: '办了这次活动',
    changed: '改了这次活动',
    pickUpsSet: '改了领取安排',
    paused: '暂停',
    resumed: '恢复',
    ended: '结束',
  } satisfies Record<Step, string>,
};
