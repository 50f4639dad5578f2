import type { CampaignShown, CampaignState, Difference, PickUp, Standing } from '../../types/campaigns';
import { words } from '../kit/words';

const eggs = (n: number): string => `${n} 个`;
const span = (first: string, last: string): string => `${words.day(first)} 到 ${words.day(last)}`;

/** What staff read of campaigns, on more than one page. */
export const say = {
  not: '这里办鸡蛋活动',
  badLink: '找不到这一页',
  badLinkNote: '也许链接不完整。请从“服务”里的“鸡蛋活动”点进来。',
  toList: '去鸡蛋活动',
  eggs,
  span,
  states: {
    ahead: '还没开始',
    running: '正在进行',
    paused: '暂停了',
    waiting: '等着发鸡蛋',
    picking: '今天发鸡蛋',
    over: '结束了',
    dropped: '没有办',
  } satisfies Record<CampaignState, string>,

  place: '哪里的活动',
  new: '新办一次活动',
  empty: '这里还没有鸡蛋活动',
  emptyNote: '街道或报社办了活动，这里就看得到。',
  line: ({ communities, promised }: Pick<CampaignShown, 'communities' | 'promised'>): string =>
    words.facts(`${communities} 个社区`, `应发 ${eggs(promised)}`),
  label: ({ name, state }: Pick<CampaignShown, 'name' | 'state'>): string => `${name}，${say.states[state]}`,
  by: (name: string) => `${name}办的`,
  which: '看哪个社区',
  noBelow: '下面没有社区',

  pickUps: '哪天在哪里领',
  noPickUps: '还没有定哪天在哪里领',
  forAll: '所有社区',
  forOne: (name: string) => `只给${name}`,
  pickUp: ({ day, hours }: Pick<PickUp, 'day' | 'hours'>): string => words.facts(words.day(day), hours),

  /** What a difference is called: once it should not be there any more, and as long as it may. */
  differences: {
    short: { red: (n: number) => `送来的少 ${eggs(n)}`, calm: (n: number) => `还有 ${eggs(n)}没送到` },
    open: { red: (n: number) => `有 ${eggs(n)}没对上`, calm: (n: number) => `${eggs(n)}还在社区` },
  } satisfies Record<Difference, { red: (n: number) => string; calm: (n: number) => string }>,
  difference: (about: Difference, n: number, isRed: boolean): string =>
    say.differences[about][isRed ? 'red' : 'calm'](n),
  explained: (note: string, at: string): string => `${words.moment(at)} 说明：${note}`,
  standing: ({ promised, delivered, collected }: Standing): string =>
    words.facts(`应发 ${promised}`, `送到 ${delivered}`, `领走 ${collected}`),

  sheet: {
    print: '打印清单',
    printNote: '一张表，送到和签收时用。打开以后可以打印，也可以发给同事。',
    copy: '复制下载地址',
    copyNote: '粘贴到电脑的浏览器里下载。10 分钟内有效，谁拿到都能下载，别发到群里。',
    copied: '复制好了，10 分钟内有效',
    failed: '没有打开，请再点一次',
  },
  more: '再看一些',
  pickDay: '选一天',
};
