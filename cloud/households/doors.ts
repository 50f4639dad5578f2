import { sql } from 'kysely';
import { limits } from '../../types/limits';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Context } from '../kit/serve';
import { sameDoor, walkOf, type Door } from './rules';

/** What a handler of this room has, whoever may call it. */
export type Asked = Pick<Context<'resident'>, 'db' | 'actor' | 'now'>;

/**
 * Whoever changes a register, or who is confirmed in it, does so one after the other in one community. A lock of its own, because the
 * community's row is what opens and reads are counted under.
 */
export const oneByOne = (db: Db, communityCode: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`households ${communityCode}`}, 0))`.execute(db);

/** A household of the register by its key. */
export const findSame = (db: Db, communityCode: string, same: string) =>
  db
    .selectFrom('household')
    .select('id')
    .where('community_id', '=', communityCode)
    .where('same', '=', same)
    .where('dropped_at', 'is', null)
    .executeTakeFirst();

export const countIn = async (db: Db, communityCode: string): Promise<number> =>
  (
    await db
      .selectFrom('household')
      .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('n'))
      .where('community_id', '=', communityCode)
      .where('dropped_at', 'is', null)
      .executeTakeFirstOrThrow()
  ).n;

/** Adds a household, under the lock of the register. @throws Refusal `household.tooMany` */
export async function add(
  { db, actor, now }: Asked,
  communityCode: string,
  { building, unit, room }: Door,
  more: { grid_id?: string | null; phone?: Buffer | null } = {},
): Promise<string> {
  if ((await countIn(db, communityCode)) >= limits.households) refuse('household.tooMany');
  const [id, door] = [newId(now), { building, unit, room }];
  await db
    .insertInto('household')
    .values({
      ...{ community_id: communityCode, id, ...door, same: sameDoor(door), walk: walkOf(door) },
      ...{ grid_id: null, phone: null, ...more, made_by: actor.id, made_at: now, dropped_at: null },
    })
    .execute();
  return id;
}
