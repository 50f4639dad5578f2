import { inShanghai } from './kit/clock';
import { campaignOf, FANGYUAN, published, switchOn, ticketOf } from './kit/acts';
import { DWELL_MS, openTown, type Town } from './kit/town';

/** A campaign runs in 方元 from 2 to 5 October. The clock of this file only goes forward. */
let town: Town;
beforeAll(async () => {
  town = await openTown();
  await switchOn(town, FANGYUAN);
  await town.as('editor').eggs.createCampaign(campaignOf());
});
afterAll(() => town.close());

/** Stands the clock so that a ticket written now is credited, after the dwell time, at exactly this moment. */
const dwellBefore = (moment: string): void =>
  town.clock.advance(inShanghai(moment) - DWELL_MS - town.clock.now().getTime());

test.each([
  ['at 23:59:59 before the first day', '2026-10-01 23:59:59', null],
  ['at the first instant of the first day', '2026-10-02 00:00:00', '2026-10-02'],
  ['at 00:00:01 of the first day', '2026-10-02 00:00:01', '2026-10-02'],
  ['at 07:59:59, when it is still yesterday in UTC', '2026-10-02 07:59:59', '2026-10-02'],
  ['at 08:00:01, when UTC has come to the same day', '2026-10-02 08:00:01', '2026-10-02'],
  ['at 23:59:59 of the first day', '2026-10-02 23:59:59', '2026-10-02'],
  ['in the last millisecond of the first day', '2026-10-02 23:59:59.999', '2026-10-02'],
  ['at 00:00:01 of the second day', '2026-10-03 00:00:01', '2026-10-03'],
  ['at 23:59:59 before the last day', '2026-10-04 23:59:59', '2026-10-04'],
  ['at 00:00:01 of the last day', '2026-10-05 00:00:01', '2026-10-05'],
  ['at 23:59:59 of the last day', '2026-10-05 23:59:59', '2026-10-05'],
  ['at the first instant after the last day', '2026-10-06 00:00:00', null],
  ['at 00:00:01 after the last day', '2026-10-06 00:00:01', null],
])('a read credited %s lays the egg of that Shanghai day, and outside the campaign none', async (_, moment, day) => {
  dwellBefore(moment);
  const { call } = await town.person({ home: FANGYUAN });
  const readTicket = await ticketOf(call, await published(town, { communityCode: FANGYUAN }));
  town.clock.advance(DWELL_MS);
  expect(await call.notices.credit({ readTicket })).toEqual(
    day === null
      ? { credited: true, readers: 1, egg: null, reason: 'egg.noCampaign' }
      : { credited: true, readers: 1, egg: { day } },
  );
  const eggs = await town.db.selectFrom('egg').select('day').where('open_id', '=', openIn(readTicket)).execute();
  expect(eggs).toEqual(day === null ? [] : [{ day }]);
});

/** The open that a ticket stands for: the third word of its payload. */
const openIn = (ticket: string): string =>
  Buffer.from(ticket.split('.')[0] ?? '', 'base64url')
    .toString()
    .split(' ')[2] ?? '';
