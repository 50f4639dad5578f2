import * as v from 'valibot';
import { count, day, id, instant, phone, text } from './fields';
import { limits } from './limits';
import { picture } from './notices';
import { place } from './org';

/** 餐饮, 菜店超市, 理发美容, 药店诊所, 维修, 养老照护, 家政, 托管学习, 其他 */
export const categories = ['food', 'grocery', 'hair', 'health', 'repair', 'care', 'clean', 'study', 'other'] as const;
export type Category = (typeof categories)[number];

/** For whom a service is: 人人, 老人, 小孩, 残疾人, 军人和家属, 志愿者. 一老一小 are the second and the third. */
export const audiences = ['all', 'elders', 'children', 'disabled', 'veterans', 'volunteers'] as const;
export type Audience = (typeof audiences)[number];

/**
 * What a shop is today. `upcoming`, `valid`, `expiring` (30 days or fewer are left) and `expired` follow from the agreement's
 * days: the clock moves them, and no job does.
 */
export const merchantStates = [
  'applied',
  'declined',
  'upcoming',
  'valid',
  'expiring',
  'expired',
  'suspended',
  'revoked',
] as const;
export type MerchantState = (typeof merchantStates)[number];

/** What a scanned badge is: `replaced` by a newer sticker, or `unknown` because it was never ours. */
export const badgeStates = [
  'upcoming',
  'valid',
  'expiring',
  'expired',
  'suspended',
  'revoked',
  'replaced',
  'unknown',
] as const;
export type BadgeState = (typeof badgeStates)[number];

/** What the caller may do with a shop; pages show a button for each and never reason about roles. */
export const merchantActs = [
  'amend',
  'sign',
  'decline',
  'renew',
  'suspend',
  'resume',
  'revoke',
  'updateServices',
  'settleServices',
  'sticker',
  'reissue',
  'invite',
  'choose',
  'issue',
] as const;
export type MerchantAct = (typeof merchantActs)[number];

const degrees = (most: number) =>
  v.pipe(v.number('位置不对'), v.minValue(-most, '位置不对'), v.maxValue(most, '位置不对'));
/** WGS-84 or GCJ-02, as the phone's map gives it: all of ours come from the same map. */
export const location = v.strictObject({ latitude: degrees(85), longitude: degrees(180) });

/** One line of a shop's public service list. `fen` is the price in hundredths of a yuan: 0 is free, null is asked at the shop. */
export const service = v.strictObject({
  name: text('服务项目', 1, 30),
  fen: v.nullable(
    v.pipe(
      v.number('价格不对'),
      v.integer('价格要精确到分'),
      v.minValue(0, '价格不能是负数'),
      v.maxValue(10_000_000, '价格太大'),
    ),
  ),
  /** What the price is for: 每次, 每小时. */
  unit: v.optional(text('计价单位', 1, 10)),
  hours: v.optional(text('服务时间', 1, 40)),
  forWhom: v.pipe(
    v.array(v.picklist(audiences, '请选服务对象'), '请选服务对象'),
    v.minLength(1, '请选服务对象'),
    v.check((all) => new Set(all).size === all.length, '同一种服务对象选了两次'),
  ),
  phone: v.optional(phone),
  note: v.optional(text('说明', 1, 100)),
});
export type Service = v.InferOutput<typeof service>;

export const items = v.pipe(
  v.array(service, '服务清单不对'),
  v.maxLength(limits.services, `服务项目最多 ${limits.services} 项`),
  v.check((all) => new Set(all.map(({ name }) => name)).size === all.length, '有服务项目写了两次'),
);
export const pictures = (label: string, most: number) =>
  v.pipe(
    v.array(id, `${label}不对`),
    v.maxLength(most, `${label}最多 ${most} 张`),
    v.check((ids) => new Set(ids).size === ids.length, '同一张图片放了两次'),
  );

/** What a shop says of itself. The photograph of its door is what tells its sticker from a copy elsewhere. */
export const content = {
  name: text('店名', 1, limits.shopName),
  category: v.picklist(categories, '请选店铺种类'),
  address: text('地址', 1, limits.address),
  phone: v.optional(phone),
  hours: v.optional(text('营业时间', 1, 40)),
  about: v.optional(text('店铺介绍', 1, 300)),
  door: id,
  /** Licences and the like: the community and the shop see them, and nobody else. */
  documents: v.optional(pictures('证照', limits.documents), []),
  location: v.optional(location),
};
export const agreed = {
  firstDay: day,
  lastDay: day,
  /** What the shop promises its neighbours, as the paper says. */
  promises: text('服务承诺', 1, 500),
  /** Whether changes of the service list wait for the community's consent. */
  consentNeeded: v.optional(v.boolean('请选要不要社区同意'), false),
  /** The signed paper. */
  papers: v.optional(pictures('协议照片', limits.documents), []),
};
export const inOrder = (i: { firstDay: string; lastDay: string }) => i.firstDay <= i.lastDay;
export const lastsNotTooLong = (i: { firstDay: string; lastDay: string }) =>
  Date.parse(i.lastDay) - Date.parse(i.firstDay) < limits.agreementDays * 86_400_000;
export const wordsOfContent = (i: {
  name: string;
  address: string;
  hours?: string | undefined;
  about?: string | undefined;
}) => [i.name, i.address, i.hours, i.about];
export const wordsOfItems = (all: readonly Service[]) =>
  all.flatMap(({ name, unit, hours, note }) => [name, unit, hours, note]);
export const agreement = v.object({
  number: count,
  firstDay: day,
  lastDay: day,
  promises: v.string(),
  consentNeeded: v.boolean(),
  signedAt: instant,
});
export type Agreement = v.InferOutput<typeof agreement>;

/** The list as it stands, and since when. */
export const serviceList = v.object({ version: count, changedAt: instant, items: v.array(service) });
export type ServiceList = v.InferOutput<typeof serviceList>;

/** A shop as one row of a list. */
export const merchantRow = v.object({
  id,
  state: v.picklist(merchantStates),
  name: v.string(),
  category: v.picklist(categories),
  address: v.string(),
  place,
  door: v.nullable(picture),
  /** The last day of its agreement. */
  until: v.nullable(day),
  /** Residents who found it helpful. */
  helpful: count,
  /** The year the community last chose it as a 好商家. */
  chosen: v.nullable(count),
  /** In metres, when a place was named to look from. */
  distance: v.nullable(count),
});
export type MerchantRow = v.InferOutput<typeof merchantRow>;

/** What everyone may know of a shop. */
export const merchant = v.object({
  id,
  state: v.picklist(merchantStates),
  name: v.string(),
  category: v.picklist(categories),
  address: v.string(),
  place,
  above: v.array(v.string()),
  phone: v.nullable(v.string()),
  hours: v.nullable(v.string()),
  about: v.nullable(v.string()),
  door: v.nullable(picture),
  location: v.nullable(location),
  /** The first day of its first agreement. */
  since: v.nullable(day),
  until: v.nullable(day),
  /** Why it is suspended or revoked. */
  reason: v.nullable(v.string()),
  helpful: count,
  choices: v.array(v.object({ year: count, reason: v.string() })),
});
export type Merchant = v.InferOutput<typeof merchant>;

/** What happens to a shop, as its file tells it: how it came, what was agreed, and its list (`services`, and whether there was consent). */
export const merchantSteps = [
  ...(['apply', 'enter', 'amend', 'sign', 'decline', 'renew', 'suspend', 'resume', 'revoke'] as const),
  ...(['services', 'consent', 'noConsent', 'keep', 'reissue'] as const),
] as const;
export type MerchantStep = (typeof merchantSteps)[number];

/** What the shop and its community know besides: agreements and steps with the newest first. */
export const merchantFile = v.object({
  merchant,
  agreements: v.array(v.object({ ...agreement.entries, papers: v.array(picture) })),
  services: v.nullable(serviceList),
  /** A change of the list that waits for consent. */
  waiting: v.nullable(serviceList),
  documents: v.array(picture),
  steps: v.array(v.object({ act: v.picklist(merchantSteps), at: instant, reason: v.nullable(v.string()) })),
  /** The address that its sticker's code leads to; null while there is no badge. */
  badge: v.nullable(v.string()),
  /** Its last step, to be named by whoever signs what they saw. */
  seen: id,
  /** WeChat's check has not passed its words: whoever signs has to look at them well. */
  doubtful: v.boolean(),
  /** Whether somebody keeps it in the app. */
  kept: v.boolean(),
  may: v.array(v.picklist(merchantActs)),
});
export type MerchantFile = v.InferOutput<typeof merchantFile>;

/** What scanning a badge says. */
export const badge = v.object({
  valid: v.boolean(),
  state: v.picklist(badgeStates),
  merchant: v.optional(merchant),
  agreement: v.optional(agreement),
  services: v.optional(serviceList),
  /** When a sticker was replaced, and why. */
  replaced: v.optional(v.object({ at: instant, reason: v.string() })),
});
export type Badge = v.InferOutput<typeof badge>;

/** What a resident said to the community about a shop. */
export const residentsWord = v.object({
  id,
  merchant: v.object({ id, name: v.string() }),
  problem: v.boolean(),
  words: v.string(),
  at: instant,
  /** When staff took it up, and what they did. */
  heard: v.nullable(v.object({ at: instant, note: v.string() })),
});
export type ResidentsWord = v.InferOutput<typeof residentsWord>;
