import type { ReportKind, ReportState, Way } from '../../types/reports';

const SHANGHAI_MS = 8 * 3_600_000;

/** What messages and tables say of reports. */
export const words = {
  /** No message of ours speaks of eggs: whoever writes chooses the words, and so they are left out. */
  eggs: /[蛋🥚]/u,
  plainExcerpt: '您反映的事',
  plainAnswer: '有了新的答复，请打开看看',

  /** What staff are told: at most 20 letters. */
  work: {
    fresh: (n: number): string => `有 ${n} 件新的等您答复`,
    yours: (n: number): string => `有 ${n} 件交到了您手里`,
    late: (n: number): string => `有 ${n} 件过了时间还没答复`,
    raised: (n: number): string => `有 ${n} 件晚了半小时没答复`,
    called: (n: number): string => `有 ${n} 件吹哨等您办理`,
  },

  table: {
    name: '居民反映的事',
    columns: [
      '编号',
      '社区',
      '网格',
      '种类',
      '怎么反映的',
      '反映时间',
      '内容',
      '地点',
      '一起跟进的邻居',
      '第一次答复',
      '用了几分钟（服务时间）',
      '十分钟内答复',
      '现在怎样',
      '结束时间',
      '居民说解决了',
      '重新打开几次',
      '打分',
    ],
    kinds: { problem: '随手拍', comment: '留言' } satisfies Record<ReportKind, string>,
    ways: { app: '小程序', phone: '电话', visit: '来访', walk: '走访' } satisfies Record<Way, string>,
    states: {
      waiting: '等待答复',
      working: '办理中',
      whistled: '吹哨办理',
      closing: '等居民看',
      closed: '办完了',
      withdrawn: '居民撤回',
    } satisfies Record<ReportState, string>,
    isKept: (kept: boolean): string => (kept ? '是' : '否'),
    isSolved: (solved: boolean, assisted: boolean): string =>
      !solved ? '没有回应' : assisted ? '是，由工作人员代记' : '是',
    instant: (at: Date): string => new Date(at.getTime() + SHANGHAI_MS).toISOString().slice(0, 16).replace('T', ' '),
  },
};
