import { addDays } from '../cloud/kit/clock';
import type { Call } from '../types';
import {
  campaignOf,
  FANGYUAN,
  FROM_GROUP,
  FROM_MESSAGE,
  HARBIN,
  published,
  ripeTickets,
  rowsOf,
  switchOn,
  YANJIANG,
} from './kit/acts';
import { openTown, read, refusalOf, type Town } from './kit/town';

/**
 * Every test has four days of its own, in which campaigns run in 方元, with at most two eggs each, and in 沿江, which has
 * one egg in all. It begins on the first of them.
 */
let town: Town;
let firstDay = '2026-10-10';
const dayOf = (nth: 1 | 2 | 3 | 4 | 5 | 6): string => addDays(firstDay, nth - 1);

beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN, YANJIANG);
});
beforeEach(async () => {
  firstDay = addDays(firstDay, 5);
  town.clock.at(`${firstDay} 09:00:00`);
  const days = { firstDay, lastDay: dayOf(4) };
  await town.as('editor').eggs.createCampaign(campaignOf({ ...days, cap: 2 }));
  const communities = [{ code: YANJIANG, stock: 1 }];
  await town.as('editor').eggs.createCampaign(campaignOf({ ...days, communities }));
});
afterAll(() => town.close());

const notice = () => published(town, { communityCode: undefined, nodeCode: HARBIN });
const resident = async (home?: string) => (await town.person(home ? { home } : {})).call;
const readNew = async (call: Call, scene?: number) => read(town, call, await notice(), scene);
const stateOn = async (call: Call, day: string) =>
  (await call.eggs.calendar({})).days.find((one) => one.day === day)?.state;

describe('an egg', () => {
  test('is laid by the first read of a day; the second read of that day counts and lays none', async () => {
    const call = await resident(FANGYUAN);
    expect(await readNew(call, FROM_GROUP)).toEqual({ credited: true, readers: 1, egg: { day: dayOf(1) } });
    expect(await readNew(call)).toEqual({ credited: true, readers: 1, egg: null, reason: 'egg.today' });
    town.clock.at(`${dayOf(2)} 00:00:01`);
    expect(await readNew(call)).toEqual({ credited: true, readers: 1, egg: { day: dayOf(2) } });
  });

  test('belongs to the day of its credit: opened before midnight and finished after it, it is the new day’s', async () => {
    const call = await resident(FANGYUAN);
    town.clock.at(`${dayOf(1)} 23:59:58`);
    const [credit] = await ripeTickets(town, [{ call, noticeId: await notice() }]);
    expect(await credit?.()).toMatchObject({ egg: { day: dayOf(2) } });
    expect(await stateOn(call, dayOf(1))).toBe('missed');
  });

  test('is not laid beyond the cap of the campaign', async () => {
    const call = await resident(FANGYUAN);
    await readNew(call);
    town.clock.at(`${dayOf(2)} 09:00:00`);
    await readNew(call);
    town.clock.at(`${dayOf(3)} 09:00:00`);
    expect(await readNew(call)).toEqual({ credited: true, readers: 1, egg: null, reason: 'egg.cap' });
    expect(await call.eggs.calendar({})).toMatchObject({ count: 2, cap: 2 });
  });

  test('is not laid when the community has given out its stock, and the resident is told so each time', async () => {
    await readNew(await resident(YANJIANG));
    const late = await resident(YANJIANG);
    const none = { credited: true, egg: null, reason: 'egg.stock' };
    expect(await readNew(late)).toMatchObject(none);
    expect(await readNew(late)).toMatchObject(none);
    const credits = await ripeTickets(
      town,
      await Promise.all(Array.from({ length: 12 }, async () => ({ call: late, noticeId: await notice() }))),
    );
    for (const answer of await Promise.all(credits.map((credit) => credit()))) expect(answer).toMatchObject(none);
  });

  test('is one, when a resident finishes six notices at once', async () => {
    const call = await resident(FANGYUAN);
    const credits = await ripeTickets(
      town,
      await Promise.all(Array.from({ length: 6 }, async () => ({ call, noticeId: await notice() }))),
    );
    const answers = await Promise.all(credits.map((credit) => credit()));
    expect(answers.every((answer) => answer.credited)).toBe(true);
    expect(answers.filter((answer) => answer.egg)).toHaveLength(1);
    expect(answers.filter((answer) => answer.reason === 'egg.today')).toHaveLength(5);
  });

  test('is not laid in a community without a campaign, nor for a resident without a community; the read counts', async () => {
    await switchOn(town, '230104009008');
    const elsewhere = await resident('230104009008');
    expect(await readNew(elsewhere)).toEqual({ credited: true, readers: 1, egg: null, reason: 'egg.noCampaign' });
    expect(await readNew(await resident())).toEqual({ credited: true, readers: 1, egg: null, reason: 'egg.homeless' });
  });

  test.each(FROM_MESSAGE)(
    'is not laid by a read that came from a subscription message (scene %i), which leaves the day’s egg to the next read',
    async (scene) => {
      const call = await resident(FANGYUAN);
      expect(await readNew(call, scene)).toEqual({ credited: true, readers: 1, egg: null, reason: 'egg.message' });
      expect(await stateOn(call, dayOf(1))).toBe('today');
      expect(await readNew(call)).toEqual({ credited: true, readers: 1, egg: { day: dayOf(1) } });
    },
  );

  test('is laid once, when a message and a card are finished at the same time', async () => {
    const call = await resident(FANGYUAN);
    const scenes = [1014, FROM_GROUP, 1107, FROM_GROUP];
    const credits = await ripeTickets(
      town,
      await Promise.all(scenes.map(async (scene) => ({ call, noticeId: await notice(), scene }))),
    );
    const answers = await Promise.all(credits.map((credit) => credit()));
    expect(answers.map(({ egg, reason }) => (egg ? 'egg' : reason)).sort()).toEqual(
      ['egg', 'egg.message', 'egg.message', 'egg.today'].sort(),
    );
  });
});

describe('the calendar', () => {
  test('shows laid, missed, today and ahead, and counts the eggs', async () => {
    const call = await resident(FANGYUAN);
    await readNew(call);
    town.clock.at(`${dayOf(3)} 12:00:00`);
    expect(await call.eggs.calendar({})).toMatchObject({
      campaign: { name: '读通知领鸡蛋', firstDay: dayOf(1), lastDay: dayOf(4), cap: 2, pickUps: [] },
      today: dayOf(3),
      days: [
        { day: dayOf(1), state: 'laid' },
        { day: dayOf(2), state: 'missed' },
        { day: dayOf(3), state: 'today' },
        { day: dayOf(4), state: 'ahead' },
      ],
      count: 1,
      cap: 2,
    });
  });

  test('is empty for a resident without a community, and shows only one’s own eggs', async () => {
    const [reader, neighbour] = [await resident(FANGYUAN), await resident(FANGYUAN)];
    await readNew(reader);
    expect(await neighbour.eggs.calendar({})).toMatchObject({ count: 0 });
    expect(await (await resident()).eggs.calendar({})).toEqual({
      campaign: null,
      today: dayOf(1),
      days: [],
      count: 0,
      cap: 0,
      collected: 0,
      waiting: [],
      here: null,
    });
  });

  test('keeps showing the last campaign to those who have eggs of it, and to nobody else', async () => {
    const [reader, other] = [await resident(FANGYUAN), await resident(FANGYUAN)];
    await readNew(reader);
    town.clock.at(`${dayOf(5)} 00:00:00`);
    expect(await reader.eggs.calendar({})).toMatchObject({ today: dayOf(5), count: 1, cap: 2 });
    expect(await other.eggs.calendar({})).toMatchObject({ campaign: null, count: 0 });
  });

  test('says the same when asked again, and asking lays nothing', async () => {
    const call = await resident(FANGYUAN);
    const eggs = await rowsOf(town, 'egg');
    const first = await call.eggs.calendar({});
    expect(await call.eggs.calendar({})).toEqual(first);
    expect(await rowsOf(town, 'egg')).toBe(eggs);
  });

  test('is for whoever is signed in, and takes no other person’s name', async () => {
    expect(await refusalOf(town.as(null).eggs.calendar({}))).toBe('session.required');
    expect(await refusalOf(town.as('resident-1').eggs.calendar({ personId: '1' }))).toBe('input.invalid');
  });
});

describe('moving house', () => {
  test('is refused while a campaign that laid eggs for me is running, and allowed a day after it is over', async () => {
    const call = await resident(FANGYUAN);
    await readNew(call);
    expect(await refusalOf(call.org.join({ communityCode: YANJIANG }))).toBe('org.movingDuringCampaign');
    expect(await call.org.join({ communityCode: FANGYUAN })).toMatchObject({ home: { code: FANGYUAN } });
    town.clock.at(`${dayOf(4)} 23:59:59`);
    expect(await refusalOf(call.org.join({ communityCode: YANJIANG }))).toBe('org.movingDuringCampaign');
    town.clock.at(`${dayOf(5)} 23:59:59`);
    expect(await refusalOf(call.org.join({ communityCode: YANJIANG }))).toBe('org.movingDuringCampaign');
    town.clock.at(`${dayOf(6)} 00:00:00`);
    expect(await call.org.join({ communityCode: YANJIANG })).toMatchObject({ home: { code: YANJIANG } });
    expect(await call.eggs.calendar({})).toMatchObject({ count: 1 });
  });

  test('before the first egg is allowed, and the new community’s campaign lays the eggs', async () => {
    const { id, call } = await town.person({ home: FANGYUAN });
    await readNew(call, FROM_MESSAGE[0]);
    await call.org.join({ communityCode: YANJIANG });
    expect(await readNew(call)).toMatchObject({ egg: { day: dayOf(1) } });
    const eggs = await town.db
      .selectFrom('egg')
      .select(['community_id', 'number'])
      .where('person_id', '=', id)
      .execute();
    expect(eggs).toEqual([{ community_id: YANJIANG, number: 1 }]);
  });

  test('unheard of by the process that credits a read is found out: the egg is laid in the new community', async () => {
    const { id, call } = await town.person({ home: FANGYUAN });
    const [credit] = await ripeTickets(town, [{ call, noticeId: await notice() }]);
    // Another process did this, and its word did not arrive: this one still remembers the old home.
    await town.db.updateTable('person').set({ home_code: YANJIANG }).where('id', '=', id).execute();
    expect(await credit?.()).toMatchObject({ credited: true, egg: { day: dayOf(1) } });
    const eggs = town.db.selectFrom('egg').select('community_id').where('person_id', '=', id);
    expect(await eggs.execute()).toEqual([{ community_id: YANJIANG }]);
  });
});
