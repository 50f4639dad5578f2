import type { Contract, Output } from '../../types';
import type { Db } from '../kit/database';
import { shanghaiDay } from '../kit/clock';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { MESSAGE_SCENES } from '../credit';
import { entryOf, nextDay, proofOf } from '../ledger';
import { campaignOf, closesOf, eggOn, headsOf, placeIn, readsOn } from './queries';
import { whyNoEgg } from './rules';

type Proving = 'receipt' | 'heads' | 'closes';

/** What an egg rests on, and the closed days that bind it: for whoever has it, and for anyone. */
export const proving = (key: Buffer): Pick<Handlers['eggs'], Proving> => ({
  async receipt({ campaignId, day }, { actor, db, now }) {
    const campaign = await whole(db, campaignId, day);
    const egg = await eggOn(db, actor.id, campaignId, day);
    const shown = { campaign: { id: campaign.id, name: campaign.name }, day };
    if (egg) {
      const { number, laid_at, notice_id, title } = egg;
      const laid = { entry: entryOf(egg), number, laidAt: laid_at.toISOString(), notice: { id: notice_id, title } };
      return { ...shown, egg: laid, why: null, proof: await proofOf(db, key, egg) };
    }
    const reads = await readsOn(db, actor.id, day);
    const home = reads.find((read) => read.home !== null)?.home ?? actor.home;
    const place = home === null ? undefined : await placeIn(db, campaignId, home, actor.id, day);
    const why = whyNoEgg({ day, today: shanghaiDay(now), reads, place, messageScenes: MESSAGE_SCENES });
    return { ...shown, egg: null, why, proof: null };
  },

  heads: ({ campaignId }, { db, now }) => publicHeads(db, campaignId, now),
  closes: ({ campaignId, communityCode }, { db }) => publicCloses(db, campaignId, communityCode),
});

/** The closed days of a campaign. @throws Refusal `campaign.missing` */
export async function publicHeads(db: Db, campaignId: string, now: Date): Promise<Output<Contract['eggs']['heads']>> {
  const campaign = await whole(db, campaignId);
  const heads = await headsOf(db, campaignId);
  const { name, cap, first_day: firstDay, last_day: lastDay, pick_ups: pickUps } = campaign;
  return {
    campaign: { id: campaignId, name, cap, firstDay, lastDay, pickUps },
    heads: heads.map(({ day, head, entries, communities, closed_at }) => ({
      ...{ day, entries, communities },
      hash: head.toString('hex'),
      closedAt: closed_at.toISOString(),
    })),
    next: await nextDay(db, campaign, shanghaiDay(now)),
  };
}

/** Those of one community of it. @throws Refusal `campaign.missing` */
export async function publicCloses(
  db: Db,
  campaignId: string,
  communityCode: string,
): Promise<Output<Contract['eggs']['closes']>> {
  await whole(db, campaignId);
  const closes = await closesOf(db, campaignId, communityCode);
  return {
    closes: closes.map(({ day, number, entries, seal, closed_at }) => ({
      ...{ day, number, entries },
      hash: seal.toString('hex'),
      closedAt: closed_at.toISOString(),
    })),
  };
}

/** A campaign, of which a day is asked. @throws Refusal `campaign.missing` also when the day is none of it */
async function whole(db: Db, id: string, day?: string) {
  const campaign = await campaignOf(db, id);
  if (!campaign || (day !== undefined && (day < campaign.first_day || day > campaign.last_day)))
    return refuse('campaign.missing');
  return campaign;
}
