import { limits } from '../../../types/limits';
import type { ReportAct } from '../../../types/reports';
import { words } from '../../kit/words';
import type { PauseFor } from './forms';

/** The acts of staff, in the order in which they are met. */
export const staffActs = [
  'reply',
  'handle',
  'assign',
  'close',
  'heard',
  'claim',
  'dispatch',
  'refer',
  'contact',
  'whistle',
  'pause',
  'resume',
  'publish',
  'unpublish',
] as const satisfies readonly ReportAct[];
export type StaffAct = (typeof staffActs)[number];

/** The acts that ask for something first. */
export type Sheeted = Exclude<StaffAct, 'claim' | 'resume' | 'unpublish'>;

interface Asks {
  title: string;
  note?: string;
  /** Of the words that are written. */
  label: string;
  hint: string;
  send: string;
  done: string;
}

const asks: Record<Sheeted, Asks> = {
  reply: {
    title: '答复居民',
    label: '您的答复',
    hint: '例如 看到了，我下午三点过去看看',
    send: '答复',
    done: '答复了',
  },
  dispatch: {
    title: '交给谁',
    label: '给同事的话（可以不写）',
    hint: '例如 人在三单元门口等',
    send: '交过去',
    done: '交过去了',
  },
  pause: {
    title: '暂停计时',
    note: '居民看得到停了、为什么停、停到什么时候。到时候自己接着计时，不用您再点。最多停两天。',
    label: '为什么停',
    hint: '例如 正在抢修水管，修好就来答复',
    send: '暂停',
    done: '计时停下了，到时候自己接着',
  },
  refer: {
    title: '这事归谁管',
    note: '居民会看到单位的名字和电话。这件事还开着，您还可以跟着办。',
    label: '跟居民说明白',
    hint: '例如 电梯归物业修，我已经给他们打过电话',
    send: '告诉居民',
    done: '告诉居民了',
  },
  contact: {
    title: '记一次联系',
    note: '给谁打了电话、见了谁、怎么说的。居民看得到，知道您在办。',
    label: '联系的结果',
    hint: '例如 物业李师傅说今晚带灯泡来换',
    send: '记下来',
    done: '记下了',
  },
  whistle: {
    title: '吹哨',
    note: '社区办不了的，请街道出面。街道会派单位来办。',
    label: '请街道帮什么',
    hint: '例如 污水管在院墙外，要请城管和排水一起来',
    send: '吹哨',
    done: '哨吹出去了',
  },
  assign: {
    title: '派单',
    note: '一家牵头，别家协办。',
    label: '给他们的话（可以不写）',
    hint: '例如 请先到现场看，再一起定办法',
    send: '派下去',
    done: '派下去了',
  },
  handle: {
    title: '办理情况',
    label: '做了什么，办到哪一步',
    hint: '例如 管道已经疏通，明天回填路面',
    send: '报上去',
    done: '报上去了',
  },
  close: {
    title: '销号',
    note: '说清做了什么，放一张办好以后的照片。居民说好了，才算办完；三天里他都可以说还没好。',
    label: '做了什么',
    hint: '例如 换了两只灯，二楼三楼都亮了',
    send: '办好了，请居民看',
    done: '请居民看了',
  },
  heard: {
    title: '记下本人的话',
    note: '本人不用手机，您替他记。这和居民自己说的分开算。',
    label: '本人怎么说',
    hint: '照原话记',
    send: '记下来',
    done: '记下了',
  },
  publish: {
    title: '公开',
    note: '让大家看看办了什么，别写是谁反映的。',
    label: '办了什么',
    hint: '例如 三单元二楼到三楼的灯全部换新',
    send: '公开',
    done: '大家看得到了',
  },
};

export const say = {
  asks,
  section: '办这件事',
  acts: {
    reply: '答复',
    claim: '我来办',
    handle: '办理情况',
    assign: '派单',
    dispatch: '交给别人',
    refer: '这事归谁管',
    contact: '记一次联系',
    whistle: '吹哨',
    close: '销号',
    heard: '记下本人的话',
    pause: '暂停计时',
    resume: '继续计时',
    publish: '公开办了什么',
    unpublish: '撤下来',
  } satisfies Record<StaffAct, string>,
  notes: {
    claim: '这件事归您，居民看得到',
    assign: '定谁牵头、谁协办、几天办好',
    dispatch: '网格、同事，或交回社区',
    refer: '告诉居民单位的名字和电话',
    contact: '打了电话、见了人，记一笔',
    whistle: '社区办不了，请街道出面',
    close: '说做了什么，放一张照片',
    heard: '替不用手机的人记',
    pause: '有正当理由才停，到时候自己接着',
    resume: '不等到时候，现在就接着',
    unpublish: '大家不再看得到',
  } satisfies Partial<Record<StaffAct, string>> as Partial<Record<StaffAct, string>>,
  at: {
    claim: '归您了，居民看得到',
    resume: '接着计时了',
    unpublish: '撤下来了',
  },

  // What is still missing, on the button
  lack: {
    text: words.edit.lackWords,
    picture: '先放一张办好以后的照片',
    unit: '先选一家单位',
    to: '先选交给谁',
    done: '先选办完没有',
    agreed: '先选满意不满意',
    second: '说好了，请另一位同事来记',
    lead: '先选谁牵头',
    title: '先写标题',
    until: '先选哪一天',
  },
  reloadedHere: '上面的经过已经换成最新的。',
  reloaded: '经过已经换成最新的，关上就能看到。您写的还在。',
  reused: '先前那次其实已经送到了，关上看看。还要再发，就再点一次。',

  pictures: (n: number) => `照片（${n}/${limits.reportPictures}）`,
  addPicture: '加照片',
  removePicture: (n: number) => `去掉第 ${n} 张`,
  picture: (n: number) => `第 ${n} 张照片`,
  pickDay: '点一下，选日子',
  pickTime: '点一下，选时间',

  templates: '常用答复',
  moreTemplates: (n: number) => `还有 ${n} 条`,
  noTemplates: '还没有常用答复，可以在“服务时间和网格”里写几条。',

  until: {
    label: '说好什么时候再告诉他（可以不选）',
    today: '今天下班前',
    tomorrow: '明天',
    days: '三天内',
    other: '选日子',
    day: '哪一天',
    says: (when: string) => `居民会看到：${when} 以前再告诉您。到时候“居民的事”里会提醒。`,
  },

  pause: {
    label: '停到什么时候',
    keys: { hours: '两小时后', morning: '明天上班时', days: '两天后' } satisfies Record<PauseFor, string>,
    says: (when: string) => `停到 ${when}，过了就自己接着计时。`,
  },

  to: {
    community: '交回社区',
    grids: '网格，或交回社区',
    workers: '同事',
    me: '我自己',
    noGrids: '还没有划网格',
    noWorkers: '还没有别的同事',
    person: '居民说还没好的事，要交到一位同事手里。',
    unnamed: (role: keyof typeof words.roles) => words.roles[role],
  },

  units: {
    label: '哪家单位',
    optional: '哪家单位（可以不选）',
    find: '找一家，例如 供水',
    none: '还没有写谁管什么。书记可以在“服务时间和网格”里加上。',
    notFound: '没有找到，换个词试试',
    phone: '打电话',
    phoneTo: (name: string) => `打给${name}`,
    pick: '选一家',
    change: '换一家',
    more: '再加一家',
  },

  assign: {
    lead: '谁牵头',
    helpers: '谁协办（可以不选）',
    hours: '几天办好',
    hourNames: { '4': '四小时', '24': '一天', '72': '三天', '168': '七天' } as Record<string, string>,
  },
  handle: {
    part: '替谁报',
    street: '街道办',
    lead: (name: string) => `${name}（牵头）`,
    done: '办完没有',
    yes: '办完了',
    no: '还在办',
  },
  heard: {
    agreed: '满意不满意',
    yes: '说好了',
    no: '说还没好',
    second: '这件是您销号的。本人说好了，要请另一位同事来记；说还没好，您可以记。',
  },

  publish: {
    title: '标题',
    titleHint: '例如 三单元的灯亮了',
    before: '以前的照片（可以不选）',
    after: '办好以后的照片（可以不选）',
    faces: '照片里有人脸、车牌、门牌的，别放。',
    own: '居民没有同意公开他拍的，这里没有。',
    none: '没有能公开的照片',
  },

  caller: {
    title: '是谁反映的',
    look: '看看怎么称呼，打个电话',
    looking: '正在查',
    nobody: '没有留称呼',
    note: '只有工作人员看得到',
    phone: (number: string) => `打电话 ${number}`,
  },
};
