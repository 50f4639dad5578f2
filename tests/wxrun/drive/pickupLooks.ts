import { say } from '../../../src/eggs/pickup/words';
import { say as desk } from '../../../src/handing/words';
import type { Contract, Output } from '../../../types';
import type { HeldBack, Noted } from '../../../types/pickup';
import type { Persona } from '../../../types/session';
import { answersOf, at, people } from './inboxFiles';
import { closed } from './eggLooks';
import type { Stand } from './instead';
import type { Launch } from './phone';

interface PickUpLook {
  name: string;
  path: string;
  query?: Record<string, string>;
  as?: Persona;
  /** The network goes once the page is open. */
  offline?: boolean;
  taps?: string[];
  sees?: string;
  instead?: Record<string, Stand>;
  more?: Partial<Launch>;
}
type PickUp = Output<Contract['eggs']['pickUp']>;
type Calendar = Output<Contract['eggs']['calendar']>;
type Receipt = Output<Contract['eggs']['receipt']>;

const HERE = '230104009009';
const DAY = 24 * 60;
const TODAY = '2026-10-01';
const campaign = {
  ...{ id: '41', name: '国庆读通知领鸡蛋', firstDay: '2026-09-15', lastDay: '2026-09-29', cap: 10 },
  pickUps: [
    { day: TODAY, hours: '上午 9:00 到 11:30', at: '江畔社区一楼活动室' },
    { day: '2026-10-02', hours: '下午 2:00 到 4:30', at: '东原街 18 号院门口', communityCode: HERE },
    { day: '2026-10-02', hours: '下午 2:00 到 4:30', at: '春木社区', communityCode: '230104009010' },
  ],
};
const neighbours = [
  { number: 23, masked: '136****0023', left: 4, held: null },
  { number: 118, masked: null, left: 2, held: 'review' as const },
  { number: 77, masked: '139****0077', left: 0, held: 'none' as const },
];
const picking = (more: Partial<PickUp> = {}): PickUp => ({
  ...{ campaign, today: TODAY, open: true, community: { code: HERE, name: '江畔社区' } },
  ...{ count: 8, collected: 3, left: 5, held: null, reason: null, proxy: null, others: [] },
  ...more,
});
const codes = {
  ...{ number: 1204, left: 5, prefix: `41.${HERE}.`, from: at(0), stepMs: 30_000, now: at(0.1) },
  codes: Array.from({ length: 120 }, (_, i) => `1204${String(482_173 + i * 7_919).slice(-6)}`),
};
const pickup = (name: string, given: PickUp | null, more: Partial<PickUpLook> = {}): PickUpLook => ({
  name: `pickup${name}`,
  path: 'eggs/pickup/index',
  query: { campaign: '41' },
  as: 'resident-1',
  instead: { 'eggs.pickUp': () => given, 'eggs.pickUpCode': () => codes },
  ...more,
});
const heldBack = (held: HeldBack, reason: string | null = null) => pickup(`-${held}`, picking({ held, reason }));
const asked = { state: 'asked', key: '48217309', until: at(DAY), masked: null } as const;
const named = { state: 'named', key: null, until: null, masked: '137****0088' } as const;
let looked = 0;

const proxy = (name: string, more: Partial<PickUpLook> = {}): PickUpLook => ({
  ...{ name: `proxy${name}`, path: 'eggs/proxy/index', as: 'resident-1' },
  ...more,
});
const days = (laid: number): Calendar['days'] =>
  Array.from({ length: 15 }, (_, i) => ({
    day: `2026-09-${15 + i}`,
    state: i % 4 === 2 || i > laid ? 'missed' : 'laid',
  }));
const laidIn = (all: Calendar['days']): number => all.filter(({ state }) => state === 'laid').length;
const calendarOf = (more: Partial<Calendar> = {}): Calendar => ({
  ...{ campaign, today: TODAY, days: days(12), count: laidIn(days(12)), cap: 10, collected: 3 },
  waiting: [{ campaignId: '77', name: '重阳读通知领鸡蛋', left: 4, day: '2026-10-02' }],
  here: { community: '江畔社区', stock: 400, laid: 352, paused: null, ended: false },
  ...more,
});
const calendar = (name: string, given: Calendar): PickUpLook => ({
  ...{ name: `calendar-${name}`, path: 'eggs/calendar/index', as: 'resident-1' },
  instead: { 'eggs.calendar': () => given },
});
const soFar = days(6).map((one, i): Calendar['days'][number] =>
  i < 7 ? one : { ...one, state: i === 7 ? 'today' : 'ahead' },
);
const running = calendarOf({ collected: 0, today: '2026-09-22', days: soFar, count: laidIn(soFar) });
const corrections = [
  {
    ...{ id: '5', community: { code: HERE, name: '江畔社区' }, kind: 'lay', day: '2026-09-20', state: 'done' },
    ...{ reason: '那天晚上系统维护，读了没有记上', askedAt: at(-DAY), decidedAt: at(-60) },
  },
  {
    ...{ id: '4', community: { code: HERE, name: '江畔社区' }, kind: 'uncollect', day: '2026-09-18', state: 'done' },
    ...{ reason: '发的时候扫错了人，鸡蛋没有给出去', askedAt: at(-DAY), decidedAt: at(-120) },
  },
];
const rules = (name: string, given: Calendar, more: object[] | null): PickUpLook => ({
  ...{ name: `egg-rules${name}`, path: 'eggs/rules/index', as: 'resident-1' },
  instead: { 'eggs.calendar': () => given, 'eggs.corrections': () => more && { corrections: more } },
});

const receipt = (name: string, egg: Partial<NonNullable<Receipt['egg']>>, more: Partial<Receipt> = {}): PickUpLook => ({
  ...{ name: `receipt-${name}`, path: 'eggs/receipt/index', as: 'resident-1' },
  query: { campaign: closed.campaign.id, day: closed.day },
  instead: { 'eggs.receipt': () => ({ ...closed, egg: closed.egg && { ...closed.egg, ...egg }, ...more }) },
});
const { entry = '' } = closed.egg ?? {};
const later = (reason: Receipt['later'][number]['reason'], id: string, minutes: number) => ({
  ...{ entry: `${entry}/${id}`, reason, at: at(minutes), proof: reason === 'collected' ? closed.proof : null },
});

const holder = { number: 1204, masked: '135****5678', left: 5 };
const found = (more: object = {}) => ({
  ...{ ticket: 'a-ticket', until: at(10), holder, byProxy: false, staff: false },
  ...more,
});
const handing = (id: number, more: Partial<Noted> = {}): Noted => ({
  ...{ id: String(id), holder: { ...holder, number: 1200 + id }, count: 3, noted: 3, way: 'code', state: 'done' },
  conflict: null,
  ...{ at: at(-id * 3), mine: id % 3 === 0, may: [] },
  ...more,
});
const waiting = [
  handing(1, { state: 'waiting', way: 'list', holder: { ...holder, masked: null }, may: ['confirm', 'decline'] }),
  handing(2, { state: 'waiting', way: 'list', mine: true, may: ['decline'] }),
];
const handings = [
  ...waiting,
  handing(3, { way: 'proxy' }),
  handing(4, { state: 'conflict', way: 'offline', conflict: 'used', count: 0 }),
  handing(5, { state: 'conflict', way: 'offline', conflict: 'code', count: 0, holder: null }),
  handing(6, { state: 'declined', way: 'list' }),
  ...Array.from({ length: 12 }, (_, i) => handing(7 + i)),
];
const deskList = {
  community: '江畔社区',
  ...{ campaign, today: TODAY, now: at(0) },
  holders: Array.from({ length: 186 }, (_, i) => [1_100 + i, i % 5 ? `135****${1000 + i}` : null, i % 7]),
};
const owner = people.gridworker.person?.id ?? '';
const lies = (part: string, value: unknown): Partial<Launch> => ({
  storage: { [`jmk.handing.${part}.41.${HERE}@${owner}`]: value },
});
const note = (number: number, count: number) => ({
  ...{ clientId: `note-${number}`, code: `${number}482173`, count, at: at(-5), number, masked: '135****1009' },
});
const counter = (name: string, more: Partial<PickUpLook> = {}): PickUpLook => ({
  name: `egg-desk${name}`,
  path: 'handing/desk/index',
  query: { campaign: '41', at: HERE },
  ...more,
  instead: {
    ...answersOf(people.gridworker),
    'eggs.deskList': () => deskList,
    'eggs.handings': () => ({ handings, done: 47, eggs: 203, conflicts: 2 }),
    'eggs.readCode': () => found(),
    ...more.instead,
  },
});
const scans = { answers: { scanCode: [{ result: codes.codes[0] ?? '' }] } };
const visit = (name: string, given: object, more: Partial<PickUpLook> = {}) =>
  counter(name, {
    ...{ taps: [desk.scan], more: scans },
    ...more,
    instead: { 'eggs.readCode': () => found(given), ...more.instead },
  });
const done = { handing: { ...handing(9), holder: { ...holder, left: 2 } } };

/** Picking eggs up, by residents and at the desk, in every state. */
export const pickupLooks: PickUpLook[] = [
  pickup('', picking(), { sees: say.code.note }),
  pickup('-handed', null, {
    instead: {
      'eggs.pickUp': () => picking(looked++ % 2 === 0 ? {} : { collected: 6, left: 2 }),
      'eggs.pickUpCode': () => codes,
    },
    sees: say.handed(3),
  }),
  pickup('-lost', picking(), { offline: true, sees: say.code.offline }),
  pickup('-closed', picking({ open: false, today: '2026-09-30', proxy: asked }), { sees: say.closed }),
  heldBack('phone'),
  heldBack('review'),
  heldBack('stopped', '同一个手机号有三个账号，请带身份证到社区说明'),
  pickup('-named', picking({ proxy: named, others: neighbours })),
  pickup('-drop', picking({ proxy: named }), { taps: [say.proxy.drop] }),
  pickup('-dropped', picking({ proxy: { ...named, state: 'dropped' } })),
  pickup('-neighbour', picking({ count: 0, collected: 0, left: 0, held: 'none', others: neighbours.slice(0, 1) }), {
    taps: [say.others.show],
    sees: say.code.note,
  }),
  pickup('-none', picking({ today: '2026-09-20', count: 0, collected: 0, left: 0, held: 'none', community: null }), {
    sees: say.read,
  }),
  pickup('-all', picking({ count: 8, collected: 8, left: 0, held: 'none' })),
  pickup('-offline', null),
  pickup('-missing', null, { instead: { 'eggs.pickUp': () => 'campaign.missing' } }),
  { name: 'pickup-newcomer', path: 'eggs/pickup/index', query: { campaign: '41' } },
  { name: 'pickup-bad-link', path: 'eggs/pickup/index', query: { campaign: 'x' } },
  proxy(''),
  { name: 'proxy-newcomer', path: 'eggs/proxy/index' },
  calendar('pick-up', calendarOf()),
  calendar('paused', {
    ...running,
    here: {
      community: '江畔社区',
      stock: 400,
      laid: 352,
      paused: '送鸡蛋的路上下大雪，等路通了再接着下',
      ended: false,
    },
  }),
  calendar('ended', calendarOf({ here: { community: '江畔社区', stock: 400, laid: 400, paused: null, ended: true } })),
  rules('', calendarOf(), corrections),
  rules('-none', calendarOf({ campaign: null }), []),
  rules('-offline', calendarOf(), null),
  { name: 'egg-rules-newcomer', path: 'eggs/rules/index' },
  receipt('collected', { collectedAt: at(0) }, { later: [later('collected', 'collected/1', 0)] }),
  receipt(
    'taken-back',
    { takenBack: { reason: '一个人用了两个账号读，多的收回', at: at(0) } },
    {
      later: [
        later('collected', 'collected/1', -DAY),
        later('uncollected', 'collected/1/undone', -90),
        later('reversed', 'reversed', 0),
      ],
    },
  ),
  receipt('held', { held: 'review' }),
  receipt('phone', { held: 'phone' }),
  receipt('paused', {}, { egg: null, proof: null, why: 'paused', paused: '送鸡蛋的路上下大雪，等路通了再接着下' }),
  counter('', { sees: campaign.name }),
  visit('-visitor', {}),
  visit('-marks', { byProxy: true, staff: true }),
  visit(
    '-done',
    {},
    { taps: [desk.scan, desk.hand(5)], instead: { 'eggs.hand': () => done }, sees: desk.outcomes.done },
  ),
  visit('-refused', {}, { instead: { 'eggs.readCode': () => 'pickup.old' }, sees: desk.outcomes.refused }),
  visit(
    '-unknown',
    {},
    {
      ...{ taps: [desk.scan, desk.hand(5)], instead: { 'eggs.hand': () => null }, sees: desk.outcomes.unknown },
    },
  ),
  counter('-no-network', {
    ...{ offline: true, sees: desk.offline.title, more: lies('notes', [note(1_109, 2)]) },
    instead: { 'eggs.mergeDesk': () => null },
  }),
  counter('-noted', {
    ...{ offline: true, taps: [desk.scan, desk.note(4)], sees: desk.outcomes.noted },
    more: { answers: { scanCode: [{ result: '1111482173' }] } },
  }),
  counter('-conflicts', {
    sees: desk.seen,
    more: lies('conflicts', [
      { ...note(1_109, 3), counted: 0, conflict: 'used' },
      { ...note(1_114, 4), counted: 1, conflict: 'fewer' },
    ]),
  }),
  counter('-list', { taps: [desk.tabs.list], sees: desk.list.confirm }),
  counter('-today', { taps: [desk.tabs.today], sees: desk.today.done }),
  counter('-today-none', {
    ...{ taps: [desk.tabs.today], sees: desk.today.none },
    instead: { 'eggs.handings': () => ({ handings: [], done: 0, eggs: 0, conflicts: 0 }) },
  }),
  counter('-other-day', {
    sees: desk.off,
    instead: { 'eggs.deskList': () => ({ ...deskList, campaign: { ...campaign, pickUps: [] } }) },
  }),
  counter('-not-staff', { sees: desk.not, instead: { 'session.me': () => people.resident } }),
  counter('-bad-link', { query: {}, sees: desk.toWork }),
];
/** These differ from another look by a few words alone. */
export const alikePickUps = [
  ...['pickup-dropped', 'pickup-all', 'pickup-missing', 'pickup-bad-link', 'pickup-offline', 'proxy-newcomer'],
  ...['egg-rules-none', 'egg-rules-newcomer', 'receipt-phone', 'egg-desk-today-none', 'egg-desk-not-staff'],
  ...['egg-desk-bad-link', 'egg-desk-other-day', 'pickup-newcomer'],
];
