import type { PromiseClock, Report } from '../../../types/reports';

/** A report as its resident and its neighbours see it, in states that no demo city is in all at once. */
type Line = Report['lines'][number];

const JIANGPAN = { code: '230104009009', level: 'community', name: '江畔社区' } as const;
const drawn = (svg: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120">${svg}</svg>`)}`;
const picture = (id: string, svg: string) => ({ id, url: drawn(svg), width: 640, height: 480 });
export const dark = picture(
  '91',
  '<path fill="#3a352e" d="M0 0h160v120H0z"/><path fill="#57503f" d="M0 90h160v30H0zM20 70h120v20H20z"/><circle cx="80" cy="18" r="9" fill="#5c5343"/>',
);
const stairs = picture(
  '92',
  '<path fill="#46403a" d="M0 0h160v120H0z"/><path fill="#6a6154" d="M10 100h140v20H10zM30 80h100v20H30zM50 60h60v20H50z"/>',
);
export const bright = picture(
  '93',
  '<path fill="#efe2c4" d="M0 0h160v120H0z"/><circle cx="80" cy="22" r="12" fill="#fff7d6"/><path fill="#cbb98f" d="M0 90h160v30H0zM20 70h120v20H20z"/>',
);

/** The moment at which the city opens is ten in the morning. */
const NOW = Date.parse('2026-10-01T02:00:00.000Z');
export const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();
export const HOUR = 60;
export const DAY = 24 * HOUR;

export const clock = (state: PromiseClock['state'], more: Partial<PromiseClock> = {}): PromiseClock => ({
  state,
  now: at(0),
  dueAt: at(8),
  opensAt: null,
  reason: null,
  pausedUntil: null,
  tookMs: null,
  raisedTo: null,
  ...more,
});

let lines = 0;
const line = (step: Line['step'], by: Line['by'], minutes: number, more: Partial<Line> = {}): Line => ({
  id: String(++lines),
  at: at(minutes),
  step,
  by,
  called: null,
  mine: by === 'reporter',
  text: null,
  pictures: [],
  until: null,
  unit: null,
  score: null,
  ...more,
});

const TEXT = '三单元楼道灯不亮，晚上老人下楼看不清。二楼到三楼的两盏都不亮了，开关也试过。';
const filed = (minutes: number): Line => line('file', 'reporter', minutes, { text: TEXT });
const replied = (minutes: number): Line =>
  line('reply', 'gridworker', minutes, {
    called: '三号网格 早班',
    text: '看到了，这就联系物业电工，今晚先放一盏充电灯。',
    until: at(5 * HOUR),
  });

const base: Report = {
  id: '7',
  kind: 'problem',
  state: 'waiting',
  place: JIANGPAN,
  grid: { id: '31', name: '三号网格', about: '东原街 12 到 24 号', location: null },
  where: '东原街 18 号三单元',
  location: null,
  text: TEXT,
  pictures: [dark, stairs],
  way: 'app',
  filedAt: at(-2),
  notice: null,
  mine: true,
  joined: false,
  people: 1,
  hasCaller: false,
  owner: { role: null, called: null, me: false },
  clock: clock('running'),
  promisedAt: null,
  agreeUntil: null,
  reopened: 0,
  solved: null,
  assisted: false,
  score: null,
  parts: [],
  mayPublish: false,
  published: false,
  lines: [filed(-2)],
  may: ['word', 'withdraw', 'allow'],
};
export const report = (more: Partial<Report> = {}): Report => ({ ...base, ...more });

const kept = clock('kept', { tookMs: 372_000 });
const before = [filed(-DAY - 15), replied(-DAY - 9)];
const closing = [
  ...before,
  line('refer', 'gridworker', -DAY + 20, {
    text: '灯是物业管的，已经和他们说了，您也可以直接打。',
    unit: { name: '江畔物业', phone: '0451-5555-0166' },
  }),
  line('handle', 'unit', -90, { called: '江畔物业', text: '线路老化，已更换两只灯和一段线。', pictures: [bright] }),
  line('close', 'gridworker', -60, { text: '昨晚去看过，两层都亮了。', pictures: [bright] }),
];

export const states: Record<string, Report> = {
  running: report(),
  resting: report({ clock: clock('resting', { opensAt: at(22 * HOUR) }) }),
  paused: report({
    clock: clock('paused', { reason: '停电抢修，人都在现场', dueAt: null, pausedUntil: at(3 * HOUR) }),
  }),
  late: report({ clock: clock('late', { dueAt: at(-6), raisedTo: 'secretary' }), lines: [filed(-16)] }),
  answered: report({
    state: 'working',
    clock: kept,
    promisedAt: at(5 * HOUR),
    people: 4,
    lines: [...before, line('word', 'reporter', -30, { text: '今天白天也没人来看。' })],
  }),
  whistled: report({
    state: 'whistled',
    clock: clock('missed', { tookMs: 1_500_000 }),
    lines: [
      filed(-DAY - 34),
      replied(-DAY - 9),
      line('contact', 'gridworker', -20 * HOUR, {
        text: '物业说线是小区外面接进来的。',
        unit: { name: '江畔物业', phone: null },
      }),
      line('whistle', 'secretary', -19 * HOUR, { text: '要和供电一起看，请街道来协调。', called: '江畔书记' }),
      line('assign', 'street', -18 * HOUR, { text: '供电牵头，城管配合。' }),
    ],
    parts: [
      {
        id: '1',
        unit: { id: '11', name: '道外供电', phone: '95598', what: '线路', place: '230104009' },
        lead: true,
        dueAt: at(6 * HOUR),
        doneAt: null,
        mine: false,
      },
      {
        id: '2',
        unit: { id: '12', name: '东原街道城管', phone: null, what: '街面', place: '230104009' },
        lead: false,
        dueAt: at(-HOUR),
        doneAt: null,
        mine: false,
      },
      { id: '3', unit: null, lead: false, dueAt: at(-2 * HOUR), doneAt: at(-3 * HOUR), mine: false },
    ],
  }),
  closing: report({
    state: 'closing',
    clock: kept,
    agreeUntil: at(71 * HOUR),
    lines: closing,
    may: ['word', 'agree', 'object', 'allow'],
  }),
  closed: report({
    state: 'closed',
    solved: true,
    clock: kept,
    lines: [...closing, line('agree', 'reporter', -5)],
    may: ['rate', 'allow'],
  }),
  rated: report({
    state: 'closed',
    solved: true,
    clock: kept,
    score: 9,
    mayPublish: true,
    lines: [
      ...closing,
      line('agree', 'reporter', -5),
      line('rate', 'reporter', -4, { score: 9, text: '师傅来得快，谢谢。' }),
    ],
    may: ['allow'],
  }),
  reopened: report({
    reopened: 1,
    clock: clock('running'),
    lines: [...closing, line('object', 'reporter', -2, { text: '二楼的灯亮了，三楼还是不亮。', pictures: [stairs] })],
  }),
  // What another resident photographed is not theirs to see (`reportView` in the cloud).
  joined: report({
    state: 'working',
    mine: false,
    joined: true,
    pictures: [],
    people: 4,
    clock: kept,
    promisedAt: at(5 * HOUR),
    lines: before.map((one) => ({ ...one, mine: false, pictures: [] })),
    may: ['leave'],
  }),
  withdrawn: report({
    state: 'withdrawn',
    clock: clock('ended', { dueAt: null }),
    lines: [filed(-20), line('withdraw', 'reporter', -3)],
    may: [],
  }),
  gone: report({
    state: 'working',
    mine: false,
    joined: true,
    text: '',
    pictures: [],
    where: null,
    people: 2,
    clock: kept,
    lines: [
      { ...filed(-DAY - 15), mine: false, text: null, pictures: [] },
      replied(-DAY - 9),
      line('word', 'reporter', -30, { mine: false }),
    ],
    may: ['leave'],
  }),
  comment: report({
    kind: 'comment',
    text: '老人腿脚不方便，能不能上门办？',
    pictures: [],
    where: null,
    grid: null,
    notice: { id: '90', title: '周六周日照常办公，社保地址变更可现场办理' },
    lines: [line('file', 'reporter', -2, { text: '老人腿脚不方便，能不能上门办？' })],
    may: ['word', 'withdraw'],
  }),
};
