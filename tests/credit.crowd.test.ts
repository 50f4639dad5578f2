import fc from 'fast-check';
import { sql } from 'kysely';
import { addDays } from '../cloud/kit/clock';
import { campaignOf, FANGYUAN, FROM_GROUP, FROM_MESSAGE, published, ripeTickets, switchOn, YANJIANG } from './kit/acts';
import { openTown, type Town } from './kit/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN, YANJIANG);
});
afterAll(() => town.close());

const PEOPLE = 200;
const STOCK = 50;
const crowdOf = (size: number, home: string) => Promise.all(Array.from({ length: size }, () => town.person({ home })));

test('200 residents who read one notice at once are 200 readers, and a stock of 50 eggs is laid to the last and no further', async () => {
  await town
    .as('editor')
    .eggs.createCampaign(campaignOf({ firstDay: '2026-10-01', communities: [{ code: FANGYUAN, stock: STOCK }] }));
  const notice = await published(town, { communityCode: undefined, nodeCode: '230104009' });
  const crowd = await crowdOf(PEOPLE, FANGYUAN);
  const credits = await ripeTickets(
    town,
    crowd.map(({ call }) => ({ call, noticeId: notice })),
  );
  const answers = await Promise.all(credits.map((credit) => credit()));

  expect(answers.every((answer) => answer.credited)).toBe(true);
  expect(Math.max(...answers.map((answer) => answer.readers))).toBe(PEOPLE);
  expect(answers.filter((answer) => answer.egg)).toHaveLength(STOCK);
  expect(answers.filter((answer) => answer.reason === 'egg.stock')).toHaveLength(PEOPLE - STOCK);
  const opened = await town.as(null).notices.open({ noticeId: notice });
  expect(opened).toMatchObject({ readers: PEOPLE, opens: PEOPLE + 1 });
  const eggs = await town.db
    .selectFrom('egg')
    .select(['number', 'person_id'])
    .where('community_id', '=', FANGYUAN)
    .orderBy('number')
    .execute();
  expect(eggs.map((egg) => egg.number)).toEqual(Array.from({ length: STOCK }, (_, i) => i + 1));
  expect(new Set(eggs.map((egg) => egg.person_id)).size).toBe(STOCK);
}, 120_000);

/** Every sum kept beside the rows, against the rows. All of these lists are empty in a sound house. */
async function unsound(): Promise<unknown> {
  const rows = async (query: ReturnType<typeof sql>) => (await query.execute(town.db)).rows;
  return {
    readers: await rows(sql`
      select c.notice_id, c.readers, c.opens from notice_count c
      where c.readers <> (select count(*) from notice_read r where (r.community_id, r.notice_id) = (c.community_id, c.notice_id))
        or c.opens <> (select count(*) from notice_open o where (o.community_id, o.notice_id) = (c.community_id, c.notice_id))`),
    laid: await rows(sql`
      select m.campaign_id, m.laid, m.stock from campaign_community m
      where m.laid > m.stock or m.laid <> (select count(*) from egg e
        where (e.community_id, e.campaign_id) = (m.community_id, m.campaign_id))`),
    numbers: await rows(sql`
      select community_id, campaign_id from egg group by 1, 2 having min(number) <> 1 or max(number) <> count(*)`),
    perDay: await rows(sql`select person_id, day from egg group by 1, 2 having count(*) > 1`),
    overCap: await rows(sql`
      select e.person_id, count(*) from egg e join campaign c on c.id = e.campaign_id
      group by e.campaign_id, e.person_id, c.cap having count(*) > c.cap`),
    withoutRead: await rows(sql`
      select e.person_id, e.notice_id from egg e
      where not exists (select 1 from notice_read r
        where r.notice_id = e.notice_id and r.person_id = e.person_id and r.open_id = e.open_id and r.day = e.day)`),
    readsWithoutOpen: await rows(sql`
      select r.person_id, r.notice_id from notice_read r
      where not exists (select 1 from notice_open o where o.notice_id = r.notice_id and o.id = r.open_id and o.person_id = r.person_id)`),
  };
}
const sound = { readers: [], laid: [], numbers: [], perDay: [], overCap: [], withoutRead: [], readsWithoutOpen: [] };

describe('whatever residents, notices and days come together', () => {
  const RESIDENTS = 5;
  const NOTICES = 4;
  const DAYS = 3;
  const rush = fc.array(fc.record({ who: fc.nat(RESIDENTS - 1), what: fc.nat(NOTICES - 1) }), { maxLength: 12 });
  const campaign = fc.record({
    cap: fc.integer({ min: 1, max: 3 }),
    stock: fc.option(fc.nat(8), { nil: undefined }),
    days: fc.array(fc.array(rush, { maxLength: 2 }), { minLength: DAYS, maxLength: DAYS }),
  });
  let firstDay = '2026-10-10';

  test('the sums are the rows, nobody gets two eggs a day or more than the cap, and no community more than its stock', async () => {
    await fc.assert(
      fc.asyncProperty(campaign, async ({ cap, stock, days }) => {
        const communities = [{ code: YANJIANG, stock }];
        const lastDay = addDays(firstDay, DAYS - 1);
        await town.as('editor').eggs.createCampaign(campaignOf({ firstDay, lastDay, cap, communities }));
        const crowd = await crowdOf(RESIDENTS, YANJIANG);
        const notices = await Promise.all(
          Array.from({ length: NOTICES }, () => published(town, { communityCode: undefined, nodeCode: '2301' })),
        );
        // The last notice is always opened from a subscription message: its reads lay no egg.
        const sceneOf = (what: number) => (what === NOTICES - 1 ? FROM_MESSAGE[0] : FROM_GROUP);
        const readSoFar = new Set<string>();
        const goodDays = new Set<string>();
        for (const [nth, rushes] of days.entries()) {
          town.clock.at(`${addDays(firstDay, nth)} 08:00:00`);
          for (const openings of rushes) {
            const credits = await ripeTickets(
              town,
              openings.map(({ who, what }) => ({
                call: crowd[who]!.call,
                noticeId: notices[what]!,
                scene: sceneOf(what)!,
              })),
            );
            await Promise.all(credits.map((credit) => credit()));
            for (const { who, what } of openings) {
              if (!readSoFar.has(`${who} ${what}`) && what !== NOTICES - 1) goodDays.add(`${who} ${nth}`);
              readSoFar.add(`${who} ${what}`);
            }
          }
        }
        firstDay = addDays(lastDay, 1);

        expect(await unsound()).toEqual(sound);
        const promised = crowd.map((_, who) =>
          Math.min(cap, days.filter((_, nth) => goodDays.has(`${who} ${nth}`)).length),
        );
        const owed = Math.min(
          stock ?? Infinity,
          promised.reduce((sum, eggs) => sum + eggs, 0),
        );
        const calendars = await Promise.all(crowd.map(({ call }) => call.eggs.calendar({})));
        expect(calendars.reduce((sum, { count }) => sum + count, 0)).toBe(owed);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
