import { sql } from 'kysely';
import { addDays, shanghaiDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { queue, SLICE } from '../messages';
import { words } from './words';

/** On the day before eggs are handed out, tells those who have some and agreed to be told. Repeating it tells nobody twice. */
export async function tellPickUps(db: Db, now: Date, more: () => boolean): Promise<void> {
  const tomorrow = addDays(shanghaiDay(now), 1);
  const campaigns = await db
    .selectFrom('campaign')
    .select(['id', 'name', 'pick_ups'])
    .where(sql<boolean>`pick_ups @> ${JSON.stringify([{ day: tomorrow }])}::jsonb`)
    .execute();
  for (const { id, name, pick_ups } of campaigns) {
    const theirs = pick_ups.filter(({ day }) => day === tomorrow);
    const own = [...new Set(theirs.flatMap(({ communityCode }) => communityCode ?? []))];
    // A community with days and places of its own hears of those, and all the others of what holds for everyone.
    for (const code of [...own, null]) {
      const here = theirs.filter(({ communityCode = null }) => communityCode === null || communityCode === code);
      if (here.length === 0) continue;
      const hours = words.all(here.map((one) => one.hours));
      const letter = {
        template: 'pickUp' as const,
        about: `pickUp:${id}:${tomorrow}`,
        fields: [name, words.all(here.map(({ at }) => at)), words.when(tomorrow, hours)],
        page: 'eggs/calendar/index',
      };
      const where = code === null ? sql`e.community_id <> all (${own}::text[])` : sql`e.community_id = ${code}`;
      const holding = sql<boolean>`exists (
        select 1 from egg e where e.person_id = p.id and e.campaign_id = ${id}::bigint and ${where})`;
      // Slice by slice, each in a transaction of its own.
      while (more() && (await db.transaction().execute((tx) => queue(tx, letter, holding, now))) === SLICE);
    }
  }
}
