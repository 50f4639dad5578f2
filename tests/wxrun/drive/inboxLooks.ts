import { words } from '../../../src/kit/words';
import { say as entering } from '../../../src/reports/enter/words';
import { say as inbox } from '../../../src/reports/inbox/words';
import { say as settings } from '../../../src/reports/settings/words';
import { say as acts, type StaffAct } from '../../../src/reports/staff/words';
import type { Report } from '../../../types/reports';
import {
  answersOf,
  COMMUNITY,
  doneLines,
  noService,
  parts,
  people,
  reportOf,
  staffMay,
  streetPart,
  workingMay,
} from './inboxFiles';
import type { Stand } from './instead';
import type { Launch } from './phone';

interface InboxLook {
  name: string;
  path: string;
  taps?: string[];
  instead?: Record<string, Stand>;
  more?: Partial<Launch>;
}

type Who = keyof typeof people;
const page = (
  name: string,
  who: Who,
  more: Record<string, Stand> = {},
  at: string | null = null,
): Omit<InboxLook, 'name'> => ({
  path: `reports/${name}/index`,
  instead: { ...answersOf(people[who]), ...more },
  ...(at !== null && { more: { query: { at } } }),
});
const set = (name: string, who: Who, more: Record<string, Stand> = {}) => page(name, who, more, COMMUNITY.code);
const thread = (report: Report, who: Who = 'gridworker'): Omit<InboxLook, 'name'> => ({
  ...page('report', who, { 'reports.show': () => ({ report }) }),
  more: { query: { id: report.id } },
});
const sheet = (act: StaffAct, report: Report, who: Who = 'gridworker'): InboxLook => ({
  name: `acts-${act}`,
  ...thread(report, who),
  taps: [acts.acts[act]],
});
const waiting = reportOf('waiting', staffMay, { hasCaller: true, way: 'phone' });
const working = reportOf('working', workingMay);
const whistled = reportOf('whistled', ['reply', 'assign', 'close'], { parts: streetPart });
const handled = reportOf('whistled', ['handle'], { parts });
const called = { ...handled, lines: handled.lines.map((one) => ({ ...one, mine: false })) };
const closedByMe = reportOf('closing', ['reply', 'heard'], { lines: doneLines });
const closed = reportOf('closed', ['publish'], { solved: true, mayPublish: true });
const picking = page('inbox', 'gridworker');
const oneRow = '门禁换了新的，我家的卡刷不开。';

/** The pages of staff, and what they ask for, in their main states. */
export const inboxLooks: InboxLook[] = [
  { name: 'inbox', ...picking },
  { name: 'inbox-picking', ...picking, taps: [inbox.many, oneRow] },
  {
    name: 'inbox-answer-all',
    ...picking,
    taps: [inbox.many, inbox.picking.page, inbox.picking.count(8)],
  },
  { name: 'inbox-ended', ...picking, taps: [inbox.tabs.ended] },
  { name: 'inbox-empty', ...page('inbox', 'gridworker', { 'reports.inbox': () => emptyInbox }) },
  { name: 'inbox-offline', ...page('inbox', 'gridworker', { 'reports.inbox': () => null }) },
  { name: 'inbox-street', ...page('inbox', 'street') },
  { name: 'inbox-places', ...page('inbox', 'two'), taps: ['.inbox__place'] },
  { name: 'inbox-not-staff', ...page('inbox', 'resident') },
  { name: 'handling', ...page('handling', 'unit') },
  { name: 'handling-street', ...page('handling', 'street') },
  { name: 'handling-nobody', ...page('handling', 'resident') },
  { name: 'acts', ...thread(waiting) },
  { name: 'acts-working', ...thread(working) },
  { name: 'acts-caller', ...thread(waiting), taps: [acts.caller.title] },
  { name: 'acts-called', ...thread(called, 'unit') },
  sheet('reply', waiting),
  { ...sheet('reply', working), name: 'acts-reply-promised', taps: [acts.acts.reply, acts.until.tomorrow] },
  sheet('dispatch', waiting),
  sheet('pause', waiting),
  sheet('refer', waiting),
  sheet('contact', waiting),
  sheet('whistle', working),
  sheet('close', working),
  sheet('assign', whistled, 'street'),
  {
    ...sheet('assign', whistled, 'street'),
    name: 'acts-assign-helpers',
    taps: [acts.acts.assign, '道外城管执法中队', acts.units.pick],
  },
  sheet('handle', called, 'unit'),
  sheet('heard', reportOf('closing', ['reply', 'heard'])),
  { ...sheet('heard', closedByMe), name: 'acts-heard-second', taps: [acts.acts.heard, acts.heard.yes] },
  sheet('publish', closed, 'secretary'),
  {
    ...sheet('pause', waiting),
    name: 'acts-refused',
    instead: { ...thread(waiting).instead, 'reports.claim': () => 'report.step' },
    taps: [acts.acts.claim],
  },
  { name: 'report-enter', ...page('enter', 'gridworker') },
  { name: 'report-enter-street', ...page('enter', 'street'), taps: [words.which.title] },
  { name: 'report-enter-filled', ...page('enter', 'gridworker'), taps: [entering.ways.walk, '三号网格'] },
  { name: 'report-table', ...page('table', 'secretary') },
  { name: 'report-table-not', ...page('table', 'gridworker') },
  { name: 'answering', ...page('settings', 'secretary') },
  { name: 'answering-none', ...page('settings', 'gridworker', noService) },
  { name: 'answering-serve', ...page('settings', 'gridworker'), taps: [settings.serving] },
  { name: 'hours', ...set('hours', 'secretary') },
  { name: 'hours-day', ...set('hours', 'secretary'), taps: [settings.time.addDay] },
  { name: 'hours-read', ...set('hours', 'gridworker') },
  { name: 'hours-none', ...set('hours', 'secretary', noService) },
  { name: 'grids', ...set('grids', 'secretary') },
  { name: 'grids-none', ...set('grids', 'secretary', noService) },
  { name: 'grids-change', ...set('grids', 'secretary'), taps: ['三号网格'] },
  { name: 'grids-drop', ...set('grids', 'secretary'), taps: ['三号网格', settings.grid.drop] },
  { name: 'replies', ...set('replies', 'gridworker') },
  { name: 'replies-add', ...set('replies', 'gridworker'), taps: [settings.reply.add] },
  { name: 'units', ...set('units', 'secretary') },
  { name: 'units-add', ...set('units', 'street'), taps: [settings.unit.add] },
  { name: 'units-invite', ...set('units', 'secretary'), taps: ['江畔物业', settings.unit.invite] },
  { name: 'join', ...page('join', 'resident') },
  {
    name: 'services-staff',
    ...page('inbox', 'gridworker'),
    path: 'tabs/services/index',
  },
  { name: 'services-unit', ...page('inbox', 'unit'), path: 'tabs/services/index' },
];

const emptyInbox = { reports: [], next: null, counts: { waiting: 0, late: 0, due: 0, whistles: 0 } };
/** States that differ from another look by a few words alone. */
export const alikeInboxes = [
  ...[
    'inbox-empty',
    'inbox-offline',
    'inbox-not-staff',
    'handling-nobody',
    'acts-contact',
    'report-table-not',
    'acts-whistle',
    'grids-none',
  ],
  ...[
    'hours-none',
    'answering-none',
    'grids-drop',
    'replies-add',
    'services-unit',
    'acts-caller',
    'report-enter-filled',
  ],
];
