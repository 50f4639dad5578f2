import type { HeldBack } from '../../types/pickup';
import { shanghaiDay } from '../kit/clock';
import { STEP_MS, stepAt } from '../kit/code';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import type { Handlers } from '../kit/serve';
import { placeOf, places } from '../org';
import { openidOf, phoneOf } from '../people';
import { WechatError, type Wechat } from '../wechat';
import { holderOf, isPickUpDay, leftOf, lockPlace, placeAt, whereLaid, type Holder } from './holders';
import { flagsOf, holderByPerson, holders, holderShown, type Known } from './lookup';
import { codesOf, heldOf, prefixOf, reasonOf, type There } from './picking';
import { keyOf } from './proxy';
import { campaignOf } from './queries';
import { raiseFlags } from './raise';

/** What handing eggs out needs of the house. */
export interface Picking {
  /** Makes the rotating codes. */
  key: Buffer;
  seal: Seal;
  /** Unset: nobody comes by WeChat, and nobody has to have a phone. */
  wechat: Wechat | undefined;
}

/** What residents see of their eggs on the day, and the codes that they show. */
export const picking = ({ key, seal, wechat }: Picking): Pick<Handlers['eggs'], 'pickUp' | 'pickUpCode'> => {
  const needsPhone = wechat !== undefined;
  return {
    async pickUp({ campaignId }, { actor, db, now }) {
      const row = (await campaignOf(db, campaignId)) ?? refuse('campaign.missing');
      const today = shanghaiDay(now);
      const laid = await whereLaid(db, campaignId, actor.id);
      const others = await Promise.all(
        (await principalsOf(db, campaignId, actor.id)).map(async (one) => {
          const { held } = await heldBack(db, one, { ...one, needsPhone });
          return { ...holderShown(seal, one), held };
        }),
      );
      const { id, name, first_day: firstDay, last_day: lastDay, cap, pick_ups: pickUps } = row;
      const shown = { campaign: { id, name, firstDay, lastDay, cap, pickUps }, today, others };
      if (!laid)
        return {
          ...{ ...shown, open: false, community: null, count: 0, collected: 0, left: 0 },
          ...{ held: 'none' as const, reason: null, proxy: null },
        };

      const place = await placeAt(db, campaignId, laid.community_id);
      const own = await leftOf(db, place, actor.id);
      const { code, name: called } = placeOf((await places(db, [laid.community_id]))(laid.community_id));
      return {
        ...shown,
        open: isPickUpDay(place, today),
        community: { code, name: called },
        count: own.days.length,
        collected: own.collected.length,
        left: own.ready.length,
        ...(await heldBack(db, place, { person_id: actor.id, left: own.ready.length, needsPhone })),
        proxy: await proxyShown(db, place, actor.id, now),
      };
    },

    async pickUpCode({ campaignId, number }, { actor, db, now, keep, visitor }) {
      const today = shanghaiDay(now);
      const whose = await (number === undefined
        ? own(db, campaignId, actor.id)
        : principal(db, campaignId, actor.id, number, today));
      const place = await placeAt(db, campaignId, whose.community_id);
      if (!isPickUpDay(place, today)) refuse('pickup.day');
      const risk = await riskOf(db, whose, visitor().address);

      // What was found out stays, also when it says that there is no code for now.
      const { who, held } = await keep(async (tx) => {
        const here = await lockPlace(tx, campaignId, whose.community_id);
        const holder = await holderOf(tx, here, whose.person_id, now);
        if (risk !== null) await noteRisk(tx, whose, risk);
        await raiseFlags(tx, here, { ...holder, risk: risk ?? holder.risk }, now);
        const known = await holderByPerson(tx, here, whose.person_id);
        return { who: known, ...(await heldBack(tx, here, { ...known, needsPhone })) };
      });
      if (who.person_id !== actor.id && who.proxy !== actor.id) refuse('pickup.missing');
      if (held) refuse(`pickup.${held}`);
      return {
        number: who.number,
        left: who.left,
        prefix: prefixOf(who),
        from: new Date(stepAt(now) * STEP_MS).toISOString(),
        stepMs: STEP_MS,
        now: now.toISOString(),
        codes: codesOf(key, who, who, actor.id, now),
      };
    },
  };

  /** WeChat's word on an account, asked once; null while it says nothing, which holds nobody up. */
  async function riskOf(db: Db, { person_id, ...there }: Whose, ip: string): Promise<number | null> {
    if (!wechat) return null;
    const known = await holderRow(db, there, person_id);
    if (known && known.risk !== null) return null;
    const openid = await openidOf(db, person_id);
    if (openid === null) return null;
    try {
      return await wechat.riskRank({ openid, ip });
    } catch (error) {
      if (error instanceof WechatError) return null;
      throw error;
    }
  }

  async function proxyShown(db: Db, there: There, person: string, now: Date) {
    const row = await holderRow(db, there, person);
    if (!row) return null;
    if (row.proxy_id !== null)
      return {
        state: row.proxy_dropped ? ('dropped' as const) : ('named' as const),
        ...{ key: null, until: null, masked: phoneOf(seal, await phoneKept(db, row.proxy_id)) },
      };
    if (row.proxy_until === null || row.proxy_until <= now) return null;
    const until = row.proxy_until;
    return { state: 'asked' as const, key: keyOf(key, row, until), until: until.toISOString(), masked: null };
  }
};

/**
 * Why somebody's eggs are not handed out, and the words of whoever said no.
 * @param of.needsPhone whether eggs are handed out to those alone who have bound a phone
 */
export async function heldBack(
  db: Db,
  there: There,
  { person_id, left, needsPhone }: { person_id: string; left: number; needsPhone: boolean },
): Promise<{ held: HeldBack | null; reason: string | null }> {
  const flags = (await flagsOf(db, there, [person_id]))(person_id);
  const lacksPhone = needsPhone && (await phoneKept(db, person_id)) === null;
  const held = heldOf({ left, flags, lacksPhone });
  return { held, reason: held === 'stopped' ? reasonOf(flags) : null };
}

interface Whose extends There {
  person_id: string;
}

/** @throws Refusal `campaign.missing`, `pickup.none` */
async function own(db: Db, campaign: string, person: string): Promise<Whose> {
  const laid = await whereLaid(db, campaign, person);
  if (!laid) return refuse((await campaignOf(db, campaign)) ? 'pickup.none' : 'campaign.missing');
  return { community_id: laid.community_id, campaign_id: campaign, person_id: person };
}

/**
 * The neighbour of that number whom somebody picks up for. Numbers are of a community: of two that are the same in two communities, the one
 * where eggs are handed out today.
 * @throws Refusal `pickup.missing`
 */
async function principal(db: Db, campaign: string, proxy: string, number: number, today: string): Promise<Whose> {
  const named = (await principalsOf(db, campaign, proxy)).filter((one) => one.number === number);
  for (const one of named) if (isPickUpDay(await placeAt(db, campaign, one.community_id), today)) return one;
  return named[0] ?? refuse('pickup.missing');
}

/** Those who named somebody to pick up for them. */
const principalsOf = (db: Db, campaign: string, proxy: string): Promise<Known[]> =>
  holders(db)
    .where('h.campaign_id', '=', campaign)
    .where('h.proxy_id', '=', proxy)
    .where('h.proxy_dropped', '=', false)
    .orderBy('h.community_id')
    .orderBy('h.number')
    .execute();

const holderRow = (db: Db, { community_id, campaign_id }: There, person: string): Promise<Holder | undefined> =>
  db
    .selectFrom('egg_holder')
    .selectAll()
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .where('person_id', '=', person)
    .executeTakeFirst();

const noteRisk = (tx: Db, { community_id, campaign_id, person_id }: Whose, risk: number) =>
  tx
    .updateTable('egg_holder')
    .set({ risk })
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .where('person_id', '=', person_id)
    .execute();

async function phoneKept(db: Db, person: string): Promise<Buffer | null> {
  const row = await db.selectFrom('person').select('phone').where('id', '=', person).executeTakeFirst();
  return row?.phone ?? null;
}
