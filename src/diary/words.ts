import { words } from '../kit/words';
import { shanghai } from '../kit/time';

/** What a grid worker reads in their diary. */
export const say = {
  private: '只有您自己看得到，书记和街道都看不到。',

  where: {
    at: (place: string) => `记在${place}`,
    change: (place: string) => `记在${place}，点一下换一个`,
    choose: '选一个社区',
    title: '记在哪个社区',
  },

  write: {
    label: '记一句',
    hint: '刚才走访听到、看到的，说一句就行',
    voice: '不想打字？点键盘上的话筒，说出来就成了字。',
    send: '记下',
    needed: '先写一句',
    done: '记下了',
  },

  waiting: {
    title: '先放在这部手机里，有网就存',
    note: '打开着这一页，一有网就自己存；关了也不要紧，下次打开这一页再存。不会重复。',
    sending: '正在存',
    refused: '没有存成',
    edit: '拿回去改',
    copy: '复制这段话',
    copied: '复制好了，可以粘贴到别处留着',
  },

  today: (instant: string, now: number = Date.now()): string =>
    shanghai(instant).day === shanghai(now).day ? `今天 ${words.date(instant)}` : words.date(instant),
  changed: '改过',
  more: { older: '再早一些的', newest: '回到最新的' },

  edit: {
    act: '改一改',
    title: '改这条日记',
    noteRaised: '这里只改日记。已经转成的随手拍，不跟着改。',
    label: '记的事',
    needed: '说一句，或者拍一张',
    save: '改好了',
    done: '改好了',
  },

  drop: {
    act: '删掉',
    title: '删掉这条日记？',
    note: '删了就找不回来，照片也一起删。',
    noteRaised: '删了就找不回来。已经转成的随手拍和它的照片还在，照常办。',
    sure: '删掉这条',
    keep: '先不删',
    done: '删掉了',
  },

  raise: {
    act: '转成随手拍',
    note: '要请人办的，点“转成随手拍”。',
    title: '请社区来办这件事？',
    who: '下面的话和照片会原样交给社区。社区和街道里办事的人看得到，邻居看不到。',
    send: '转给社区办',
    edit: '先改一改',
    noWords: '先写一句是什么事，再转',
    done: '转好了，开始办',
    raised: '已转成随手拍，去看看',
    reused: '这条先前已经转过了，到“居民的事”里找一找。',
    inbox: '去“居民的事”',
  },

  empty: '还没有记过',
  emptyNote: '走访回来，在上面说一句，拍一张，就留在这里。',
  notStaff: '民情日记是给网格员记事用的',
  signInFirst: '登录以后，才看得到自己的日记',
};
