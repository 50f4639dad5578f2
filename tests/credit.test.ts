import { DWELL_MS, draftOf, openTown, read, refusalOf, type Town } from './kit/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const publish = async () => (await town.as('secretary').notices.publish(draftOf())).notice.id;

test('a resident who reads a notice twice is credited once, and one egg is laid', async () => {
  const resident = town.as('resident-1');
  const notice = await publish();
  expect(await read(town, resident, notice)).toEqual({ credited: true, readers: 1, egg: { day: '2026-10-01' } });
  expect(await read(town, resident, notice)).toEqual({ credited: false, readers: 1, egg: null, reason: 'already' });
  expect(await resident.eggs.calendar({})).toMatchObject({ count: 1, cap: 10, today: '2026-10-01' });
});

test('64 parallel credits of one ticket are one credit, and each of them hears of the egg', async () => {
  const resident = town.as('resident-2');
  const notice = await publish();
  const { readTicket } = await resident.notices.open({ noticeId: notice });
  town.clock.advance(DWELL_MS);
  const answers = await Promise.all(
    Array.from({ length: 64 }, () => resident.notices.credit({ readTicket: readTicket ?? '' })),
  );
  expect(answers.filter((answer) => answer.credited)).toHaveLength(1);
  expect(new Set(answers.map((answer) => answer.egg?.day))).toEqual(new Set(['2026-10-01']));
  expect((await resident.notices.open({ noticeId: notice })).readers).toBe(1);
});

test('a credit before the dwell time is refused, and the same ticket is good afterwards', async () => {
  const resident = town.as('resident-3');
  const notice = await publish();
  const { readTicket } = await resident.notices.open({ noticeId: notice });
  town.clock.advance(DWELL_MS - 1);
  expect(await refusalOf(resident.notices.credit({ readTicket: readTicket ?? '' }))).toBe('ticket.early');
  town.clock.advance(1);
  expect(await resident.notices.credit({ readTicket: readTicket ?? '' })).toMatchObject({ credited: true, readers: 1 });
});
