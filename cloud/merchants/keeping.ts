import { createBrake } from '../kit/brake';
import type { Db } from '../kit/database';
import { hashOf, randomDigits } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { fileOf, log, rightsOf, toChange, type Keys } from './file';
import { findShop } from './queries';

const DIGITS = 10;
const LIFE_MS = 86_400_000;
/** Whoever tries this many wrong codes within ten minutes has not been given one. */
const WRONG_CODES = 10;
const WRONG_MS = 600_000;

/** How somebody comes to keep a shop that staff entered, or that has changed hands. */
export function keeping(keys: Keys): Pick<Handlers['merchants'], 'invite' | 'keep'> {
  const brake = createBrake(WRONG_CODES, WRONG_MS);
  return {
    async invite({ merchantId }, context) {
      const { db, actor, now } = context;
      const shop = await toChange(context, merchantId);
      if (shop.standing === 'revoked') refuse('merchant.step');
      // Taking a shop from whoever keeps it is for those who sign.
      if (shop.keeper_id !== null && !rightsOf(shop, actor).isSigner) refuse('merchant.kept');
      const code = randomDigits(DIGITS);
      const expires_at = new Date(now.getTime() + LIFE_MS);
      await db
        .deleteFrom('keeper_invite')
        .where('community_id', '=', shop.community_id)
        .where('merchant_id', '=', shop.id)
        .execute();
      await db
        .insertInto('keeper_invite')
        .values({
          code_hash: hashOf(code),
          community_id: shop.community_id,
          merchant_id: shop.id,
          made_by: actor.id,
          made_at: now,
          expires_at,
        })
        .execute();
      return { code, until: expires_at.toISOString() };
    },

    async keep({ code }, context) {
      const { db, actor, now } = context;
      const invites = db.selectFrom('keeper_invite').where('code_hash', '=', hashOf(code));
      const invite = await invites.select(['merchant_id', 'made_by']).executeTakeFirst();
      if (!brake.isFree(actor.id, now)) refuse('coupon.tries');
      if (!invite) {
        brake.press(actor.id, now);
        return refuse('merchant.invite');
      }
      // The shop is locked first, as whoever invites does: of two who come at once one finds the code gone.
      const shop = (await findShop(db, invite.merchant_id, true)) ?? refuse('merchant.invite');
      if (shop.standing === 'revoked') refuse('merchant.step');
      const taken = await db
        .deleteFrom('keeper_invite')
        .where('code_hash', '=', hashOf(code))
        .where('expires_at', '>', now)
        .executeTakeFirst();
      if (taken.numDeletedRows === 0n) refuse('merchant.invite');
      if (shop.keeper_id === actor.id) refuse('merchant.kept');
      // Whoever signs for a community, or hands the code out, does not keep the shop: else they had signed for themselves.
      if (invite.made_by === actor.id || (await hasSigned(db, shop, actor.id))) refuse('merchant.own');
      await db
        .updateTable('merchant')
        .set({ keeper_id: actor.id })
        .where('community_id', '=', shop.community_id)
        .where('id', '=', shop.id)
        .execute();
      await log(context, shop, 'keep');
      return fileOf(keys, shop.id, context);
    },
  };
}

async function hasSigned(db: Db, shop: { community_id: string; id: string }, person: string): Promise<boolean> {
  const signed = await db
    .selectFrom('agreement')
    .select('number')
    .where('community_id', '=', shop.community_id)
    .where('merchant_id', '=', shop.id)
    .where('signed_by', '=', person)
    .limit(1)
    .executeTakeFirst();
  return signed !== undefined;
}
