import { limits } from '../../../types/limits';
import type { Contract, Output } from '../../../types';
import type { Report } from '../../../types/reports';
import { words } from '../../kit/words';
import { say as all } from '../words';

type Counts = Output<Contract['reports']['counts']>;

export const say = {
  comment: '留言',
  tabs: { now: '要办的', mine: '归我的', raised: '晚了的', ended: '办完的' },
  tab: '看哪些',
  place: '哪里的事',
  change: (name: string) => `${name}，换一个地方`,
  counts: ({ waiting, late, due }: Counts): string =>
    waiting + due === 0
      ? '都答复了，没有等着的'
      : words.facts(
          waiting > 0 ? `${waiting} 件等答复` : null,
          late > 0 ? `${late} 件晚了` : null,
          due > 0 ? `${due} 件该回话了` : null,
        ),
  whistles: (n: number) => `有 ${n} 件要您这里出面`,
  empty: {
    now: ['现在没有要办的', '居民随手拍的、留言的，会按先后排在这里。'],
    mine: ['现在没有归您的', '您接下来的，和您那几格的事，会在这里。'],
    raised: ['没有晚了的', '过了时间还没答复的，列在这里。再过半小时还没答复，街道也看得到。'],
    ended: ['还没有办完的', '居民说好了，或者过了三天没有再提的，会在这里。'],
  },

  left: {
    left: (span: string) => `还剩 ${span}`,
    by: (due: string, now: number) => `${all.when(due, now)} 前答复`,
    late: (span: string) => `晚了 ${span}`,
    waiting: '等答复',
    resting: (opensAt: string, now: number) => `${all.when(opensAt, now)} 起计时`,
    paused: (reason: string | null, until: string | null, now: number) =>
      words.facts(until ? `停到 ${all.when(until, now)}` : '停着', reason),
    promised: (until: string, now: number) => `说好 ${all.when(until, now)} 前再告诉`,
    promiseOver: (until: string, now: number) => `说好 ${all.when(until, now)} 前，过了`,
    answered: '答复了，在办',
    whistled: '吹了哨，在办',
    // Of a whistle: what the next of those that were called has to do, and by when
    toAssign: (span: string) => `等街道派单，还剩 ${span}`,
    toAssignLate: (span: string) => `等街道派单，晚了 ${span}`,
    toHandle: (span: string) => `单位 ${span}内办好`,
    toHandleLate: (span: string) => `单位办，晚了 ${span}`,
    closing: (until: string | null, now: number) => (until ? `等居民看，到 ${all.when(until, now)}` : '等居民看'),
    closed: (solved: boolean | null, assisted: boolean) =>
      solved === false ? '办结了，居民没有说好' : assisted ? '居民说好了，同事替他记的' : '居民说好了',
    withdrawn: '居民撤回了',
    again: (rest: string) => words.facts('又说没好', rest),
    moment: '不到 1 分钟',
    minutes: (n: number) => `${n} 分钟`,
    hours: (n: number) => `${n} 小时`,
    days: (n: number) => `${n} 天`,
  },
  people: (n: number) => `${n} 人跟进`,
  mine: '归我',
  of: (owner: Report['owner']): string | null =>
    owner.me ? '归我' : owner.role === null ? null : `归${owner.called ?? words.roles[owner.role]}`,

  claim: '我来办',
  claimed: '归您了，居民看得到',
  many: '选几件一起答复',
  manyKept: (n: number) => `接着答复选好的 ${n} 件`,
  enter: '替居民记一件',

  picking: {
    count: (n: number) => (n === 0 ? '点一件，选上它' : `答复选中的 ${n} 件`),
    page: '选上这一页',
    most: `一次最多选 ${limits.bulk} 件`,
    leave: '不选了',
    title: (n: number) => `一起答复 ${n} 件`,
    note: '每件下面都会有这句话，各人只看到自己那件。关上也不会丢。',
    label: '您的答复',
    hint: '例如 停水的事知道了，正在抢修，下午四点前恢复',
    send: (n: number) => `答复这 ${n} 件`,
    needText: words.edit.lackWords,
    done: (replied: number, skipped: number) =>
      skipped > 0 ? `答复了 ${replied} 件，${skipped} 件同事先答复了或居民撤回了` : `答复了 ${replied} 件`,
  },

  notStaff: all.notStaff,

  handling: {
    of: (names: string) => `${names}要办的`,
    counts: (n: number) => (n > 0 ? `${n} 件等您办` : '都办了，没有等着的'),
    empty: '现在没有派给您的',
    emptyNote: '街道吹哨派给您单位的事，会在这里。点开就能报办理情况。',
    streetNote: '社区请街道出面的事，会在这里。点开就能派单。',
    not: '这里放街道派给单位的事',
    notNote: '您是城管、物业、供水的同事，请向社区或街道要一个邀请码。',
    join: '我有邀请码',
  },
};
