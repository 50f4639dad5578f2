import type { Selectable } from 'kysely';
import { deciders, deskRoles, runners } from '../../types/campaigns';
import type { Move, MoveKind } from '../../types/delivery';
import type { Contract, Output } from '../../types';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Actor, Context, Handlers } from '../kit/serve';
import type { Tables } from '../kit/tables';
import { holds } from '../org';
import { standingsOf } from './board';
import { notDeliverer } from './lookup';
import { isPickUpDay, lockPlace, moveEggs, onTable, placeAt, type Place } from './holders';
import { campaignStateOf, reserveOf, sumsOf } from './planning';
import { wholeCampaign } from './queries';

type Row = Selectable<Tables['egg_move']>;
type Moving = 'manifest' | 'bring' | 'signDelivery' | 'takeOut' | 'signReturn' | 'dropMove' | 'explain';

/** Who signs for what. */
const signers = { delivered: deskRoles, returned: runners } as const;

/** Eggs that move as a whole: brought, given back, broken; and what people say where the figures do not agree. */
export const moving: Pick<Handlers['eggs'], Moving> = {
  manifest: ({ campaignId, communityCode }, { db, actor, now }) =>
    manifestOf(db, campaignId, communityCode, actor, now),

  bring: ({ clientId: _clientId, ...said }, context) => say({ ...said, kind: 'delivered' }, context),
  takeOut: ({ clientId: _clientId, ...said }, context) => say(said, context),
  signDelivery: ({ clientId: _clientId, ...signed }, context) => sign('delivered', signed, context),
  signReturn: ({ clientId: _clientId, ...signed }, context) => sign('returned', signed, context),

  async dropMove({ communityCode, moveId }, { db, actor, now }) {
    const { row } = await lockMove(db, communityCode, moveId);
    if (row.by_id !== actor.id) refuse('role.missing');
    await change(db, row, { dropped_at: now });
    return {};
  },

  async explain({ campaignId, communityCode, about, note }, { db, actor, now }) {
    const place = await lockPlace(db, campaignId, communityCode);
    const difference = sumsOf(place)[about];
    if (difference === 0) refuse('move.none');
    await db
      .insertInto('egg_explanation')
      .values({
        ...{ community_id: communityCode, id: newId(now), campaign_id: campaignId },
        ...{ about, difference, note, by_id: actor.id, at: now },
      })
      .execute();
    const [standing] = await standingsOf(db, [place], actor, shanghaiDay(now));
    return { standing: standing ?? refuse('campaign.missing') };
  },
};

interface Said {
  campaignId: string;
  communityCode: string;
  kind: MoveKind;
  count: number;
  note?: string | undefined;
}
type Told = Promise<{ move: Move }>;

/** @throws Refusal `move.tooMany` when more would leave the table than lies there */
async function say(
  { campaignId, communityCode, kind, count, note }: Said,
  { db, actor, now }: Pick<Context<'resident'>, 'db' | 'actor' | 'now'>,
): Told {
  const place = await lockPlace(db, campaignId, communityCode);
  // Before its first day a campaign may still be changed, its communities too: nothing is brought to them yet.
  if (kind === 'delivered' && shanghaiDay(now) < place.first_day) refuse('campaign.step');
  // Whoever brought the eggs would else write off what never came.
  if (kind !== 'delivered') await notDeliverer(db, place, actor.id);
  if (kind !== 'delivered' && count > onTable(place)) refuse('move.tooMany');
  const id = newId(now);
  const isDone = kind === 'broken';
  const row = {
    ...{ community_id: communityCode, id, campaign_id: campaignId, kind, said: count, note: note ?? null },
    ...{ by_id: actor.id, at: now, counted: isDone ? count : null },
    ...{ signed_by: isDone ? actor.id : null, signed_at: isDone ? now : null, dropped_at: null },
  };
  await db.insertInto('egg_move').values(row).execute();
  if (isDone) await enter(db, place, row, count, now);
  return { move: moveView(row, actor) };
}

/** @throws Refusal `move.missing`, `move.signed`, `move.own`, `move.tooMany` */
async function sign(
  kind: 'delivered' | 'returned',
  { communityCode, moveId, counted }: { communityCode: string; moveId: string; counted: number },
  { db, actor, now }: Pick<Context<'resident'>, 'db' | 'actor' | 'now'>,
): Told {
  const { row, place } = await lockMove(db, communityCode, moveId);
  if (row.kind !== kind) refuse('move.missing');
  if (row.by_id === actor.id) refuse('move.own');
  if (kind === 'returned' && counted > onTable(place)) refuse('move.tooMany');
  const signed = { counted, signed_by: actor.id, signed_at: now };
  await change(db, row, signed);
  await enter(db, place, row, counted, now);
  return { move: moveView({ ...row, ...signed }, actor) };
}

/** @throws Refusal `campaign.missing` */
async function manifestOf(
  db: Db,
  campaignId: string,
  communityCode: string,
  actor: Actor,
  now: Date,
): Promise<Output<Contract['eggs']['manifest']>> {
  const place = await placeAt(db, campaignId, communityCode);
  const whole = await wholeCampaign(db, campaignId);
  const today = shanghaiDay(now);
  const [standing] = await standingsOf(db, [place], actor, today);
  if (!standing) return refuse('campaign.missing');
  const rows = await db
    .selectFrom('egg_move')
    .selectAll()
    .where('community_id', '=', communityCode)
    .where('campaign_id', '=', campaignId)
    .where('dropped_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
  const is = (roles: Parameters<typeof holds>[1]): boolean => holds(actor.grants, roles, communityCode);
  const reserve = reserveOf(standing.promised, place.reserve);
  const mayHand = is(deskRoles) && isPickUpDay(place, today);
  return {
    campaign: {
      ...{ id: campaignId, name: place.name, firstDay: place.first_day, lastDay: place.last_day, cap: place.cap },
      pickUps: place.pick_ups,
    },
    state: campaignStateOf(whole, today),
    standing,
    reserve,
    bring: standing.promised + reserve,
    moves: rows.map((row) => moveView(row, actor)),
    may: [
      ...(is(runners) && today >= place.first_day ? (['delivered'] as const) : []),
      ...(is(deskRoles) && standing.open > 0 ? (['returned', 'broken'] as const) : []),
      ...(standing.short > 0 || standing.open > 0 ? (['explain'] as const) : []),
      ...(mayHand ? (['hand'] as const) : []),
      ...(is(deciders) ? (['decide'] as const) : []),
    ],
  };
}

function moveView(row: Row, actor: Actor): Move {
  const mine = row.by_id === actor.id;
  const isOpen = row.signed_at === null && row.dropped_at === null;
  const maySign = isOpen && !mine && row.kind !== 'broken' && holds(actor.grants, signers[row.kind], row.community_id);
  return {
    ...{ id: row.id, kind: row.kind, said: row.said, saidAt: row.at.toISOString(), counted: row.counted },
    signedAt: row.signed_at?.toISOString() ?? null,
    ...{ note: row.note, mine },
    may: [...(maySign ? (['sign'] as const) : []), ...(isOpen && mine ? (['drop'] as const) : [])],
  };
}

/** What was said and nobody has signed for, with its place under lock. @throws Refusal `move.missing`, `move.signed` */
async function lockMove(db: Db, community: string, id: string): Promise<{ row: Row; place: Place }> {
  const find = () =>
    db
      .selectFrom('egg_move')
      .selectAll()
      .where('community_id', '=', community)
      .where('id', '=', id)
      .where('dropped_at', 'is', null)
      .executeTakeFirst();
  const { campaign_id } = (await find()) ?? refuse('move.missing');
  const place = await lockPlace(db, campaign_id, community);
  const row = (await find()) ?? refuse('move.missing');
  if (row.signed_at) refuse('move.signed');
  return { row, place };
}

const change = (db: Db, { community_id, id }: Row, to: Partial<Row>) =>
  db.updateTable('egg_move').set(to).where('community_id', '=', community_id).where('id', '=', id).execute();

const enter = (db: Db, place: Place, { id, kind }: Row, amount: number, now: Date): Promise<void> =>
  moveEggs(db, place, [{ id: `move/${id}/${kind}`, reason: kind, amount, ref: id }], now);
