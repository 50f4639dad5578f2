import { addDays, shanghaiDay } from '../../cloud/kit/clock';
import type { Call } from '../../types';
import type { MerchantFile } from '../../types/shops';
import { pictureOf } from './acts';
import { clientId, JIANGPAN, type Town } from './town';

export { pictureOf } from './acts';

/** Somebody who does something with shops. */
export interface Somebody {
  id: string;
  call: Call;
}

const signers = new WeakMap<Town, Promise<Somebody>>();
/** Who signs for every community of the city, so that a test need not choose. */
export const signerOf = (town: Town): Promise<Somebody> => {
  const known = signers.get(town) ?? town.person({ roles: [['secretary', '2301']] });
  signers.set(town, known);
  return known;
};

/** What a shop applies with, in 江畔 or as given; `door` is a picture of whoever applies. */
export const applicationOf = (door: string, given: object = {}) => ({
  clientId: clientId(),
  communityCode: JIANGPAN,
  name: '老街修鞋铺',
  category: 'repair' as const,
  address: '江畔路 31 号',
  door,
  ...given,
});

export const haircut = { name: '老人理发', fen: 500, unit: '每次', forWhom: ['elders' as const] };

/** An agreement from today for a year, or as given, signed with the shop as it is now in sight. */
export const agreementOf = async (town: Town, merchantId: string, given: object = {}) => {
  const today = shanghaiDay(town.clock.now());
  return {
    ...{ clientId: clientId(), merchantId, seen: await seenOf(town, merchantId) },
    ...{ firstDay: today, lastDay: addDays(today, 364), promises: '老人优先' },
    ...given,
  };
};

/** The last step of a shop, as its file names it. */
async function seenOf({ db }: Town, merchantId: string): Promise<string> {
  const steps = db.selectFrom('merchant_step').select('id').where('merchant_id', '=', merchantId);
  return (await steps.orderBy('id', 'desc').limit(1).executeTakeFirst())?.id ?? '1';
}

interface Given {
  /** Who keeps it; nobody: staff entered it. */
  keeper?: Somebody;
  /** More of what it applies with. */
  facts?: object;
  /** More of its agreement; null: it is not signed. */
  agreement?: object | null;
}

/** A shop, signed today for a year, or as given. */
export async function openShop(town: Town, { keeper, facts, agreement = {} }: Given = {}): Promise<MerchantFile> {
  const signer = await signerOf(town);
  const bringer = keeper ?? signer;
  const application = applicationOf(await pictureOf(town, bringer.id), facts);
  const { file } = keeper
    ? await keeper.call.merchants.apply(application)
    : await signer.call.merchants.enter(application);
  if (agreement === null) return file;
  return (await signer.call.merchants.sign(await agreementOf(town, file.merchant.id, agreement))).file;
}

/** What the code of a shop's sticker carries. */
export const tokenOf = ({ badge }: MerchantFile): string => badge?.split('/b/')[1] ?? '';

/** What a shop fills in for a coupon: ten of them, one for each neighbour, for a month from today. */
export const couponOf = (town: Town, merchantId: string, given: object = {}) => {
  const today = shanghaiDay(town.clock.now());
  return {
    ...{ clientId: clientId(), merchantId, kind: 'gift' as const, title: '免费修一次鞋' },
    ...{ total: 10, perPerson: 1, firstDay: today, lastDay: addDays(today, 30), keepDays: 7 },
    ...given,
  };
};
