import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import type { Handlers } from '../kit/serve';
import { places } from '../org';
import { boards } from './board';
import { planning } from './campaign';
import { correcting } from './correct';
import { codeBrake, handing } from './desk';
import { flagging } from './flags';
import { leftOf, placesOf, whereLaid } from './holders';
import { moving } from './moves';
import { offline } from './offline';
import { picking, type Picking } from './pickup';
import { proving } from './prove';
import { proxying } from './proxy';
import { currentCampaign, lastCampaignOf, othersWith, pausesOf } from './queries';
import { calendarDays, type Left } from './rules';
import { sheeting, type Sheets } from './sheet';

export { ownerOfCampaign } from './board';
export { publicCorrections } from './correct';
export { moveEggs } from './holders';
export { insertCampaign } from './queries';
export { numberHolders } from './numbers';
export { publicCloses, publicHeads } from './prove';
export { createSheets, printedSheet, sheetTable, type Sheets } from './sheet';
export { tellPickUps } from './tell';

/** The keys of the closed books and of the codes at the desk are known to every process of this cloud, and to nobody else. */
export interface EggHouse extends Omit<Picking, 'key'> {
  ledgerKey: Buffer;
  pickUpKey: Buffer;
  sheets: Sheets;
}

export const eggs = ({ ledgerKey, pickUpKey, seal, wechat, sheets }: EggHouse): Handlers['eggs'] => ({
  ...proving(ledgerKey),
  ...handingOut({ key: pickUpKey, seal, wechat }),
  ...flagging(seal),
  ...planning,
  ...boards,
  ...moving,
  ...correcting(seal),
  ...sheeting(sheets),

  async calendar(_input, { actor, db, now }) {
    const today = shanghaiDay(now);
    const campaign =
      (actor.home === null ? undefined : await currentCampaign(db, actor.home, today)) ??
      (await lastCampaignOf(db, actor.id));
    const waiting = await waitingOf(db, actor.id, campaign?.id ?? null, today);
    if (!campaign) return { campaign: null, today, days: [], count: 0, cap: 0, collected: 0, waiting, here: null };

    const { id, name, first_day: firstDay, last_day: lastDay, cap, pick_ups: pickUps } = campaign;
    const there = await whereLaid(db, id, actor.id);
    const { days, collected, taken } = there ? await leftOf(db, { ...there, campaign_id: id }, actor.id) : nothing;
    const standing = actor.home === null ? null : await here(db, id, actor.home);
    const isOver = standing?.ended ?? false;
    return {
      campaign: { id, name, firstDay, lastDay, cap, pickUps },
      today,
      days: calendarDays(firstDay, lastDay, new Set(days), today, isOver || taken.includes(today)),
      count: days.length,
      cap,
      collected: collected.length,
      waiting,
      here: standing,
    };
  },
});

const nothing: Left = { days: [], ready: [], collected: [], taken: [] };

/** Eggs of other campaigns that somebody may still come for. */
async function waitingOf(db: Db, person: string, but: string | null, today: string) {
  const others = await othersWith(db, person, but, today);
  const waiting = await Promise.all(
    others.map(async ({ campaign_id, community_id, name, pick_ups }) => {
      const { ready } = await leftOf(db, { community_id, campaign_id }, person);
      const days = pick_ups.filter((one) => one.day >= today && (one.communityCode ?? community_id) === community_id);
      const [day = today] = days.map((one) => one.day).sort();
      return { campaignId: campaign_id, name, left: ready.length, day };
    }),
  );
  return waiting.filter(({ left }) => left > 0);
}

/** How a campaign stands where somebody lives; null when that community is not in it. */
async function here(db: Db, campaignId: string, home: string) {
  const place = await placesOf(db, campaignId).where('m.community_id', '=', home).executeTakeFirst();
  if (!place) return null;
  const at = await places(db, [home]);
  const [pause] = place.stopped === 'paused' ? (await pausesOf(db, campaignId)).slice(-1) : [];
  return {
    community: at(home).name,
    stock: place.stock,
    laid: place.laid,
    paused: pause?.reason ?? null,
    ended: place.ended_at !== null,
  };
}

function handingOut(picked: Picking) {
  const brake = codeBrake();
  return { ...picking(picked), ...proxying(picked), ...handing(picked, brake), ...offline(picked, brake) };
}
