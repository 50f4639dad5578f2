import { sql } from 'kysely';
import type { Valid } from '../../types';
import type { merchants } from '../../types/merchants';
import { limits } from '../../types/limits';
import { picturesOf } from '../files';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { usablePlace } from '../org';
import { mustPass } from '../safety';
import { fileOf, log, rightsOf, toChange, type Asked, type Keys } from './file';
import { listsOf, type Shop } from './queries';
import { lifecycle, onPlane, searchable } from './rules';
import { words } from './words';

type Application = Valid<typeof merchants.apply>;
type Content = Omit<Application, 'clientId' | 'communityCode' | 'services'>;

/** How a shop comes to its community, and how what it says of itself is mended. */
export const applying = (keys: Keys): Pick<Handlers['merchants'], 'apply' | 'enter' | 'amend'> => ({
  async apply(input, context) {
    // Applications of one person come one after the other, so that each counts those before it.
    await context.db.selectFrom('person').select('id').where('id', '=', context.actor.id).forNoKeyUpdate().execute();
    const { waiting } = await context.db
      .selectFrom('merchant')
      .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('waiting'))
      .where('keeper_id', '=', context.actor.id)
      .where('standing', 'in', ['applied', 'declined'])
      .executeTakeFirstOrThrow();
    if (waiting >= limits.applications) refuse('merchant.tooMany');
    return fileOf(keys, await bring(input, context.actor.id, context), context);
  },

  async enter(input, context) {
    return fileOf(keys, await bring(input, null, context), context);
  },

  async amend({ clientId: _clientId, merchantId, ...content }, context) {
    const { db, actor, checked } = context;
    const shop = await toChange(context, merchantId);
    const standing = lifecycle[shop.standing].amend ?? refuse('merchant.step');
    const isSigned = shop.standing === 'signed' || shop.standing === 'suspended';
    const { isKeeper, isSigner } = rightsOf(shop, actor);
    // Name, address and door tell a sticker from its copy: whoever may sign them may change them.
    if (isSigned && !isSigner) refuse('merchant.signedFacts');
    if (isSigned && isKeeper) refuse('merchant.own');
    if (isSigned) mustPass(checked);
    await db
      .updateTable('merchant')
      .set({
        ...(await columnsOf(content, context, [shop.door, ...shop.documents])),
        standing,
        ...(!isSigned && { reason: null, doubtful: checked !== 'pass' }),
        ...(content.door !== shop.door.id && { door_seen: false }),
      })
      .where('community_id', '=', shop.community_id)
      .where('id', '=', shop.id)
      .execute();
    await placeShop(db, shop, content.location);
    await index(db, shop.community_id, shop.id);
    await log(context, shop, 'amend');
    return fileOf(keys, merchantId, context);
  },
});

/** A new shop, asked for by whoever keeps it or entered by staff. @returns its id */
async function bring(
  { clientId: _clientId, communityCode, services, ...content }: Application,
  keeper: string | null,
  context: Asked,
): Promise<string> {
  const { db, actor, now } = context;
  await usablePlace(db, communityCode);
  const shop = { community_id: communityCode, id: newId(now) };
  await db
    .insertInto('merchant')
    .values({
      ...shop,
      ...(await columnsOf(content, context)),
      keeper_id: keeper,
      made_by: actor.id,
      made_at: now,
      standing: 'applied',
      doubtful: context.checked !== 'pass',
      reason: null,
      since: null,
      from_day: null,
      until_day: null,
      words: '',
      pairs: [],
    })
    .execute();
  if (services.length > 0)
    await db
      .insertInto('service_list')
      .values({
        community_id: communityCode,
        merchant_id: shop.id,
        version: 1,
        items: JSON.stringify(services),
        state: 'waiting',
        made_by: actor.id,
        made_at: now,
        settled_at: null,
      })
      .execute();
  await placeShop(db, shop, content.location);
  await index(db, communityCode, shop.id);
  await log(context, shop, keeper === null ? 'enter' : 'apply');
  return shop.id;
}

/** The columns that a person fills in. */
async function columnsOf(content: Content, { db, actor }: Asked, kept: Shop['documents'] = []) {
  const [door] = await picturesOf(db, actor.id, [content.door], kept);
  return {
    name: content.name,
    category: content.category,
    address: content.address,
    phone: content.phone ?? null,
    hours: content.hours ?? null,
    about: content.about ?? null,
    door: JSON.stringify(door),
    documents: JSON.stringify(await picturesOf(db, actor.id, content.documents, kept)),
    latitude: content.location?.latitude ?? null,
    longitude: content.location?.longitude ?? null,
  };
}

interface Place {
  community_id: string;
  id: string;
}

async function placeShop(db: Db, { community_id, id }: Place, location: Content['location']): Promise<void> {
  const at = location && onPlane(location);
  await sql`update merchant set place = ${at ? sql`point(${at.x}, ${at.y})` : null}
    where community_id = ${community_id} and id = ${id}`.execute(db);
}

/** Writes what the directory searches: what the shop says of itself, and the names of its public services. */
export async function index(db: Db, community_id: string, id: string): Promise<void> {
  const shop = await db
    .selectFrom('merchant')
    .select(['name', 'address', 'category', 'about'])
    .where('community_id', '=', community_id)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const [list] = await listsOf(db, { community_id, id }, ['public'], 1);
  const names = list?.items.map(({ name }) => name) ?? [];
  await db
    .updateTable('merchant')
    .set(searchable([shop.name, words.categories[shop.category], shop.address, shop.about, ...names], community_id))
    .where('community_id', '=', community_id)
    .where('id', '=', id)
    .execute();
}
