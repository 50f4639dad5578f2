import type { Flag } from '../../types/guarding';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import type { Handlers } from '../kit/serve';
import { lockPlace, placeAt } from './holders';
import { holderByPerson, holdersAt, holderShown } from './lookup';
import { isOwn, type There } from './picking';

const MOST_SHOWN = 200;

/** What a person should look at before eggs are handed out, or after. */
export const flagging = (seal: Seal): Pick<Handlers['eggs'], 'flags' | 'decideFlag'> => ({
  async flags({ campaignId, communityCode }, { db }) {
    return { flags: await flagsShown(db, seal, await placeAt(db, campaignId, communityCode)) };
  },

  async decideFlag({ communityCode, flagId, verdict, reason }, { db, actor, now }) {
    const { campaign_id, person_id } =
      (await db
        .selectFrom('egg_flag')
        .select(['campaign_id', 'person_id'])
        .where('community_id', '=', communityCode)
        .where('id', '=', flagId)
        .executeTakeFirst()) ?? refuse('flag.missing');
    // Whoever hands eggs out waits for the verdict, or has it.
    const place = await lockPlace(db, campaign_id, communityCode);
    if (isOwn(actor.id, await holderByPerson(db, place, person_id))) refuse('pickup.own');
    await db
      .updateTable('egg_flag')
      .set({ verdict, reason, decided_by: actor.id, decided_at: now })
      .where('community_id', '=', communityCode)
      .where('id', '=', flagId)
      .execute();
    const [flag] = await flagsShown(db, seal, place, flagId);
    return { flag: flag ?? refuse('flag.missing') };
  },
});

async function flagsShown(db: Db, seal: Seal, there: There, id?: string): Promise<Flag[]> {
  let query = db
    .selectFrom('egg_flag')
    .selectAll()
    .where('community_id', '=', there.community_id)
    .where('campaign_id', '=', there.campaign_id);
  if (id !== undefined) query = query.where('id', '=', id);
  const rows = await query
    .orderBy((eb) => eb('verdict', 'is', null), 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  const known = await holdersAt(db, there)
    .where('h.person_id', 'in', [...rows.map(({ person_id }) => person_id), '0'])
    .execute();
  const of = new Map(known.map((one) => [one.person_id, holderShown(seal, one)]));
  return rows.map((row) => {
    const { number, masked, left } = of.get(row.person_id) ?? { number: 0, masked: null, left: 0 };
    return {
      ...{ id: row.id, kind: row.kind, number, masked, left, accounts: row.accounts, at: row.at.toISOString() },
      ...{ verdict: row.verdict, reason: row.reason, decidedAt: row.decided_at?.toISOString() ?? null },
    };
  });
}
