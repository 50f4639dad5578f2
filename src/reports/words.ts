import type { ReportState, Setter, Speaker } from './kinds';
import { cloudNow } from './clock';
import { shanghai } from '../kit/time';
import { words } from '../kit/words';

const DAY_MS = 86_400_000;

const states: Record<ReportState, string> = {
  waiting: '等答复',
  working: '在办',
  whistled: '大家一起在办',
  closing: '请您看看',
  closed: '办好了',
  withdrawn: '撤回了',
};
const speakers: Record<Speaker, string> = {
  reporter: '反映的邻居',
  neighbour: '一起跟进的邻居',
  parttime: words.roles.parttime,
  gridworker: words.roles.gridworker,
  secretary: words.roles.secretary,
  street: words.roles.street,
  unit: '来办事的单位',
};

const dayWord = (instant: string, now: number): string => {
  const [at, today, tomorrow] = [shanghai(instant), shanghai(now), shanghai(now + DAY_MS)];
  if (at.day === today.day) return '今天';
  if (at.day === tomorrow.day) return '明天';
  return `${at.month}月${at.date}日`;
};
/** 今天 8:00, 明天 8:00, 10月3日 8:00. */
const when = (instant: string, now: number = cloudNow()): string =>
  `${dayWord(instant, now)} ${words.clock(shanghai(instant).clock)}`;
/** The half of a day, as people promise it. */
const half = (instant: string, now: number = cloudNow()): string => {
  const hour = Number(shanghai(instant).clock.slice(0, 2));
  return `${dayWord(instant, now)}${hour < 12 ? '上午' : hour < 18 ? '下午' : '晚上'}`;
};
const minutes = (ms: number): string => (ms < 60_000 ? '不到 1 分钟' : `${Math.floor(ms / 60_000)} 分钟`);

/** A unit goes by its name, and so does whoever is called by their post: 一号网格员 is a 网格员. */
const isName = (by: Speaker, called: string | null): called is string =>
  called !== null && (by === 'unit' || called.includes(speakers[by]));

/** How long, in numbers and their units. */
export type Stretch = readonly (readonly [n: number, unit: string])[];

/** What a resident reads of what they raised, wherever they read it. */
export const say = {
  /** What the pages of staff are for, to somebody who is none. */
  notStaff: '这里是答复居民的地方',
  when,
  half,
  minutes,
  /** 6 分 12 秒, each number with its unit: nobody takes it for a time of day. An hour and more in hours. */
  stretch: (ms: number): Stretch => {
    const seconds = Math.max(0, Math.floor(ms / 1_000));
    const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60), seconds % 60];
    if (hours > 0) return [[hours, '小时']];
    if (rest === 0 && minutes > 0) return [[minutes, '分钟']];
    return minutes > 0
      ? [
          [minutes, '分'],
          [rest, '秒'],
        ]
      : [[rest, '秒']];
  },
  speakers,
  you: '您',
  who: (by: Speaker, called: string | null): string => (isName(by, called) ? called : speakers[by]),
  /** What somebody is called besides, where that is not how they are named. */
  called: (by: Speaker, called: string | null): string | null => (isName(by, called) ? null : called),
  /** A comment is over once it is answered. */
  stateOfComment: (state: ReportState): string => (state === 'closed' ? '已答复' : states[state]),
  state: (state: ReportState, solved: boolean | null, reopened: number): string => {
    if (state === 'closed') return solved ? '办好了，您同意了' : '办结了';
    if (state === 'waiting' && reopened > 0) return '还没好，等答复';
    return states[state];
  },
  stateOfOthers: (state: ReportState, solved: boolean | null): string => {
    if (state === 'closed') return solved ? '办好了' : '办结了';
    return state === 'closing' ? '等反映的人看看' : states[state];
  },
  people: (n: number): string => `${n} 位邻居在跟进`,
  promised: (until: string, whom = '您'): string => `说好${words.apart(half(until))}再告诉${whom}`,

  clock: {
    promise: '承诺：服务时间内 10 分钟答复',
    used: '用了',
    remaining: '还剩',
    running: (left: number) => `${left} 分钟内会有人答复`,
    /** To whoever is to keep it. */
    toAnswer: (left: number) => `请在 ${left} 分钟内答复`,
    toAnswerNow: '马上到时间了，请答复',
    now: '就要有人答复了',
    resting: '现在是休息时间',
    restingFrom: (opensAt: string) => `${when(opensAt)} 起答复`,
    restingUnknown: '社区上班以后答复',
    restingNote: '急事请打电话，别等',
    paused: '先停一停',
    pausedUntil: (until: string, whom = '您') => `${when(until)} 以后答复${whom}`,
    pausedNote: (reason: string) => `先停一停，原因：${reason}`,
    goesOn: '先停一停，到时候接着办',
    late: '晚了，还没答复',
    raised: (to: Setter | null, whom: string, canCall: boolean) =>
      `${to === null ? '正在催' : `${words.roles[to]}那里也列出来了`}，答复了就告诉${whom}${canCall ? '，也可以打电话问' : ''}`,
    /** How long it took stands beside it. */
    kept: (who: string, whom: string) => `${who}答复了${whom}`,
    missed: (who: string, tookMs: number, whom: string) => `${who}过了 ${minutes(tookMs)}才答复${whom}`,
    missedNote: '没有做到 10 分钟，已经记下',
    somebody: '社区',
    neighbour: '邻居',
    resident: '居民',
    left: (left: number) => (left > 0 ? `${left} 分钟内答复` : '马上答复'),
  },

  callNumber: (number: string) => `打电话给社区 ${number}`,
  callUnit: (name: string) => `打给${name}`,
  signIn: '登录以后才能发',
  privacy:
    '谁看得到：您、社区的工作人员和来办这件事的人。一起跟进的邻居看得到写的字，看不到照片、地图上的位置和电话号码，也看不到是谁反映的。',
  /** Where the words stood of somebody who has left for good. */
  gone: '写的人注销了，原话已删去',

  mine: {
    file: '随手拍一件',
    none: '您还没有反映过',
    noneNote: '看到哪里坏了、不方便，拍一张发给社区。您反映的、跟着一起关心的，都放在这里，办到哪一步看得见。',
    signIn: '登录以后，这里放您反映的事',
    signInNote: '办到哪一步，都会告诉您。',
    draft: '有一件还没有发出去',
    draftNote: '照片和字都在，点开接着写',
    queued: '有一件等着有网发出去',
    queuedNote: '先放在这部手机里，点开看看',
    comment: '留言',
    joined: '跟进的',
    filed: (at: string) => `${words.moment(at)} 反映`,
    look: '办好了没有，等您看一眼',
    again: '说了还没好，社区在重新办',
    end: '看到头了',
  },

  shown: {
    title: (place: string) => `${place}办好的事`,
    intro: '邻居反映、社区办好的。照片都是反映的人同意了才放的。',
    none: '还没有公开的事',
    noneNote: '事情办好了，反映的人也同意公开照片，社区会把它放在这里。',
    before: '办之前',
    after: '办好后',
    solved: '反映的人看过，说好了',
    unsolved: '社区说办完了，反映的人自己没有说',
    closed: (at: string) => `${words.moment(at)} 办完`,
    homeless: '先选一个社区',
    homelessNote: '选好以后，这里放它办好的事。',
    find: '找我的社区',
    end: '看到头了',
  },

  comments: {
    titleOf: (n: number) => (n > 0 ? `留言 ${n}` : '留言'),
    note: '您写的话，社区看到就答复。答复以后，邻居们也能看到。',
    none: '还没有留言',
    noneNote: '看了通知有什么不明白的、想说的，写在这里，社区来答复。',
    waiting: '等社区答复',
    waitingNote: '答复以前，只有您和社区看得到',
    write: '写留言',
    label: '您想说的',
    hint: '例如 老人腿脚不方便，能不能上门办',
    send: '发给社区',
    sent: '发好了，社区看到就答复',
    reused: '前面写的已经发到了，关上就能看到。这一句要是还想发，再点一次。',
    elsewhere: '这条通知是写给别处居民的，留言要当地的居民来写。您想说的，可以告诉自己的社区。',
    homeless: '这条通知不只写给一个社区。先选好您住的社区，留言才知道由谁答复。',
    keptNote: '写下的还留着。',
    find: '找我的社区',
    file: '身边有事要办？随手拍',
    end: '看到头了',
    follow: '看看办到哪一步',
  },

  remind: {
    reply: {
      ask: '有答复时告诉我',
      note: (_left: number) => '点一下，微信里提醒您一次',
      on: '有答复会在微信里告诉您',
      kept: '好，有答复就告诉您',
      rejected: '没关系，随时可以来这里看',
      banned: '微信里关了提醒，随时可以来这里看',
    },
    work: {
      ask: '有新的事，在微信里告诉我',
      note: (left: number) =>
        left > 0 ? `还能告诉您 ${left} 次，点一下多一次` : '点一下，微信里告诉您一次；多点几下，就多几次',
      kept: '记下了，多点几下就多几次',
      rejected: '没关系，随时可以来这里看',
      banned: '微信里关了提醒。点右上角三个点，进“设置”，再进“订阅消息”打开',
    },
  },
};
