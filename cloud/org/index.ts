import { sql } from 'kysely';
import type { Found, Place } from '../../types/org';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Handlers } from '../kit/serve';
import type { Tables } from '../kit/tables';
import { lineage } from './rules';

export { holds, isWithin, lineage, type Grant } from './rules';

const MOST_FOUND = 50;

type Node = Pick<Tables['node'], 'code' | 'level' | 'name'> & { is_open: boolean };

/** Places by code, with those above each: the one way other rooms learn what a code means. */
export async function places(db: Db, codes: Iterable<string>): Promise<(code: string) => Found> {
  const wanted = new Set([...codes].flatMap(lineage));
  const nodes =
    wanted.size === 0
      ? []
      : await db
          .selectFrom('node')
          .select(columns)
          .where('code', 'in', [...wanted])
          .execute();
  const byCode = new Map(nodes.map((node) => [node.code, node]));
  return (code) => {
    const node = byCode.get(code) ?? refuse('org.missing');
    const above = lineage(code).slice(0, -1);
    return { ...placeOf(node), above: above.map((up) => byCode.get(up)?.name ?? ''), open: node.is_open };
  };
}

/** A community must be switched on to be used; the nodes above communities only have to exist. */
export async function usablePlace(db: Db, code: string): Promise<Found> {
  const place = (await places(db, [code]))(code);
  if (place.level === 'community' && !place.open) refuse('org.closed');
  return place;
}

export const placeOf = ({ code, level, name }: Pick<Node, 'code' | 'level' | 'name'>): Place => ({ code, level, name });

const columns = ['code', 'level', 'name', 'is_open'] as const;

/** `%` and `_` in what a person types are letters, not patterns. */
const contains = (q: string): string => `%${q.replace(/[\\%_]/g, '\\$&')}%`;

/** Names the resident's new home, under the locks of the read credit (migration 0002 says why). */
async function moveHome(db: Db, person: string, home: string, today: string): Promise<void> {
  const { rows } = await sql<{ outcome: 'moved' | 'stays' | 'again' }>`
    select move_home(${person}::bigint, ${home}, ${today}::date) as outcome`.execute(db);
  if (rows[0]?.outcome === 'stays') refuse('org.movingDuringCampaign');
  if (rows[0]?.outcome === 'again') refuse('busy');
}

/** Who deleted an account that had eggs of a campaign joins again when it is over, or would be given eggs twice. */
async function notTooSoon(db: Db, person: string, today: string): Promise<void> {
  const { settles_from } = await db
    .selectFrom('person')
    .select('settles_from')
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  if (settles_from !== null && settles_from > today) refuse('org.erasedDuringCampaign');
}

export const org: Handlers['org'] = {
  async find({ q, code }, { db }) {
    let nodes = db.selectFrom('node').select(columns).limit(MOST_FOUND);
    if (code !== undefined) nodes = nodes.where((eb) => eb.or([eb('code', '=', code), eb('parent_code', '=', code)]));
    else nodes = nodes.where('level', '=', 'community');
    if (q !== undefined) nodes = nodes.where('official_name', 'like', contains(q));
    if (q === undefined && code === undefined) nodes = nodes.where('is_open', '=', true);

    // A node comes before its children because its code is shorter.
    const found = await nodes
      .orderBy(sql`length(code)`)
      .orderBy('is_open', 'desc')
      .orderBy('code')
      .execute();
    const codes = found.map((node) => node.code);
    return { places: codes.map(await places(db, codes)) };
  },

  async join({ communityCode }, { actor, db, now }) {
    const home = await usablePlace(db, communityCode);
    const today = shanghaiDay(now);
    if (actor.home === null) await notTooSoon(db, actor.id, today);
    if (actor.home !== communityCode) await moveHome(db, actor.id, communityCode, today);
    return { home: placeOf(home) };
  },
};
