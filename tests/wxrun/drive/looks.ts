import { say as desk } from '../../../src/desk/words';
import { say as me } from '../../../src/me/words';
import { say as shop } from '../../../src/merchants/words';
import { say as reading } from '../../../src/notices/words';
import type { Contract, Output } from '../../../types';
import type { Persona } from '../../../types/session';
import { badgeStates } from '../../../types/shops';
import { draftOf } from '../../kit/town';
import type { WechatTown } from '../../kit/wechatTown';
import { CODE_PICTURE, doubt, readByGroup, refused, reviewed, unchecked } from './desk';
import { alikeDiaries, diaryLooks } from './diaryLooks';
import { alikeEggs, eggLooks } from './eggLooks';
import { alikeFigures, figureLooks } from './figureLooks';
import { type Stand } from './instead';
import * as shops from './shops';
import type { Launch } from './phone';
import { alikeInboxes, inboxLooks } from './inboxLooks';
import { alikeCampaigns, campaignLooks } from './campaignLooks';
import { alikeNows, nowLooks } from './nowLooks';
import { alikePickUps, pickupLooks } from './pickupLooks';
import { alikeHouseholds, householdLooks } from './householdLooks';
import { elderLooks, reportLooks } from './reportLooks';
import { keeperLooks, staffLooks } from './shopLooks';

/** One state of one page, and who stands before it. */
export interface Look {
  name: string;
  path: string;
  as?: Persona;
  /** The notice it is about. */
  of?: keyof typeof notices;
  query?: Record<string, string>;
  /** The share card they came by. */
  card?: string;
  /** What is touched before the look: sheets and previews are pages to a person. */
  taps?: string[];
  /** The network goes once the page is there. */
  offline?: boolean;
  /** What they wait for. */
  sees?: string;
  /** What the demo city, which knows no WeChat, cannot say by itself. */
  instead?: Record<string, Stand>;
  more?: Partial<Launch>;
}

const at = '2026-09-30T23:30:00.000Z';
/** Somebody who has been here for a while. */
const mine: Output<Contract['session']['mine']> = {
  id: '4021',
  since: '2026-08-12T02:00:00.000Z',
  home: { code: '230104009009', level: 'community', name: '江畔社区' },
  wechat: true,
  phone: '138****5678',
  roles: [],
  reads: Array.from({ length: 12 }, (_, i) => ({
    noticeId: `${90 + i}`,
    title: `社区义诊周六上午开始，第 ${i + 1} 次`,
    at,
  })),
  opens: 31,
  eggs: ['28', '29', '30'].map((date) => ({ day: `2026-09-${date}`, campaign: '国庆抢蛋' })),
  handed: [{ campaign: '国庆抢蛋', count: 3, at }],
  proxies: [{ campaign: '国庆抢蛋', forMe: false }],
  cards: [{ noticeId: '90', title: '周四上午停水，请提前存水', at }],
  groups: [{ noticeId: '90', at }],
  shops: [],
  coupons: [{ title: '理发减五元', merchant: '老街理发店', at, redeemedAt: null }],
  helpful: [{ merchantId: '7', name: '老街理发店' }],
  words: [{ merchantId: '7', words: '给老人理发很耐心，谢谢。', at }],
  messages: [{ template: 'notice', at, state: 'sent' }],
  consents: [{ template: 'notice', left: 2 }],
  reports: [{ id: '7', text: '三单元二楼的灯不亮，晚上老人下楼看不清', at }],
  door: {
    place: { code: '230104009009', level: 'community', name: '江畔社区' },
    ...{ building: '3号楼', unit: '2单元', room: '501', state: 'waiting', reason: null },
  },
  acknowledged: [{ noticeId: '90', title: '周四上午停水，请提前存水', at }],
  said: [{ reportId: '7', text: '今天晚上还是不亮', at }],
  follows: [{ reportId: '8', at }],
  posts: [],
  notes: 0,
  pictures: 0,
};
const offers: Output<Contract['messages']['offers']>['offers'] = [
  { template: 'notice', templateId: 'template-notice', left: 2 },
  { template: 'reply', templateId: 'template-reply', left: 0 },
  { template: 'pickUp', templateId: 'template-pick-up', left: 0 },
];
const data = { path: 'me/data/index', as: 'resident-1', instead: { 'session.mine': () => mine } } as const;
const reminders = {
  path: 'me/reminders/index',
  as: 'resident-1',
  instead: { 'messages.offers': () => ({ offers }) },
} as const;
/** The secretary came by a card from a group that has no name yet. */
const fromGroup: Omit<Look, 'name'> = {
  path: 'notices/notice/index',
  as: 'secretary',
  of: 'usual',
  card: 'abcdefghij_-4567',
  instead: { 'shares.entered': () => ({ group: { id: 'abcdefghij_-4567', name: null } }) },
  more: { scene: 1044, answers: { getGroupEnterInfo: [{ encryptedData: 'ZGF0YQ==', iv: 'aXY=' }] } },
};
/** Somebody who signed out, in a city that is no demo. */
const nobody = {
  ...{ person: null, home: null, roles: [], desk: [], shops: [], visits: [], answers: [], units: [] },
  ...{ phone: null, demo: false },
};
const out = { instead: { 'session.me': () => nobody }, more: { storage: { 'jmk.left': true } } };
const tmpl = offers.map(({ templateId }) => templateId);
const answers = { requestSubscribeMessage: [Object.fromEntries(tmpl.map((id, i) => [id, i ? 'reject' : 'ban']))] };

/** Every page of the program, and who stands before it when it is looked at. */
export const pages: Look[] = [
  { name: 'home-newcomer', path: 'tabs/home/index' },
  { name: 'home', path: 'tabs/home/index', as: 'resident-1' },
  { name: 'people', path: 'tabs/home/index', taps: ['.persona-strip'] },
  { name: 'services', path: 'tabs/services/index', as: 'secretary' },
  { name: 'mine', path: 'tabs/mine/index', as: 'resident-1' },
  { name: 'mine-out', path: 'tabs/mine/index', ...out },
  { name: 'notice-out', path: 'notices/notice/index', of: 'usual', ...out },
  { name: 'notice', path: 'notices/notice/index', as: 'resident-1', of: 'usual' },
  { name: 'notice-newcomer', path: 'notices/notice/index', of: 'usual' },
  { name: 'notice-figures', path: 'notices/notice/index', of: 'usual', taps: ['.notice__figures'] },
  { name: 'notice-group', ...fromGroup },
  { name: 'notice-group-name', ...fromGroup, taps: [reading.groupName] },
  { name: 'find', path: 'community/find/index', as: 'resident-1' },
  { name: 'find-settle', path: 'community/find/index', as: 'resident-1', taps: ['春木社区'] },
  ...eggLooks,
  ...pickupLooks,
  ...campaignLooks,
  { name: 'data', ...data },
  { name: 'data-nobody', path: 'me/data/index' },
  { name: 'data-erase', ...data, taps: [me.erase.row] },
  { name: 'data-erase-sure', ...data, taps: [me.erase.row, me.erase.first] },
  { name: 'reminders', ...reminders },
  { name: 'reminders-banned', ...reminders, taps: [me.reminders.ask], more: { answers } },
  { name: 'reminders-none', ...reminders, instead: { 'messages.offers': () => ({ offers: [] }) } },
  { name: 'gallery', path: 'gallery/all/index' },
  { name: 'privacy', ...data, taps: [me.data.copy], more: { askPrivacy: true } },
  { name: 'privacy-phone', ...data, taps: [me.phone.change], more: { askPrivacy: true } },
  { name: 'desk', path: 'desk/list/index', as: 'secretary' },
  { name: 'desk-not-staff', path: 'desk/list/index', as: 'resident-1' },
  { name: 'write', path: 'desk/write/index', as: 'secretary' },
  { name: 'write-later', path: 'desk/write/index', as: 'secretary', taps: [desk.later] },
  { name: 'desk-notice', path: 'desk/notice/index', as: 'secretary', of: 'usual' },
  { name: 'withdraw', path: 'desk/notice/index', as: 'secretary', of: 'usual', taps: [desk.acts.withdraw] },
  { name: 'write-risky', path: 'desk/write/index', as: 'secretary', of: 'risky' },
  { name: 'write-preview', path: 'desk/write/index', as: 'secretary', of: 'risky', taps: [desk.preview] },
  { name: 'write-closed', path: 'desk/write/index', as: 'secretary', of: 'review' },
  { name: 'write-must-know', path: 'desk/write/index', as: 'secretary', taps: [desk.mustKnow.name] },
  { name: 'desk-review', path: 'desk/notice/index', as: 'street', of: 'review' },
  { name: 'desk-unchecked', path: 'desk/notice/index', as: 'secretary', of: 'unchecked' },
  { name: 'desk-groups', path: 'desk/notice/index', as: 'secretary', of: 'grouped' },
  { name: 'release', path: 'desk/notice/index', as: 'street', of: 'review', taps: [desk.acts.release] },
  {
    name: 'name-group',
    path: 'desk/notice/index',
    as: 'secretary',
    of: 'grouped',
    taps: [desk.groups.unnamed],
  },
  {
    name: 'code',
    path: 'desk/notice/index',
    as: 'secretary',
    of: 'grouped',
    taps: [desk.acts.code, desk.code.places.newspaper],
  },
  { name: 'shops', path: 'merchants/list/index', as: 'resident-1', instead: shops.town },
  { name: 'shops-kinds', path: 'merchants/list/index', instead: shops.town, taps: [shop.list.allKinds] },
  {
    name: 'shops-near',
    path: 'merchants/list/index',
    as: 'resident-1',
    instead: shops.town,
    taps: [shop.list.near],
    more: { answers: { getLocation: [{ latitude: 45.78, longitude: 126.65 }] } },
  },
  { name: 'shops-none', path: 'merchants/list/index', as: 'resident-1', instead: shops.empty },
  { name: 'shops-offline', path: 'merchants/list/index', as: 'resident-1', instead: shops.away },
  { name: 'shop', path: 'merchants/shop/index', query: { id: '7' }, as: 'resident-1', instead: shops.town },
  {
    name: 'shop-suspended',
    path: 'merchants/shop/index',
    query: { id: '7' },
    as: 'secretary',
    instead: shops.suspended,
  },
  {
    name: 'shop-tell',
    path: 'merchants/shop/index',
    query: { id: '7' },
    as: 'resident-1',
    instead: shops.town,
    taps: [shop.shop.tell],
  },
  {
    name: 'shop-tell-newcomer',
    path: 'merchants/shop/index',
    query: { id: '7' },
    instead: shops.town,
    taps: [shop.shop.problem],
  },
  {
    name: 'shop-claim-newcomer',
    path: 'merchants/shop/index',
    query: { id: '7' },
    instead: shops.oneCoupon,
    taps: [shop.coupons.claim],
  },
  {
    name: 'shop-versions',
    path: 'merchants/shop/index',
    query: { id: '7' },
    instead: shops.town,
    taps: [shop.shop.versions],
  },
  { name: 'shop-missing', path: 'merchants/shop/index', query: { id: '7' }, instead: shops.missing },
  ...badgeStates.map((state) => ({
    name: `badge-${state}`,
    path: 'merchants/verify/index',
    query: { token: 'abcdefghijklmnopqrstuvwxyz01' },
    instead: { 'merchants.verify': () => shops.badgeOf(state) },
  })),
  {
    name: 'badge-offline',
    path: 'merchants/verify/index',
    query: { token: 'abcdefghijklmnopqrstuvwxyz01' },
    instead: shops.away,
  },
  {
    name: 'badge-tell',
    path: 'merchants/verify/index',
    query: { token: 'abcdefghijklmnopqrstuvwxyz01' },
    as: 'resident-1',
    instead: { 'merchants.verify': () => shops.badgeOf('valid') },
    taps: [shop.verify.tell],
  },
  { name: 'coupons', path: 'merchants/coupons/index', as: 'resident-1', instead: shops.town },
  { name: 'coupons-newcomer', path: 'merchants/coupons/index', instead: shops.town },
  { name: 'coupons-none', path: 'merchants/coupons/index', as: 'resident-1', instead: shops.empty },
  {
    name: 'coupon-code',
    path: 'merchants/coupons/index',
    as: 'resident-1',
    instead: shops.oneCoupon,
    taps: [shop.coupons.use],
  },
  {
    name: 'coupon-done',
    path: 'merchants/coupons/index',
    as: 'resident-1',
    instead: shops.redeemedMeanwhile(),
    taps: [shop.coupons.use],
    sees: shop.code.done,
  },
  {
    name: 'code-off',
    path: 'desk/list/index',
    as: 'secretary',
    taps: [desk.code.community, desk.code.places.door],
  },
  ...keeperLooks,
  ...staffLooks,
  ...inboxLooks,
  ...diaryLooks,
  ...reportLooks,
  ...householdLooks,
  ...figureLooks,
  ...nowLooks,
];

/** A published notice, one that came by groups, and one in each state that only the desk sees: their ids. */
const notices = { usual: '', mustKnow: '', grouped: '', risky: '', review: '', unchecked: '' };

/** States that differ from another look by a few words alone: one view of them says as much as two. */
export const alike = new Set([
  // In the elder view these are steps, and are looked at as such.
  ...['file-missing', 'file-grids', 'file-written', 'file-similar', 'file-resting', 'my-reports-draft'],
  ...['report-paused', 'report-resting', 'report-withdrawn', 'report-rated', 'report-missing', 'report-nobody'],
  ...['shown-reports-none', 'comments-none', 'my-reports-none', 'report-reopened', 'report-joined', 'report-late'],
  ...['badge-upcoming', 'badge-expired', 'badge-suspended', 'badge-replaced', 'badge-unknown', 'shop-missing'],
  ...['my-shop-upcoming', 'my-shop-expired', 'my-shop-suspended', 'my-shop-nobody', 'my-shop-failed', 'my-shop-none'],
  ...['apply-newcomer', 'apply-missing', 'apply-closed', 'services-closed', 'issue-closed', 'redeem-again'],
  ...[
    'shops-desk-empty',
    'shops-desk-words-empty',
    'shops-desk-not-staff',
    'file-nobody',
    'sign-missing',
    'sign-closed',
  ],
  ...['my-shop-applied', 'my-shop-declined', 'my-shop-expiring', 'my-shop-revoked', 'my-shop-new', 'my-shop-two'],
  ...['apply-sent', 'apply-amend', 'enter', 'redeem-unknown', 'services-consent', 'issue-wrong', 'file-choose'],
  ...['file-decline', 'file-revoked', 'file-applied', 'shops-offline', 'badge-offline', 'shops-desk-street'],
  ...['file-expiring', 'file-suspended', 'coupons-none', 'shops-none', 'shop-tell-newcomer', 'shop-claim-newcomer'],
  ...alikeInboxes,
  ...alikeHouseholds,
  ...alikeDiaries,
  ...alikeEggs,
  ...alikePickUps,
  ...alikeCampaigns,
  ...alikeFigures,
  ...alikeNows,
]);

export type Part = 'shops' | 'reports' | 'households' | 'campaigns' | 'others';
const roots: Record<string, Part> = {
  merchants: 'shops',
  reports: 'reports',
  households: 'households',
  campaigns: 'campaigns',
};
export const partOf = ({ path }: Look): Part => roots[path.split('/')[0] ?? ''] ?? 'others';

/** A run that must keep within its time looks at each page once in a view. */
export const isShort = process.env['LOOKS'] === 'short';
export const isMain = (look: Look): boolean =>
  elderLooks.includes(look) || pages.find(({ path }) => path === look.path)?.name === look.name;

/** Who stands before pages, besides newcomers. */
export const lookers = ['resident-1', 'secretary', 'street', 'merchant'] as const;

/** Publishes what the looks are about. */
export async function publishForLooks(town: WechatTown): Promise<void> {
  const given = draftOf({
    body: '周四上午九点到下午三点停水。\n\n请提前存水。',
    phone: '0451-5555-0109',
    address: '江畔社区一楼',
  });
  notices.usual = (await town.as('secretary').notices.publish(given)).notice.id;
  notices.mustKnow = (
    await town.as('secretary').notices.publish(draftOf({ title: '周四停水，请提前存水', mustKnow: true }))
  ).notice.id;
  notices.grouped = (await town.as('secretary').notices.publish(draftOf({ title: '周五下午楼道清理' }))).notice.id;
  doubt(town);
  await readByGroup(town, notices.grouped, 'of-neighbours', 5, '江畔一号院邻居群');
  await readByGroup(town, notices.grouped, 'of-the-stairs', 7);
  notices.risky = await refused(town, '小广场的长椅');
  notices.review = await reviewed(town, { title: '燃气管道检修，请看清时间', mustKnow: true });
  notices.unchecked = await unchecked(town, { title: '周末义诊' });
}

/** A code as it would look; that of a community shows what is said where WeChat is not connected. */
const drawing: Record<string, Stand> = {
  'codes.notice': () => ({ url: CODE_PICTURE }),
  'codes.community': () => 'wechat.off',
};

/** What some procedures answer in a look. */
export const standsOf = (page: Look): Record<string, Stand> => ({ ...drawing, ...page.instead });

/** What a page is opened with. */
export const queryOf = ({ of, card, query, more }: Look): Record<string, string> => ({
  ...(of ? { id: notices[of], ...(card && { card }) } : query),
  ...more?.query,
});

export { elderLooks };
