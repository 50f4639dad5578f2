import type { Contract, Output } from '../../types';
import { words } from '../kit/words';

type Reason = NonNullable<Output<Contract['notices']['credit']>['reason']>;

export const say = {
  pinned: '置顶',
  figures: (readers: number, opens: number) => `${words.readers(readers)}，${words.opens(opens)}`,
  figuresHow: '怎么数的',
  definitions: [
    ['人读过', '打开以后看够了时间的人。一个人一条通知只记一次，看几遍、换手机都一样。'],
    ['次打开', '这一页打开过几次。同一个人打开两次，就是两次。'],
    ['谁来数', '都是自动数的，手机改不了。工作人员只看得到总数，看不到是谁。'],
  ] as const,

  withdrawn: '这条通知已经撤回',
  withdrawnWhy: (reason: string) => `原因：${reason}`,
  versions: '看更正以前的',
  versionsTitle: '更正记录',
  versionsNone: '没有更早的版本。',
  version: (n: number, when: string) => `第 ${n} 版，用到 ${when}`,
  versionNote: (note: string) => `更正说明：${note}`,

  reading: '看一会儿，看完替您记上',
  credited: '读完了，已经记上',
  laid: '读完了，今天的鸡蛋已经下好',
  laidOn: (day: string) => `记在 ${day}`,
  calendar: '看鸡蛋日历',
  reasons: {
    repeated: '这条您读过了，已经记上',
    already: '这条您读过了，已经记上',
    'egg.message': '从微信提醒点进来看的，不算鸡蛋；从首页再看一条就有',
    'egg.homeless': '加入自己的社区以后，读通知才会下蛋',
    'egg.noCampaign': '',
    'egg.today': '今天的鸡蛋早些时候已经下好',
    'egg.cap': '这次活动的鸡蛋，您已经攒满了',
    'egg.stock': '这个社区备的鸡蛋已经发完了',
    'egg.paused': '鸡蛋活动暂停了，原因写在鸡蛋日历上',
  } satisfies Record<Reason, string>,
  notCredited: '这次没有记上',
  anonymous: '您还没有登录，读了先不记。',

  acknowledge: {
    button: '我已知晓',
    why: '社区想知道各家是不是都知道了。只看哪一家知道了，不看是谁按的。',
    corrected: '您按过以后，这条通知更正了。请再看一遍，再按一下。',
    signIn: '登录以后按一下“我已知晓”，社区就知道您家知道了。',
    homeless: '先选好您住的社区，再按“我已知晓”。',
    joinFirst: (name: string) => `住在${name}的话，先加入，再按“我已知晓”。`,
    notHere: '不是这里？找我的社区',
    find: '找我的社区',
    done: '您已经告诉社区了',
    at: (when: string) => `${when} 按的`,
    door: '告诉社区您住哪一户',
    doorWhy: '这一户就不用再上门通知',
    waiting: '等网格员确认您住哪一户',
    declined: '您住哪一户，网格员没有确认',
    reason: (door: string, reason: string | null) => (reason ? `${door}：${reason}` : door),
  },

  join: (name: string) => `加入${name}`,
  joinWhy: '住在这儿的话，加入以后通知会送到首页。',
  joined: (name: string) => `${name}就是您的社区了`,
  visiting: (name: string) => `首页会放${name}的通知`,

  aloud: {
    start: '读给我听',
    stop: '先不听了',
    failed: '现在读不出声。可以把字调大了看，也可以打电话问社区。',
  },

  comments: '留言',
  share: '转给邻居',
  shareTitle: '转给邻居',
  shareNote: '把下面的链接发到邻居群里，点开就是这一条。',
  shareCopy: '复制链接',

  missing: '找不到这条通知，可能是码或链接不完整。请到首页看看',

  groupName: '给这个群起个名字',
  fromGroup: (name: string) => `从“${name}”点进来的`,
  groupWhy: '起个大家认得的名字，看得出通知是从哪些群里打开的。看不到是谁打开的。',
  groupLabel: '群的名字',
  groupHint: '例如 江畔三号楼',
  groupSave: '就叫这个名字',

  manage: '这条通知的数字和管理',
  edit: '接着写这份草稿',
};
