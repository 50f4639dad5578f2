import type { Audience, Category } from '../../types/shops';
import { words } from '../kit/words';
import type { ShopState } from './parts/Mark';

const states: Record<ShopState, string> = {
  applied: '等社区看',
  declined: '没有同意',
  upcoming: '还没到日子',
  valid: '有效',
  expiring: '快到期',
  expired: '过期了',
  suspended: '暂停了',
  revoked: '撤销了',
  replaced: '换过新贴纸',
  unknown: '查不到',
};
const categories: Record<Category, string> = {
  food: '餐饮',
  grocery: '菜店超市',
  hair: '理发美容',
  health: '药店诊所',
  repair: '维修',
  care: '养老照护',
  clean: '家政',
  study: '托管学习',
  other: '其他',
};
const audiences: Record<Audience, string> = {
  all: '人人',
  elders: '老人',
  children: '小孩',
  disabled: '残疾人',
  veterans: '军人和家属',
  volunteers: '志愿者',
};

const yuan = (fen: number): string => (fen % 100 === 0 ? `¥${fen / 100}` : `¥${(fen / 100).toFixed(2)}`);
/** A whole day, since agreements run over years. */
const date = (day: string): string => `${day.slice(0, 4)}年${words.day(day)}`;

/** What neighbours, and everybody who has to do with shops, read of them. */
export const say = {
  states,
  categories,
  audiences,
  date,
  dates: (first: string, last: string) => `${date(first)} 到 ${date(last)}`,
  chosen: (year: number) => `${year}年好商家`,
  distance: (metres: number) => (metres < 1_000 ? `离您 ${metres} 米` : `离您 ${(metres / 1_000).toFixed(1)} 公里`),
  price: (fen: number | null, unit?: string): string => {
    if (fen === null) return '到店问';
    if (fen === 0) return '免费';
    return unit ? `${yuan(fen)} ${unit}` : yuan(fen);
  },
  forWhom: (whom: readonly Audience[]): string => whom.map((one) => audiences[one]).join('、'),
  door: '门口的照片',
};
