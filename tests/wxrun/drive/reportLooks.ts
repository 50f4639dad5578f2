import { say as filing } from '../../../src/reports/filing/words';
import { say as thread } from '../../../src/reports/thread/words';
import { say } from '../../../src/reports/words';
import type { Persona } from '../../../types/session';
import type { Stand } from './instead';
import type { Launch } from './phone';
import * as files from './reportFiles';
import * as lists from './reportLists';

interface ReportLook {
  name: string;
  path: string;
  query?: Record<string, string>;
  as?: Persona;
  taps?: string[];
  sees?: string;
  instead?: Record<string, Stand>;
  more?: Partial<Launch>;
}

const town: Record<string, Stand> = {
  'service.hours': () => lists.hours(),
  'service.grids': () => lists.grids,
  'reports.near': () => ({ reports: [] }),
  'messages.offers': () => ({ offers: [{ template: 'reply', templateId: 'template-reply', left: 0 }] }),
};
const resting: Record<string, Stand> = {
  ...town,
  'service.hours': () => lists.hours({ open: false, opensAt: files.at(22 * 60) }),
};
const FILE = 'reports/file/index';
/** Something that was written before, on this phone. */
const draft = (more: Record<string, unknown> = {}) => ({
  'jmk.report': {
    id: 'a-draft-of-the-looks',
    form: {
      text: '三单元二楼的灯不亮，晚上老人下楼看不清',
      shots: [
        { key: 'a', path: 'wxfile://store_1.jpg', file: files.dark },
        { key: 'b', path: 'wxfile://store_2.jpg', file: files.bright },
      ],
      where: '东原街 18 号三单元',
      ...more,
    },
  },
});
const to = { code: '230104009009', name: '江畔社区' };

const file = (name: string, more: Partial<ReportLook> = {}): ReportLook => ({
  name,
  path: FILE,
  as: 'resident-1',
  instead: town,
  ...more,
});
const threadLooks = Object.entries(files.states).map(([state, report]): ReportLook => ({
  name: `report-${state}`,
  path: 'reports/report/index',
  query: { id: '7' },
  as: 'resident-1',
  instead: { ...town, 'reports.show': () => ({ report }) },
}));
const closing: ReportLook = threadLooks.find(({ name }) => name === 'report-closing') ?? threadLooks[0]!;
const closed: ReportLook = threadLooks.find(({ name }) => name === 'report-closed') ?? closing;
const answered: ReportLook = threadLooks.find(({ name }) => name === 'report-answered') ?? closing;
const mine: ReportLook = {
  name: 'my-reports',
  path: 'reports/mine/index',
  as: 'resident-1',
  instead: { ...town, 'reports.mine': () => lists.mine },
};
const list: ReportLook = {
  name: 'shown-reports',
  path: 'reports/list/index',
  as: 'resident-1',
  instead: { ...town, 'reports.published': () => lists.published },
};
const comments: ReportLook = {
  name: 'comments',
  path: 'reports/comments/index',
  query: { notice: '90' },
  as: 'resident-1',
  instead: {
    ...town,
    'reports.comments': () => lists.comments,
    'reports.show': () => ({ report: files.states['comment'] ?? files.report() }),
  },
};

/** A resident's pages in every state. */
export const reportLooks: ReportLook[] = [
  file('file'),
  file('file-newcomer', { as: undefined as never }),
  file('file-resting', { instead: resting }),
  file('file-written', { more: { storage: draft() } }),
  file('file-similar', { more: { storage: draft() }, instead: { ...town, 'reports.near': () => lists.near } }),
  file('file-grids', { taps: [filing.grid] }),
  file('file-missing', { taps: [filing.send] }),
  file('file-queued', {
    more: { storage: draft({ queued: true, to }) },
    instead: { ...town, 'reports.file': () => null },
  }),
  ...threadLooks,
  { ...closing, name: 'report-object', taps: [thread.object] },
  { ...closed, name: 'report-rate', taps: [thread.rating.score(9)] },
  { ...answered, name: 'report-word', taps: [thread.word.row] },
  { ...answered, name: 'report-withdraw', taps: [thread.withdraw.row] },
  {
    name: 'report-missing',
    path: 'reports/report/index',
    query: { id: '7' },
    as: 'resident-1',
    instead: { 'reports.show': () => 'report.missing' },
  },
  { name: 'report-nobody', path: 'reports/report/index', query: { id: '7' } },
  mine,
  { ...mine, name: 'my-reports-none', instead: { 'reports.mine': () => ({ reports: [], next: null }) } },
  { ...mine, name: 'my-reports-draft', more: { storage: draft() } },
  list,
  { ...list, name: 'shown-reports-none', instead: { 'reports.published': () => ({ reports: [], next: null }) } },
  comments,
  {
    ...comments,
    name: 'comments-elsewhere',
    query: { notice: '90', at: '230103' },
    // Whoever may not write here has no word of their own here.
    instead: { ...comments.instead, 'reports.comments': () => lists.commentsOfOthers },
  },
  { ...comments, name: 'comments-write', taps: [say.comments.write] },
  {
    ...comments,
    name: 'comments-none',
    instead: { 'reports.comments': () => ({ comments: [], total: 0, next: null }) },
  },
];

/** In the elder view one thing at a time: the steps after the first. */
export const elderLooks: ReportLook[] = [
  file('file-step-words', { more: { storage: draft() }, taps: [filing.next] }),
  file('file-step-look', { more: { storage: draft() }, taps: [filing.next, filing.next] }),
  file('file-step-similar', {
    more: { storage: draft() },
    instead: { ...town, 'reports.near': () => lists.near },
    taps: [filing.next],
    sees: filing.near.title,
  }),
];
