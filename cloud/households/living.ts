import { refuse } from '../kit/refuse';
import { newId } from '../kit/ids';
import type { Context, Handlers } from '../kit/serve';
import { isWithin, usablePlace } from '../org';
import { mustKnow, myDoorOf } from './queries';
import { sameDoor } from './rules';

type Asked = Context<'resident'>;
type Living = 'mine' | 'join' | 'leave' | 'acknowledged' | 'acknowledge';

/** What residents do: say where they live, and that they know. */
export const living: Pick<Handlers['households'], Living> = {
  mine: async (_input, { db, actor }) => ({ door: await myDoorOf(db, actor.id) }),

  async join(written, context) {
    const { db, actor, now } = context;
    const home = (await present(context)).home_code ?? refuse('household.homeless');
    await usablePlace(db, home);
    const same = sameDoor(written);
    const before = await db
      .selectFrom('household_member as m')
      .leftJoin('household as h', (join) =>
        join.onRef('h.community_id', '=', 'm.community_id').onRef('h.id', '=', 'm.household_id'),
      )
      .select(['m.same', 'm.declined_at', 'h.same as confirmed'])
      .where('m.community_id', '=', home)
      .where('m.person_id', '=', actor.id)
      .executeTakeFirst();
    // What was declined may be said again: the grid worker looks again.
    const stays = before && before.declined_at === null && (before.confirmed ?? before.same) === same;
    if (!stays) {
      await forget(context);
      await db
        .insertInto('household_member')
        .values({
          ...{ community_id: home, person_id: actor.id, id: newId(now), ...written, same, claimed_at: now },
          ...{ household_id: null, confirmed_by: null, confirmed_at: null, declined_at: null, reason: null },
        })
        .execute();
    }
    return { door: (await myDoorOf(db, actor.id)) ?? refuse('household.homeless') };
  },

  async leave(_input, context) {
    await present(context);
    await forget(context);
    return {};
  },

  acknowledged: ({ noticeId }, context) => known(context, noticeId),

  async acknowledge({ noticeId, version }, context) {
    const { db, actor, now } = context;
    const { home_code } = await present(context);
    const before = await known(context, noticeId);
    if (before.at !== null) return before;
    const notice = await mustKnow(db, noticeId, now);
    if (notice.withdrawn_at !== null) refuse('notice.withdrawn');
    const home = home_code ?? refuse('household.homeless');
    if (!isWithin(home, notice.community_id)) refuse('notice.elsewhere');
    // Whoever confirms them at this moment comes before, and is seen here, or after, and sees what is written here.
    const member = await db
      .selectFrom('household_member')
      .select('household_id')
      .where('community_id', '=', home)
      .where('person_id', '=', actor.id)
      .forShare()
      .executeTakeFirst();
    await db
      .insertInto('acknowledgement')
      .values({
        ...{ community_id: home, notice_id: noticeId, person_id: actor.id, notice_place: notice.community_id },
        // Who read it before it was corrected knows what it said then, and is asked again.
        version: Math.min(version ?? notice.version, notice.version),
        ...{ household_id: member?.household_id ?? null, at: now },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return known(context, noticeId);
  },
};

/** What one person presses comes one after the other, and nobody who is just leaving for good writes what would stay. */
const present = async ({ db, actor }: Asked): Promise<{ home_code: string | null }> =>
  (await db
    .selectFrom('person')
    .select('home_code')
    .where('id', '=', actor.id)
    .where('erased_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()) ?? refuse('session.required');

const forget = ({ db, actor }: Asked) => db.deleteFrom('household_member').where('person_id', '=', actor.id).execute();

/** What somebody pressed last where they live now: it holds until the notice is corrected. */
async function known({ db, actor }: Asked, noticeId: string) {
  const row = await db
    .selectFrom('acknowledgement as a')
    .innerJoin('person as p', (join) =>
      join.onRef('p.id', '=', 'a.person_id').onRef('p.home_code', '=', 'a.community_id'),
    )
    .innerJoin('notice as n', (join) =>
      join.onRef('n.community_id', '=', 'a.notice_place').onRef('n.id', '=', 'a.notice_id'),
    )
    .select(['a.at', 'a.version', 'n.version as present'])
    .where('a.person_id', '=', actor.id)
    .where('a.notice_id', '=', noticeId)
    .orderBy('a.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  const holds = row !== undefined && row.version >= row.present;
  return {
    ...{ at: holds ? row.at.toISOString() : null, corrected: row !== undefined && !holds },
    door: await myDoorOf(db, actor.id),
  };
}
