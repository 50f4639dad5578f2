import { sql } from 'kysely';
import { afterId } from '../kit/cursor';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import type { Handlers } from '../kit/serve';
import { usablePlace } from '../org';
import { gridOf } from '../service';
import { waitingIn } from './claims';
import { add, countIn, findSame, oneByOne } from './doors';
import { behind, doorOf, doorsOf, householdView, opened } from './queries';
import { patternOf, sameDoor, walkOf } from './rules';
import { words } from './words';

type Keeping = 'list' | 'set' | 'drop' | 'renew' | 'phone';

/** Who lives where, as far as a community has to know. */
export const keeping = (seal: Seal): Pick<Handlers['households'], Keeping> => ({
  async list({ communityCode, q, gridId, after, limit }, { db }) {
    await usablePlace(db, communityCode);
    let rows = doorsOf(db, communityCode);
    if (gridId !== undefined) rows = rows.where('h.grid_id', '=', gridId);
    if (q !== '') rows = rows.where(looksLike(q));
    if (after !== undefined) rows = rows.where(await behind(db, communityCode, after));
    const found = await rows
      .orderBy('h.walk')
      .orderBy('h.id')
      .limit(limit + 1)
      .execute();
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      households: shown.map((row) => householdView(seal, row)),
      next: last ? afterId(last.id) : null,
      total: await countIn(db, communityCode),
      people: await peopleIn(db, communityCode),
      waiting: await waitingIn(db, communityCode),
    };
  },

  // The whole address is filled in each time, and with it the grid: one that is left out is none.
  async set({ communityCode, householdId, building, unit, room, gridId, phone }, context) {
    const { db } = context;
    await usablePlace(db, communityCode);
    if (gridId !== undefined) await gridOf(db, communityCode, gridId);
    await oneByOne(db, communityCode);
    const door = { building, unit, room };
    const other = await findSame(db, communityCode, sameDoor(door));
    if (other && other.id !== householdId) refuse('household.known');
    const number = phone === undefined ? {} : { phone: phone === '' ? null : seal.close(phone) };
    const facts = { grid_id: gridId ?? null, ...number };
    let id = householdId;
    if (id === undefined) id = await add(context, communityCode, door, facts);
    else {
      const changed = await db
        .updateTable('household')
        .set({ ...door, same: sameDoor(door), walk: walkOf(door), ...facts })
        .where('community_id', '=', communityCode)
        .where('id', '=', id)
        .where('dropped_at', 'is', null)
        .executeTakeFirst();
      if (changed.numUpdatedRows === 0n) refuse('household.missing');
    }
    return { household: householdView(seal, await doorOf(db, communityCode, id)) };
  },

  async drop({ communityCode, householdId }, { db, now }) {
    await usablePlace(db, communityCode);
    await oneByOne(db, communityCode);
    const here = await db
      .selectFrom('household')
      .select('dropped_at')
      .where('community_id', '=', communityCode)
      .where('id', '=', householdId)
      .executeTakeFirst();
    if (!here) refuse('household.missing');
    if (here.dropped_at !== null) return {};
    await emptied(db, { communityCode, householdId, now, reason: words.dropped });
    await db
      .updateTable('household')
      .set({ dropped_at: now, phone: null })
      .where('community_id', '=', communityCode)
      .where('id', '=', householdId)
      .execute();
    return {};
  },

  async renew({ communityCode, householdId }, { db, now }) {
    await usablePlace(db, communityCode);
    await oneByOne(db, communityCode);
    await doorOf(db, communityCode, householdId);
    await emptied(db, { communityCode, householdId, now, reason: words.renewed });
    return { household: householdView(seal, await doorOf(db, communityCode, householdId)) };
  },

  async phone({ communityCode, householdId }, { db }) {
    await usablePlace(db, communityCode);
    const { phone } = await doorOf(db, communityCode, householdId);
    return { phone: opened(seal, phone) ?? refuse('household.noPhone') };
  },
});

interface Emptied {
  communityCode: string;
  householdId: string;
  now: Date;
  reason: string;
}

/**
 * Nobody is known to live in a household any more, under the lock of the register: who was confirmed there reads why, and may say another
 * door. What they knew is theirs, and of no household until they are confirmed again.
 */
async function emptied(db: Db, { communityCode, householdId, now, reason }: Emptied): Promise<void> {
  await db
    .updateTable('household_member')
    .set({ household_id: null, confirmed_by: null, confirmed_at: null, declined_at: now, reason })
    .where('community_id', '=', communityCode)
    .where('household_id', '=', householdId)
    .execute();
  await db
    .updateTable('acknowledgement')
    .set({ household_id: null })
    .where('community_id', '=', communityCode)
    .where('household_id', '=', householdId)
    .execute();
}

/** An address that has this in it, as it is written or as it is meant. */
function looksLike(q: string) {
  const written = `%${q.replace(/\s+/g, '').replace(/[\\%_]/g, '\\$&')}%`;
  const meant = patternOf(q);
  const asWritten = sql<boolean>`replace(h.building || h.unit || h.room, ' ', '') ilike ${written}`;
  return meant === null ? asWritten : sql<boolean>`(${asWritten} or h.same like ${meant})`;
}

/** Those confirmed to live in a household of the register, who still live in the community. */
async function peopleIn(db: Db, communityCode: string): Promise<number> {
  const { n } = await db
    .selectFrom('household_member as m')
    .innerJoin('person as p', (join) =>
      join.onRef('p.id', '=', 'm.person_id').onRef('p.home_code', '=', 'm.community_id'),
    )
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('n'))
    .where('m.community_id', '=', communityCode)
    .where('m.household_id', 'is not', null)
    .executeTakeFirstOrThrow();
  return n;
}
