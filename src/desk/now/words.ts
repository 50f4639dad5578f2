import type { DailyAct, Need, NeedKind } from '../../../types/desk';
import { words } from '../../kit/words';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long it is, as people say it. */
const long = (ms: number): string => {
  if (ms < HOUR) return `${Math.max(1, Math.floor(ms / MINUTE))} 分钟`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} 小时`;
  return `${Math.floor(ms / DAY)} 天`;
};

/** What each is, after its number, which brings its own space. */
const says: Record<NeedKind, (n: string) => string> = {
  late: (n) => `${n}件到时间还没答复`,
  raised: (n) => `${n}件没人答复，转上来了`,
  reopened: (n) => `${n}件居民说还没好`,
  waiting: (n) => `${n}件反映还没有答复`,
  due: (n) => `${n}件该给居民回话了`,
  whistle: (n) => `${n}件等您这里处理`,
  hear: (n) => `${n}件办好了，要问问本人满意不满意`,
  review: (n) => `${n}条通知等您看过再发`,
  risky: (n) => `${n}条通知没有通过检查，要改一改`,
  draft: (n) => `${n}条草稿还没有发`,
  mustKnow: (n) => `${n}条要紧的通知，还有人家不知道`,
  claim: (n) => `${n}位邻居等您确认住哪一户`,
  application: (n) => `${n}家店申请共建`,
  list: (n) => `${n}家店改了服务项目，等社区同意`,
  word: (n) => `${n}句邻居说店家的话，还没有人看`,
  expiring: (n) => `${n}家店的协议快到期，或者刚到期`,
  declined: (n) => `${n}家店的申请没有通过，改了可以再交`,
  ending: (n) => `${n}家店的协议快到期，请和社区续签`,
  pickUp: () => '今天发鸡蛋',
  handing: (n) => `${n}笔按名单发的，等第二个人确认`,
  delivery: (n) => `${n}批鸡蛋送来了，等您点数签收`,
  giveBack: (n) => `${n}批鸡蛋要退回，等您点数签收`,
  flag: (n) => `${n}位居民的鸡蛋先留着，等您看一看`,
  correction: (n) => `${n}处更正，等第二个人同意`,
};

const acts: Record<DailyAct, readonly [name: string, note: string]> = {
  inbox: ['居民的事', '先答复，再去办'],
  enter: ['替居民记一件', '电话里、上门、走访'],
  handling: ['派给我们的事', '社区请出面的事'],
  diary: ['民情日记', '只有自己看得到'],
  doors: ['挨家问一声', '谁家还不知道'],
  write: ['写一条通知', '写完就能发到群里'],
  notices: ['通知和草稿', '发过的、没发的'],
  redeem: ['收红卡', '扫邻居的码'],
  myShop: ['我的店', '牌子、服务、红卡'],
  shops: ['共建商户', '签约、邻居的话'],
  scan: ['扫一扫', '查店门口的贴纸'],
  campaigns: ['鸡蛋活动', '办活动、送蛋、发蛋'],
  figures: ['社区的数', '做了多少，都在这里'],
  settings: ['时间和网格', '几点答复，谁管哪格'],
};

export const say = {
  acts,
  /** At the thumb, where its name alone would be no act. */
  mains: { handling: '去办派给我们的事' } as Partial<Record<DailyAct, string>>,
  daily: '平时要做的',
  more: (n: number): string => `还有 ${n} 样，都看看`,
  calm: '现在没有急着要办的事',
  calmNote: '有居民反映、有店家申请、有鸡蛋送来，都会先出现在这里。',
  not: '这里是工作人员和店家的地方',
  as: (role: string, date: string): string => words.facts(role || null, date),
  number: ({ count, more }: Need): string => (more ? `超过 ${count} ` : `${count} `),
  what: (need: Need): string => says[need.what](say.number(need)),

  waited: (ms: number, isOne: boolean): string => (isOne ? `等了 ${long(ms)}` : `最早的等了 ${long(ms)}`),
  over: (ms: number, isOne: boolean): string => (isOne ? `过了 ${long(ms)}` : `最早的过了 ${long(ms)}`),
  by: (moment: string, isOne: boolean): string => (isOne ? `${moment} 前` : `最早的 ${moment} 前`),
  written: (moment: string, isOne: boolean): string => (isOne ? `${moment} 写的` : `最早的 ${moment} 写的`),
  lastDay: (day: string, isOne: boolean): string => (isOne ? `到 ${day}` : `最早的到 ${day}`),
  handedOut: (hours: string, at: string): string => words.facts(hours.replace(/[–-]/g, '\u2060$&\u2060'), at),
};
