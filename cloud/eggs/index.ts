import { shanghaiDay } from '../kit/clock';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { isWithin } from '../org';
import { currentCampaign, daysLaid, insertCampaign, lastCampaignOf, lockForCampaign } from './queries';
import { proving } from './prove';
import { calendarDays } from './rules';

export { insertCampaign } from './queries';
export { publicCloses, publicHeads } from './prove';
export { tellPickUps } from './tell';

/** @param key of the closed books: known to every process of this cloud, and to nobody else */
export const eggs = (key: Buffer): Handlers['eggs'] => ({
  ...proving(key),

  async createCampaign({ clientId: _clientId, ...input }, { db, now }) {
    if (input.firstDay < shanghaiDay(now)) refuse('campaign.past');
    if (!input.communities.every(({ code }) => isWithin(code, input.nodeCode))) refuse('campaign.outside');
    const codes = input.communities.map(({ code }) => code);
    const { allOpen, overlaps } = await lockForCampaign(db, codes, input.firstDay, input.lastDay);
    if (!allOpen) refuse('campaign.outside');
    if (overlaps) refuse('campaign.overlaps');
    const id = newId(now);
    await insertCampaign(db, { ...input, id }, now);
    const { name, firstDay, lastDay, cap, pickUps } = input;
    return { campaign: { id, name, firstDay, lastDay, cap, pickUps } };
  },

  async calendar(_input, { actor, db, now }) {
    const today = shanghaiDay(now);
    const campaign =
      (actor.home === null ? undefined : await currentCampaign(db, actor.home, today)) ??
      (await lastCampaignOf(db, actor.id));
    if (!campaign) return { campaign: null, today, days: [], count: 0, cap: 0 };

    const laid = new Set(await daysLaid(db, actor.id, campaign.id));
    const { id, name, first_day: firstDay, last_day: lastDay, cap, pick_ups: pickUps } = campaign;
    return {
      campaign: { id, name, firstDay, lastDay, cap, pickUps },
      today,
      days: calendarDays(firstDay, lastDay, laid, today),
      count: laid.size,
      cap,
    };
  },
});
