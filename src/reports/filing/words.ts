import { words } from '../../kit/words';
import { say as all } from '../words';

/** What somebody reads who raises something. */
export const say = {
  steps: ['先拍一张', '说说是什么事', '发之前看一眼'] as const,
  step: (n: number, of: number) => `第 ${n} 步，共 ${of} 步`,
  next: '下一步',
  skip: '先不拍，下一步',
  previous: '上一步',

  photos: '照片',

  behind: '先前写的还没有发',
  behindNote: '先把这一件发了，再回到刚才那一页，说那里的事。写下的都还在。',

  text: '是什么事',
  textHint: '例如 三单元二楼的灯不亮，晚上老人下楼看不清',
  textNeeded: '写一两句，说说是什么事',
  missing: '还差一点，红字写着的就是。',

  to: (place: string) => `发给${place}`,
  change: '换一个',
  noPlace: '先选一个社区',
  noPlaceNote: '选好了，这件事才知道发给谁。写下的都还在。',
  find: '找我的社区',

  where: '在哪里（可以不写）',
  whereHint: '例如 东原街 18 号三单元门口',
  grid: '哪一片',
  gridNone: '不知道，社区来分',
  gridTitle: '在哪一片',
  gridOf: (name: string, about: string) => `${name}：${about}`,
  here: '用我现在的位置',
  hereDone: '写上了您现在的位置，点一下去掉',
  map: '在地图上点一下',
  mapDone: (name: string) => (name ? `地图上：${name}` : '地图上点好了'),
  mapDrop: '去掉地图上的位置',
  /** What stands in for a place that was only tapped. */
  spot: '附近',

  open: '邻居也能一起跟进',
  openNote: '邻居碰到同一件事，不用再报一遍。邻居看得到写的字，看不到您是谁，也看不到照片、地图上的位置和电话号码。',
  publish: '办好后照片可以公开',
  publishNote: '让大家看看办好的样子。照片里要是有人脸、车牌，就别打开。',

  promise: {
    open: '现在有人值守，10 分钟内答复',
    resting: (opensAt: string) => `现在是休息时间，${all.when(opensAt)} 起答复`,
    unknown: '社区还没有写答复的时间，看到就答复',
    phone: '急事打电话更快',
  },

  near: {
    title: '邻居已经反映过，一起跟进吗',
    note: '是同一件事，就跟着一起关心，有答复也告诉您。不是，就接着发您的。',
    join: '是这件，一起跟进',
    filed: (at: string) => `${words.moment(at)} 反映`,
    answered: '已经有答复',
    waiting: '等答复',
    away: (metres: number) => (metres < 50 ? '就在这儿' : `离这儿 ${metres} 米`),
    other: '不是同一件，照样发',
    joined: '一起跟进了，有答复告诉您',
  },

  send: '发给社区',
  sent: '发好了',
  queued: '先放在这部手机里，有网就发',
  queuedNote: '打开着这一页，一有网就自己发；关了也不要紧，下次打开再发。不会重复。',
  queuedNow: '现在就发',
  queuedEdit: '再改一改',
  sending: '正在发',
  kept: '写的和拍的，先存在这部手机里，发出去以前不会丢。',
  reused: '这件事前面已经发到了，去看看办到哪一步',
  signIn: '登录以后就能发，写下的都还在。',
};
