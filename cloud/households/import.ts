import { sql } from 'kysely';
import type { Imported } from '../../types/households';
import { limits } from '../../types/limits';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import type { Handlers } from '../kit/serve';
import { usablePlace } from '../org';
import { gridsOf } from '../service';
import { countIn, oneByOne, type Asked } from './doors';
import { rowsIn } from './file';
import { opened } from './queries';
import { planned, readTable, type Entry, type Known, type Planned, type Row } from './table';

/** Of the lines that were left out, so many are named. */
const MOST_NAMED = 50;
/** Households of one statement. */
const BATCH = 5_000;

/** A register from a table. */
export const importing = (seal: Seal): Pick<Handlers['households'], 'check' | 'import'> => ({
  async check({ communityCode, file }, { db }) {
    await usablePlace(db, communityCode);
    return told(await plan(seal, db, communityCode, await rowsIn(file)));
  },

  async import({ communityCode, file }, context) {
    await usablePlace(context.db, communityCode);
    // Whoever waits for the thread holds no connection meanwhile: ten who did would be the whole pool.
    const rows = await rowsIn(file);
    return context.keep(async (db) => {
      await usablePlace(db, communityCode);
      await oneByOne(db, communityCode);
      const todo = await plan(seal, db, communityCode, rows);
      const { fresh, changed } = todo;
      for (let i = 0; i < fresh.length; i += BATCH)
        await addAll(seal, { ...context, db }, communityCode, fresh.slice(i, i + BATCH));
      for (let i = 0; i < changed.length; i += BATCH)
        await changeAll(seal, db, communityCode, changed.slice(i, i + BATCH));
      return told(todo);
    });
  },
});

interface Todo extends Planned {
  wrong: Imported['wrong'];
}

/** What a file would do to a register. @throws Refusal `household.columns`, `household.tooMany` */
async function plan(seal: Seal, db: Db, communityCode: string, rows: readonly Row[]): Promise<Todo> {
  const { entries, wrong } = readTable(rows, await gridsOf(db, communityCode)) ?? refuse('household.columns');
  const todo = planned(entries, await knownIn(seal, db, communityCode));
  if ((await countIn(db, communityCode)) + todo.fresh.length > limits.households) refuse('household.tooMany');
  return { ...todo, wrong };
}

const told = ({ fresh, changed, same, wrong }: Todo): Imported => ({
  rows: fresh.length + changed.length + same + wrong.length,
  ...{ fresh: fresh.length, changed: changed.length, same },
  ...{ wrong: wrong.slice(0, MOST_NAMED), left: wrong.length },
});

/** The whole register by its keys; a number is only opened when it is compared. */
async function knownIn(seal: Seal, db: Db, communityCode: string): Promise<Map<string, Known>> {
  const rows = await db
    .selectFrom('household')
    .select(['id', 'same', 'grid_id', 'phone'])
    .where('community_id', '=', communityCode)
    .where('dropped_at', 'is', null)
    .execute();
  return new Map(
    rows.map(({ id, same, grid_id, phone }) => [same, { id, gridId: grid_id, phone: () => opened(seal, phone) }]),
  );
}

const sealed = (seal: Seal, phone: string | null): string | null =>
  phone === null ? null : seal.close(phone).toString('base64');

const addAll = (seal: Seal, { db, actor, now }: Asked, communityCode: string, fresh: Entry[]) =>
  sql`
    insert into household (community_id, id, building, unit, room, same, walk, grid_id, phone, made_by, made_at)
    select ${communityCode}, r.id, r.building, r.unit, r.room, r.same, r.walk, r."gridId", decode(r.phone, 'base64'),
      ${actor.id}::bigint, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(
      fresh.map(({ line: _, phone, ...entry }) => ({ ...entry, id: newId(now), phone: sealed(seal, phone) })),
    )}::jsonb) as r (id bigint, building text, unit text, room text, same text, walk text, "gridId" bigint, phone text)
    on conflict do nothing`.execute(db);

const changeAll = (seal: Seal, db: Db, communityCode: string, changed: Planned['changed']) =>
  sql`
    update household h set grid_id = coalesce(r."gridId", h.grid_id), phone = coalesce(decode(r.phone, 'base64'), h.phone)
    from jsonb_to_recordset(${JSON.stringify(
      changed.map(({ phone, ...one }) => ({ ...one, phone: sealed(seal, phone) })),
    )}::jsonb) as r (id bigint, "gridId" bigint, phone text)
    where h.community_id = ${communityCode} and h.id = r.id`.execute(db);
