import type { Eggless } from '../../types/eggs';
import type { HeldBack } from '../../types/pickup';
import { shanghai } from '../kit/time';
import { words } from '../kit/words';
import type { Receipt } from './store';

export const say = {
  unit: '个鸡蛋',
  how: (cap: number) => words.facts(`每天读一条通知，最多 ${cap} 个`),
  span: (first: string, last: string) => `${words.day(first)} 到 ${words.day(last)}`,
  missed: '没读',
  today: '今天',
  date: (month: number, date: number) => `${month}/${date}`,
  missedOn: (when: string) => `${when} ${say.missed}`,
  read: '今天还没下蛋，去读一条',
  laid: '今天的鸡蛋下好了',

  states: { laid: words.egg.laid, missed: words.egg.empty, today: '今天的还没下', ahead: '还没到' } as const,
  toReceipt: (shown: string, day: string, state: string) => `${shown}，${words.day(day)} ${state}，点开看看`,

  pickUps: '领取',
  noPickUps: '领取的日子和地点定下来以后，会写在这里。',
  past: '过了',
  /** Once some are collected: of how many there are still some. */
  left: (all: number, left: number) => words.facts(`一共 ${all} 个`, left > 0 ? `还有 ${left} 个没领` : '都领走了'),
  paused: '活动暂停了',
  pausedNote: (reason: string) => `${reason}。有了的鸡蛋都还在，恢复以后接着下。`,
  ended: '这次活动结束了',
  endedNote: '有了的鸡蛋都还在，按领取的日子来领。',
  stock: (community: string, left: number) =>
    left > 0 ? `${community}还备着 ${left} 个鸡蛋` : `${community}备的鸡蛋发完了`,
  waiting: (name: string, left: number) => `“${name}”还有 ${left} 个没领`,
  waitingNote: (day: string, today: string) => (day === today ? '今天就可以领' : `${words.day(day)}可以领`),
  toPickUp: '去领鸡蛋',
  howToPickUp: '怎么领、请人代领',
  howToPickUpNote: '领蛋码、代领、帮邻居领',
  toRules: '活动规则',
  toRulesNote: '几个、几天、在哪里领，都写在一页上',

  receipt: {
    laid: (day: string) => `${words.day(day)}的鸡蛋`,
    none: (day: string) => `${words.day(day)}没有鸡蛋`,
    yetToday: '今天还没有鸡蛋',
    yet: (day: string) => `${words.day(day)}还没有鸡蛋`,
    at: '什么时候下的',
    read: '读了哪一条',
    entry: '编号',
    /** Said on the phone, and enough to find it: numbers are counted in a community. What is copied is the entry of the books. */
    entryOf: (day: string, n: number) => words.facts(words.day(day), `社区里第 ${n} 个`),
    entryNote: '有事找社区，报这个编号。',
    entryCopy: '复制',
    why: {
      unread: '这一天没有读完的通知。打开了没看够时间，不算读完。',
      message: '这一天的通知是从微信提醒点进来看的，不算鸡蛋。从首页点开看的才算。',
      homeless: '读的时候还没有选好社区，鸡蛋按社区发，所以没有下。',
      elsewhere: '这一天您的社区不在这次活动里。',
      cap: '这次活动的鸡蛋，您那时已经攒满了。',
      stock: '这一天读的时候，社区备的鸡蛋已经发完了。',
      ended: '读的时候，这次活动已经提前结束了。',
      ahead: '这一天还没到。',
      paused: '这一天活动暂停，没有下蛋。',
      today: '今天的通知还没有读，读完一条就有。',
    } satisfies Record<Eggless, string>,
    pausedFor: (reason: string) => `暂停的原因：${reason}`,
    collected: '什么时候领的',
    takenBack: (at: string) => `这枚鸡蛋 ${words.day(shanghai(at).day)}收回了，不再算数`,
    takenBackFor: (reason: string) => `原因：${reason}`,
    takenBackNote: '收回要两位工作人员同意，原因人人看得到。',
    held: {
      none: '',
      phone: '领之前要先留手机号。',
      review: '这枚鸡蛋社区要先看一看，看完就能领。',
      stopped: '这枚鸡蛋社区看过，暂时不能领。',
    } satisfies Record<HeldBack, string>,
    toPickUp: '去留手机号',
    later: '后来的事',
    laterReasons: { collected: '领走了', uncollected: '查明没有领走', reversed: '收回了' } satisfies Record<
      Receipt['later'][number]['reason'],
      string
    >,
    laterOpen: '这一笔的账夜里十二点过后封',
    laterClosed: (day: string) => `这一笔在 ${words.day(day)}的账里`,
    laterStep: (reason: string) => [`“${reason}”那一笔也在公布的账里`, `公布的账里没找到“${reason}”那一笔`] as const,
    heldText: (campaign: string, day: string, why: string) =>
      `“${campaign}”活动，我 ${words.day(day)}的鸡蛋领不了。页面上写的是：${why}请帮我看一看。`,
    takenBackText: (campaign: string, day: string, reason: string) =>
      `“${campaign}”活动，我 ${words.day(day)}的鸡蛋被收回了。页面上写的原因是：${reason}。我觉得不对，请帮我查一查。`,
    appeal: '觉得不对？告诉社区',
    appealNote: '会有工作人员看，也会答复您。',
    appealText: (campaign: string, day: string, why: string) =>
      `“${campaign}”活动，${words.day(day)}我没有鸡蛋。页面上写的是：${why}我觉得不对，请帮我查一查。`,

    books: '公开的账',
    open: '这一天的账夜里十二点过后封',
    openNote: '封好就是公布出来，哪一枚都改不了，您自己也能验。',
    closed: '这一天的账封好了',
    closedNote: (day: string) =>
      `这枚鸡蛋在 ${words.day(day)}的账里。封好就是公布了，谁也不能再悄悄改；核对码好比这一天的指纹，哪一笔改过，指纹就变了。`,
    check: '验一验',
    again: '再验一遍',
    checkNote: '验一验，就是用您自己的手机和公布的账核对，不用光听我们说。',
    good: '对得上：这枚鸡蛋在公布的账里',
    goodNote: '每一步都是这部手机自己算的。',
    bad: '对不上',
    badNote: '请复制凭证，拿给社区看。',
    holds: '对',
    fails: '不对',
    copy: '复制凭证',
    copyNote: '凭证是一段文字，里面有您的编号和读的是哪一条。给谁看，您自己定。',
    toBooks: '看公开的账',
    toBooksNote: '每一天的账，谁都能看',
  },
  /** What is checked, in the order of `verified`: as it should be, and what is said where it is not. */
  steps: [
    ['凭证写的就是这枚鸡蛋', '凭证写的不是这枚鸡蛋'],
    ['这枚鸡蛋在当天的账里', '当天的账里没找到这枚鸡蛋'],
    ['社区当天的账封好了，没有改过', '社区当天的账和封好的时候不一样'],
    ['社区的账在整个活动的账里', '整个活动的账里没找到社区的账'],
    ['整个活动的账封好了，没有改过', '整个活动的账和封好的时候不一样'],
    ['和公布出来的一样', '和公布出来的不一样'],
  ] as const,

  books: {
    title: (name: string) => `${name}的账`,
    what: '每天夜里，把前一天的每一笔账（下的、领走的、更正的）封好，也就是公布在这里，谁也不能再悄悄改。核对码好比这一天的指纹：哪一笔改过，指纹就变了，一比就知道。',
    next: (day: string) => `接下来封 ${words.day(day)}的账。`,
    none: '还没有封好的日子',
    noneNote: '活动头一天的账，夜里十二点过后公布。',
    day: (entries: number, communities: number) => words.facts(`${entries} 笔账`, `${communities} 个社区`),
    web: '在浏览器里看',
    webCopy: '复制网址',
    webNote: '懂电脑的人，在那里也能自己核对。',
  },
  /** Few compare it: the rest need not wonder what it is. */
  showHash: (day: string) => `看 ${words.day(day)}的核对码`,
  /** A hash as people compare it: two groups of eight a line. */
  grouped: (hash: string) => (hash.match(/.{16}/g) ?? []).map((line) => line.replace(/^.{8}/, '$& ')).join('\n'),
  badLink: '找不到这一页',
  badLinkNote: '也许链接不完整。请从鸡蛋日历点进来。',
  toCalendar: '去鸡蛋日历',

  toProxy: '帮邻居代领鸡蛋',
  none: '现在没有鸡蛋活动',
  noneNote: '街道或报社办活动的时候，日历会出现在这里。',
  homeless: '先选好自己的社区',
  homelessNote: '鸡蛋按社区发，选好社区才有日历。',
  find: '找我的社区',
  anonymous: '登录以后才有自己的日历',
  anonymousNote: '读了哪天，哪天就有一个鸡蛋。',
  anonymousReceipt: '登录以后才看得到自己的鸡蛋',
};
