import { createHmac } from 'node:crypto';
import { limits } from '../../types/limits';
import { createBrake } from '../kit/brake';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { holderOf, lockPlace, whereLaid, type Holder } from './holders';
import { holderByPerson, holderShown } from './lookup';
import type { There } from './picking';
import type { Picking } from './pickup';
import { campaignOf } from './queries';

const DAY_MS = 86_400_000;
const DIGITS = 8;
/** Somebody who types this many wrong keys within ten minutes was told none. */
const WRONG_KEYS = 20;
const WRONG_MS = 600_000;

/**
 * What somebody tells the neighbour who is to pick up for them. It is worked out anew whenever it is shown; the
 * answer to whoever asked for it is kept for three days, and it is good for one. */
export function keyOf(key: Buffer, of: There & { person_id: string }, until: Date): string {
  const text = `proxy ${of.campaign_id} ${of.community_id} ${of.person_id} ${until.getTime()}`;
  const mac = createHmac('sha256', key).update(text).digest();
  return String(mac.readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** By which a key that is typed is found. */
const markOf = (key: Buffer, typed: string): Buffer => createHmac('sha256', key).update(`proxy key ${typed}`).digest();

/** Neighbours who pick up for somebody: named once in a campaign, and for three at most. */
export const proxying = ({
  key,
  seal,
}: Pick<Picking, 'key' | 'seal'>): Pick<Handlers['eggs'], 'nameProxy' | 'beProxy' | 'dropProxy'> => {
  const brake = createBrake(WRONG_KEYS, WRONG_MS);
  return {
    async nameProxy({ campaignId }, { actor, db, now }) {
      const own = await holderAsking(db, campaignId, actor.id, now);
      if (own.proxy_id !== null) refuse('proxy.named');
      // Asked again within the day it is the same: it may have been told already.
      if (own.proxy_until !== null && own.proxy_until > now)
        return { key: keyOf(key, own, own.proxy_until), until: own.proxy_until.toISOString() };
      const until = await untilWithKeyOfItsOwn(db, own, new Date(now.getTime() + DAY_MS), now);
      const told = keyOf(key, own, until);
      await change(db, own, { proxy_key: markOf(key, told), proxy_until: until });
      return { key: told, until: until.toISOString() };
    },

    async beProxy({ key: typed }, { actor, db, now }) {
      if (!brake.isFree(actor.id, now)) refuse('pickup.tries');
      const found = await askedBy(db, markOf(key, typed), now);
      if (!found) {
        brake.press(actor.id, now);
        return refuse('proxy.key');
      }
      const there = await lockPlace(db, found.campaign_id, found.community_id);
      // Whoever is named in two communities at once is counted once for each.
      await db.selectFrom('person').select('id').where('id', '=', actor.id).forNoKeyUpdate().execute();
      const asked = (await askedBy(db, markOf(key, typed), now)) ?? refuse('proxy.key');
      if (asked.person_id === actor.id) refuse('proxy.own');
      if ((await everNamed(db, found.campaign_id, actor.id)) >= limits.proxyFor) refuse('proxy.full');
      const named = { proxy_id: actor.id, proxy_dropped: false, proxy_key: null, proxy_until: null };
      await change(db, asked, named);
      const { masked, left } = holderShown(seal, await holderByPerson(db, there, asked.person_id));
      return { campaignId: found.campaign_id, masked, left };
    },

    async dropProxy({ campaignId }, { actor, db, now }) {
      const own = await holderAsking(db, campaignId, actor.id, now);
      if (own.proxy_id === null) await change(db, own, { proxy_key: null, proxy_until: null });
      else await change(db, own, { proxy_dropped: true });
      return {};
    },
  };

  /** Two keys that are told at one time are not the same: else somebody would pick up for a stranger. */
  async function untilWithKeyOfItsOwn(db: Db, own: Holder, until: Date, now: Date): Promise<Date> {
    const taken = await askedBy(db, markOf(key, keyOf(key, own, until)), now);
    return taken ? untilWithKeyOfItsOwn(db, own, new Date(until.getTime() - 1), now) : until;
  }
};

/** Whoever asks, by their number, under the lock of the community. @throws Refusal `campaign.missing`, `pickup.none` */
async function holderAsking(db: Db, campaign: string, person: string, now: Date): Promise<Holder> {
  if (!(await campaignOf(db, campaign))) refuse('campaign.missing');
  const laid = (await whereLaid(db, campaign, person)) ?? refuse('pickup.none');
  return holderOf(db, await lockPlace(db, campaign, laid.community_id), person, now);
}

const askedBy = (db: Db, mark: Buffer, now: Date) =>
  db
    .selectFrom('egg_holder')
    .select(['community_id', 'campaign_id', 'person_id'])
    .where('proxy_key', '=', mark)
    .where('proxy_id', 'is', null)
    .where('proxy_until', '>', now)
    .executeTakeFirst();

/** For how many somebody was named. Those who let them pick up no more count, or one would collect for a whole stairwell in turn. */
async function everNamed(db: Db, campaign: string, proxy: string): Promise<number> {
  const { n } = await db
    .selectFrom('egg_holder')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('n'))
    .where('campaign_id', '=', campaign)
    .where('proxy_id', '=', proxy)
    .executeTakeFirstOrThrow();
  return n;
}

const change = (
  db: Db,
  { community_id, campaign_id, person_id }: There & { person_id: string },
  to: Partial<Pick<Holder, 'proxy_id' | 'proxy_key' | 'proxy_until' | 'proxy_dropped'>>,
) =>
  db
    .updateTable('egg_holder')
    .set(to)
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .where('person_id', '=', person_id)
    .execute();
