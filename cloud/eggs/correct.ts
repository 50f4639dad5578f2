import { sql, type Selectable } from 'kysely';
import { deciders } from '../../types/campaigns';
import type { Correction } from '../../types/guarding';
import type { Contract, Output } from '../../types';
import { MESSAGE_SCENES } from '../credit';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import type { Actor, Handlers } from '../kit/serve';
import type { Tables } from '../kit/tables';
import { holds, places } from '../org';
import { phoneMark } from '../people';
import { mustPass } from '../safety';
import { holderOf, leftOf, lockPlace, moveEggs, placeAt, type Place } from './holders';
import { holderByNumber, personByPhone } from './lookup';
import { campaignOf } from './queries';

type Row = Selectable<Tables['egg_correction']>;
type Correcting = 'corrections' | 'correctionsAsked' | 'askCorrection' | 'decideCorrection';
type Asked = Output<Contract['eggs']['correctionsAsked']>['corrections'][number];
const MOST = 200;

/** What two people put right, each with a reason that anyone may read. */
export const correcting = (seal: Seal): Pick<Handlers['eggs'], Correcting> => ({
  corrections: ({ campaignId }, { db }) => publicCorrections(db, campaignId),

  async correctionsAsked({ campaignId, communityCode }, { db, actor }) {
    await placeAt(db, campaignId, communityCode);
    const rows = await correctionsOf(db)
      .leftJoin('egg_holder as h', (join) =>
        join
          .onRef('h.community_id', '=', 'k.community_id')
          .onRef('h.campaign_id', '=', 'k.campaign_id')
          .onRef('h.person_id', '=', 'k.person_id'),
      )
      .select('h.number')
      .where('k.community_id', '=', communityCode)
      .where('k.campaign_id', '=', campaignId)
      .orderBy((eb) => eb('k.state', '=', 'asked'), 'desc')
      .orderBy('k.id', 'desc')
      .limit(MOST)
      .execute();
    const at = await places(db, [communityCode]);
    return { corrections: rows.map((row) => asked(row, row.number ?? 0, at(communityCode).name, actor)) };
  },

  async askCorrection({ campaignId, communityCode, kind, day, reason, ...named }, { db, actor, now, checked }) {
    const place = await lockPlace(db, campaignId, communityCode);
    mustPass(checked);
    const person = (await personNamed(db, seal, place, named, kind === 'lay')) ?? refuse('pickup.missing');
    if (await isTheirs(db, place, person, actor.id)) refuse('correction.own');
    const row: Row = {
      ...{ community_id: communityCode, id: newId(now), campaign_id: campaignId, person_id: person, kind, day, reason },
      ...{ asked_by: actor.id, asked_at: now, state: 'asked', decided_by: null, decided_at: null },
    };
    await mustBePossible(db, place, row);
    const { number } = await holderOf(db, place, person, now);
    await db.insertInto('egg_correction').values(row).execute();
    const at = await places(db, [communityCode]);
    return { correction: asked(row, number, at(communityCode).name, actor) };
  },

  async decideCorrection({ communityCode, correctionId, agree }, { db, actor, now }) {
    const find = () =>
      correctionsOf(db).where('k.community_id', '=', communityCode).where('k.id', '=', correctionId).executeTakeFirst();
    const asked_ = (await find()) ?? refuse('correction.missing');
    // Where somebody lives decides where they may have eggs: it stays as it is meanwhile.
    if (asked_.kind === 'lay') await lockHomes(db, communityCode, asked_.person_id);
    const place = await lockPlace(db, asked_.campaign_id, communityCode);
    const row = (await find()) ?? refuse('correction.missing');
    if (row.state !== 'asked') refuse('correction.decided');
    if (row.asked_by === actor.id || (await isTheirs(db, place, row.person_id, actor.id))) refuse('correction.own');
    if (agree) {
      await mustBePossible(db, place, row);
      await carryOut(db, place, row, now);
    }
    const decided = { state: agree ? ('done' as const) : ('declined' as const), decided_by: actor.id, decided_at: now };
    await db
      .updateTable('egg_correction')
      .set(decided)
      .where('community_id', '=', communityCode)
      .where('id', '=', correctionId)
      .execute();
    const { number } = await holderOf(db, place, row.person_id, now);
    const at = await places(db, [communityCode]);
    return { correction: asked({ ...row, ...decided }, number, at(communityCode).name, actor) };
  },
});

const correctionsOf = (db: Db) => db.selectFrom('egg_correction as k').selectAll('k');

/** What was put right in a campaign. @throws Refusal `campaign.missing` */
export async function publicCorrections(db: Db, campaign: string): Promise<{ corrections: Correction[] }> {
  if (!(await campaignOf(db, campaign))) refuse('campaign.missing');
  const rows = await correctionsOf(db)
    .where('k.campaign_id', '=', campaign)
    .where('k.state', '=', 'done')
    .orderBy('k.decided_at', 'desc')
    .orderBy('k.id', 'desc')
    .limit(MOST)
    .execute();
  const at = await places(
    db,
    rows.map(({ community_id }) => community_id),
  );
  return { corrections: rows.map((row) => view(row, at(row.community_id).name)) };
}

const view = (row: Row, community: string): Correction => ({
  ...{ id: row.id, community: { code: row.community_id, name: community } },
  ...{ kind: row.kind, day: row.day, reason: row.reason, askedAt: row.asked_at.toISOString(), state: row.state },
  decidedAt: row.decided_at?.toISOString() ?? null,
});

const asked = (row: Row, number: number, community: string, actor: Actor): Asked => {
  const mine = row.asked_by === actor.id;
  const mayDecide =
    row.state === 'asked' && !mine && row.person_id !== actor.id && holds(actor.grants, deciders, row.community_id);
  return { ...view(row, community), number, mine, may: mayDecide ? ['decide'] : [] };
};

/** Whom staff mean, by their number here or by their whole phone number. @param anyone also who lives here and has no egg yet */
async function personNamed(
  db: Db,
  seal: Seal,
  place: Place,
  { number, phone }: { number?: number | undefined; phone?: string | undefined },
  anyone: boolean,
): Promise<string | undefined> {
  if (number !== undefined) return (await holderByNumber(db, place, number))?.person_id;
  if (phone === undefined) return undefined;
  const known = await personByPhone(db, seal, place, phone);
  if (known !== undefined || !anyone) return known;
  const neighbour = await db
    .selectFrom('person')
    .select('id')
    .where('phone_mark', '=', phoneMark(seal, phone))
    .where('home_code', '=', place.community_id)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return neighbour?.id;
}

/** @throws Refusal `correction.cannot` when the day's egg is not as the correction takes it to be */
async function mustBePossible(db: Db, place: Place, { person_id, kind, day }: Row): Promise<void> {
  const { ready, collected, taken } = await leftOf(db, place, person_id);
  const isOf = (eggs: readonly { day: string }[]): boolean => eggs.some((egg) => egg.day === day);
  const isThere = isOf(ready) || isOf(collected) || taken.includes(day);
  const can = {
    unlay: () => isOf(ready),
    uncollect: () => isOf(collected),
    lay: async () =>
      !isThere &&
      day >= place.first_day &&
      day <= place.last_day &&
      ready.length + collected.length + taken.length < place.cap &&
      (place.stock === null || place.laid < place.stock) &&
      (await livesHereAlone(db, place, person_id)) &&
      (await readBehind(db, place, person_id, day)) !== undefined,
  }[kind];
  if (!(await can())) refuse('correction.cannot');
}

/** Whether an egg may be laid here for somebody: they live here, and none of the campaign's was laid for them elsewhere. */
async function livesHereAlone(db: Db, { community_id, campaign_id }: Place, person: string): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .select('home_code')
    .where('id', '=', person)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  const laid = await db
    .selectFrom('egg')
    .select('community_id')
    .where('person_id', '=', person)
    .where('campaign_id', '=', campaign_id)
    .execute();
  return row?.home_code === community_id && laid.every((egg) => egg.community_id === community_id);
}

/** Locks a community and where somebody lives, in one order, as whoever moves and whoever lays an egg does. */
async function lockHomes(db: Db, community: string, person: string): Promise<void> {
  const row = await db.selectFrom('person').select('home_code').where('id', '=', person).executeTakeFirst();
  const codes = [community, ...(row?.home_code ? [row.home_code] : [])];
  await sql`select lock_communities(${sql.val(codes)}::text[])`.execute(db);
}

/** Whether eggs are somebody's own, or those of a neighbour whom they pick up for. */
async function isTheirs(db: Db, { community_id, campaign_id }: Place, person: string, actor: string): Promise<boolean> {
  if (person === actor) return true;
  const holder = await db
    .selectFrom('egg_holder')
    .select('proxy_id')
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .where('person_id', '=', person)
    .executeTakeFirst();
  return holder?.proxy_id === actor;
}

/** What the resident was credited that day, living here, and not by a tap on a message: no egg is laid without a read, whoever agrees. */
const readBehind = (db: Db, { community_id }: Place, person: string, day: string) =>
  db
    .selectFrom('notice_read as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .select(['r.notice_id', 'r.open_id'])
    .where(sql<boolean>`r.person_id + 0 = ${person}::bigint`)
    .where('r.day', '=', day)
    .where((eb) => eb.or([eb('r.scene', 'is', null), eb('r.scene', 'not in', [...MESSAGE_SCENES])]))
    .where((eb) => eb.fn.coalesce('r.home_code', 'p.home_code'), '=', community_id)
    .orderBy('r.credited_at')
    .limit(1)
    .executeTakeFirst();

async function carryOut(db: Db, place: Place, { id, person_id, kind, day }: Row, now: Date): Promise<void> {
  const egg = `egg/${place.campaign_id}/${person_id}/${day}`;
  if (kind === 'unlay')
    return moveEggs(db, place, [{ id: `${egg}/reversed`, reason: 'reversed', person: person_id, ref: id }], now);
  if (kind === 'uncollect') {
    const { collected } = await leftOf(db, place, person_id);
    const entry = collected.find((one) => one.day === day)?.entry ?? refuse('correction.cannot');
    return moveEggs(db, place, [{ id: `${entry}/undone`, reason: 'uncollected', person: person_id, ref: id }], now);
  }
  const read = (await readBehind(db, place, person_id, day)) ?? refuse('correction.cannot');
  const { community_id, campaign_id, laid } = place;
  await db
    .insertInto('egg')
    .values({ community_id, campaign_id, person_id, day, number: laid + 1, ...read, laid_at: now })
    .execute();
  await db
    .updateTable('campaign_community')
    .set({ laid: laid + 1 })
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .execute();
}
