import { createBrake, type Brake } from '../kit/brake';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import type { Handlers } from '../kit/serve';
import {
  deskAt,
  giveEggs,
  handingShown,
  handingsShown,
  leftToHand,
  lockDesk,
  mustBeThere,
  noteHanding,
  useStep,
} from './handings';
import { holderOf, lockPlace, placeAt, type Place } from './holders';
import {
  holderByNumber,
  holderByPerson,
  holderShown,
  notDeliverer,
  personByPhone,
  worksFor,
  type Known,
} from './lookup';
import { readShown, readTicket, stepOf, TICKET_MS, writeTicket, type There } from './picking';
import type { Picking } from './pickup';
import { raiseFlags } from './raise';

/** Whoever reads this many wrong codes within ten minutes is not looking at a neighbour's phone. */
export const WRONG_CODES = 20;
const WRONG_MS = 600_000;
const MOST_SHOWN = 100;

export const codeBrake = (): Brake => createBrake(WRONG_CODES, WRONG_MS);

type Handing = 'readCode' | 'hand' | 'findHolder' | 'handByList' | 'confirmHanding' | 'handings';

/** What staff do at the desk. @param brake of those who read codes, with a network or without */
export const handing = (
  { key, seal }: Pick<Picking, 'key' | 'seal'>,
  brake: Brake = codeBrake(),
): Pick<Handlers['eggs'], Handing> => ({
  async readCode({ code, ...at }, { db, actor, now }) {
    if (!brake.isFree(actor.id, now)) refuse('pickup.tries');
    const place = await deskAt(db, at, actor.id, now);
    const shown = readShown(place, code);
    if (shown === 'elsewhere') return refuse('pickup.elsewhere');
    const who = shown === 'code' ? undefined : await holderByNumber(db, place, shown.number);
    const read = shown === 'code' || !who ? 'code' : stepOf(key, place, who, { digits: shown.digits, at: now });
    if (read === 'code' || !who) {
      brake.press(actor.id, now);
      return refuse('pickup.code');
    }
    if (read === 'old' || read === 'used') return refuse(`pickup.${read}`);
    await leftToHand(db, place, who, actor.id);
    const until = now.getTime() + TICKET_MS;
    return {
      ticket: writeTicket(key, place, actor.id, { ...read, number: who.number, until }),
      until: new Date(until).toISOString(),
      holder: holderShown(seal, who),
      byProxy: read.byProxy,
      staff: await worksFor(db, who.person_id, place.community_id),
    };
  },

  async hand({ clientId: _clientId, ticket: shown, count, ...at }, { db, actor, now }) {
    const place = await lockDesk(db, at, actor.id, now);
    const ticket = readTicket(key, place, actor.id, shown, now) ?? refuse('pickup.ticket');
    const who = (await holderByNumber(db, place, ticket.number)) ?? refuse('pickup.ticket');
    // Whoever picked up for them was told to do so no more since the code was read.
    if (ticket.byProxy && who.proxy === null) refuse('pickup.code');
    if (ticket.step <= who.used) refuse('pickup.used');
    const left = await leftToHand(db, place, who, actor.id);
    mustBeThere(count, left.ready.length, place);
    const { person_id } = who;
    const way = ticket.byProxy ? 'proxy' : 'code';
    const { step } = ticket;
    const row = await noteHanding(db, place, { person_id, count, way, step, state: 'done', by_id: actor.id }, now);
    await giveEggs(db, place, { person_id, left, count, ref: row.id }, now);
    await useStep(db, place, person_id, ticket.step);
    return { handing: await handingShown(db, seal, place, row, actor.id) };
  },

  async findHolder({ number, phone, campaignId, communityCode }, { db, now }) {
    // Whoever is found has a number from then on.
    const place = await lockPlace(db, campaignId, communityCode);
    const who = await found(db, seal, place, { number, phone }, now);
    return { holder: who ? holderShown(seal, who) : null };
  },

  async handByList({ clientId: _clientId, number, phone, count, ...at }, { db, actor, now }) {
    const place = await lockDesk(db, at, actor.id, now);
    const who = (await found(db, seal, place, { number, phone }, now)) ?? refuse('pickup.missing');
    const { person_id } = who;
    await raiseFlags(db, place, who, now);
    const left = await leftToHand(db, place, who, actor.id);
    mustBeThere(count, left.ready.length, place);
    const row = await noteHanding(db, place, { person_id, count, way: 'list', state: 'waiting', by_id: actor.id }, now);
    return { handing: await handingShown(db, seal, place, row, actor.id) };
  },

  async confirmHanding({ campaignId, communityCode, handingId, agree }, { db, actor, now }) {
    // What was handed over on the day may be confirmed later.
    const place = await lockPlace(db, campaignId, communityCode);
    const row = (await handingBy(db, place, handingId)) ?? refuse('pickup.missing');
    if (row.state !== 'waiting' || row.person_id === null) return refuse('pickup.decided');
    if (row.by_id === actor.id) refuse('pickup.second');
    if (agree) {
      await notDeliverer(db, place, actor.id);
      const who = await holderByPerson(db, place, row.person_id);
      const left = await leftToHand(db, place, who, actor.id, row.count);
      mustBeThere(row.count, left.ready.length, place);
      await giveEggs(db, place, { person_id: row.person_id, left, count: row.count, ref: row.id }, now);
    }
    const decided = await db
      .updateTable('egg_handing')
      .set({ state: agree ? 'done' : 'declined', second_id: actor.id })
      .where('community_id', '=', row.community_id)
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { handing: await handingShown(db, seal, place, decided, actor.id) };
  },

  async handings({ day, campaignId, communityCode }, { db, actor, now }) {
    const place = await placeAt(db, campaignId, communityCode);
    const of = day ?? shanghaiDay(now);
    const here = db
      .selectFrom('egg_handing')
      .where('community_id', '=', place.community_id)
      .where('campaign_id', '=', place.campaign_id);
    const rows = await here
      .selectAll()
      // What nobody has confirmed yet is not lost sight of when its day is over.
      .where((eb) => eb.or([eb('day', '=', of), eb.and([eb('day', '<', of), eb('state', '=', 'waiting')])]))
      .orderBy((eb) => eb('state', '=', 'waiting'), 'desc')
      .orderBy('id', 'desc')
      .limit(MOST_SHOWN)
      .execute();
    const counted = await here
      .select((eb) => [
        eb.cast<number>(eb.fn.countAll().filterWhere('state', '=', 'done'), 'integer').as('done'),
        eb.cast<number>(eb.fn.countAll().filterWhere('state', '=', 'conflict'), 'integer').as('conflicts'),
        eb
          .cast<number>(
            eb.fn.coalesce(eb.fn.sum('count').filterWhere('state', 'in', ['done', 'conflict']), eb.lit(0)),
            'integer',
          )
          .as('eggs'),
      ])
      .where('day', '=', of)
      .executeTakeFirstOrThrow();
    return { handings: await handingsShown(db, seal, place, rows, actor.id), ...counted };
  },
});

/** Who somebody is, by number or by phone; by phone they get a number if they have none. The caller holds the lock. */
async function found(
  tx: Db,
  seal: Seal,
  place: Place,
  { number, phone }: { number?: number | undefined; phone?: string | undefined },
  now: Date,
): Promise<Known | undefined> {
  if (number !== undefined) return holderByNumber(tx, place, number);
  const person = phone === undefined ? undefined : await personByPhone(tx, seal, place, phone);
  if (person === undefined) return undefined;
  await holderOf(tx, place, person, now);
  return holderByPerson(tx, place, person);
}

const handingBy = (db: Db, { community_id, campaign_id }: There, id: string) =>
  db
    .selectFrom('egg_handing')
    .selectAll()
    .where('community_id', '=', community_id)
    .where('campaign_id', '=', campaign_id)
    .where('id', '=', id)
    .executeTakeFirst();
