import type { Contract, Output } from '../../../types';
import type { Report, ReportRow, ReportState } from '../../../types/reports';
import type { Hours } from '../../../types/service';

/** Reports and settings as staff see them, in states that no demo city is in all at once. */

export const COMMUNITY = { code: '230104009009', level: 'community', name: '江畔社区' } as const;
const STREET = { code: '230104009', level: 'street', name: '东原街道' } as const;
const CHUNMU = { code: '230104009010', level: 'community', name: '春木社区' } as const;

/** The moment at which the city opens: ten in the morning in Shanghai. */
const OPENING = Date.parse('2026-10-01T02:00:00.000Z');
const MINUTE = 60_000;
export const at = (minutes: number): string => new Date(OPENING + minutes * MINUTE).toISOString();
const HOUR = 60;
const DAY = 24 * HOUR;

const drawn = (svg: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120">${svg}</svg>`)}`;
const picture = (id: string, url: string) => ({ id, url, width: 640, height: 480 });
const dark = picture(
  '71',
  drawn('<path fill="#4a443d" d="M0 0h160v120H0z"/><circle cx="80" cy="30" r="14" fill="#6d665c"/>'),
);
const bright = picture(
  '72',
  drawn('<path fill="#d9cbb4" d="M0 0h160v120H0z"/><circle cx="80" cy="30" r="16" fill="#fff4c4"/>'),
);

const grids = [
  { id: '1', name: '一号网格', about: '东原街 2 到 18 号', location: null },
  { id: '2', name: '二号网格', about: '东原街 20 到 36 号', location: null },
  { id: '3', name: '三号网格', about: '江畔一号院', location: { latitude: 45.78, longitude: 126.65 } },
];
const [first, , third] = grids;
export const units = [
  { id: '11', name: '江畔物业', phone: '0451-5555-0101', what: '电梯、楼道灯、门禁', place: COMMUNITY.code },
  { id: '12', name: '道外供水营业所', phone: '0451-5555-0102', what: '停水、漏水、水表', place: STREET.code },
  { id: '13', name: '道外城管执法中队', phone: '0451-5555-0103', what: '占道、乱堆、违建', place: STREET.code },
  { id: '14', name: '供热公司东原站', phone: null, what: '暖气不热、漏水', place: STREET.code },
];
export const templates = [
  '看到了，半小时内到现场，看完再来告诉您。',
  '这事归物业，我已经打过电话，他们今天来。',
  '正在抢修，修好了马上告诉您，家里先存点水。',
  '谢谢您告诉我们。',
];

const kept = {
  ...{ now: at(0), dueAt: at(-20), opensAt: null, reason: null },
  ...{ pausedUntil: null, tookMs: 372_000, raisedTo: null },
} as const;
const running = (minutes: number): ReportRow['clock'] => ({
  state: minutes > 0 ? 'running' : 'late',
  now: at(0),
  dueAt: at(minutes),
  opensAt: null,
  reason: null,
  pausedUntil: null,
  tookMs: null,
  raisedTo: minutes < -30 ? 'street' : minutes < 0 ? 'secretary' : null,
});
const nobody = { role: null, called: null, me: false } as const;

let ids = 100;
const row = (excerpt: string, more: Partial<ReportRow> = {}): ReportRow => ({
  id: String(ids++),
  kind: 'problem',
  state: 'waiting',
  place: COMMUNITY,
  grid: third ?? null,
  where: '三单元二楼',
  location: null,
  excerpt,
  picture: null,
  filedAt: at(-10),
  people: 1,
  mine: false,
  owner: nobody,
  clock: running(7),
  promisedAt: null,
  agreeUntil: null,
  reopened: 0,
  solved: null,
  assisted: false,
  part: null,
  ...more,
});

export const rows: ReportRow[] = [
  row('三单元楼道灯不亮，晚上老人下楼看不清，上周摔了一位，请快来看看。', { clock: running(-38), people: 4 }),
  row('门禁换了新的，我家的卡刷不开。', {
    clock: running(-3),
    reopened: 1,
    owner: { role: 'gridworker', called: '三号网格早班', me: true },
  }),
  row('六楼往下漏水，墙皮都泡掉了。', { clock: running(3), where: '东原街 18 号 601 门口', grid: first ?? null }),
  row('停水通知上说的二次供水，是不是顶楼也停？', { kind: 'comment', where: null, grid: null }),
  row('垃圾站三天没有清了，味道很大，小孩子绕着走。', {
    clock: { ...running(7), state: 'paused', reason: '正在等清运车', pausedUntil: at(2 * HOUR) },
  }),
  row('二楼窗户玻璃松了，刮风晃。', {
    state: 'working',
    clock: { state: 'kept', ...kept },
    owner: { role: 'gridworker', called: null, me: true },
    promisedAt: at(8 * HOUR),
  }),
  row('院墙外的污水井盖坏了一个角。', {
    state: 'whistled',
    clock: { state: 'missed', ...kept, tookMs: 1_500_000 },
    owner: { role: 'secretary', called: null, me: false },
    promisedAt: at(8 * HOUR),
    part: { dueAt: at(4 * HOUR), isStreet: false },
  }),
  row('地下室积水，要排水和电力一起来。', {
    state: 'whistled',
    clock: { state: 'kept', ...kept },
    owner: { role: 'secretary', called: null, me: false },
    part: { dueAt: at(-90), isStreet: true },
  }),
  row('健身器材的螺丝松了。', {
    state: 'working',
    clock: { state: 'kept', ...kept },
    owner: nobody,
    where: '小广场',
  }),
  row('车棚外面占道摆摊，轮椅过不去。', {
    state: 'whistled',
    clock: { state: 'kept', ...kept },
    owner: { role: 'secretary', called: null, me: false },
    where: '东门',
    part: { dueAt: at(26 * HOUR), isStreet: false },
  }),
  row('两个院之间的围墙裂了，不知道归谁管。', {
    state: 'whistled',
    clock: { state: 'kept', ...kept },
    owner: { role: 'secretary', called: null, me: false },
    where: '北墙',
    part: { dueAt: at(5 * HOUR), isStreet: true },
  }),
];
export const storm = (n: number): ReportRow[] =>
  Array.from({ length: n }, (_, i) => row(`停电了，第 ${i + 1} 件：楼道里一片漆黑，电梯也停了，老人下不了楼。`));

export const ended = [
  row('楼道堆了旧沙发。', { state: 'closed', solved: true, clock: { state: 'kept', ...kept } }),
  row('一楼声控灯不灵。', { state: 'closed', solved: false, clock: { state: 'kept', ...kept } }),
  row('井盖响。', { state: 'closing', agreeUntil: at(2 * DAY), clock: { state: 'kept', ...kept } }),
];
export const counts = { waiting: 5, late: 2, due: 1, whistles: 0 };

type Line = Report['lines'][number];
const line = (id: string, step: Line['step'], by: Line['by'], text: string | null, more: Partial<Line> = {}): Line => ({
  id,
  at: at(-60 + Number(id) * 5),
  step,
  by,
  called: by === 'gridworker' ? '三号网格早班' : null,
  mine: by === 'gridworker',
  text,
  pictures: [],
  until: null,
  unit: null,
  score: null,
  ...more,
});

/** What whoever looks said to be done. */
export const doneLines: Line[] = [
  line('1', 'file', 'reporter', '三单元二楼到三楼的灯都不亮了，晚上老人下楼看不清。', { pictures: [dark] }),
  line('5', 'close', 'gridworker', '换了两只灯，二楼三楼都亮了。', { pictures: [bright] }),
];

export function reportOf(state: ReportState, may: Report['may'], more: Partial<Report> = {}): Report {
  const { excerpt: _, picture: __, part: ___, ...around } = row('');
  const isAnswered = state !== 'waiting';
  return {
    ...around,
    id: '99',
    state,
    text: '三单元二楼到三楼的灯都不亮了，晚上老人下楼看不清。',
    pictures: [dark],
    way: 'app',
    notice: null,
    joined: false,
    hasCaller: false,
    score: null,
    parts: [],
    mayPublish: false,
    published: false,
    lines: [
      line('1', 'file', 'reporter', '三单元二楼到三楼的灯都不亮了，晚上老人下楼看不清。', { pictures: [dark] }),
      ...(isAnswered
        ? [line('3', 'reply', 'gridworker', '看到了，这就联系物业电工。', { until: at(8 * HOUR), pictures: [bright] })]
        : []),
    ],
    ...(isAnswered && { clock: { state: 'kept', ...kept } as const }),
    may,
    ...more,
  };
}

export const staffMay: Report['may'] = ['reply', 'claim', 'dispatch', 'pause', 'refer', 'contact'];
export const workingMay: Report['may'] = ['reply', 'claim', 'dispatch', 'refer', 'contact', 'whistle', 'close'];
export const parts: Report['parts'] = [
  { id: '51', unit: units[2] ?? null, lead: true, dueAt: at(2 * DAY), doneAt: null, mine: true },
  { id: '52', unit: units[1] ?? null, lead: false, dueAt: at(2 * DAY), doneAt: null, mine: true },
];
export const streetPart: Report['parts'] = [
  { id: '50', unit: null, lead: true, dueAt: at(DAY), doneAt: null, mine: true },
];

const hours: Hours = {
  workdays: [
    { from: '08:30', to: '11:30' },
    { from: '13:00', to: '17:00' },
    { from: '18:30', to: '19:30' },
  ],
  restdays: [{ from: '09:00', to: '11:00' }],
  days: [
    { day: '2026-10-01', windows: [{ from: '09:00', to: '16:00' }], why: '国庆值班' },
    { day: '2026-10-08', windows: [], why: '搬到新的办公点' },
  ],
  open: true,
  opensAt: null,
  phone: '0451-5555-0109',
};
const workers: Output<Contract['service']['workers']>['workers'] = [
  { id: '61', role: 'gridworker', called: '三号网格早班', grids: ['3'], me: true },
  { id: '62', role: 'gridworker', called: '一号网格', grids: ['1'], me: false },
  { id: '63', role: 'secretary', called: null, grids: [], me: false },
];

type Me = Output<Contract['session']['me']>;
const isCallable = ({ units, answers }: Me): boolean =>
  units.length > 0 || answers.some(({ level }) => level === 'street');
const somebody: Me = {
  person: { id: '4021', persona: 'gridworker' },
  home: COMMUNITY,
  roles: [{ role: 'gridworker', place: COMMUNITY }],
  desk: [],
  shops: [],
  visits: [],
  answers: [COMMUNITY],
  units: [],
  phone: null,
  demo: true,
};
export const people = {
  gridworker: somebody,
  secretary: {
    ...somebody,
    person: { id: '4022', persona: 'secretary' },
    roles: [{ role: 'secretary', place: COMMUNITY }],
    desk: [COMMUNITY],
  },
  street: {
    ...somebody,
    person: { id: '4023', persona: 'street' },
    roles: [{ role: 'street', place: STREET }],
    answers: [STREET],
  },
  two: { ...somebody, answers: [COMMUNITY, CHUNMU] },
  unit: {
    ...somebody,
    person: { id: '4024', persona: null },
    roles: [],
    answers: [],
    units: [{ id: '13', name: '道外城管执法中队' }],
  },
  resident: { ...somebody, person: { id: '4025', persona: 'resident-1' }, roles: [], answers: [] },
} satisfies Record<string, Me>;

/** A cloud that says all this to whoever `me` is. */
export const answersOf = (me: Me) => ({
  'session.me': () => me,
  'reports.inbox': ({ view, before }: Record<string, unknown>) => ({
    reports: view === 'ended' ? ended : before ? rows.slice(0, 3) : rows.slice(0, 8),
    next: before || view === 'ended' ? null : 'next',
    counts: { ...counts, whistles: isCallable(me) ? 2 : 0 },
  }),
  // A unit has what it was sent to; what waits to be given to one is the street's.
  'reports.handling': () => ({
    reports: rows.filter(({ part }) => part !== null && part.isStreet === (me.units.length === 0)),
    next: null,
  }),
  'reports.counts': () => ({ ...counts, whistles: isCallable(me) ? 2 : 0 }),
  'reports.show': () => ({ report: reportOf('waiting', staffMay) }),
  'reports.export': () => ({ url: 'http://127.0.0.1:3000/tables/none.csv', until: at(10) }),
  'reports.caller': () => ({ called: '三单元王大爷', phone: '0451-5555-0177' }),
  'service.hours': () => ({ hours }),
  'service.grids': () => ({ grids }),
  'service.workers': () => ({ workers }),
  'service.templates': () => ({ templates }),
  'service.units': () => ({ units }),
  'service.inviteUnit': () => ({ code: '4821730955', until: at(DAY) }),
  'service.joinUnit': () => ({ unit: units[2] ?? {} }),
  'org.find': () => ({ places: [STREET, COMMUNITY, CHUNMU].map((place) => ({ ...place, above: [], open: true })) }),
});
export const noService = {
  'service.grids': () => ({ grids: [] }),
  'service.units': () => ({ units: [] }),
  'service.templates': () => ({ templates: [] }),
  'service.hours': () => ({
    hours: { workdays: [], restdays: [], days: [], open: false, opensAt: null, phone: null },
  }),
};
