import type { Agreement, Merchant, MerchantRow, ServiceList } from '../../types/shops';
import type { Found } from '../../types/org';
import { pictureView } from '../files';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { placeOf, places } from '../org';
import type { agreementsOf, listsOf, Shop } from './queries';
import { factsOf } from './queries';
import { stateOf } from './rules';

type Facts = ReturnType<Awaited<ReturnType<typeof factsOf>>>;

/** What everyone may know of a shop. Why it was declined is between the shop and its community. */
export function merchantView(shop: Shop, at: Found, facts: Facts, now: Date, origin: string): Merchant {
  const { latitude, longitude } = shop;
  return {
    id: shop.id,
    state: stateOf(shop, shanghaiDay(now)),
    name: shop.name,
    category: shop.category,
    address: shop.address,
    place: placeOf(at),
    above: at.above,
    phone: shop.phone,
    hours: shop.hours,
    about: shop.about,
    door: facts.isDoorSeen ? pictureView(origin, shop.door) : null,
    location: latitude === null || longitude === null ? null : { latitude, longitude },
    since: shop.since,
    until: shop.until_day,
    reason: shop.reason,
    helpful: facts.helpful,
    choices: facts.choices.map(({ year, reason }) => ({ year, reason })),
  };
}

/** A shop as everyone may see it. */
export async function viewOf(db: Db, shop: Shop, now: Date, origin: string): Promise<Merchant> {
  const at = (await places(db, [shop.community_id]))(shop.community_id);
  return merchantView(shop, at, (await factsOf(db, [shop]))(shop), now, origin);
}

export type Listed = Pick<
  Shop,
  'community_id' | 'id' | 'name' | 'category' | 'address' | 'door' | 'door_seen' | 'standing' | 'from_day' | 'until_day'
> & { distance?: number | null };

export async function rowsOf(db: Db, shops: readonly Listed[], now: Date, origin: string): Promise<MerchantRow[]> {
  const at = await places(
    db,
    shops.map((shop) => shop.community_id),
  );
  const facts = await factsOf(db, shops);
  return shops.map((shop) => {
    const { helpful, choices, isDoorSeen } = facts(shop);
    return {
      id: shop.id,
      state: stateOf(shop, shanghaiDay(now)),
      name: shop.name,
      category: shop.category,
      address: shop.address,
      place: placeOf(at(shop.community_id)),
      door: isDoorSeen ? pictureView(origin, shop.door) : null,
      until: shop.until_day,
      helpful,
      chosen: choices[0]?.year ?? null,
      distance: shop.distance === undefined || shop.distance === null ? null : Math.round(shop.distance),
    };
  });
}

export const agreementView = (row: Awaited<ReturnType<typeof agreementsOf>>[number]): Agreement => ({
  number: row.number,
  firstDay: row.first_day,
  lastDay: row.last_day,
  promises: row.promises,
  consentNeeded: row.consent_needed,
  signedAt: row.signed_at.toISOString(),
});

export const listView = (row: Awaited<ReturnType<typeof listsOf>>[number]): ServiceList => ({
  version: row.version,
  changedAt: (row.settled_at ?? row.made_at).toISOString(),
  items: row.items,
});
