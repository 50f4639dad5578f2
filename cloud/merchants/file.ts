import type { MerchantFile } from '../../types/shops';
import { signers, visitors } from '../../types/merchants';
import { pictureView } from '../files';
import { shanghaiDay } from '../kit/clock';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Actor, Context } from '../kit/serve';
import { holds } from '../org';
import { agreementsOf, badgeOf, findShop, listsOf, stepsOf, type Shop } from './queries';
import { actsOf, stateOf, type Rights, type Step } from './rules';
import type { Tokens } from './token';
import { agreementView, listView, viewOf } from './views';

export type Asked = Pick<Context<'resident'>, 'actor' | 'db' | 'now' | 'origin' | 'checked'>;

export const rightsOf = (shop: Pick<Shop, 'community_id' | 'keeper_id'>, actor: Actor): Rights => ({
  isKeeper: shop.keeper_id === actor.id,
  isVisitor: holds(actor.grants, visitors, shop.community_id),
  isSigner: holds(actor.grants, signers, shop.community_id),
});

/** The address that a badge's code leads to. */
export const addressOf = (tokens: Tokens, serial: string, origin: string): string => `${origin}/b/${tokens.of(serial)}`;

/** Everything about a shop, for who keeps it and for its community. */
export async function fileOf(
  tokens: Tokens,
  id: string,
  { actor, db, now, origin }: Asked,
): Promise<{ file: MerchantFile }> {
  const shop = (await findShop(db, id)) ?? refuse('merchant.missing');
  const view = await viewOf(db, shop, now, origin);
  const [publicList] = await listsOf(db, shop, ['public'], 1);
  const [waiting] = await listsOf(db, shop, ['waiting'], 1);
  const badge = await badgeOf(db, shop);
  const pictures = (all: Shop['documents']) => all.map((picture) => pictureView(origin, picture));
  return {
    file: {
      merchant: { ...view, door: pictureView(origin, shop.door) },
      agreements: (await agreementsOf(db, shop)).map((row) => ({
        ...agreementView(row),
        papers: pictures(row.papers),
      })),
      services: publicList ? listView(publicList) : null,
      waiting: waiting ? listView(waiting) : null,
      documents: pictures(shop.documents),
      steps: (await stepsOf(db, shop)).map(({ act, reason, at }) => ({ act, reason, at: at.toISOString() })),
      badge: badge ? addressOf(tokens, badge.serial, origin) : null,
      kept: shop.keeper_id !== null,
      may: actsOf(shop, stateOf(shop, shanghaiDay(now)), rightsOf(shop, actor), waiting !== undefined),
    },
  };
}

/** A shop that is about to be changed, under its lock: two who change it come one after the other. */
export const toChange = async ({ db }: Pick<Asked, 'db'>, id: string): Promise<Shop> =>
  (await findShop(db, id, true)) ?? refuse('merchant.missing');

/** What happened to a shop stays with it; the people who did it are in the audit log alone. */
export async function log(
  { actor, db, now }: Asked,
  shop: { community_id: string; id: string },
  act: Step | 'apply' | 'enter' | 'services' | 'consent' | 'noConsent' | 'keep' | 'reissue',
  reason: string | null = null,
): Promise<void> {
  await db
    .insertInto('merchant_step')
    .values({
      community_id: shop.community_id,
      merchant_id: shop.id,
      id: newId(now),
      act,
      reason,
      person_id: actor.id,
      at: now,
    })
    .execute();
}
