import { limits } from '../../types/limits';
import type { Grid } from '../../types/service';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import { lineage, usablePlace } from '../org';
import { mustPass } from '../safety';
import { gridsOf, gridsOfWorker, gridView, workersOf, type Worker } from './queries';

type Answering = 'grids' | 'setGrid' | 'dropGrid' | 'workers' | 'serve' | 'templates' | 'setTemplates';

/** The parts of a community, and who looks after them. */
export const answering: Pick<Handlers['service'], Answering> = {
  async grids({ communityCode }, { db }) {
    await usablePlace(db, communityCode);
    return listed(db, communityCode);
  },

  async setGrid({ communityCode, gridId, name, about = null, location }, { db, now, checked }) {
    mustPass(checked);
    await usablePlace(db, communityCode);
    const facts = { name, about, latitude: location?.latitude ?? null, longitude: location?.longitude ?? null };
    if (gridId === undefined) {
      await oneByOne(db, communityCode);
      if ((await gridsOf(db, communityCode)).length >= limits.grids) refuse('service.tooMany');
      await db
        .insertInto('grid')
        .values({ community_id: communityCode, id: newId(now), ...facts, dropped_at: null })
        .execute();
    } else {
      const changed = await db
        .updateTable('grid')
        .set(facts)
        .where('community_id', '=', communityCode)
        .where('id', '=', gridId)
        .where('dropped_at', 'is', null)
        .executeTakeFirst();
      if (changed.numUpdatedRows === 0n) refuse('service.gridMissing');
    }
    return listed(db, communityCode);
  },

  async dropGrid({ communityCode, gridId }, { db, now }) {
    await usablePlace(db, communityCode);
    // Whoever says at this moment that they look after it comes before, and is seen below, or after, and finds it gone.
    const grid = await db
      .selectFrom('grid')
      .select('dropped_at')
      .where('community_id', '=', communityCode)
      .where('id', '=', gridId)
      .forUpdate()
      .executeTakeFirst();
    if (!grid) refuse('service.gridMissing');
    if (grid.dropped_at === null) {
      const here = { community_id: communityCode };
      await db
        .updateTable('grid')
        .set({ dropped_at: now })
        .where((eb) => eb.and({ ...here, id: gridId }))
        .execute();
      await db
        .deleteFrom('grid_worker')
        .where((eb) => eb.and({ ...here, grid_id: gridId }))
        .execute();
    }
    return listed(db, communityCode);
  },

  async workers({ communityCode }, { actor, db }) {
    const street = lineage(communityCode).at(-2);
    const isListed = ({ at, role }: Worker) => at === communityCode || (role === 'street' && at === street);
    const workers = (await workersOf(db, communityCode)).filter(isListed);
    return { workers: workers.map(({ at: _, ...worker }) => ({ ...worker, me: worker.id === actor.id })) };
  },

  async serve({ communityCode, gridIds, called = null }, { actor, db, checked }) {
    mustPass(checked);
    await usablePlace(db, communityCode);
    const mine = { community_id: communityCode, person_id: actor.id };
    // The post is written first: two phones of one person change it, and what hangs on it, one after the other.
    await db
      .insertInto('post')
      .values({ ...mine, called })
      .onConflict((conflict) => conflict.columns(['community_id', 'person_id']).doUpdateSet({ called }))
      .execute();
    const wanted = [...new Set(gridIds)];
    const found = await lockGrids(db, communityCode, wanted);
    if (found < wanted.length) refuse('service.gridMissing');
    await db
      .deleteFrom('grid_worker')
      .where((eb) => eb.and(mine))
      .execute();
    if (wanted.length > 0)
      await db
        .insertInto('grid_worker')
        .values(wanted.map((grid_id) => ({ ...mine, grid_id })))
        .execute();
    return { grids: await gridsOfWorker(db, communityCode, actor.id), called };
  },

  async templates({ communityCode }, { db }) {
    const kept = await db
      .selectFrom('reply_template')
      .select('texts')
      .where('community_id', '=', communityCode)
      .executeTakeFirst();
    return { templates: kept?.texts ?? [] };
  },

  // What WeChat is unsure of is kept: only colleagues read it here, and it is looked at again when it is sent to a resident.
  async setTemplates({ communityCode, templates }, { db }) {
    await usablePlace(db, communityCode);
    const texts = JSON.stringify(templates);
    await db
      .insertInto('reply_template')
      .values({ community_id: communityCode, texts })
      .onConflict((conflict) => conflict.column('community_id').doUpdateSet({ texts }))
      .execute();
    return { templates };
  },
};

async function listed(db: Db, communityCode: string): Promise<{ grids: Grid[] }> {
  return { grids: (await gridsOf(db, communityCode)).map(gridView) };
}

/** Two who add to one place's lists do so one after the other, so that both see how many there are. */
export const oneByOne = (db: Db, nodeCode: string) =>
  db.selectFrom('node').select('code').where('code', '=', nodeCode).forNoKeyUpdate().execute();

/** @returns how many of these grids there are; they stay while the transaction lasts */
async function lockGrids(db: Db, communityCode: string, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const grids = await db
    .selectFrom('grid')
    .select('id')
    .where('community_id', '=', communityCode)
    .where('id', 'in', ids)
    .where('dropped_at', 'is', null)
    .orderBy('id')
    .forShare()
    .execute();
  return grids.length;
}
