import type { Contract, Output } from '../../../types';
import type { ReportRow } from '../../../types/reports';
import { at, bright, dark, DAY, HOUR, report, states } from './reportFiles';

/** Lists of reports, and what a community says of itself beside them. */
const row = (id: string, name: keyof typeof states, excerpt: string, more: Partial<ReportRow> = {}): ReportRow => {
  const {
    kind,
    state,
    place,
    grid,
    where,
    location,
    filedAt,
    people,
    mine: isMine,
    owner,
    ...rest
  } = states[name] ?? report();
  const { clock, promisedAt, agreeUntil, reopened, solved, assisted, pictures } = rest;
  const what = { id, kind, state, place, grid, where, location, excerpt, picture: pictures[0] ?? null };
  const who = { filedAt, people, mine: isMine, owner, assisted };
  return { ...what, ...who, clock, promisedAt, agreeUntil, reopened, solved, part: null, ...more };
};

export const mine: Output<Contract['reports']['mine']> = {
  reports: [
    row('1', 'closing', '三单元楼道灯不亮，晚上老人下楼看不清'),
    row('2', 'running', '小广场的长椅断了一条腿', { picture: null }),
    row('3', 'late', '垃圾桶满了两天没有人来收，味道很大'),
    row('4', 'joined', '地下车库入口积水，电动车进不去', { picture: null }),
    row('5', 'resting', '健身器材松动', { picture: bright }),
    row('6', 'closed', '井盖响', { picture: null, filedAt: at(-9 * DAY) }),
    row('7', 'comment', '老人腿脚不方便，能不能上门办？', { picture: null }),
  ],
  next: null,
};

export const near: Output<Contract['reports']['near']> = {
  reports: [
    {
      id: '7',
      excerpt: '三单元二楼的灯坏了，晚上黑',
      grid: '三号网格',
      where: '东原街 18 号三单元',
      filedAt: at(-200),
      people: 3,
      answered: true,
      away: 20,
    },
    {
      id: '8',
      excerpt: '楼道灯不亮',
      grid: '三号网格',
      where: null,
      filedAt: at(-DAY),
      people: 1,
      answered: false,
      away: null,
    },
  ],
};

export const hours = (
  more: Partial<Output<Contract['service']['hours']>['hours']> = {},
): Output<Contract['service']['hours']> => ({
  hours: {
    workdays: [{ from: '08:00', to: '20:00' }],
    restdays: [{ from: '09:00', to: '17:00' }],
    days: [],
    open: true,
    opensAt: null,
    phone: '0451-5555-0109',
    ...more,
  },
});

export const grids: Output<Contract['service']['grids']> = {
  grids: [
    { id: '31', name: '三号网格', about: '东原街 12 到 24 号', location: null },
    { id: '32', name: '四号网格', about: '江堤一侧', location: null },
  ],
};

export const published: Output<Contract['reports']['published']> = {
  reports: [
    {
      id: '1',
      title: '三单元的楼道灯亮了',
      text: '线路老化，物业换了两只灯和一段线，晚上去看过。',
      before: dark,
      after: bright,
      closedAt: at(-DAY),
      solved: true,
    },
    {
      id: '2',
      title: '小广场长椅修好了',
      text: '换了木条，打了新螺丝。',
      before: null,
      after: bright,
      closedAt: at(-4 * DAY),
      solved: false,
    },
  ],
  next: null,
};

export const comments: Output<Contract['reports']['comments']> = {
  comments: [
    { id: '7', text: '老人腿脚不方便，能不能上门办？', at: at(-2), mine: true, answers: [] },
    {
      id: '8',
      text: '周日下午也有人吗？',
      at: at(-3 * HOUR),
      mine: false,
      answers: [
        { text: '有，下午两点到四点半都有人。', at: at(-3 * HOUR + 7), by: 'gridworker', called: '三号网格 早班' },
      ],
    },
    {
      id: '9',
      text: '要带户口本吗？',
      at: at(-DAY),
      mine: true,
      answers: [{ text: '身份证原件就行，户口本不用带。', at: at(-DAY + 5), by: 'secretary', called: null }],
    },
  ],
  total: 3,
  next: null,
};

/** Under a notice for a place where whoever reads does not live. */
export const commentsOfOthers: Output<Contract['reports']['comments']> = {
  ...{ comments: comments.comments.filter(({ mine }) => !mine), total: 1, next: null },
};
