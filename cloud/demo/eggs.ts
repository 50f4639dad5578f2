import { insertCampaign, moveEggs } from '../eggs';
import { addDays, shanghaiDay, startOfDay } from '../kit/clock';
import type { Db } from '../kit/database';
import { newId } from '../kit/ids';
import { demoHanding } from './words';

/** How many days it ran, until three days ago, and how many eggs lie on the table. */
const DAYS = 6;
const BROUGHT = 60;

/** A campaign whose eggs are handed out today and tomorrow, unless there is one: the demo's neighbours have some, and the desk may open. */
export async function openDemoTable(db: Db, community: string, now: Date): Promise<void> {
  const today = shanghaiDay(now);
  const { name, hours, at } = demoHanding;
  const known = await db.selectFrom('campaign').select(['id', 'pick_ups']).where('name', '=', name).execute();
  if (known.some(({ pick_ups }) => pick_ups.some(({ day }) => day >= today))) return;
  const firstDay = addDays(today, -DAYS - 2);
  const plan = { name, firstDay, lastDay: addDays(today, -3), cap: 10, communities: [{ code: community }], reserve: 5 };
  const pickUps = [0, 1].map((days) => ({ day: addDays(today, days), hours, at, communityCode: community }));
  const id = newId(now);
  const place = { community_id: community, campaign_id: id };
  const people = await db
    .selectFrom('person')
    .select('id')
    .where('persona', 'in', ['resident-1', 'resident-2', 'resident-3'])
    .orderBy('id')
    .execute();
  const notice = await db.selectFrom('notice').select('id').where('community_id', '=', community).executeTakeFirst();
  if (!notice) return;
  await insertCampaign(db, { ...plan, id, nodeCode: '2301', pickUps }, now);
  // Nobody read on the last day of the first, on the last two of the second, and so on.
  const laid = people.flatMap(({ id: person_id }, nth) =>
    Array.from({ length: DAYS - 1 - nth }, (_, n) => ({ person_id, day: addDays(firstDay, n) })),
  );
  const rows = laid.map((one, n) => {
    const laid_at = new Date(startOfDay(one.day).getTime() + (8 * 60 + n) * 60_000);
    return { ...place, ...one, number: n + 1, notice_id: notice.id, open_id: newId(laid_at), laid_at };
  });
  await db.insertInto('egg').values(rows).execute();
  await db
    .updateTable('campaign_community')
    .set({ laid: rows.length })
    .where('community_id', '=', community)
    .where('campaign_id', '=', id)
    .execute();
  await moveEggs(db, place, [{ id: `move/${id}/delivered`, reason: 'delivered', amount: BROUGHT }], startOfDay(today));
}
