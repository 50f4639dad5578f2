import { hashOf, randomDigits } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { fileOf, log, toChange } from './file';
import type { Tokens } from './token';

const DIGITS = 10;
const LIFE_MS = 86_400_000;

/** How somebody comes to keep a shop that staff entered, or that has changed hands. */
export const keeping = (tokens: Tokens): Pick<Handlers['merchants'], 'invite' | 'keep'> => ({
  async invite({ merchantId }, context) {
    const { db, now } = context;
    const shop = await toChange(context, merchantId);
    if (shop.standing === 'revoked') refuse('merchant.step');
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
        made_at: now,
        expires_at,
      })
      .execute();
    return { code, until: expires_at.toISOString() };
  },

  async keep({ code }, context) {
    const { db, actor, now } = context;
    const invites = db.selectFrom('keeper_invite').where('code_hash', '=', hashOf(code));
    const invite = await invites.select('merchant_id').executeTakeFirst();
    if (!invite) return refuse('merchant.invite');
    // The shop is locked first, as whoever invites does: of two who come at once one finds the code gone.
    const shop = await toChange(context, invite.merchant_id);
    const taken = await db
      .deleteFrom('keeper_invite')
      .where('code_hash', '=', hashOf(code))
      .where('expires_at', '>', now)
      .executeTakeFirst();
    if (taken.numDeletedRows === 0n) refuse('merchant.invite');
    if (shop.keeper_id === actor.id) refuse('merchant.kept');
    await db
      .updateTable('merchant')
      .set({ keeper_id: actor.id })
      .where('community_id', '=', shop.community_id)
      .where('id', '=', shop.id)
      .execute();
    await log(context, shop, 'keep');
    return fileOf(tokens, shop.id, context);
  },
});
