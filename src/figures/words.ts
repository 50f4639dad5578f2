import type { Span } from '../../types/measures';
import { shanghai } from '../kit/time';
import { words } from '../kit/words';

/** A day with its year, where the page stands alone: on a picture that somebody passes on. */
const full = (day: string): string => `${day.slice(0, 4)}年${words.day(day)}`;
const units: Record<Span, string> = { day: '天', week: '周', month: '个月' };

export const say = {
  kicker: '社区做了什么',
  spans: { day: '按天', week: '按周', month: '按月' } satisfies Record<Span, string>,
  howLong: '看多久的',
  howShown: '怎么看',
  groups: { told: '说给大家听', raised: '居民的事', built: '共建商户' },

  lead: '条通知发出来',
  range: (first: string, last: string) => {
    if (first === last) return words.day(first);
    const isOneYear = first.slice(0, 4) === last.slice(0, 4);
    return isOneYear ? `${words.day(first)} 到 ${words.day(last)}` : say.rangeInFull(first, last);
  },
  rangeInFull: (first: string, last: string): string => `${full(first)} 到 ${full(last)}`,
  /** A moment that stays true: on a picture, 今天 is over tomorrow. */
  stamp: (instant: string): string => `${full(shanghai(instant).day)} ${words.clock(shanghai(instant).clock)}`,
  counted: (moment: string) => `算到${words.apart(moment)}`,
  uncounted: '还没有算过，过一会儿再来看',
  lasting: (by: Span, n: number) => `这 ${n} ${units[by]}里`,

  /** Fewer than 60 minutes as they are, more in hours as well. */
  minutes: (n: number): string => {
    const [hours, rest] = [Math.floor(n / 60), n % 60];
    if (hours === 0) return `${n} 分钟`;
    return rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分钟`;
  },
  households: '户次',
  knowing: (n: number) => `${n} 户次知道了`,
  ofHouseholds: (of: number) => `要告诉 ${of} 户次`,
  half: (time: string) => `一半的事 ${time}以内`,
  halfHere: '一半的事，这么久以内答复了',
  nineOfTen: (time: string) => `十件里有九件 ${time}以内`,
  scored: (of: number) => `打了 ${of} 次分`,
  few: (of: number) => `打了 ${of} 次分。平均数按过完的月写，满三次才写`,
  onTheLastDay: '到最后一天',
  none: {
    acknowledged: '没有发过须知晓的通知',
    firstAnswer: '没有新答复的',
    score: '没有人打分',
  },
  lines: { half: '一半的事', nineOfTen: '十件里九件', of: '要告诉的', households: '知道了的' },

  chart: '看图',
  table: '看表',
  chartOf: (name: string, by: string, range: string, value: string) =>
    `图，${name}，${by}，${range}，${value}。换成看表，能读到每一段的数`,
  nothing: (by: Span) => ({ day: '这些天里', week: '这几周里', month: '这几个月里' })[by] + '没有，画不出图。',
  noCanvas: '这部手机画不出图，看表也一样。',

  weekday: (day: string): string => `星期${'日一二三四五六'[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''}`,
  month: (day: string, isThisYear: boolean): string =>
    `${isThisYear ? '' : `${day.slice(0, 4)}年`}${Number(day.slice(5, 7))}月`,
  tick: (day: string, by: Span): string => (by === 'month' ? `${Number(day.slice(5, 7))}月` : words.day(day)),

  earlier: '看更早的',
  later: '看近一些的',
  first: '最早就到这里',

  take: '把这些数带走',
  xlsx: '打开表格',
  xlsxNote: '打开以后，点右上角可以发给别人或存下来',
  csv: '复制下载地址',
  csvNote: '粘贴到电脑的浏览器里下载，10 分钟内有效',
  csvHere: '下载 CSV',
  csvHereNote: '用表格软件就能打开',
  openFailed: '没有打开表格，请再试一次',
  copied: '复制好了，10 分钟内有效',

  save: '把图存下来',
  saving: {
    saved: '存好了，在手机相册里',
    downloaded: '存好了，在浏览器的下载里',
    denied: '没有存进相册。要存，请点右上角三个点，在设置里允许使用相册，再存一次',
    failed: '没有存成，请再试一次',
  },
  picture: {
    title: (name: string, unit: string) => (unit ? `${name}（${unit}）` : name),
    days: (range: string, by: string) => `${range}，${by}`,
    source: (counted: string | null) =>
      ['来源：家门口，从做过的事里数出来', counted && `算到${counted}`].filter(Boolean).join('，'),
  },

  places: '看哪里',
  whole: (name: string) => `整个${name}`,
  wholeNote: '合在一起的数',
  change: (name: string) => `${name}，换一个地方看`,

  nowhere: '先选一个社区',
  nowhereNote: '选好以后，这里说它发了什么通知，办了多少事。',
  find: '找我的社区',
  empty: (name: string) => `${name}还没有数字`,
  emptyNote: '社区发了通知、答复了居民、和商户签了协议，数字就会出现在这里。都是从做过的事里数出来的，没有人填表。',
};
