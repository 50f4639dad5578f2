import { sql } from 'kysely';
import { campaignOf, FANGYUAN, HARBIN, published, ripeTickets, rowsOf, switchOn, YANJIANG } from './kit/acts';
import { onRealServer, someoneWaits } from './kit/engine';
import { openTown, type CallError, type Town } from './kit/town';

const PEOPLE = 25;
const A_DAY = 4;
const why = onRealServer ? '' : ' (on a server only: PGlite has one session, so nothing races)';

(onRealServer ? describe : describe.skip)(`moving house back and forth while reads are being credited${why}`, () => {
  let town: Town;
  beforeAll(async () => {
    town = await openTown();
    await switchOn(town, FANGYUAN, YANJIANG);
    const communities = [{ code: FANGYUAN }, { code: YANJIANG }];
    await town.as('editor').eggs.createCampaign(campaignOf({ communities }));
  });
  afterAll(() => town.close());

  test('yields one egg a day at most, and all of a resident’s eggs in one community', async () => {
    const people = await Promise.all(Array.from({ length: PEOPLE }, () => town.person({ home: FANGYUAN })));
    for (const day of ['2026-10-02', '2026-10-03', '2026-10-04']) {
      town.clock.at(`${day} 09:00:00`);
      const notices = await Promise.all(
        Array.from({ length: A_DAY }, () => published(town, { communityCode: undefined, nodeCode: HARBIN })),
      );
      const openings = people.flatMap(({ call }) => notices.map((noticeId) => ({ call, noticeId })));
      const credits = await ripeTickets(town, openings);
      const acts = people.flatMap(({ call }, who) => {
        const [a, b, c, d] = credits.slice(who * A_DAY, (who + 1) * A_DAY);
        const join = (communityCode: string) => call.org.join({ communityCode });
        return [a?.(), join(YANJIANG), b?.(), c?.(), join(FANGYUAN), d?.(), join(YANJIANG)].map((act) =>
          Promise.resolve(act),
        );
      });
      for (const one of await Promise.allSettled<unknown>(acts))
        if (one.status === 'rejected')
          expect(['org.movingDuringCampaign', 'busy']).toContain((one.reason as CallError).refusal);
    }

    const eggs = await town.db.selectFrom('egg').select(['person_id', 'day', 'community_id']).execute();
    expect(eggs.length).toBeGreaterThan(PEOPLE);
    expect(new Set(eggs.map((egg) => `${egg.person_id} ${egg.day}`)).size).toBe(eggs.length);
    const homes = new Set(eggs.map((egg) => `${egg.person_id} ${egg.community_id}`));
    expect(homes.size).toBe(new Set(eggs.map((egg) => egg.person_id)).size);
    expect(await rowsOf(town, 'notice_read')).toBeLessThanOrEqual(PEOPLE * A_DAY * 3);
  });

  test('while a read waits for the old home’s lock is found out: nothing is done without the new one’s, and then the egg is laid there', async () => {
    town.clock.at('2026-10-05 09:00:00');
    const { id, call } = await town.person({ home: FANGYUAN });
    const noticeId = await published(town, { communityCode: undefined, nodeCode: HARBIN });
    const [credit] = await ripeTickets(town, [{ call, noticeId }]);
    const credited = await town.db.transaction().execute(async (tx) => {
      await sql`select lock_communities(array[${FANGYUAN}])`.execute(tx);
      const waiting = credit?.();
      await someoneWaits(town.db);
      await tx.updateTable('person').set({ home_code: YANJIANG }).where('id', '=', id).execute();
      return { waiting };
    });
    expect(await credited.waiting).toMatchObject({ credited: true, egg: { day: '2026-10-05' } });
    const eggs = town.db.selectFrom('egg').select('community_id').where('person_id', '=', id);
    expect(await eggs.execute()).toEqual([{ community_id: YANJIANG }]);
  });
});
