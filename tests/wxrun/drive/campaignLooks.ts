import { say as board } from '../../../src/campaigns/board/words';
import { say as edit } from '../../../src/campaigns/edit/words';
import { say as guard } from '../../../src/campaigns/guard/words';
import { say as place } from '../../../src/campaigns/place/words';
import { say } from '../../../src/campaigns/words';
import type { Contract, Output } from '../../../types';
import type { CampaignShown, Standing } from '../../../types/campaigns';
import type { Move } from '../../../types/delivery';
import type { Correction, Flag } from '../../../types/guarding';
import { answersOf, at, COMMUNITY, people } from './inboxFiles';
import type { Stand } from './instead';
import type { Launch } from './phone';

interface CampaignLook {
  name: string;
  path: string;
  query?: Record<string, string>;
  taps?: string[];
  sees?: string;
  instead?: Record<string, Stand>;
  more?: Partial<Launch>;
}
type Board = Output<Contract['eggs']['campaign']>;
type Variance = Output<Contract['eggs']['variance']>;
type Manifest = Output<Contract['eggs']['manifest']>;

const DAY = 24 * 60;
const CITY = { code: '2301', level: 'city', name: '哈尔滨市' } as const;
const STREET = { code: '230104009', level: 'street', name: '东原街道' } as const;
const editor = {
  ...people.secretary,
  person: { id: '4031', persona: 'editor' as const },
  ...{ roles: [{ role: 'editor' as const, place: CITY }], desk: [CITY], answers: [], visits: [] },
};
const who = { ...people, editor };

const pickUps = [
  { day: '2026-10-01', hours: '上午 9:00 到 11:30', at: '江畔社区一楼活动室' },
  { day: '2026-10-02', hours: '下午 2:00 到 4:30', at: '东原街 18 号院门口', communityCode: COMMUNITY.code },
];
const campaign: CampaignShown = {
  ...{ id: '41', name: '国庆读通知领鸡蛋', firstDay: '2026-09-15', lastDay: '2026-10-14', cap: 10, pickUps },
  ...{ state: 'running', node: { code: STREET.code, name: STREET.name }, reserve: 3, communities: 11, promised: 3_846 },
  may: ['setPickUps', 'pause', 'end'],
};
const campaigns: CampaignShown[] = [
  campaign,
  {
    ...{ ...campaign, id: '42', name: '重阳读报领鸡蛋', firstDay: '2026-10-16', lastDay: '2026-10-25', state: 'ahead' },
    ...{ node: { code: CITY.code, name: CITY.name }, communities: 312, promised: 0 },
  },
  { ...campaign, id: '40', name: '中秋读通知领鸡蛋', firstDay: '2026-08-20', lastDay: '2026-09-05', state: 'paused' },
  { ...campaign, id: '39', name: '迎夏', firstDay: '2026-06-20', lastDay: '2026-07-05', state: 'over', may: [] },
];

const standing = (more: Partial<Standing> = {}): Standing => ({
  ...{ community: { code: COMMUNITY.code, name: COMMUNITY.name }, stock: 400, promised: 352, delivered: 350 },
  ...{ collected: 301, returned: 20, broken: 5, uncollected: 51, short: 2, open: 24, red: ['short', 'open'] },
  explained: [
    {
      ...{ about: 'short', difference: 2, note: '路上破了两个，没有算进送来的数里', at: at(-90), mine: false },
    },
  ],
  ...more,
});
const calm = { delivered: 0, collected: 0, returned: 0, broken: 0, open: 0, red: [], explained: [] };
const names = ['春木社区', '滨江新城社区', '老街社区', '学府社区', '友谊社区', '站前社区', '南极社区', '北环社区'];
const standings: Standing[] = [
  standing(),
  ...[...names, '太古社区', '靖宇社区'].map((name, i) =>
    standing({
      ...calm,
      community: { code: `2301040090${10 + i}`, name },
      ...{ promised: 240 + 17 * i, short: 240 + 17 * i, uncollected: 240 + 17 * i, stock: null },
    }),
  ),
];
const days = Array.from({ length: 30 }, (_, i) => ({
  day: new Date(Date.parse('2026-09-15') + i * DAY * 60_000).toISOString().slice(0, 10),
  laid: i > 16 ? null : 190 + ((i * 37) % 60),
  expected: i < 16 ? null : i === 16 ? 242 : 226,
}));
const steps: Board['steps'] = [
  { act: 'made', reason: null, at: at(-30 * DAY) },
  { act: 'pickUpsSet', reason: null, at: at(-20 * DAY) },
  { act: 'paused', reason: '送鸡蛋的路上下大雪，等路通了再接着下', at: at(-10 * DAY) },
  { act: 'resumed', reason: null, at: at(-9 * DAY) },
];
const shown: Board = { campaign, steps, days, expected: 6_780, most: 9_420, standings };
const usual = {
  ...{ laid: 22, usual: 24, collected: 0, byList: 0, conflicts: 0, broken: 0, corrected: 0, flagged: 0 },
};
const variance: Variance = {
  day: '2026-09-30',
  places: [
    {
      ...{ ...usual, community: standing().community, laid: 131, broken: 5, flagged: 2, byList: 4 },
      marks: ['many', 'list', 'broken', 'flagged'],
    },
    { ...usual, community: { code: '230104009010', name: '春木社区' }, marks: [] },
    { ...usual, community: { code: '230104009011', name: '滨江新城社区' }, conflicts: 2, marks: ['conflicts'] },
  ],
};

const move = (id: number, more: Partial<Move>): Move => ({
  ...{ id: String(id), kind: 'delivered', said: 180, saidAt: at(-id * 60), counted: null, signedAt: null },
  ...{ note: null, mine: false, may: [] },
  ...more,
});
const moves = [
  move(1, { may: ['sign'], note: '一箱，180 个' }),
  move(2, { kind: 'returned', said: 20, mine: true, may: ['drop'] }),
  move(3, { kind: 'broken', said: 5, counted: 5, signedAt: at(-180), note: '搬箱子的时候压破的' }),
  move(4, { said: 352, counted: 350, signedAt: at(-200), note: '两箱，每箱 176 个' }),
];
const manifest: Manifest = {
  ...{ campaign, state: 'picking', standing: standing(), reserve: 11, bring: 363, moves },
  may: ['returned', 'broken', 'explain', 'hand', 'decide'],
};
const flag = (id: number, more: Partial<Flag>): Flag => ({
  ...{
    id: String(id),
    kind: 'risk',
    number: 1_200 + id,
    masked: '135****5678',
    left: 4,
    accounts: 1,
    at: at(-id * 90),
  },
  ...{ verdict: null, reason: null, decidedAt: null },
  ...more,
});
const flags = [
  flag(1, {}),
  flag(2, { kind: 'sameNumber', accounts: 3, masked: null }),
  flag(3, { kind: 'sameDoor', accounts: 9, verdict: 'fine', reason: '四代人住一起，上门看过', decidedAt: at(-30) }),
  flag(4, { kind: 'staff', verdict: 'stop', reason: '调查清楚以前先不发', decidedAt: at(-20) }),
];
type Asked = Output<Contract['eggs']['correctionsAsked']>['corrections'][number];
const asked = (id: number, more: Partial<Correction & Asked>): Asked => ({
  ...{ id: String(id), community: standing().community, kind: 'lay', day: '2026-09-20', number: 1_204, mine: false },
  ...{ reason: '那天晚上系统维护，读了没有记上', askedAt: at(-id * 60), state: 'asked', decidedAt: null, may: [] },
  ...more,
});
const corrections = [
  asked(1, { may: ['decide'] }),
  asked(2, { kind: 'unlay', mine: true, reason: '一个人用了两个账号读，多的收回' }),
  asked(3, { kind: 'uncollect', state: 'done', decidedAt: at(-10), reason: '扫错了人，鸡蛋没有给出去' }),
  asked(4, { state: 'declined', decidedAt: at(-10), reason: '他说那天读过' }),
];

const found = (code: string, level: 'city' | 'street' | 'community', name: string, open = true) => ({
  ...{ code, level, name, above: ['哈尔滨市', '道外区', STREET.name], open },
});
const communities = [
  found(COMMUNITY.code, 'community', COMMUNITY.name),
  ...names.map((name, i) => found(`2301040090${10 + i}`, 'community', name, i !== 2)),
];
const places = (input: unknown) => {
  const { code } = input as { code?: string };
  if (code === CITY.code)
    return { places: [found(CITY.code, 'city', CITY.name), found(STREET.code, 'street', STREET.name)] };
  return { places: code ? [found(STREET.code, 'street', STREET.name), ...communities] : communities };
};

const eggs: Record<string, Stand> = {
  'eggs.campaigns': () => ({ campaigns }),
  'eggs.campaign': () => shown,
  'eggs.variance': () => variance,
  'eggs.manifest': () => manifest,
  'eggs.flags': () => ({ flags }),
  'eggs.correctionsAsked': () => ({ corrections }),
  'org.find': places,
};
const page = (
  path: 'list' | 'edit' | 'board' | 'place' | 'guard',
  name: string,
  person: keyof typeof who,
  more: Partial<CampaignLook> = {},
): CampaignLook => ({
  ...{ name: `eggs-${path}${name}`, path: `campaigns/${path}/index` },
  query: { campaign: '41', ...(path !== 'board' && path !== 'edit' && { at: COMMUNITY.code }) },
  ...more,
  instead: { ...answersOf(who[person]), ...eggs, ...more.instead },
});
const away = (...of: string[]) => ({ instead: Object.fromEntries(of.map((name) => [name, () => null])) });
const newPlan = (person: 'street' | 'editor') => ({
  query: { at: person === 'street' ? STREET.code : CITY.code },
});
const { acts } = place;
const signKey = `eggs.sign.41.${COMMUNITY.code}.1`;
const isNew = { standings: standings.map((one) => ({ ...one, ...calm, promised: 0, short: 0, uncollected: 0 })) };
const ahead: Board = {
  ...{ ...shown, ...isNew, steps: steps.slice(0, 1), expected: null, most: null },
  campaign: {
    ...{ ...campaign, state: 'ahead', promised: 0, may: ['change', 'setPickUps', 'end'], firstDay: '2026-10-02' },
    pickUps: pickUps.map((one, i) => ({ ...one, day: `2026-10-1${5 + i}` })),
  },
  days: days.map(({ day }) => ({ day, laid: null, expected: null })),
};
const paused: Board = {
  ...shown,
  steps: steps.slice(0, 3),
  campaign: { ...campaign, state: 'paused', may: ['setPickUps', 'resume', 'end'] },
};
const none: Manifest = {
  ...{ ...manifest, state: 'running', reserve: 0, bring: 0, moves: [], may: ['decide'] },
  standing: standing({ ...calm, promised: 0, uncollected: 0, short: 0 }),
};
const bringing: Manifest = {
  ...{ ...manifest, state: 'waiting', moves: [move(1, { mine: true, may: ['drop'] })], may: ['delivered', 'explain'] },
  standing: standing({ ...calm, short: 352, uncollected: 352 }),
};
const agreed: Manifest = {
  ...{ ...manifest, state: 'over', may: ['decide'] },
  moves: [
    move(2, { kind: 'returned', said: 17, counted: 17, signedAt: at(-60) }),
    move(3, { kind: 'broken', said: 5, counted: 5, signedAt: at(-180), note: '搬箱子的时候压破的' }),
    move(4, { said: 352, counted: 352, signedAt: at(-200), note: '两箱，每箱 176 个' }),
  ],
  standing: standing({
    ...{ delivered: 352, collected: 330, returned: 17, broken: 5, uncollected: 22, short: 0, open: 0 },
    ...{ red: [], explained: [] },
  }),
};

/** The staff's pages of campaigns, in their main states. */
export const campaignLooks: CampaignLook[] = [
  page('list', '', 'street', { sees: campaign.name }),
  page('list', '-secretary', 'secretary', { sees: campaign.name }),
  page('list', '-two', 'editor', {
    instead: {
      'session.me': () => ({ ...editor, roles: [...editor.roles, { role: 'street', place: STREET }] }),
    },
    sees: say.place,
  }),
  page('list', '-below', 'street', { taps: ['.campaigns__one “重阳读报领鸡蛋，还没开始”'], sees: say.which }),
  page('list', '-empty', 'secretary', { instead: { 'eggs.campaigns': () => ({ campaigns: [] }) }, sees: say.empty }),
  page('list', '-offline', 'secretary', away('eggs.campaigns')),
  page('list', '-not-staff', 'resident', { sees: say.not }),

  page('edit', '-new', 'street', { ...newPlan('street'), sees: edit.titles.new }),
  page('edit', '-pick', 'street', { ...newPlan('street'), taps: [edit.add], sees: edit.pick.title }),
  page('edit', '-pick-city', 'editor', { ...newPlan('editor'), taps: [edit.add], sees: edit.pick.byStreet }),
  page('edit', '-pick-street', 'editor', {
    ...newPlan('editor'),
    taps: [edit.add, edit.pick.byStreet, STREET.name],
    sees: edit.pick.all(8),
  }),
  page('edit', '-pick-all', 'street', {
    ...newPlan('street'),
    taps: [edit.add, edit.pick.all(8)],
    sees: edit.pick.allDone,
  }),
  page('edit', '-change', 'street', { instead: { 'eggs.campaign': () => ahead }, sees: edit.preview }),
  page('edit', '-stock', 'street', {
    instead: { 'eggs.campaign': () => ahead },
    taps: [`.row “${COMMUNITY.name}，${edit.stockOf('400')}”`],
    sees: edit.stockNote,
  }),
  page('edit', '-pick-ups', 'street', { sees: edit.send.pickUps }),
  page('edit', '-pick-up', 'street', { taps: [edit.addPickUp], sees: edit.hours }),
  page('edit', '-pick-up-one', 'street', { taps: [edit.addPickUp, edit.forOne], sees: edit.whichOne }),
  page('edit', '-closed', 'street', {
    instead: { 'eggs.campaign': () => ({ ...shown, campaign: { ...campaign, state: 'dropped', may: [] } }) },
    sees: edit.closed,
  }),
  page('edit', '-offline', 'street', away('eggs.campaign')),
  page('edit', '-bad-link', 'street', { query: {}, sees: say.badLink }),

  page('board', '', 'street', { sees: say.sheet.print }),
  page('board', '-red', 'street', { taps: [board.shows.red], sees: COMMUNITY.name }),
  page('board', '-ahead', 'street', {
    instead: { 'eggs.campaign': () => ahead, 'eggs.variance': () => ({ day: null, places: [] }) },
    sees: board.figures.unknownNote,
  }),
  page('board', '-paused', 'street', { instead: { 'eggs.campaign': () => paused }, sees: board.acts.resume }),
  page('board', '-pause', 'street', { taps: [board.acts.pause], sees: board.asks.pause.title }),
  page('board', '-resume', 'street', {
    instead: { 'eggs.campaign': () => paused },
    taps: [board.acts.resume],
    sees: board.resume.note,
  }),
  page('board', '-end', 'street', {
    more: { storage: { [`jmk.campaign.end.41@${people.street.person?.id}`]: '鸡蛋厂停工，补不上货' } },
    taps: [board.acts.end, board.asks.end.send],
    sees: board.sure.title,
  }),
  page('board', '-offline', 'street', away('eggs.campaign', 'eggs.variance')),
  page('board', '-missing', 'street', {
    instead: { 'eggs.campaign': () => 'campaign.missing', 'eggs.variance': () => 'campaign.missing' },
  }),
  page('board', '-not-staff', 'secretary', { sees: say.not }),

  page('place', '', 'secretary', { sees: place.hand }),
  page('place', '-none', 'secretary', { instead: { 'eggs.manifest': () => none }, sees: place.noMoves }),
  page('place', '-bringing', 'editor', { instead: { 'eggs.manifest': () => bringing }, sees: acts.delivered.open }),
  page('place', '-agreed', 'secretary', { instead: { 'eggs.manifest': () => agreed }, sees: place.agrees }),
  page('place', '-bring', 'editor', {
    instead: { 'eggs.manifest': () => bringing },
    taps: [acts.delivered.open],
    sees: acts.delivered.title,
  }),
  page('place', '-sign', 'secretary', {
    ...{ taps: [place.sign], sees: place.signDiffers(180, 178) },
    more: {
      storage: { [`jmk.${signKey}@${people.secretary.person?.id}`]: { id: 'a-sign-1', form: { count: '178' } } },
    },
  }),
  page('place', '-broken', 'secretary', { taps: [acts.broken.open], sees: acts.broken.title }),
  page('place', '-explain', 'secretary', {
    taps: [place.explainOf(say.difference('open', 24, true))],
    sees: acts.explain.title,
  }),
  page('place', '-offline', 'secretary', away('eggs.manifest')),
  page('place', '-missing', 'secretary', { instead: { 'eggs.manifest': () => 'campaign.missing' } }),
  page('place', '-not-staff', 'resident', { sees: say.not }),

  page('guard', '', 'secretary', { sees: guard.kinds.risk }),
  page('guard', '-worker', 'gridworker', {
    instead: { 'eggs.manifest': () => ({ ...manifest, may: [] }) },
    sees: guard.forDeciders,
  }),
  page('guard', '-none', 'secretary', {
    instead: { 'eggs.flags': () => ({ flags: [] }), 'eggs.correctionsAsked': () => ({ corrections: [] }) },
    sees: guard.noFlags,
  }),
  page('guard', '-verdict', 'secretary', {
    instead: { 'eggs.flags': () => ({ flags: flags.slice(0, 1) }) },
    taps: [guard.decide],
    sees: guard.deciding.title,
  }),
  page('guard', '-agree', 'secretary', { taps: [guard.agree], sees: guard.sure.note }),
  page('guard', '-ask', 'secretary', { taps: [guard.ask], sees: guard.asking.note }),
  page('guard', '-ask-phone', 'secretary', {
    taps: [guard.ask, guard.asking.ways.phone],
    sees: guard.asking.phoneHint,
  }),
  page('guard', '-offline', 'secretary', away('eggs.manifest', 'eggs.correctionsAsked')),
];

/** These differ from another look by a few words alone. */
export const alikeCampaigns = [
  ...['eggs-list-empty', 'eggs-list-offline', 'eggs-list-not-staff', 'eggs-edit-closed', 'eggs-edit-offline'],
  ...['eggs-edit-bad-link', 'eggs-board-offline', 'eggs-board-missing', 'eggs-board-not-staff', 'eggs-place-offline'],
  ...['eggs-place-missing', 'eggs-place-not-staff', 'eggs-guard-offline', 'eggs-guard-worker', 'eggs-guard-none'],
  ...['eggs-list-secretary', 'eggs-edit-pick-all', 'eggs-board-resume', 'eggs-place-none', 'eggs-place-broken'],
  ...['eggs-guard-ask-phone', 'eggs-board-red'],
];
