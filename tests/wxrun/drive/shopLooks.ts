import { say as keeping } from '../../../src/merchants/keeping/words';
import { say as staff } from '../../../src/merchants/staff/words';
import type { Persona } from '../../../types/session';
import type { MerchantFile, MerchantState } from '../../../types/shops';
import type { Stand } from './instead';
import type { Launch } from './phone';
import { issued, keeper, rowOf, shopFile, told, visits } from './shopFiles';

interface ShopLook {
  name: string;
  path: string;
  as?: Persona;
  taps?: string[];
  sees?: string;
  instead?: Record<string, Stand>;
  more?: Partial<Launch>;
}

const query = { id: '7' };
const kept = { 'session.me': () => keeper } as const;
const stands = (file: MerchantFile, more: Record<string, Stand> = {}): Record<string, Stand> => ({
  ...kept,
  'merchants.mine': () => ({ merchants: [rowOf(file)] }),
  'merchants.file': () => ({ file }),
  'merchants.visits': () => visits,
  'coupons.issued': () => issued,
  ...more,
});
const none = { 'merchants.visits': () => ({ days: [], total: 0 }), 'coupons.issued': () => ({ coupons: [] }) };

const my = (
  state: MerchantState,
  may: MerchantFile['may'],
  more: Record<string, Stand> = {},
): Omit<ShopLook, 'name'> => ({
  path: 'merchants/mine/index',
  as: 'merchant',
  instead: stands(shopFile(state, { may }), more),
  more: { query },
});
const good = my('valid', ['sticker', 'updateServices', 'issue']);
const services = (file: MerchantFile): Omit<ShopLook, 'name'> => ({
  path: 'merchants/services/index',
  as: 'merchant',
  instead: stands(file),
  more: { query },
});
const writable = shopFile('valid', { may: ['updateServices'] });
const withConsent = shopFile('valid', {
  may: ['updateServices'],
  agreements: writable.agreements.map((one) => ({ ...one, consentNeeded: true })),
  waiting: writable.services && { ...writable.services, version: 4, items: writable.services.items.slice(0, 2) },
});
const issue = {
  path: 'merchants/issue/index',
  as: 'merchant',
  instead: stands(shopFile('valid', { may: ['issue'] })),
  more: { query },
} as const;
const redeem = (answer: Stand): Omit<ShopLook, 'name'> => ({
  path: 'merchants/redeem/index',
  as: 'merchant',
  instead: stands(shopFile('valid'), { 'coupons.redeem': answer }),
  taps: [keeping.redeem.scan],
  more: { query, answers: { scanCode: [{ result: '4821730955' }] } },
});
const redeemed = { coupon: issued.coupons[0] ?? null, redeemedAt: '2026-10-01T02:00:00.000Z' };
const application = { path: 'merchants/apply/index', as: 'resident-1' } as const;
const applied = shopFile('applied', { may: ['amend'] });

/** The keeper's pages in every state. */
export const keeperLooks: ShopLook[] = [
  { name: 'apply', ...application },
  { name: 'apply-newcomer', path: 'merchants/apply/index' },
  { name: 'apply-missing', ...application, taps: [keeping.apply.send] },
  { name: 'apply-service', ...application, taps: [keeping.items.add, keeping.item.prices.yuan, keeping.item.done] },
  { name: 'apply-amend', path: 'merchants/apply/index', as: 'merchant', instead: stands(applied), more: { query } },
  {
    name: 'apply-sent',
    path: 'merchants/apply/index',
    as: 'merchant',
    instead: stands(applied, { 'merchants.amend': () => ({ file: applied }) }),
    taps: [keeping.apply.sendAmended],
    more: { query },
  },
  {
    name: 'apply-closed',
    path: 'merchants/apply/index',
    as: 'merchant',
    instead: stands(shopFile('valid')),
    sees: keeping.sent.toMine,
    more: { query },
  },
  { name: 'my-shop', ...good },
  { name: 'my-shop-code', ...good, taps: [keeping.mine.haveCode] },
  { name: 'my-shop-stop', ...good, taps: [keeping.coupons.stop] },
  { name: 'my-shop-new', ...my('valid', ['sticker', 'updateServices', 'issue'], none) },
  { name: 'my-shop-applied', ...my('applied', ['amend'], none) },
  { name: 'my-shop-declined', ...my('declined', ['amend'], none) },
  { name: 'my-shop-upcoming', ...my('upcoming', ['sticker', 'updateServices'], none) },
  { name: 'my-shop-expiring', ...my('expiring', ['sticker', 'updateServices', 'issue']), sees: keeping.mine.renew },
  { name: 'my-shop-expired', ...my('expired', []), sees: keeping.mine.redeem },
  { name: 'my-shop-suspended', ...my('suspended', []), sees: keeping.mine.redeem },
  { name: 'my-shop-revoked', ...my('revoked', []), sees: keeping.mine.redeem },
  {
    name: 'my-shop-none',
    path: 'merchants/mine/index',
    as: 'resident-1',
    instead: { 'merchants.mine': () => ({ merchants: [] }) },
  },
  {
    name: 'my-shop-two',
    ...good,
    instead: {
      ...good.instead,
      'merchants.mine': () => ({
        merchants: [rowOf(shopFile('valid')), { ...rowOf(shopFile('valid', {}, '8')), name: '江畔理发' }],
      }),
    },
  },
  { name: 'my-shop-nobody', path: 'merchants/mine/index' },
  { name: 'my-shop-failed', ...my('valid', [], { 'merchants.mine': () => null }) },
  { name: 'services', ...services(writable) },
  { name: 'services-item', ...services(writable), taps: ['.itemline__name “修伞”'] },
  { name: 'services-consent', ...services(withConsent) },
  { name: 'services-closed', ...services(shopFile('suspended')) },
  { name: 'issue', ...issue },
  { name: 'issue-wrong', ...issue, taps: [keeping.issue.send] },
  { name: 'issue-closed', ...issue, instead: stands(shopFile('expired')) },
  { name: 'redeem', ...redeem(() => redeemed), taps: [] },
  { name: 'redeem-done', ...redeem(() => redeemed) },
  { name: 'redeem-again', ...redeem(() => 'coupon.redeemed') },
  { name: 'redeem-unknown', ...redeem(() => null) },
];

const deskRows = [
  { ...rowOf(shopFile('applied', {}, '11')), name: '顺心理发店', category: 'hair', waits: true, listWaits: false },
  { ...rowOf(shopFile('valid', {}, '12')), name: '江畔便民粮油果蔬超市东原街第二分店', waits: true, listWaits: true },
  { ...rowOf(shopFile('expiring', {}, '13')), waits: true, listWaits: false },
  { ...rowOf(shopFile('suspended', {}, '14')), name: '康宁大药房', door: null, waits: false, listWaits: false },
  { ...rowOf(shopFile('revoked', {}, '15')), name: '小张家电维修', waits: false, listWaits: false },
];
const desk: Omit<ShopLook, 'name'> = {
  path: 'merchants/desk/index',
  as: 'secretary',
  instead: {
    'merchants.desk': () => ({ merchants: deskRows, next: null }),
    'merchants.told': () => ({ words: told, next: null }),
  },
};
const nobodyYet = {
  'merchants.desk': () => ({ merchants: [], next: null }),
  'merchants.told': () => ({ words: [], next: null }),
};
const filed = (
  state: MerchantState,
  may: MerchantFile['may'],
  more: Partial<MerchantFile> = {},
): Omit<ShopLook, 'name'> => {
  const file = shopFile(state, { may, ...more });
  return {
    path: 'merchants/file/index',
    as: 'secretary',
    instead: {
      'merchants.file': () => ({ file }),
      'merchants.invite': () => ({ code: '4821730955', until: '2026-10-02T01:30:00.000Z' }),
    },
    more: { query },
  };
};
const sign = (state: MerchantState, may: MerchantFile['may'], renew?: '1'): Omit<ShopLook, 'name'> => ({
  ...filed(state, may),
  path: 'merchants/sign/index',
  more: { query: { ...query, ...(renew && { renew }) } },
});
const running: MerchantFile['may'] = [
  'amend',
  'renew',
  'updateServices',
  'sticker',
  'invite',
  'choose',
  'reissue',
  'suspend',
  'revoke',
];

/** The staff's pages in every state. */
export const staffLooks: ShopLook[] = [
  { name: 'shops-desk', ...desk },
  { name: 'shops-desk-words', ...desk, taps: [staff.tabs.words] },
  { name: 'shops-desk-hear', ...desk, taps: [staff.tabs.words, staff.told.hear] },
  { name: 'shops-desk-empty', ...desk, instead: nobodyYet },
  { name: 'shops-desk-words-empty', ...desk, instead: nobodyYet, taps: [staff.tabs.words] },
  { name: 'shops-desk-street', ...desk, as: 'street', taps: [staff.enter] },
  { name: 'shops-desk-not-staff', path: 'merchants/desk/index', as: 'resident-1' },
  { name: 'enter', path: 'merchants/apply/index', as: 'secretary', more: { query: { for: '230104009009' } } },
  { name: 'file-applied', ...filed('applied', ['sign', 'decline', 'amend', 'invite'], { kept: false }) },
  { name: 'file-decline', ...filed('applied', ['sign', 'decline']), taps: [staff.acts.decline] },
  { name: 'file', ...filed('valid', running) },
  { name: 'file-invite', ...filed('valid', running), taps: [staff.acts.invite] },
  { name: 'file-choose', ...filed('valid', running), taps: [staff.acts.choose] },
  { name: 'file-revoke', ...filed('valid', running), taps: [staff.acts.revoke] },
  {
    name: 'file-waiting',
    ...filed('valid', ['settleServices', 'sticker'], {
      waiting: writable.services && { ...writable.services, version: 4, items: writable.services.items.slice(1) },
    }),
  },
  { name: 'file-expiring', ...filed('expiring', running) },
  { name: 'file-suspended', ...filed('suspended', ['resume', 'revoke']) },
  { name: 'file-revoked', ...filed('revoked', []) },
  { name: 'file-nobody', path: 'merchants/file/index', more: { query } },
  { name: 'sign', ...sign('applied', ['sign']) },
  { name: 'sign-missing', ...sign('applied', ['sign']), taps: [staff.sign.send] },
  { name: 'sign-renew', ...sign('expiring', ['renew'], '1') },
  { name: 'sign-closed', ...sign('revoked', []) },
];
