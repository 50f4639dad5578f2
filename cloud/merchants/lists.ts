import { shanghaiDay } from '../kit/clock';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { index } from './apply';
import { fileOf, log, rightsOf, toChange, type Asked, type Keys } from './file';
import { findShop, listsOf, type Shop } from './queries';
import { listView } from './views';

/** 服务项目清单: the list that everyone can read, and its versions. */
export const serving = (
  keys: Keys,
): Pick<Handlers['merchants'], 'updateServices' | 'settleServices' | 'serviceVersions'> => ({
  async updateServices({ merchantId, items }, context) {
    const { db, actor, now } = context;
    const shop = await toChange(context, merchantId);
    if (shop.standing === 'revoked') refuse('merchant.step');
    const version = await nextVersion(context, shop);
    await settle(context, shop, 'replaced');
    const isPublic = await comesOut(shop, context);
    await db
      .insertInto('service_list')
      .values({
        community_id: shop.community_id,
        merchant_id: shop.id,
        version,
        items: JSON.stringify(items),
        state: isPublic ? 'public' : 'waiting',
        made_by: actor.id,
        made_at: now,
        settled_at: null,
      })
      .execute();
    if (isPublic) await index(db, shop.community_id, shop.id);
    await log(context, shop, 'services');
    return fileOf(keys, merchantId, context);
  },

  async settleServices({ merchantId, version, agree, reason }, context) {
    const { db, actor } = context;
    const shop = await toChange(context, merchantId);
    if (shop.keeper_id === actor.id) refuse('merchant.own');
    // Before the agreement it is looked at with all the rest, and after the end nothing is.
    if (shop.standing !== 'signed' && shop.standing !== 'suspended') refuse('merchant.step');
    const [waiting] = await listsOf(db, shop, ['waiting'], 1);
    if (waiting?.version !== version) {
      const [settled] = await listsOf(db, shop, [agree ? 'public' : 'declined'], 1);
      return settled?.version === version ? fileOf(keys, merchantId, context) : refuse('merchant.listMoved');
    }
    if (waiting.made_by === actor.id) refuse('content.secondPerson');
    await settle(context, shop, agree ? 'public' : 'declined');
    if (agree) await index(db, shop.community_id, shop.id);
    await log(context, shop, agree ? 'consent' : 'noConsent', reason ?? null);
    return fileOf(keys, merchantId, context);
  },

  async serviceVersions({ merchantId }, { db }) {
    const shop = await findShop(db, merchantId);
    if (!shop || shop.until_day === null) return refuse('merchant.missing');
    return { versions: (await listsOf(db, shop, ['public'], 50)).map(listView) };
  },
});

async function nextVersion({ db }: Asked, { community_id, id }: Shop): Promise<number> {
  const [newest] = await listsOf(db, { community_id, id }, ['public', 'waiting', 'declined', 'replaced'], 1);
  return (newest?.version ?? 0) + 1;
}

/** Whether a new list is public at once: neither the agreement nor WeChat's check wants somebody to look at it. */
async function comesOut(shop: Shop, context: Asked): Promise<boolean> {
  const { db, actor, now, checked } = context;
  if (shop.until_day === null || checked !== 'pass') return false;
  const { isKeeper, isSigner } = rightsOf(shop, actor);
  if (isSigner && !isKeeper) return true;
  const running = await db
    .selectFrom('agreement')
    .select('consent_needed')
    .where('community_id', '=', shop.community_id)
    .where('merchant_id', '=', shop.id)
    .where('first_day', '<=', shanghaiDay(now))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return running?.consent_needed === false;
}

/** What becomes of the list that waits, if one does. */
const settle = ({ db, now }: Asked, { community_id, id }: Shop, state: 'public' | 'declined' | 'replaced') =>
  db
    .updateTable('service_list')
    .set({ state, settled_at: now })
    .where('community_id', '=', community_id)
    .where('merchant_id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
