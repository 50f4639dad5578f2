import { sql } from 'kysely';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { words as kitWords } from '../kit/words';
import { below, findShop, type Shop } from './queries';
import { isValid, stateOf } from './rules';

/** What residents say of shops: that one was helpful, for all to count; and a private word to its community. */
export const saying: Pick<Handlers['merchants'], 'helpful' | 'tell' | 'told' | 'hear'> = {
  async helpful({ merchantId, helpful }, { db, actor, now }) {
    const shop = await shownShop(db, merchantId);
    if (shop.keeper_id === actor.id) refuse('merchant.own');
    const key = { community_id: shop.community_id, merchant_id: shop.id, person_id: actor.id };
    if (helpful) {
      if (!isValid(stateOf(shop, shanghaiDay(now)))) refuse('merchant.notValid');
      await db
        .insertInto('merchant_helpful')
        .values({ ...key, at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    } else
      await db
        .deleteFrom('merchant_helpful')
        .where((eb) => eb.and(key))
        .execute();
    const { count } = await db
      .selectFrom('merchant_helpful')
      .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
      .where('community_id', '=', shop.community_id)
      .where('merchant_id', '=', shop.id)
      .executeTakeFirstOrThrow();
    return { helpful, count };
  },

  async tell({ merchantId, problem, words }, { db, actor, now }) {
    await say(db, await shownShop(db, merchantId), { problem, words, person: actor.id }, now);
    return { at: now.toISOString() };
  },

  async told({ communityCode, nodeCode, before, limit }, { db, actor }) {
    const after = before === undefined ? null : (readPosition(before) ?? badCursor());
    let rows = db
      .selectFrom('merchant_word as w')
      .innerJoin('merchant as m', (join) =>
        join.onRef('m.community_id', '=', 'w.community_id').onRef('m.id', '=', 'w.merchant_id'),
      )
      .select(['w.id', 'w.merchant_id', 'm.name', 'w.problem', 'w.words', 'w.at', 'w.heard_at', 'w.note'])
      .where(below('w.community_id', nodeCode ?? communityCode ?? ''))
      // Whoever keeps a shop does not see what was said of it, not even as somebody who works for its community.
      .where('m.keeper_id', 'is distinct from', actor.id);
    if (after)
      rows = rows.where(
        sql<boolean>`((w.heard_at is null), w.id) < (${after.isUnheard}::boolean, ${after.id}::bigint)`,
      );
    const found = await rows
      .orderBy(sql`w.heard_at is null`, 'desc')
      .orderBy('w.id', 'desc')
      .limit(limit + 1)
      .execute();
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      words: shown.map((row) => ({
        id: row.id,
        merchant: { id: row.merchant_id, name: row.name },
        problem: row.problem,
        words: row.words,
        at: row.at.toISOString(),
        heard: row.heard_at && { at: row.heard_at.toISOString(), note: row.note ?? '' },
      })),
      next: last ? writePosition(last) : null,
    };
  },

  async hear({ merchantId, wordId, note }, { db, actor, now }) {
    const shop = (await findShop(db, merchantId)) ?? refuse('merchant.missing');
    if (shop.keeper_id === actor.id) refuse('merchant.own');
    const word = await db
      .selectFrom('merchant_word')
      .select('heard_at')
      .where('community_id', '=', shop.community_id)
      .where('id', '=', wordId)
      .where('merchant_id', '=', merchantId)
      .forUpdate()
      .executeTakeFirst();
    if (!word) return refuse('merchant.wordMissing');
    if (word.heard_at) return { at: word.heard_at.toISOString() };
    await db
      .updateTable('merchant_word')
      .set({ heard_by: actor.id, heard_at: now, note })
      .where('community_id', '=', shop.community_id)
      .where('id', '=', wordId)
      .execute();
    return { at: now.toISOString() };
  },
};

/** A shop that everyone may know of. */
async function shownShop(db: Db, id: string): Promise<Shop> {
  const shop = await findShop(db, id);
  return shop && shop.until_day !== null ? shop : refuse('merchant.missing');
}

/** Keeps a word for the community. @param person null for somebody who wrote on the public page */
export async function say(
  db: Db,
  shop: Pick<Shop, 'community_id' | 'id'>,
  { problem, words, person }: { problem: boolean; words: string; person: string | null },
  now: Date,
): Promise<void> {
  await db
    .insertInto('merchant_word')
    .values({
      community_id: shop.community_id,
      id: newId(now),
      merchant_id: shop.id,
      problem,
      words,
      person_id: person,
      at: now,
      heard_by: null,
      heard_at: null,
      note: null,
    })
    .execute();
}

const badCursor = () => refuse('input.invalid', { before: kitWords.badCursor });

const writePosition = ({ id, heard_at }: { id: string; heard_at: Date | null }): string =>
  Buffer.from(`${heard_at ? 0 : 1} ${id}`).toString('base64url');

function readPosition(cursor: string): { isUnheard: boolean; id: string } | null {
  const [, unheard, id] = /^([01]) ([1-9]\d{0,17})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return id === undefined ? null : { isUnheard: unheard === '1', id };
}
