import type { MyDoor } from '../../types/households';
import type { Db } from '../kit/database';
import { placeOf, places } from '../org';

/** Where somebody said that they live, whether they still do or not; what was confirmed is shown as the register has it. */
export async function doorOfPerson(db: Db, person: string): Promise<MyDoor | null> {
  const row = await db
    .selectFrom('household_member as m')
    .leftJoin('household as h', (join) =>
      join.onRef('h.community_id', '=', 'm.community_id').onRef('h.id', '=', 'm.household_id'),
    )
    .select((eb) => [
      ...(['m.community_id', 'm.household_id', 'm.declined_at', 'm.reason'] as const),
      eb.fn.coalesce('h.building', 'm.building').as('building'),
      eb.fn.coalesce('h.unit', 'm.unit').as('unit'),
      eb.fn.coalesce('h.room', 'm.room').as('room'),
    ])
    .where('m.person_id', '=', person)
    .executeTakeFirst();
  if (!row) return null;
  const { community_id, household_id, declined_at, reason, building, unit, room } = row;
  const state = household_id !== null ? 'confirmed' : declined_at === null ? 'waiting' : 'declined';
  return { place: placeOf((await places(db, [community_id]))(community_id)), building, unit, room, state, reason };
}
