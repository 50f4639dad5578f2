import type { Valid } from '../../types';
import type { figures as promise } from '../../types/figures';
import { roles } from '../../types/org';
import { shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { refuse } from '../kit/refuse';
import type { Actor, Handlers } from '../kit/serve';
import { holds, placeOf, usablePlace } from '../org';
import { countedAt } from './queries';
import { figuresOf, type Wanted } from './shown';
import type { FigureTables } from './table';

export { figuresDrift } from './recount';
export { rollFigures } from './roll';
export { createFigureTables, figureTable, type FigureTables } from './table';

/** Whoever works at a place or above it. A shop's keeper and a courier are neighbours like any other. */
const staff = roles.filter((role) => role !== 'merchant' && role !== 'parttime');

/** What communities did, as facts and trends. Nothing here is written by a caller, and no two places come in one answer. */
export const figures = (tables: FigureTables): Handlers['figures'] => ({
  async community(input, { actor, db, now }) {
    const wanted = wantedOf(input, now);
    const place = await placeFor(db, actor, wanted.code);
    return { place, ...(await figuresOf(db, wanted)), countedAt: (await countedAt(db))?.toISOString() ?? null };
  },

  async table(input, { actor, db, now, origin }) {
    const wanted = wantedOf(input, now);
    await placeFor(db, actor, wanted.code);
    const { url, until } = tables.addressOf(origin, { ...wanted, as: input.as }, now);
    return { url, until: until.toISOString() };
  },
});

/** A day that has not come is taken for today: a phone's clock may be ahead. */
function wantedOf({ communityCode, nodeCode, by, until }: Valid<typeof promise.community>, now: Date): Wanted {
  const today = shanghaiDay(now);
  return {
    code: nodeCode ?? communityCode ?? '',
    by,
    until: until === undefined || until > today ? today : until,
    today,
  };
}

/**
 * A community is shown to those who live in it, and to whoever has no home yet; any place to whoever works there or above it.
 * @throws Refusal `org.missing`, `org.closed`, `figures.elsewhere`, `figures.staff`
 */
async function placeFor(db: Db, actor: Actor | null, code: string) {
  const place = placeOf(await usablePlace(db, code));
  if (actor && holds(actor.grants, staff, code)) return place;
  if (place.level !== 'community') return refuse('figures.staff');
  const home = actor?.home ?? null;
  return home === null || home === code ? place : refuse('figures.elsewhere');
}
