import type { Contract, Output } from '../../types';
import { laterReasons } from '../../types/eggs';
import type { Db } from '../kit/database';
import { shanghaiDay } from '../kit/clock';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { MESSAGE_SCENES } from '../credit';
import { entryOf, laidLine, moveLine, nextDay, proofOf, type EggRow, type MoveRow } from '../ledger';
import { flagsOf } from './lookup';
import { heldByFlags } from './picking';
import { campaignOf, closesOf, eggOn, headsOf, pausesOf, placeIn, readsOn, wholeCampaign } from './queries';
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
      const later = await laterOf(db, egg);
      const last = later.at(-1);
      const laid = {
        ...{ entry: entryOf(egg), number, laidAt: laid_at.toISOString(), notice: { id: notice_id, title } },
        collectedAt: last?.reason === 'collected' ? last.at.toISOString() : null,
        takenBack: await takenBack(db, egg, later),
        held: heldByFlags((await flagsOf(db, egg, [actor.id]))(actor.id)),
      };
      return {
        ...{ ...shown, egg: laid, why: null, paused: null, proof: await proofOf(db, key, egg, laidLine(egg)) },
        later: await Promise.all(
          later.map(async (move) => ({
            ...{ entry: move.id, reason: reasonOf(move), at: move.at.toISOString() },
            proof: await proofOf(db, key, egg, moveLine(move)),
          })),
        ),
      };
    }
    const reads = await readsOn(db, actor.id, day);
    const home = reads.find((read) => read.home !== null)?.home ?? actor.home;
    const place = home === null ? undefined : await placeIn(db, campaignId, home, actor.id, day);
    const pauses = await pausesOf(db, campaignId);
    const { ended_at: endedAt } = await wholeCampaign(db, campaignId);
    const why = whyNoEgg({
      day,
      today: shanghaiDay(now),
      reads,
      place,
      messageScenes: MESSAGE_SCENES,
      pauses,
      endedAt,
    });
    const pause =
      why === 'paused' ? pauses.find(({ until }) => reads.some(({ at }) => !until || at < until)) : undefined;
    return { ...shown, egg: null, why, paused: pause?.reason ?? null, proof: null, later: [] };
  },

  heads: ({ campaignId }, { db, now }) => publicHeads(db, campaignId, now),
  closes: ({ campaignId, communityCode }, { db }) => publicCloses(db, campaignId, communityCode),
});

/** What became of an egg after it was laid, in the order of time. */
const laterOf = (db: Db, egg: EggRow): Promise<MoveRow[]> =>
  db
    .selectFrom('ledger_entry')
    .select(['community_id', 'id', 'item_id', 'reason', 'amount', 'ref', 'at'])
    .where('book', '=', 'egg')
    .where('community_id', '=', egg.community_id)
    .where('item_id', '=', egg.campaign_id)
    .where('person_id', '=', egg.person_id)
    .where('reason', 'in', [...laterReasons])
    .where((eb) => eb.fn('starts_with', ['id', eb.val(`${entryOf(egg)}/`)]))
    .orderBy('at')
    .orderBy('id')
    .execute();

type Later = (typeof laterReasons)[number];
const reasonOf = ({ reason }: MoveRow): Later => reason as Later;

/** Why an egg counts no more: the words of whoever asked for it, which a second person agreed to. */
async function takenBack(db: Db, { community_id }: EggRow, later: readonly MoveRow[]) {
  const reversed = later.find(({ reason }) => reason === 'reversed');
  if (!reversed) return null;
  const { reason } = await db
    .selectFrom('egg_correction')
    .select('reason')
    .where('community_id', '=', community_id)
    .where('id', '=', reversed.ref)
    .executeTakeFirstOrThrow();
  return { reason, at: reversed.at.toISOString() };
}

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
