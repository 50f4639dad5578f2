import type { Contract, Output } from '../../../types';
import type { Claim, Coupon } from '../../../types/coupons';
import type { Badge, BadgeState, Merchant, MerchantRow, ServiceList } from '../../../types/shops';
import type { Stand } from './instead';

/** A street of co-building shops in every state, for looks: a city can show each of them only at its own time. */

const place = { code: '230104009009', level: 'community', name: '江畔社区' } as const;
const at = '2026-09-30T23:30:00.000Z';
const draw = (hue: number, sign: string): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 100"><rect width="160" height="100" fill="hsl(${hue} 25% 78%)"/><rect x="20" y="12" width="120" height="20" fill="hsl(${hue} 45% 35%)"/><text x="80" y="27" font-size="14" fill="#fff" text-anchor="middle">${sign}</text><rect x="62" y="42" width="36" height="58" fill="hsl(${hue} 30% 30%)"/></svg>`,
  )}`;
const door = (id: string, sign: string, hue = 20) => ({ id, url: draw(hue, sign), width: 160, height: 100 });

const rowOf = (id: string, given: Partial<MerchantRow>): MerchantRow => ({
  id,
  state: 'valid',
  name: '街角修鞋配钥匙',
  category: 'repair',
  address: '东原街道某某路 18 号',
  place,
  door: door(id, '修鞋配钥匙', 20 + Number(id) * 40),
  until: '2027-02-28',
  helpful: 12,
  chosen: null,
  distance: null,
  ...given,
});
const rows: MerchantRow[] = [
  rowOf('7', { chosen: 2026 }),
  rowOf('8', { name: '老街理发店', category: 'hair', state: 'expiring', address: '江畔一号院 3 号楼底商', helpful: 3 }),
  rowOf('9', {
    name: '为民粮油果蔬便民超市江畔街第二分店（原国营第三副食商店）',
    category: 'grocery',
    address: '江畔路和平大街交口往东五十米，菜市场北门对面，三号院底商一层',
    helpful: 0,
  }),
  rowOf('10', { name: '康宁大药房', category: 'health', door: null, helpful: 1 }),
];

const list: ServiceList = {
  version: 3,
  changedAt: at,
  items: [
    {
      name: '老人修鞋',
      fen: 0,
      forWhom: ['elders', 'disabled'],
      hours: '每天 8:00 到 18:00',
      note: '65 岁以上，凭身份证',
    },
    { name: '配普通钥匙', fen: 800, unit: '每把', forWhom: ['all'] },
    {
      name: '上门开锁',
      fen: 6050,
      unit: '每次',
      forWhom: ['all'],
      phone: '0451-5555-0118',
      note: '先报社区，网格员陪同',
    },
    { name: '修拉链、换鞋底、雨伞和小家电', fen: null, forWhom: ['all'], hours: '周一到周六' },
  ],
};
export const merchant: Merchant = {
  id: '7',
  state: 'valid',
  name: '街角修鞋配钥匙',
  category: 'repair',
  address: '东原街道某某路 18 号',
  place,
  above: ['哈尔滨市', '道外区', '东原街道'],
  phone: '0451-5555-0118',
  hours: '每天 8:00 到 18:00',
  about: '在街角修了二十三年鞋，街坊的钥匙也都是在这里配的。',
  door: door('7', '修鞋配钥匙', 20),
  location: null,
  since: '2025-03-01',
  until: '2027-02-28',
  reason: null,
  helpful: 12,
  choices: [{ year: 2026, reason: '下雪天照常出摊，给行动不便的老人上门修轮椅。' }],
};
const agreement: NonNullable<Badge['agreement']> = {
  number: 2,
  firstDay: '2026-03-01',
  lastDay: '2027-02-28',
  promises: '老人修鞋不收钱。\n价钱写在墙上，不临时加价。\n修不好不收钱。',
  consentNeeded: false,
  signedAt: '2026-02-25T02:00:00.000Z',
};
const shown = (given: Partial<Output<Contract['merchants']['show']>> = {}) => ({
  merchant,
  agreement,
  services: list,
  helpful: false,
  mine: false,
  staff: false,
  ...given,
});

const coupon = (id: string, given: Partial<Coupon>): Coupon => ({
  id,
  merchant: { id: '7', name: '街角修鞋配钥匙', address: '东原街道某某路 18 号' },
  kind: 'off',
  title: '修鞋减五元',
  yuan: 5,
  conditions: '满二十元用，一次一张',
  firstDay: '2026-09-20',
  lastDay: '2026-10-31',
  keepDays: 14,
  total: 100,
  perPerson: 2,
  left: 37,
  ...given,
});
const coupons = [
  coupon('1', {}),
  coupon('2', { kind: 'gift', yuan: null, title: '老人免费理发一次', conditions: null, left: 0, perPerson: 1 }),
  coupon('3', {
    yuan: 100,
    title: '装修材料满一千减一百，含五金水暖灯具，不含大件家具电器',
    merchant: { id: '9', name: '为民粮油果蔬便民超市江畔街第二分店', address: '江畔路' },
  }),
];
const claimOf = (id: string, given: Partial<Claim>): Claim => ({
  id,
  coupon: coupon('1', {}),
  state: 'held',
  claimedAt: at,
  until: '2026-10-14T16:00:00.000Z',
  redeemedAt: null,
  ...given,
});
const redeemed = { state: 'redeemed', redeemedAt: at } as const;
const claims = [
  claimOf('1', {}),
  claimOf('2', { coupon: coupon('2', { kind: 'gift', yuan: null, title: '老人免费理发一次', conditions: null }) }),
  claimOf('3', redeemed),
  claimOf('4', { state: 'expired' }),
];
const codes = () => ({
  from: '2026-10-01T02:00:00.000Z',
  stepMs: 30_000,
  now: '2026-10-01T02:00:09.000Z',
  codes: Array.from({ length: 40 }, (_, i) => `${48213057 + i * 71}`),
});

export const town: Record<string, Stand> = {
  'merchants.list': ({ near }) => ({
    merchants: near ? rows.map((row, i) => ({ ...row, distance: 80 + i * 560 })) : rows,
    next: null,
  }),
  'merchants.show': () => shown(),
  'merchants.serviceVersions': () => ({ versions: [list, { ...list, version: 2, items: list.items.slice(0, 2) }] }),
  'coupons.list': () => ({ coupons }),
  'coupons.mine': () => ({ claims }),
  'coupons.code': codes,
};
export const oneCoupon: Record<string, Stand> = {
  ...town,
  'coupons.list': () => ({ coupons: coupons.slice(0, 1) }),
  'coupons.mine': () => ({ claims: claims.slice(0, 1) }),
};
/** The shop takes it while it is shown. */
export function redeemedMeanwhile(): Record<string, Stand> {
  let asked = 0;
  return {
    ...oneCoupon,
    'coupons.mine': () => ({ claims: [claimOf('1', ++asked > 1 ? redeemed : {})] }),
  };
}
export const empty: Record<string, Stand> = {
  'merchants.list': () => ({ merchants: [], next: null }),
  'coupons.list': () => ({ coupons: [] }),
  'coupons.mine': () => ({ claims: [] }),
};
export const away: Record<string, Stand> = {
  'merchants.list': () => null,
  'coupons.list': () => null,
  'merchants.verify': () => null,
};
export const missing: Record<string, Stand> = { ...empty, 'merchants.show': () => 'merchant.missing' };
const reason = '居民反映多收钱，社区正在核实，核实完再恢复。';
const reasons: Partial<Record<BadgeState, string>> = {
  suspended: reason,
  revoked: '说好免费的还是收了邻居的钱，说过两次没有改。',
};
export const suspended: Record<string, Stand> = {
  ...town,
  'coupons.list': () => ({ coupons: [] }),
  'merchants.show': () =>
    shown({ merchant: { ...merchant, state: 'suspended', reason, choices: [] }, staff: true, helpful: true }),
};

const days: Partial<Record<BadgeState, Partial<typeof agreement>>> = {
  upcoming: { firstDay: '2026-10-15', lastDay: '2027-10-14' },
  expiring: { lastDay: '2026-10-12' },
  expired: { firstDay: '2025-09-01', lastDay: '2026-08-31' },
};
export function badgeOf(state: BadgeState): Badge {
  if (state === 'unknown') return { valid: false, state };
  const valid = state === 'valid' || state === 'expiring';
  const now = state === 'replaced' ? 'valid' : state;
  return {
    valid,
    state,
    merchant: { ...merchant, state: now, reason: reasons[now] ?? null },
    agreement: { ...agreement, ...days[state] },
    services: list,
    ...(state === 'replaced' && { replaced: { at, reason: '旧贴纸被人揭走了' } }),
  };
}
