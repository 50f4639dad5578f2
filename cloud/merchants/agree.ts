import { shanghaiDay } from '../kit/clock';
import { picturesOf } from '../files';
import { randomName } from '../kit/ids';
import { refuse } from '../kit/refuse';
import { mustPass } from '../safety';
import type { Handlers } from '../kit/serve';
import { index } from './apply';
import { fileOf, log, toChange, type Asked, type Keys } from './file';
import { stepsOf, type Shop } from './queries';
import { daysWith, isValid, lifecycle, stateOf, type Step } from './rules';

type Agreeing = 'sign' | 'decline' | 'renew' | 'suspend' | 'resume' | 'revoke' | 'reissue' | 'choose';
interface Agreed {
  merchantId: string;
  firstDay?: string | undefined;
  lastDay: string;
  promises: string;
  consentNeeded: boolean;
  papers: string[];
}

/** What a community does with a shop: agreements and what becomes of them. */
export const agreeing = (keys: Keys): Pick<Handlers['merchants'], Agreeing> => ({
  async sign(input, context) {
    mustPass(context.checked);
    const shop = await taken(context, input.merchantId, 'sign');
    const [last] = await stepsOf(context.db, shop);
    if (last?.id !== input.seen) refuse('merchant.moved');
    await agree(context, shop, input, 1);
    // What the shop applied with was looked at by whoever signed.
    await context.db
      .updateTable('service_list')
      .set({ state: 'public', settled_at: context.now })
      .where('community_id', '=', shop.community_id)
      .where('merchant_id', '=', shop.id)
      .where('state', '=', 'waiting')
      .execute();
    await giveBadge(context, shop);
    await index(context.db, shop.community_id, shop.id);
    await log(context, shop, 'sign');
    return fileOf(keys, shop.id, context);
  },

  async renew(input, context) {
    mustPass(context.checked);
    const shop = await taken(context, input.merchantId, 'renew');
    const { number } = await context.db
      .selectFrom('agreement')
      .select((eb) => eb.fn.max('number').as('number'))
      .where('community_id', '=', shop.community_id)
      .where('merchant_id', '=', shop.id)
      .executeTakeFirstOrThrow();
    await agree(context, shop, input, number + 1);
    await log(context, shop, 'renew');
    return fileOf(keys, shop.id, context);
  },

  decline: (input, context) => step(keys, 'decline', input, context),
  suspend: (input, context) => step(keys, 'suspend', input, context),
  resume: (input, context) => step(keys, 'resume', input, context),
  revoke: (input, context) => step(keys, 'revoke', input, context),

  async reissue({ merchantId, reason }, context) {
    mustPass(context.checked);
    const shop = await toChange(context, merchantId);
    notOwn(shop, context);
    if (shop.standing !== 'signed' && shop.standing !== 'suspended') refuse('merchant.step');
    await context.db
      .updateTable('badge')
      .set({ replaced_at: context.now, replaced_reason: reason })
      .where('community_id', '=', shop.community_id)
      .where('merchant_id', '=', shop.id)
      .where('replaced_at', 'is', null)
      .execute();
    await giveBadge(context, shop);
    await log(context, shop, 'reissue', reason);
    return fileOf(keys, merchantId, context);
  },

  async choose({ merchantId, year, reason }, context) {
    const { db, actor, now } = context;
    mustPass(context.checked);
    const shop = await toChange(context, merchantId);
    notOwn(shop, context);
    const thisYear = Number(shanghaiDay(now).slice(0, 4));
    if (year > thisYear || year < thisYear - 1) refuse('merchant.year');
    if (!isValid(stateOf(shop, shanghaiDay(now)))) refuse('merchant.notValid');
    await db
      .insertInto('merchant_choice')
      .values({
        community_id: shop.community_id,
        merchant_id: shop.id,
        year,
        reason,
        chosen_by: actor.id,
        chosen_at: now,
      })
      .onConflict((conflict) => conflict.columns(['community_id', 'merchant_id', 'year']).doUpdateSet({ reason }))
      .execute();
    return fileOf(keys, merchantId, context);
  },
});

/** Whoever signs for a community does not sign for themselves. */
function notOwn(shop: Shop, { actor }: Pick<Asked, 'actor'>): void {
  if (shop.keeper_id === actor.id) refuse('merchant.own');
}

/** The shop that a step is about to be taken with. */
async function taken(context: Asked, id: string, act: Step): Promise<Shop> {
  const shop = await toChange(context, id);
  notOwn(shop, context);
  if (!lifecycle[shop.standing][act]) refuse('merchant.step');
  return shop;
}

/**
 * A step for a reason. Whoever repeats it finds it done. A reason that WeChat could not be asked about, or is not sure of, is no
 * reason to leave a bad badge in force.
 */
async function step(
  keys: Keys,
  act: 'decline' | 'suspend' | 'resume' | 'revoke',
  { merchantId, reason }: { merchantId: string; reason: string },
  context: Asked,
) {
  const shop = await toChange(context, merchantId);
  notOwn(shop, context);
  const standing = lifecycle[shop.standing][act];
  if (!standing) return isDone[act] === shop.standing ? fileOf(keys, merchantId, context) : refuse('merchant.step');
  await context.db
    .updateTable('merchant')
    .set({ standing, reason: act === 'resume' ? null : reason })
    .where('community_id', '=', shop.community_id)
    .where('id', '=', shop.id)
    .execute();
  await log(context, shop, act, reason);
  return fileOf(keys, merchantId, context);
}

/** Where a shop stands that a step has been taken with already. */
const isDone = { decline: 'declined', suspend: 'suspended', resume: 'signed', revoke: 'revoked' } as const;

async function agree({ db, actor, now }: Asked, shop: Shop, input: Agreed, number: number): Promise<void> {
  const days = daysWith(shop, input, shanghaiDay(now));
  if (typeof days === 'string') return refuse(days);
  await db
    .insertInto('agreement')
    .values({
      community_id: shop.community_id,
      merchant_id: shop.id,
      number,
      first_day: days.firstDay,
      last_day: days.lastDay,
      promises: input.promises,
      consent_needed: input.consentNeeded,
      papers: JSON.stringify(await picturesOf(db, actor.id, input.papers)),
      signed_by: actor.id,
      signed_at: now,
    })
    .execute();
  await db
    .updateTable('merchant')
    .set({
      standing: 'signed',
      reason: null,
      doubtful: false,
      door_seen: true,
      since: shop.since ?? days.firstDay,
      from_day: days.from,
      until_day: days.lastDay,
    })
    .where('community_id', '=', shop.community_id)
    .where('id', '=', shop.id)
    .execute();
}

async function giveBadge({ db, now }: Asked, shop: Shop): Promise<void> {
  await db
    .insertInto('badge')
    .values({
      serial: randomName(12),
      community_id: shop.community_id,
      merchant_id: shop.id,
      made_at: now,
      replaced_at: null,
      replaced_reason: null,
    })
    .execute();
}
