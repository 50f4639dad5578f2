import { sql } from 'kysely';
import { afterId } from '../kit/cursor';
import type { Db } from '../kit/database';
import { shanghaiDay } from '../kit/clock';
import { newId } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { Seal } from '../kit/seal';
import type { Handlers } from '../kit/serve';
import { queue, SLICE, willing, type Letter } from '../messages';
import { placeOf, places, usablePlace } from '../org';
import { behind, boardOf, boardsOf, concerning, noticesFor, stopsOf, stopViews, type Notice } from './queries';
import { latest, waitedSince } from './rules';
import { words } from './words';

type Seeing = 'boards' | 'board' | 'stops' | 'told' | 'remind';

/** Which households know, and whom somebody still has to phone or knock at. */
export const seeing = (seal: Seal): Pick<Handlers['households'], Seeing> => ({
  async boards({ communityCode }, { db, now }) {
    await usablePlace(db, communityCode);
    return { boards: await boardsOf(db, communityCode, await noticesFor(db, communityCode, now)) };
  },

  async board({ communityCode, noticeId }, { db, now }) {
    await usablePlace(db, communityCode);
    const notice = await concerning(db, noticeId, communityCode, now);
    const last = await db
      .selectFrom('household_reminder')
      .select('at')
      .where('community_id', '=', communityCode)
      .where('notice_id', '=', noticeId)
      .orderBy('day', 'desc')
      .limit(1)
      .executeTakeFirst();
    return {
      board: await boardOf(db, communityCode, notice),
      willing: notice.withdrawn_at
        ? 0
        : await willing(db, 'notice', aboutToday(noticeId, now), left(communityCode, notice)),
      remindedAt: last?.at.toISOString() ?? null,
    };
  },

  async stops({ communityCode, noticeId, standing, gridId, after, limit }, { db, actor, now }) {
    await usablePlace(db, communityCode);
    const notice = await concerning(db, noticeId, communityCode, now);
    let rows = stopsOf(db, communityCode, notice, standing);
    if (gridId !== undefined) rows = rows.where('h.grid_id', '=', gridId);
    if (after !== undefined) rows = rows.where(await behind(db, communityCode, after));
    const found = await rows
      .orderBy('h.walk')
      .orderBy('h.id')
      .limit(limit + 1)
      .execute();
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      stops: await stopViews(db, { seal, actor, communityCode }, shown),
      next: last ? afterId(last.id) : null,
    };
  },

  async told({ communityCode, noticeId, householdId, how, outcome, notedAt }, { db, actor, now }) {
    await usablePlace(db, communityCode);
    const notice = await current(db, noticeId, communityCode, now);
    // Two who note something of one household do so one after the other, and the second is the newest.
    const here = await db
      .selectFrom('household')
      .select('id')
      .where('community_id', '=', communityCode)
      .where('id', '=', householdId)
      .where('dropped_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!here) refuse('household.missing');
    const key = { community_id: communityCode, notice_id: noticeId, household_id: householdId };
    const before = await db
      .selectFrom('household_word')
      .select((eb) => [eb.fn.max('id').as('id'), eb.fn.max('noted_at').as('noted_at')])
      .where((eb) => eb.and(key))
      .executeTakeFirst();
    const waited = waitedSince(notedAt, now);
    await db
      .insertInto('household_word')
      .values({
        ...key,
        // Behind those that are there, whatever the clock of the process that wrote them said; what waited on a phone stands where it
        // was noted.
        id: sql<string>`greatest(${newId(now)}::bigint, 1 + ${before?.id ?? '0'}::bigint)`,
        noted_at: waited ?? latest(now, before?.noted_at ?? null),
        ...{ how, outcome, by_id: actor.id, at: now },
      })
      .execute();
    const rows = await stopsOf(db, communityCode, notice, null).where('h.id', '=', householdId).execute();
    const [stop = refuse('household.missing')] = await stopViews(db, { seal, actor, communityCode }, rows);
    return { stop, board: await boardOf(db, communityCode, notice) };
  },

  async remind({ communityCode, noticeId }, { db, actor, now }) {
    await usablePlace(db, communityCode);
    // Whoever withdraws it at this moment comes before, and is seen here, or after, and takes these reminders back.
    const notice = await current(db, noticeId, communityCode, now, true);
    const key = { community_id: communityCode, notice_id: noticeId, day: shanghaiDay(now) };
    // Of two at once the second waits here until the first has reminded, and finds that it has.
    const first = await db
      .insertInto('household_reminder')
      .values({ ...key, by_id: actor.id, at: now, reminded: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .returning('day')
      .executeTakeFirst();
    if (!first) refuse('household.reminded');
    const letter: Letter = {
      template: 'notice',
      about: aboutToday(noticeId, now),
      fields: [
        words.eggs.test(notice.title) ? words.plainTitle : notice.title,
        placeOf((await places(db, [notice.community_id]))(notice.community_id)).name,
        (notice.publish_at ?? now).toISOString(),
      ],
      page: `${PAGE}?id=${noticeId}`,
    };
    let reminded = 0;
    for (let slice = SLICE; slice === SLICE; reminded += slice)
      slice = await queue(db, letter, left(communityCode, notice), now);
    await db
      .updateTable('household_reminder')
      .set({ reminded })
      .where((eb) => eb.and(key))
      .execute();
    return { reminded, remindedAt: now.toISOString() };
  },
});

const PAGE = 'notices/notice/index';

/** What the reminders of a day are filed under: behind the notice's own name, by which they are taken back with it. */
const aboutToday = (noticeId: string, now: Date): string => `notice:${noticeId}:again:${shanghaiDay(now)}`;

/** One about which somebody may still be told. @throws Refusal `notice.withdrawn`, and as `concerning` */
async function current(db: Db, noticeId: string, communityCode: string, now: Date, stays = false): Promise<Notice> {
  const notice = await concerning(db, noticeId, communityCode, now, stays);
  return notice.withdrawn_at === null ? notice : refuse('notice.withdrawn');
}

/**
 * Those of a community who are left, as a condition about the person `p`: who have not said there that they know it as it now is, and live
 * in no household that is known to know. Whose household nobody knows is left, too.
 */
const left = (communityCode: string, { id: noticeId, version }: Notice) => sql<boolean>`p.home_code = ${communityCode}
  and not exists (select 1 from acknowledgement a
    where a.community_id = ${communityCode} and a.person_id = p.id and a.notice_id = ${noticeId}::bigint and a.version >= ${version}::int)
  and not exists (select 1 from household_member m
    where m.community_id = ${communityCode} and m.person_id = p.id and m.household_id is not null and (
      exists (select 1 from acknowledgement a
        where a.community_id = ${communityCode} and a.notice_id = ${noticeId}::bigint and a.household_id = m.household_id
          and a.version >= ${version}::int)
      or 'told' = (select w.outcome from household_word w
        where w.community_id = ${communityCode} and w.notice_id = ${noticeId}::bigint and w.household_id = m.household_id
        order by w.noted_at desc, w.id desc limit 1)))`;
