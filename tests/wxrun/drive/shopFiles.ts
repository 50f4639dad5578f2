import type { Contract, Output } from '../../../types';
import type { MerchantFile, MerchantRow, MerchantState, ResidentsWord, Service } from '../../../types/shops';
import { shanghai } from '../../../src/kit/time';

/** A shop as its keeper and its community see it, in states that no demo city is in all at once. */

const JIANGPAN = { code: '230104009009', level: 'community', name: '江畔社区' } as const;
const picture = (id: string, url: string) => ({ id, url, width: 640, height: 480 });
const drawn = (svg: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120">${svg}</svg>`)}`;
const door = picture(
  '81',
  drawn(
    '<path fill="#d9cbb4" d="M0 0h160v120H0z"/><path fill="#8a3b2d" d="M10 18h140v24H10z"/><path fill="#5c4a38" d="M58 52h44v68H58z"/><path fill="#a9c3cf" d="M16 54h32v40H16zM112 54h32v40h-32z"/>',
  ),
);
const paper = picture(
  '82',
  drawn('<path fill="#fff" d="M0 0h160v120H0z"/><path stroke="#888" d="M20 24h120M20 44h120M20 64h90M20 84h100"/>'),
);

/** The day on which the city opens. */
const TODAY = Date.parse('2026-10-01T02:00:00.000Z');
const dayOf = (days: number): string => shanghai(TODAY + days * 86_400_000).day;
const at = (days: number): string => new Date(TODAY + days * 86_400_000).toISOString();

const services: Service[] = [
  { name: '老人修鞋', fen: 0, forWhom: ['elders'], note: '65 岁以上，凭身份证' },
  { name: '配普通钥匙', fen: 800, unit: '每把', forWhom: ['all'] },
  { name: '上门开锁', fen: null, forWhom: ['all'], hours: '每天 8:00 到 20:00', phone: '0451-5555-0131' },
  { name: '修伞', fen: 550, forWhom: ['elders', 'children'] },
];

/** The days of an agreement by the state that follows from them. */
const days: Record<MerchantState, readonly [number, number] | null> = {
  applied: null,
  declined: null,
  upcoming: [5, 369],
  valid: [-90, 274],
  expiring: [-353, 11],
  expired: [-380, -16],
  suspended: [-90, 274],
  revoked: [-90, 274],
};
const reasons: Partial<Record<MerchantState, string>> = {
  suspended: '门口占了盲道，挪开以后恢复',
  revoked: '清单上写着免费的，收了邻居的钱，说过两次没有改',
};

export function shopFile(state: MerchantState, more: Partial<MerchantFile> = {}, id = '7'): MerchantFile {
  const range = days[state];
  const [first, last] = range ? [dayOf(range[0]), dayOf(range[1])] : [null, null];
  return {
    merchant: {
      id,
      state,
      name: '街角修鞋配钥匙',
      category: 'repair',
      address: '东原街 18 号一楼',
      place: JIANGPAN,
      above: ['哈尔滨市', '道外区', '东原街道'],
      phone: '0451-5555-0131',
      hours: '每天 8:00 到 20:00',
      about: '在这条街上修了二十年鞋，钥匙当场就能配。',
      door,
      location: null,
      since: first,
      until: last,
      reason: reasons[state] ?? null,
      helpful: 12,
      choices: state === 'valid' ? [{ year: 2025, reason: '给老人修鞋不收钱，一年没断过' }] : [],
    },
    agreements:
      first && last
        ? [
            {
              number: 1,
              firstDay: first,
              lastDay: last,
              promises: '给 65 岁以上的老人修鞋不收钱，明码标价。',
              consentNeeded: false,
              signedAt: at(-90),
              papers: [paper],
            },
          ]
        : [],
    services: first ? { version: 3, changedAt: at(-20), items: services } : null,
    waiting: null,
    documents: [paper],
    seen: '9',
    doubtful: false,
    steps: [
      { act: 'apply' as const, at: at(-100), reason: null },
      ...(state === 'declined' ? [{ act: 'decline' as const, at: at(-2), reason: '门头和照片不一样，请拍清楚' }] : []),
      ...(first ? [{ act: 'sign' as const, at: at(-90), reason: null }] : []),
      ...(state === 'suspended' ? [{ act: 'suspend' as const, at: at(-1), reason: reasons.suspended ?? null }] : []),
      ...(state === 'revoked' ? [{ act: 'revoke' as const, at: at(-1), reason: reasons.revoked ?? null }] : []),
    ],
    badge: first ? 'https://jiamenkou.example/b/7.kQ3fX9mB2TzR8sYw.a1B2c3D4e5F6g7H8' : null,
    kept: true,
    may: [],
    ...more,
  };
}

export const rowOf = ({ merchant }: MerchantFile): MerchantRow => ({
  id: merchant.id,
  state: merchant.state,
  name: merchant.name,
  category: merchant.category,
  address: merchant.address,
  place: merchant.place,
  door: merchant.door,
  until: merchant.until,
  helpful: merchant.helpful,
  chosen: merchant.choices[0]?.year ?? null,
  distance: null,
});

const coupon = {
  merchant: { id: '7', name: '街角修鞋配钥匙', address: '东原街 18 号一楼' },
  conditions: null,
  firstDay: dayOf(-10),
  lastDay: dayOf(20),
  keepDays: 14,
  perPerson: 1,
};
export const issued: Output<Contract['coupons']['issued']> = {
  coupons: [
    {
      ...coupon,
      id: '31',
      kind: 'off',
      title: '修鞋减五元',
      yuan: 5,
      total: 50,
      left: 18,
      stopped: false,
      held: 20,
      redeemed: 12,
      expired: 3,
    },
    {
      ...coupon,
      id: '32',
      kind: 'gift',
      title: '送一次磨剪刀',
      yuan: null,
      total: 20,
      left: 4,
      stopped: true,
      held: 0,
      redeemed: 16,
      expired: 0,
    },
  ],
};

export const visits: Output<Contract['merchants']['visits']> = {
  days: [12, 3, 0, 7, 25, 1, 4, 9, 2].map((people, i) => ({ day: dayOf(-i), people })),
  total: 63,
};

export const told: ResidentsWord[] = [
  {
    id: '91',
    merchant: { id: '7', name: '街角修鞋配钥匙' },
    problem: true,
    words: '清单上写着老人修鞋免费，昨天收了我妈五块钱。',
    at: at(-1),
    heard: null,
  },
  {
    id: '90',
    merchant: { id: '8', name: '江畔理发' },
    problem: false,
    words: '师傅上门给我爸理发，特别耐心。',
    at: at(-3),
    heard: { at: at(-2), note: '转告了店里' },
  },
];

/** Who keeps the shop, in a city that says so. */
export const keeper: Output<Contract['session']['me']> = {
  person: { id: '4021', persona: 'merchant' },
  home: JIANGPAN,
  roles: [],
  desk: [],
  shops: [{ id: '7', name: '街角修鞋配钥匙' }],
  visits: [],
  answers: [],
  units: [],
  phone: null,
  demo: true,
};
