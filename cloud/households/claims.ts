import { sql, type Selectable } from 'kysely';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import type { Tables } from '../kit/tables';
import { usablePlace } from '../org';
import { add, findSame, oneByOne, type Asked } from './doors';

const MOST = 50;

/** Those who wait to be confirmed, and still live in the community. */
const waiting = (db: Db, communityCode: string) =>
  db
    .selectFrom('household_member as m')
    .innerJoin('person as p', (join) =>
      join.onRef('p.id', '=', 'm.person_id').onRef('p.home_code', '=', 'm.community_id'),
    )
    .where('m.community_id', '=', communityCode)
    .where('m.household_id', 'is', null)
    .where('m.declined_at', 'is', null);

export const waitingIn = async (db: Db, communityCode: string): Promise<number> =>
  (
    await waiting(db, communityCode)
      .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('n'))
      .executeTakeFirstOrThrow()
  ).n;

/** People who say where they live, and the grid worker who knows whether they do. Who they are is not said. */
export const claiming: Pick<Handlers['households'], 'claims' | 'confirm' | 'decline'> = {
  async claims({ communityCode }, { db }) {
    await usablePlace(db, communityCode);
    const rows = await waiting(db, communityCode)
      .leftJoin('household as h', (join) =>
        join
          .onRef('h.community_id', '=', 'm.community_id')
          .onRef('h.same', '=', 'm.same')
          .on('h.dropped_at', 'is', null),
      )
      .select([
        ...(['m.id', 'm.building', 'm.unit', 'm.room', 'm.claimed_at', 'h.id as householdId'] as const),
        sql<number>`(select count(*) from household_member o
          join person q on q.id = o.person_id and q.home_code = o.community_id
          where o.community_id = m.community_id and o.household_id = h.id)::int`.as('people'),
      ])
      .orderBy('m.id')
      .limit(MOST)
      .execute();
    return {
      claims: rows.map(({ claimed_at, householdId, ...claim }) => ({
        ...{ ...claim, at: claimed_at.toISOString(), known: householdId !== null },
      })),
      waiting: await waitingIn(db, communityCode),
    };
  },

  async confirm({ communityCode, claimId }, context) {
    const { db, actor, now } = context;
    const claim = await found(context, communityCode, claimId);
    if (claim.declined_at !== null) refuse('household.claim');
    if (claim.household_id === null) {
      const household_id =
        (await findSame(db, communityCode, claim.same))?.id ?? (await add(context, communityCode, claim));
      await db
        .updateTable('household_member')
        .set({ household_id, confirmed_by: actor.id, confirmed_at: now })
        .where('community_id', '=', communityCode)
        .where('id', '=', claimId)
        .execute();
      // What they knew while nobody knew where they live is now known of their household; what was known of another stays its own.
      await db
        .updateTable('acknowledgement')
        .set({ household_id })
        .where('community_id', '=', communityCode)
        .where('person_id', '=', claim.person_id)
        .where('household_id', 'is', null)
        .execute();
    }
    return { waiting: await waitingIn(db, communityCode) };
  },

  async decline({ communityCode, claimId, reason }, context) {
    const { db, now } = context;
    const claim = await found(context, communityCode, claimId);
    if (claim.household_id !== null) refuse('household.claim');
    if (claim.declined_at === null)
      await db
        .updateTable('household_member')
        .set({ declined_at: now, reason })
        .where('community_id', '=', communityCode)
        .where('id', '=', claimId)
        .execute();
    return { waiting: await waitingIn(db, communityCode) };
  },
};

/**
 * A claim about to be settled, under the lock of the register and its own: whoever made it waits when they press or leave at this moment.
 * @throws Refusal `household.claim` when it is gone, or its maker has moved; `household.own`
 */
async function found(
  { db, actor }: Asked,
  communityCode: string,
  claimId: string,
): Promise<Selectable<Tables['household_member']>> {
  await usablePlace(db, communityCode);
  await oneByOne(db, communityCode);
  const claim =
    (await db
      .selectFrom('household_member')
      .selectAll()
      .where('community_id', '=', communityCode)
      .where('id', '=', claimId)
      .forUpdate()
      .executeTakeFirst()) ?? refuse('household.claim');
  if (claim.person_id === actor.id) refuse('household.own');
  const { home_code } = await db
    .selectFrom('person')
    .select('home_code')
    .where('id', '=', claim.person_id)
    .executeTakeFirstOrThrow();
  return home_code === communityCode ? claim : refuse('household.claim');
}
