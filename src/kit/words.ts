import type { Role } from '../../types/org';
import type { Kind, Notice } from '../../types/notices';
import type { Persona } from '../../types/session';
import { monthAndDate, shanghai } from './time';

const weekdays = ['日', '一', '二', '三', '四', '五', '六'];
const roles: Record<Role, string> = {
  gridworker: '网格员',
  secretary: '社区书记',
  street: '街道办',
  editor: '报社编辑',
  merchant: '共建商户',
  parttime: '兼职网格员',
};
const { parttime: _, ...played } = roles;
const personas: Record<Persona, string> = {
  'resident-1': '居民一',
  'resident-2': '居民二',
  'resident-3': '居民三',
  ...played,
};
const kinds: Record<Kind, string> = { notice: '通知', story: '小街大事', activity: '活动', opinion: '征求意见' };

/** The way to a door, but for its number. */
const stairs = ({ building, unit }: { building: string; unit: string }): string =>
  [/^\d+$/.test(building) ? `${building} 号楼` : building, /^\d+$/.test(unit) ? `${unit} 单元` : unit]
    .filter(Boolean)
    .join(' ');

/** 8:00, and not 08:00: nobody says the nought. */
const clock = (time: string): string => time.replace(/^0/, '');

/** What every page says. A feature's own words are in its own `words.ts`. */
export const words = {
  name: '家门口',
  roles,
  personas,
  kinds,

  failed: {
    offline: '网络不通，没有连上家门口。内容都还在，连上网再试一次。',
    /** Where nothing was typed, and there may be nothing in sight. */
    unreached: '网络不通，没有连上家门口。连上网再试一次。',
    fault: '出了点问题，请稍后再试。',
    retry: '再试一次',
    home: '去首页',
  },
  offline: '现在没有网络，看到的是先前的内容。',
  loading: '正在打开',
  close: '关上',
  signIn: '登录',
  copied: '已经复制好了',
  copyFailed: '没有复制成，请长按选中再复制',

  demo: {
    now: (who: string) => `演示：${who}`,
    newcomer: '新来的邻居',
    change: '换个身份',
    title: '您想以谁的身份看看',
    note: '这是演示的城市，人和通知都是编的。换个身份，看到的和能做的就不一样。',
    newcomerNote: '没有登录，谁都能看',
  },
  personaNotes: {
    'resident-1': '住在江畔社区',
    'resident-2': '住在江畔社区',
    'resident-3': '住在江畔社区',
    secretary: '发通知，看数字',
    gridworker: '走街串户的人',
    street: '管着几个社区',
    editor: '办活动，编报纸',
    merchant: '和社区共建的店',
  } satisfies Record<Persona, string>,

  elder: {
    name: '长辈版',
    turnOn: '换成长辈版',
    turnOff: '换回普通版',
    note: '字更大，一次只做一件事',
    noteOff: '字小一些，一页看得多一些',
  },
  callPlace: '打电话给社区',
  mustKnow: '须知晓',

  privacy: {
    title: '先问您一声',
    why: {
      chooseMedia: '加图片，要打开您的相册或相机。只用您自己选的那几张，别的不看。',
      setClipboardData: '复制，要把这段文字放进手机的剪贴板，好让您粘贴到别处。剪贴板里原来有什么，不看。',
      getLocation: '看看哪家店离您近，或者写清您反映的事在哪里，要知道您大概的位置。您点了才用，用这一次。',
      chooseLocation: '在地图上点出一个地方，要打开地图。只用您点的那一处。',
      chooseMessageFile: '导入住户册，要从聊天记录里选一个表格。只用您选的那一个，别的不看。',
      saveImageToPhotosAlbum: '存图，要往您的相册里放一张。相册里原来有什么，不看。',
      'button.getPhoneNumber': '留手机号，要请微信把您的号码告诉家门口。您不留，就不会要。',
    },
    other: '这一步要用到手机里的东西，您同意了才用。',
    note: '不同意也没关系，看通知不受影响。',
    contract: '看看都怎么保护您的信息',
    agree: '同意',
    later: '先不用',
    noPlace: '没有用位置，别的都照常',
    noPictures: '没有打开相册，先不加图片，文字照样能发',
    noFile: '没有选文件，住户也可以一户一户地加',
  },

  egg: { laid: '有鸡蛋', empty: '没有鸡蛋', today: '今天' },

  article: {
    by: (byline: string) => `提交人 ${byline}`,
    corrected: (when: string) => `${when} 更正过`,
    picture: (n: number, of: number) => `图片 ${n}，共 ${of} 张`,
    contact: '有事找得到人',
    phone: '打电话',
    phoneTo: (number: string) => `打电话 ${number}`,
  },

  /** Photographs that somebody takes for what they write. */
  photos: {
    camera: '拍一张，或选照片',
    note: '拍清楚是什么、在哪里，最多 3 张',
    take: '拍一张',
    more: '再拍一张',
    remove: (n: number) => `去掉第 ${n} 张`,
    lost: '有照片不在手机里了，请重新拍。',
  },

  /** A code that changes, at a counter. */
  code: {
    next: (seconds: number) => `${seconds} 秒后换下一个`,
    over: '这些数字用完了，连上网再打开一次',
    again: '再要一串',
  },

  place: { closed: '还没有开通' },
  /** Where somebody lives: people write 3 or 3号楼, and read the same. */
  door: ({ building, unit, room }: { building: string; unit: string; room: string }): string =>
    [stairs({ building, unit }), room].join(' '),
  stairs,

  // What staff of a community meet on all of their pages
  staff: { notNote: '要开通，请把“我的”里的编号告诉负责的人。', toMine: '去“我的”看编号' },
  which: { title: '选一个社区', change: (name: string) => `${name}，换一个社区` },
  edit: {
    save: '保存',
    keep: '先不去掉',
    /** What is missing, on the button. */
    lack: (what: string) => `先写${what}`,
    lackWords: '先写几句',
  },
  pager: { earlier: '上一页', later: '下一页' },

  date: (instant: string | number | Date): string => {
    const { month, date, weekday } = shanghai(instant);
    return `${month}月${date}日 星期${weekdays[weekday]}`;
  },
  day: (day: string): string => {
    const [month, date] = monthAndDate(day);
    return `${month}月${date}日`;
  },
  /** A time of day, `HH:MM`, as people say it. */
  clock,
  /** A moment as people say it: 今天 7:30, 10月3日 7:30, 2025年10月3日. */
  moment: (instant: string, now: number = Date.now()): string => {
    const [at, today] = [shanghai(instant), shanghai(now)];
    if (at.day === today.day) return `今天 ${clock(at.clock)}`;
    if (at.year !== today.year) return `${at.year}年${at.month}月${at.date}日`;
    return `${at.month}月${at.date}日 ${clock(at.clock)}`;
  },
  /** Figures stand apart from the words before them, as a date does: 说好 10月3日上午再来, and 说好明天上午再来. */
  apart: (text: string): string => (/^\d/.test(text) ? ` ${text}` : text),
  /** And from the words after them, as a time or a number does: 137****0088 的鸡蛋. */
  apartAfter: (text: string): string => (/\d$/.test(text) ? `${text} ` : text),
  /** Where a notice comes from: the two nearest names above it, then its own. */
  where: ({ above, place }: Pick<Notice, 'above' | 'place'>): string => [...above.slice(-2), place.name].join(' '),
  /**
   * Small facts in one line, in which no fact is torn apart (see `facts` in `ui/tokens.scss`). A wide space parts them: where the line
   * breaks, there is nothing left of it.
   */
  facts: (...parts: (string | null)[]): string =>
    parts
      .filter((part): part is string => Boolean(part))
      .map((part) => part.replace(/ /g, '\u00a0'))
      .join('\u3000'),
  readers: (n: number): string => `${n} 人读过`,
  opens: (n: number): string => `${n} 次打开`,
};
