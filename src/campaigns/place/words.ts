import type { Difference } from '../../../types/campaigns';
import type { Move, MoveKind } from '../../../types/delivery';
import { words } from '../../kit/words';
import { say as common } from '../words';

/** What staff of a community read of its eggs. */
export const say = {
  bring: '要送来的',
  brings: { promised: '应发', reserve: '多备', bring: '一共送' },
  bringNote: '应发还会变，送的那天再看一次。',
  noneYet: '还没有人攒到鸡蛋。',

  sums: '对一对',
  sumsNote: '应发 = 送到 = 领走 + 退回 + 破损',
  sum: {
    promised: '应发',
    delivered: '送到',
    collected: '领走',
    returned: '退回',
    broken: '破损',
  },
  sumLabel: (name: string, n: number) => `${name} ${n} 个`,
  agrees: '都对得上',
  uncollected: (n: number) => `居民还有 ${n} 个没来领`,
  explain: '说明',
  explainOf: (difference: string) => `${difference}，写个说明`,

  moves: '送来、退回和破损',
  noMoves: '还没有送来过。',
  kinds: { delivered: '送来', returned: '退回', broken: '破损' } satisfies Record<MoveKind, string>,
  moved: ({ kind, said, counted }: Pick<Move, 'kind' | 'said' | 'counted'>): string =>
    counted === null || counted === said
      ? `${say.kinds[kind]} ${said} 个`
      : `${say.kinds[kind]} ${said} 个，签收时数的 ${counted} 个`,
  movedAt: ({ kind, saidAt, signedAt, mine }: Pick<Move, 'kind' | 'saidAt' | 'signedAt' | 'mine'>): string =>
    words.facts(
      words.moment(saidAt),
      kind !== 'broken' && signedAt ? `${words.moment(signedAt)} 签收` : null,
      mine ? '我记的' : null,
    ),
  unsigned: { delivered: '等社区签收', returned: '等送蛋的人签收', broken: '' } satisfies Record<MoveKind, string>,
  sign: '数一数，签收',
  drop: '记错了，去掉',
  dropped: '去掉了',

  /** What is filled in on a sheet. */
  acts: {
    delivered: {
      open: '记一笔：送来了',
      title: '送来了多少',
      note: '记下以后，由社区的人数过再签收，签收了才算送到。送的人不能自己签收。',
      count: '送来几个',
      remark: '说明（可以不写）',
      hint: '例如 两箱，每箱 180 个',
      send: '记下，等社区签收',
      done: '记下了，等社区签收',
    },
    returned: {
      open: '记一笔：退回',
      title: '退回多少',
      note: '没发完的退给送蛋的人，由他数过再签收。',
      count: '退回几个',
      remark: '说明（可以不写）',
      hint: '例如 最后一天没有人来领',
      send: '记下，等对方签收',
      done: '记下了，等对方签收',
    },
    broken: {
      open: '记一笔：破损',
      title: '破了多少',
      note: '记下就算，写一句是怎么破的。',
      count: '破了几个',
      remark: '怎么破的',
      hint: '例如 搬箱子的时候压破的',
      send: '记下',
      done: '记下了',
    },
    sign: {
      title: '签收',
      count: '您数的是几个',
      send: '签收',
      done: '签收了',
    },
    explain: {
      title: '写个说明',
      note: '写给同事和办活动的人看。差数还在，说明写在它旁边。',
      remark: '为什么会差',
      hint: '例如 路上破了两个',
      send: '写好了',
      done: '写好了',
    },
  },
  countHint: '只写数字',
  signNote: (move: Pick<Move, 'kind' | 'said'>): string =>
    `${say.kinds[move.kind]}的人说是 ${move.said} 个。请自己数一遍再写。`,
  signDiffers: (said: number, counted: number): string => `和说的差 ${Math.abs(said - counted)} 个，照您数的记。`,
  lacks: {
    count: '先写几个，要整数',
    remark: '先写一句是怎么破的',
    note: '先写几个字的说明',
  },

  pickUps: '哪天在哪里领',
  sheets: '清单',
  guard: '要看的账号和更正',
  guardNote: '谁的鸡蛋要先看一看，哪天的要更正',
  hand: '去发鸡蛋',
  about: (about: Difference, n: number, isRed: boolean): string => common.difference(about, n, isRed),
};
