import type { MerchantFile, MerchantStep } from '../../types/shops';
import { signers, visitors } from '../../types/merchants';
import { pictureView, type Papers } from '../files';
import { shanghaiDay } from '../kit/clock';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Actor, Context } from '../kit/serve';
import { holds } from '../org';
import { agreementsOf, badgeOf, findShop, listsOf, stepsOf, type Shop } from './queries';
import { actsOf, stateOf, type Rights } from './rules';
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

/** What makes the tokens of badges, and the addresses of papers. */
export interface Keys {
  tokens: Tokens;
  papers: Papers;
}

/** Everything about a shop, for who keeps it and for its community. */
export async function fileOf(
  { tokens, papers }: Keys,
  id: string,
  { actor, db, now, origin }: Asked,
): Promise<{ file: MerchantFile }> {
  const shop = (await findShop(db, id)) ?? refuse('merchant.missing');
  const view = await viewOf(db, shop, now, origin);
  const [publicList] = await listsOf(db, shop, ['public'], 1);
  const [waiting] = await listsOf(db, shop, ['waiting'], 1);
  const badge = await badgeOf(db, shop);
  const steps = await stepsOf(db, shop);
  const pictures = (all: Shop['documents']) => all.map((picture) => papers.view(origin, picture, now));
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
      steps: steps.map(({ act, reason, at }) => ({ act, reason, at: at.toISOString() })),
      badge: badge ? addressOf(tokens, badge.serial, origin) : null,
      seen: steps[0]?.id ?? '1',
      doubtful: shop.doubtful,
      kept: shop.keeper_id !== null,
      may: actsOf(shop, stateOf(shop, shanghaiDay(now)), rightsOf(shop, actor), {
        isKept: shop.keeper_id !== null,
        listBy: waiting ? (waiting.made_by === actor.id ? 'me' : 'another') : null,
      }),
    },
  };
}

/**
 * A shop that is about to be changed, under its lock: two who change it come one after the other. Whether the caller may is asked
 * again, because somebody else may have come to keep it while WeChat looked at the words.
 */
export async function toChange({ actor, db }: Pick<Asked, 'actor' | 'db'>, id: string): Promise<Shop> {
  const shop = (await findShop(db, id, true)) ?? refuse('merchant.missing');
  const { isKeeper, isVisitor } = rightsOf(shop, actor);
  return isKeeper || isVisitor ? shop : refuse('role.missing');
}

/** A shop that only whoever keeps it changes, under its lock. */
export async function ownShop(context: Pick<Asked, 'actor' | 'db'>, id: string): Promise<Shop> {
  const shop = await toChange(context, id);
  return shop.keeper_id === context.actor.id ? shop : refuse('role.missing');
}

/** What happened to a shop stays with it. Its file says what, when and why; who did it is shown to nobody. */
export async function log(
  { actor, db, now }: Asked,
  shop: { community_id: string; id: string },
  act: MerchantStep,
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
