import type { Selectable } from 'kysely';
import { answerers } from '../../types/service';
import type { Grid, Unit } from '../../types/service';
import { addDays, shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Tables } from '../kit/tables';
import { lineage } from '../org';
import type { Calendar } from './clock';
import { isRestday, nearest, onePerson, ordinary, type Answerer } from './rules';

export type GridRow = Selectable<Tables['grid']>;
export type UnitRow = Selectable<Tables['unit']>;

/**
 * The calendars of some communities, with their single days from the day before `from` on: whoever counts service of the past says
 * since when.
 */
export async function calendarsOf(
  db: Db,
  communityCodes: readonly string[],
  from: Date,
): Promise<(communityCode: string) => Calendar> {
  const codes = [...new Set(communityCodes)];
  if (codes.length === 0) return () => ({ ...ordinary, days: new Map(), isRestday });
  const set = await db.selectFrom('service_hours').selectAll().where('community_id', 'in', codes).execute();
  const days = await db
    .selectFrom('service_day')
    .select(['community_id', 'day', 'windows'])
    .where('community_id', 'in', codes)
    .where('day', '>=', addDays(shanghaiDay(from), -1))
    .execute();
  return (code) => {
    const { workdays, restdays } = set.find(({ community_id }) => community_id === code) ?? ordinary;
    const own = days.filter(({ community_id }) => community_id === code);
    return { workdays, restdays, days: new Map(own.map(({ day, windows }) => [day, windows])), isRestday };
  };
}

/** The calendar of one community, with its single days from the day before `from` on. */
export const calendarOf = async (db: Db, communityCode: string, from: Date): Promise<Calendar> =>
  (await calendarsOf(db, [communityCode], from))(communityCode);

export const gridView = ({ id, name, about, latitude, longitude }: GridRow): Grid => ({
  id,
  name,
  about,
  location: latitude === null || longitude === null ? null : { latitude, longitude },
});

/** The grids of some communities, in the order in which they were made; those that were given up are none. */
export async function gridsOf(db: Db, ...communityCodes: string[]): Promise<GridRow[]> {
  if (communityCodes.length === 0) return [];
  return db
    .selectFrom('grid')
    .selectAll()
    .where('community_id', 'in', communityCodes)
    .where('dropped_at', 'is', null)
    .orderBy('community_id')
    .orderBy('id')
    .execute();
}

/** One grid of a community. @throws Refusal `service.gridMissing`, also of one that was given up */
export const gridOf = async (db: Db, communityCode: string, gridId: string): Promise<GridRow> =>
  (await db
    .selectFrom('grid')
    .selectAll()
    .where('community_id', '=', communityCode)
    .where('id', '=', gridId)
    .where('dropped_at', 'is', null)
    .executeTakeFirst()) ?? refuse('service.gridMissing');

/** The grid in which somebody stands, as far as that can be told: the nearest one, within a kilometre. */
export const nearestGrid = async (
  db: Db,
  communityCode: string,
  location: { latitude: number; longitude: number },
): Promise<string | null> => nearest(await gridsOf(db, communityCode), location);

export const unitView = ({ id, name, phone, what, community_id }: UnitRow): Unit => ({
  ...{ id, name, phone, what },
  place: community_id,
});

/** Who is responsible for what in a community: its own list first, then those of the places above it. */
export async function unitsFor(db: Db, communityCode: string): Promise<UnitRow[]> {
  const units = await db
    .selectFrom('unit')
    .selectAll()
    .where('community_id', 'in', lineage(communityCode))
    .where('dropped_at', 'is', null)
    .orderBy('id')
    .execute();
  return units.sort((a, b) => b.community_id.length - a.community_id.length);
}

/** One of those that a community may call. @throws Refusal `service.unitMissing` */
export const unitOf = async (db: Db, communityCode: string, unitId: string): Promise<UnitRow> =>
  (await db
    .selectFrom('unit')
    .selectAll()
    .where('community_id', 'in', lineage(communityCode))
    .where('id', '=', unitId)
    .where('dropped_at', 'is', null)
    .executeTakeFirst()) ?? refuse('service.unitMissing');

/** Units by their ids, those that were given up as well: what a line named it names for ever. */
export async function unitsById(db: Db, ids: readonly string[]): Promise<Map<string, UnitRow>> {
  if (ids.length === 0) return new Map();
  const units = await db.selectFrom('unit').selectAll().where('id', 'in', ids).execute();
  return new Map(units.map((unit) => [unit.id, unit]));
}

/** The units that somebody handles whistles for. */
export const unitsOfMember = (db: Db, personId: string): Promise<UnitRow[]> =>
  db
    .selectFrom('unit_member as m')
    .innerJoin('unit as u', (join) =>
      join.onRef('u.community_id', '=', 'm.community_id').onRef('u.id', '=', 'm.unit_id'),
    )
    .selectAll('u')
    .where('m.person_id', '=', personId)
    .where('u.dropped_at', 'is', null)
    .orderBy('u.id')
    .execute();

/** Who handles whistles for a unit. */
export const membersOf = async (db: Db, unit: Pick<UnitRow, 'community_id' | 'id'>): Promise<string[]> =>
  (
    await db
      .selectFrom('unit_member')
      .select('person_id')
      .where('community_id', '=', unit.community_id)
      .where('unit_id', '=', unit.id)
      .orderBy('person_id')
      .execute()
  ).map(({ person_id }) => person_id);

/** How residents see some people called who answer at a community; null for whoever has not said. */
export async function callingOf(
  db: Db,
  communityCode: string,
  personIds: readonly string[],
): Promise<Map<string, string | null>> {
  const ids = [...new Set(personIds)];
  if (ids.length === 0) return new Map();
  const posts = await db
    .selectFrom('post')
    .select(['person_id', 'called'])
    .where('community_id', '=', communityCode)
    .where('person_id', 'in', ids)
    .execute();
  return new Map(ids.map((id) => [id, posts.find(({ person_id }) => person_id === id)?.called ?? null]));
}

/** The grids that somebody looks after at a community. */
export const gridsOfWorker = async (db: Db, communityCode: string, personId: string): Promise<string[]> =>
  (await gridWorkers(db, communityCode).where('person_id', '=', personId).execute()).map(({ grid_id }) => grid_id);

const gridWorkers = (db: Db, communityCode: string) =>
  db
    .selectFrom('grid_worker')
    .select(['grid_id', 'person_id'])
    .where('community_id', '=', communityCode)
    .orderBy('grid_id');

/** Somebody who may answer at a community. */
export interface Worker {
  id: string;
  role: Answerer;
  /** The node at which the role is held: the community, or one above it. */
  at: string;
  called: string | null;
  grids: string[];
}

/** Those who may answer at a community: each person once, by the role that they hold nearest to it. */
export async function workersOf(db: Db, communityCode: string): Promise<Worker[]> {
  const grants = await db
    .selectFrom('role_grant')
    .select(['person_id', 'role', 'node_code'])
    .where('node_code', 'in', lineage(communityCode))
    .where('role', 'in', answerers)
    .orderBy('granted_at')
    .orderBy('person_id')
    .execute();
  const people = onePerson(grants.map((grant) => ({ ...grant, role: grant.role as Answerer })));
  const called = await callingOf(
    db,
    communityCode,
    people.map(({ person_id }) => person_id),
  );
  const looksAfter = await gridWorkers(db, communityCode).execute();
  return people.map(({ person_id: id, role, node_code: at }) => ({
    ...{ id, role, at, called: called.get(id) ?? null },
    grids: looksAfter.filter(({ person_id }) => person_id === id).map(({ grid_id }) => grid_id),
  }));
}
