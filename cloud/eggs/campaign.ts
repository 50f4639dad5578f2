import { sql } from 'kysely';
import type { CampaignShown } from '../../types/campaigns';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Actor, Handlers } from '../kit/serve';
import type { EggTables } from '../kit/eggTables';
import { isWithin } from '../org';
import { mustPass } from '../safety';
import { shownCampaign } from './board';
import {
  insertCampaign,
  lockForCampaign,
  putCommunities,
  wholeCampaign,
  type Plan,
  type WholeCampaign,
} from './queries';
import { actsOf, campaignStateOf } from './planning';

type Planning = 'createCampaign' | 'changeCampaign' | 'setPickUps' | 'pauseCampaign' | 'resumeCampaign' | 'endCampaign';

/**
 * Planning a campaign: made, changed until it begins, paused, resumed, ended. A pause or an end waits for nobody: their
 * reasons are refused only when WeChat says that they are bad.
 */
export const planning: Pick<Handlers['eggs'], Planning> = {
  async createCampaign({ clientId: _clientId, ...plan }, { db, actor, now, checked }) {
    mustPass(checked);
    const { nodeCode } = plan;
    await mayBe(db, plan, nodeCode, shanghaiDay(now));
    const id = newId(now);
    await insertCampaign(db, { ...plan, id }, now);
    await step(db, id, 'made', null, actor, now);
    const { name, firstDay, lastDay, cap, pickUps } = plan;
    return { campaign: { id, name, firstDay, lastDay, cap, pickUps } };
  },

  async changeCampaign({ clientId: _clientId, campaignId, ...plan }, { db, actor, now, checked }) {
    mustPass(checked);
    const before = await lockCampaign(
      db,
      campaignId,
      plan.communities.map(({ code }) => code),
    );
    mustDo('change', before, now);
    await db.deleteFrom('campaign_community').where('campaign_id', '=', campaignId).execute();
    await mayBe(db, plan, before.node_code, shanghaiDay(now));
    const { name, firstDay: first_day, lastDay: last_day, cap, reserve } = plan;
    await db
      .updateTable('campaign')
      .set({ name, first_day, last_day, cap, reserve, pick_ups: JSON.stringify(plan.pickUps) })
      .where('id', '=', campaignId)
      .execute();
    await putCommunities(db, campaignId, plan);
    await step(db, campaignId, 'changed', null, actor, now);
    return shown(db, campaignId, actor, now);
  },

  async setPickUps({ campaignId, pickUps, reserve }, { db, actor, now, checked }) {
    mustPass(checked);
    const before = await lockCampaign(db, campaignId);
    mustDo('setPickUps', before, now);
    const theirs = (code: string): boolean => before.codes.includes(code);
    if (!pickUps.every(({ day, communityCode: at }) => day >= before.first_day && (at === undefined || theirs(at))))
      refuse('campaign.pickUps');
    await db
      .updateTable('campaign')
      .set({ pick_ups: JSON.stringify(pickUps), reserve })
      .where('id', '=', campaignId)
      .execute();
    await step(db, campaignId, 'pickUpsSet', null, actor, now);
    return shown(db, campaignId, actor, now);
  },

  async pauseCampaign({ campaignId, reason }, { db, actor, now }) {
    mustDo('pause', await lockCampaign(db, campaignId), now);
    await stop(db, campaignId, 'paused');
    await step(db, campaignId, 'paused', reason, actor, now);
    return shown(db, campaignId, actor, now);
  },

  async resumeCampaign({ campaignId }, { db, actor, now }) {
    mustDo('resume', await lockCampaign(db, campaignId), now);
    await stop(db, campaignId, null);
    await step(db, campaignId, 'resumed', null, actor, now);
    return shown(db, campaignId, actor, now);
  },

  async endCampaign({ campaignId, reason }, { db, actor, now }) {
    const before = await lockCampaign(db, campaignId);
    mustDo('end', before, now);
    const today = shanghaiDay(now);
    if (today < before.first_day) {
      // Nobody was promised anything: its communities are free for another.
      await db.deleteFrom('campaign_community').where('campaign_id', '=', campaignId).execute();
    } else {
      await db
        .updateTable('campaign_community')
        .set({ stopped: 'ended', last_day: today })
        .where('campaign_id', '=', campaignId)
        .execute();
      await db.updateTable('campaign').set({ last_day: today }).where('id', '=', campaignId).execute();
    }
    await db.updateTable('campaign').set({ ended_at: now }).where('id', '=', campaignId).execute();
    await step(db, campaignId, 'ended', reason, actor, now);
    return shown(db, campaignId, actor, now);
  },
};

async function shown(db: Db, id: string, actor: Actor, now: Date): Promise<{ campaign: CampaignShown }> {
  return { campaign: await shownCampaign(db, await wholeCampaign(db, id), actor, now) };
}

/** @throws Refusal `campaign.begun`, `campaign.step` */
function mustDo(act: CampaignShown['may'][number], campaign: WholeCampaign, now: Date): void {
  const state = campaignStateOf(campaign, shanghaiDay(now));
  if (actsOf(state).includes(act)) return;
  refuse(act === 'change' && state !== 'dropped' ? 'campaign.begun' : 'campaign.step');
}

/** A campaign with all of its communities locked, and those that are to join it, as the read credit locks them. */
async function lockCampaign(db: Db, id: string, joining: readonly string[] = []): Promise<WholeCampaign> {
  const { codes } = await wholeCampaign(db, id);
  await sql`select lock_communities(${sql.val([...new Set([...codes, ...joining])])}::text[])`.execute(db);
  const locked = await wholeCampaign(db, id);
  // Somebody changed its communities while we waited for those before.
  if (locked.codes.some((code) => !codes.includes(code) && !joining.includes(code))) refuse('busy');
  return locked;
}

/** Whether a plan may be carried out at a node. The caller has taken its own rows away. */
async function mayBe(db: Db, plan: Plan, nodeCode: string, today: string): Promise<void> {
  if (plan.firstDay < today) refuse('campaign.past');
  const codes = plan.communities.map(({ code }) => code);
  if (!codes.every((code) => isWithin(code, nodeCode))) refuse('campaign.outside');
  if (!plan.pickUps.every(({ communityCode: at }) => at === undefined || codes.includes(at)))
    refuse('campaign.pickUps');
  const { allOpen, overlaps } = await lockForCampaign(db, codes, plan.firstDay, plan.lastDay);
  if (!allOpen) refuse('campaign.outside');
  if (overlaps) refuse('campaign.overlaps');
}

const stop = (db: Db, campaign: string, stopped: 'paused' | null) =>
  db.updateTable('campaign_community').set({ stopped }).where('campaign_id', '=', campaign).execute();

async function step(
  db: Db,
  campaign_id: string,
  act: EggTables['campaign_step']['act'],
  reason: string | null,
  actor: Actor,
  at: Date,
): Promise<void> {
  const last = await db
    .selectFrom('campaign_step')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('campaign_id', '=', campaign_id)
    .executeTakeFirst();
  await db
    .insertInto('campaign_step')
    .values({ campaign_id, number: (last?.number ?? 0) + 1, act, reason, by_id: actor.id, at })
    .execute();
}
