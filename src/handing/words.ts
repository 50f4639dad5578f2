import { limits } from '../../types/limits';
import type { Conflict, Handing, Holder, Noted } from '../../types/pickup';
import { shanghai } from '../kit/time';
import { words } from '../kit/words';
import type { Outcome } from './counter';
import type { Way } from './listing';

const clock = (at: string): string => words.clock(shanghai(at).clock);

/** What staff read at the desk where eggs are handed out. */
export const say = {
  not: '这里发鸡蛋',
  badLink: '找不到这一页',
  badLinkNote: '也许链接不完整。请从鸡蛋活动里点“去发鸡蛋”进来。',
  toWork: '去工作台',
  tab: '怎么发',
  tabs: { code: '扫码发', list: '从名单发', today: '今天发的' },
  /** Of the first, where nothing can scan. */
  tabTyping: '输数字发',
  notToday: '今天不是这里领鸡蛋的日子',
  nextDay: (day: string | null) => (day ? `下一次是 ${words.day(day)}，到那天再来发。` : '下一次是哪天还没有定。'),
  off: '今天不发鸡蛋',
  who: (holder: Pick<Holder, 'masked' | 'number'> | null): string =>
    holder ? (holder.masked ?? `编号 ${holder.number}`) : '不知道是谁的码',
  number: (n: number) => `编号 ${n}`,
  left: (n: number) => `还有 ${n} 个`,
  eggs: (n: number) => `${n} 个`,

  ask: (scans: boolean) => (scans ? '扫邻居的码，或者输数字' : '输邻居手机上的那串数字'),
  label: '领蛋码',
  hint: '一串数字',
  scan: '扫邻居的码',
  send: '看一看',
  need: '先输完这串数字',
  hand: (n: number) => `发 ${n} 个`,
  note: (n: number) => `记下，发 ${n} 个`,
  leave: '先不发',
  byProxy: '代领',
  byProxyNote: '这是邻居替他来领，码是他授权过的。',
  staff: '工作人员的账号',
  staffNote: '这个账号在社区做事，请另一位同事在旁边看着发。',
  local: '没有网，按手机里的名单发',
  stepper: { label: '发几个', less: '少一个', more: '多一个', all: (n: number) => `一共 ${n} 个` },

  outcomes: {
    done: '发好了',
    noted: '记下了',
    refused: '没有发',
    unfit: '没有发',
    unknown: '不知道成没成',
  } satisfies Record<Outcome['kind'], string>,
  handed: (n: number) => `给他 ${n} 个鸡蛋`,
  rest: (n: number) => (n > 0 ? `还剩 ${n} 个，可以再来` : '他的都领完了'),
  notedNote: '还在这部手机里，有网了自动交上去。',
  unknownNote: '鸡蛋先别给。网通了会自动再问一次，也可以点下面。点几次都只算一次。',
  again: '再问一次',
  unfit: {
    noCode: '这不是领蛋码，请邻居打开“领鸡蛋”那一页。',
    noList: '没有网，手机里也还没有名单。请连上网打开一次这一页。',
    elsewhere: '这是别的社区或别的活动的码，不能在这里领。',
    day: '今天不是这里领鸡蛋的日子。',
    unlisted: '名单里没有这个编号。名单是上次有网时候的，连上网再看。',
    again: '这个码已经扫过了，请等三十秒看新的码。',
    none: '他的鸡蛋都领完了。',
    fewer: '名单上他没有这么多了。',
    full: `这部手机已经记了 ${limits.offlineHandings} 笔，先连上网交上去。`,
  } satisfies Record<Extract<Outcome, { kind: 'unfit' }>['why'], string>,
  unsure: (n: number) => `有 ${n} 笔不知道成没成`,
  lost: (who: string, n: number, why: string) => `${words.apartAfter(who)}的 ${n} 个没有发成：${why}`,
  seen: '知道了',

  offline: {
    title: '没有网，也能发',
    note: '发一笔记一笔，都放在这部手机里，有网了自动交上去。',
    listFrom: (at: string, n: number) => `名单是${words.apart(words.moment(at))} 的，有 ${n} 位邻居`,
    noList: '这部手机里还没有名单，连上网打开一次这一页才能发。',
    unsent: (n: number) => `有 ${n} 笔记在这部手机里，还没交上去`,
    merge: '现在交上去',
    merged: '都交上去了',
    conflicts: (n: number) => `有 ${n} 笔对不上，请看一看`,
    conflict: (who: string, noted: number, counted: number) =>
      `${who}：${words.facts(`记了 ${noted} 个，只能算 ${counted} 个`)}`,
  },
  conflicts: {
    code: '码不对',
    old: '码过了时间，可能是截图',
    used: '这个码已经用过',
    elsewhere: '是别的社区或别的活动的码',
    day: '那天不是领取的日子',
    review: '这个账号社区还没看过',
    stopped: '这个账号的鸡蛋不能发',
    own: '自己的要由另一位同事来发',
    none: '那时已经没有可领的',
    fewer: '那时没有这么多可领',
    undelivered: '签收过的鸡蛋不够发',
  } satisfies Record<Conflict, string>,

  list: {
    note: '给没有手机、不会用的邻居。您写一笔，另一位同事点确认，才算数。',
    by: '怎么找',
    ways: { number: '按编号', phone: '按手机号' } satisfies Record<Way, string>,
    labels: { number: '编号', phone: '手机号' } satisfies Record<Way, string>,
    hints: { number: '名单上的编号', phone: '十一位手机号' } satisfies Record<Way, string>,
    find: '找一找',
    need: { number: '先写编号', phone: '先写十一位手机号' } satisfies Record<Way, string>,
    nobody: '这个活动里没有找到',
    nobodyNote: '看看号码写对没有。没攒过鸡蛋的，名单里没有。',
    none: '他的鸡蛋都领完了',
    send: (n: number) => `记下 ${n} 个，等人确认`,
    sent: '记下了，等另一位同事确认',
    sentNote: (who: string, n: number) => `${who}，${n} 个。确认以前先别给。`,
    unknown: '不知道记上没有。再点一次，点几次都只算一次。',
    waiting: '等第二个人确认',
    noneWaiting: '现在没有要确认的',
    noneWaitingNote: '别人写下的，会出现在这里。',
    confirm: '我看着发，确认',
    decline: '不对，不发',
    mine: '您写的，要另一位同事确认',
    confirmed: '确认了',
    declined: '没有发',
    offline: '没有网，不能从名单发。',
  },

  today: {
    done: '笔发了',
    eggs: '个鸡蛋',
    conflicts: '笔对不上',
    none: '今天还没有发',
    noneNote: '发出去的，一笔一笔记在这里。',
    ways: { code: '扫码', proxy: '代领', list: '从名单', offline: '没网时记的' } satisfies Record<
      Handing['way'],
      string
    >,
    states: { waiting: '等确认', done: '发了', declined: '没有发', conflict: '对不上' } satisfies Record<
      Handing['state'],
      string
    >,
    facts: ({ at, way, holder, mine }: Noted): string =>
      words.facts(clock(at), say.today.ways[way], holder && `编号 ${holder.number}`, mine ? '我发的' : null),
    more: '再看一些',
  },
};
