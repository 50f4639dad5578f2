import fc from 'fast-check';
import { anotherPhone, published, ripeTickets, rowsOf, ticketOf } from './kit/acts';
import { DWELL_MS, openTown, read, refusalOf, type Town } from './kit/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const TODAY = { day: '2026-10-01' };
const newcomer = async () => (await town.person()).call;
const countsOf = async (noticeId: string) => {
  const { readers, opens } = await town.db
    .selectFrom('notice_count')
    .select(['readers', 'opens'])
    .where('notice_id', '=', noticeId)
    .executeTakeFirstOrThrow();
  return { readers, opens };
};

describe('once', () => {
  test('a resident who reads a notice twice is credited once, and one egg is laid', async () => {
    const resident = town.as('resident-1');
    const notice = await published(town);
    expect(await read(town, resident, notice)).toEqual({ credited: true, readers: 1, egg: TODAY });
    expect(await read(town, resident, notice)).toEqual({ credited: false, readers: 1, egg: null, reason: 'already' });
    expect(await resident.eggs.calendar({})).toMatchObject({ count: 1, cap: 10, today: TODAY.day });
  });

  test('64 parallel credits of one ticket are one credit, and each of them hears of the egg', async () => {
    const resident = town.as('resident-2');
    const notice = await published(town);
    const readTicket = await ticketOf(resident, notice);
    town.clock.advance(DWELL_MS);
    const answers = await Promise.all(Array.from({ length: 64 }, () => resident.notices.credit({ readTicket })));
    expect(answers.filter((answer) => answer.credited)).toHaveLength(1);
    expect(answers.filter((answer) => answer.reason === 'repeated')).toHaveLength(63);
    expect(new Set(answers.map((answer) => answer.egg?.day))).toEqual(new Set([TODAY.day]));
    expect(new Set(answers.map((answer) => answer.readers))).toEqual(new Set([1]));
    expect(await resident.eggs.calendar({})).toMatchObject({ count: 1 });
  });

  test('a resident signed in on two phones is one reader, when both send one ticket 32 times at once', async () => {
    const phones = [await anotherPhone(town, 'resident-3'), await anotherPhone(town, 'resident-3')];
    const notice = await published(town);
    const readTicket = await ticketOf(town.as('resident-3'), notice);
    town.clock.advance(DWELL_MS);
    const sent = Array.from({ length: 32 }, () => phones.map((phone) => phone.notices.credit({ readTicket })));
    const answers = await Promise.all(sent.flat());
    expect(answers.filter((answer) => answer.credited)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.egg?.day))).toEqual(new Set([TODAY.day]));
    expect(await countsOf(notice)).toEqual({ readers: 1, opens: 1 });
    expect(await town.as('resident-3').eggs.calendar({})).toMatchObject({ count: 1 });
  });

  test('a resident who opens a notice on two phones and finishes on both at once is one reader with one egg', async () => {
    const { call } = await town.person({ home: '230104009009' });
    const notice = await published(town);
    const credits = await ripeTickets(town, [
      { call, noticeId: notice },
      { call, noticeId: notice },
    ]);
    const answers = await Promise.all(credits.map((credit) => credit()));
    const [first, second] = answers.sort((a, b) => Number(b.credited) - Number(a.credited));
    expect(first).toEqual({ credited: true, readers: 1, egg: TODAY });
    expect(second).toEqual({ credited: false, readers: 1, egg: null, reason: 'already' });
    expect(await countsOf(notice)).toEqual({ readers: 1, opens: 2 });
  });

  test('a resident whose answer was lost hears on trying again that it was credited, and of the egg it laid', async () => {
    const { call } = await town.person({ home: '230104009009' });
    const notice = await published(town);
    const readTicket = await ticketOf(call, notice);
    town.clock.advance(DWELL_MS);
    await call.notices.credit({ readTicket });
    const again = { credited: false, readers: 1, egg: TODAY, reason: 'repeated' };
    expect(await call.notices.credit({ readTicket })).toEqual(again);
    await read(town, call, await published(town));
    expect(await call.notices.credit({ readTicket })).toEqual(again);
  });

  test('a resident who opens a notice again is told that its read was credited', async () => {
    const call = await newcomer();
    const notice = await published(town);
    expect(await call.notices.open({ noticeId: notice })).toMatchObject({ read: false, readers: 0, opens: 1 });
    await read(town, call, notice);
    expect(await call.notices.open({ noticeId: notice })).toMatchObject({ read: true, readers: 1, opens: 3 });
  });
});

describe('two figures', () => {
  test('opens count times and readers count people: 64 parallel opens of one resident are 64 opens and no reader', async () => {
    const call = await newcomer();
    const notice = await published(town);
    const opened = await Promise.all(Array.from({ length: 64 }, () => call.notices.open({ noticeId: notice })));
    expect(new Set(opened.map((one) => one.readTicket)).size).toBe(64);
    expect(await countsOf(notice)).toEqual({ readers: 0, opens: 64 });
    expect(await read(town, call, notice)).toMatchObject({ credited: true, readers: 1 });
    expect(await countsOf(notice)).toEqual({ readers: 1, opens: 65 });
  });

  test('a newcomer without a session is counted as an open, and gets no ticket and no credit', async () => {
    const notice = await published(town);
    const nobody = town.as(null);
    expect(await nobody.notices.open({ noticeId: notice })).toMatchObject({ readTicket: null, opens: 1, read: false });
    const readTicket = await ticketOf(await newcomer(), notice);
    town.clock.advance(DWELL_MS);
    expect(await refusalOf(nobody.notices.credit({ readTicket }))).toBe('session.required');
    expect(await countsOf(notice)).toEqual({ readers: 0, opens: 2 });
  });
});

describe('a ticket', () => {
  test('before the dwell time is refused, and the same ticket is good afterwards', async () => {
    const resident = town.as('resident-3');
    const notice = await published(town);
    const readTicket = await ticketOf(resident, notice);
    town.clock.advance(DWELL_MS - 1);
    expect(await refusalOf(resident.notices.credit({ readTicket }))).toBe('ticket.early');
    expect(await countsOf(notice)).toEqual({ readers: 0, opens: 1 });
    town.clock.advance(1);
    expect(await resident.notices.credit({ readTicket })).toMatchObject({ credited: true, readers: 1 });
  });

  test('is good for six hours, and refused a millisecond later', async () => {
    const call = await newcomer();
    const [inTime, late] = [await published(town), await published(town)];
    const tickets = [await ticketOf(call, inTime), await ticketOf(call, late)] as const;
    town.clock.advance(6 * 3_600_000);
    expect(await call.notices.credit({ readTicket: tickets[0] })).toMatchObject({ credited: true });
    town.clock.advance(1);
    expect(await refusalOf(call.notices.credit({ readTicket: tickets[1] }))).toBe('ticket.expired');
    expect(await countsOf(late)).toEqual({ readers: 0, opens: 1 });
  });

  test('of somebody else is refused, and still good for its owner', async () => {
    const [owner, other] = [await newcomer(), await newcomer()];
    const notice = await published(town);
    const readTicket = await ticketOf(owner, notice);
    town.clock.advance(DWELL_MS);
    expect(await refusalOf(other.notices.credit({ readTicket }))).toBe('ticket.foreign');
    expect(await countsOf(notice)).toEqual({ readers: 0, opens: 1 });
    expect(await owner.notices.credit({ readTicket })).toMatchObject({ credited: true, readers: 1 });
  });

  test('shown with a session that was never given out, or has ended, is refused and credits nobody', async () => {
    const { call, token } = await town.person();
    const notice = await published(town);
    const readTicket = await ticketOf(call, notice);
    town.clock.advance(DWELL_MS);
    const stranger = town.as({ token: 'never-given-out' });
    expect(await refusalOf(stranger.notices.credit({ readTicket }))).toBe('session.required');
    await town.as({ token }).session.end({});
    expect(await refusalOf(call.notices.credit({ readTicket }))).toBe('session.required');
    expect(await countsOf(notice)).toEqual({ readers: 0, opens: 1 });
  });

  test('altered at any byte is refused, and credits nobody', async () => {
    const call = await newcomer();
    const notice = await published(town);
    const readTicket = await ticketOf(call, notice);
    town.clock.advance(DWELL_MS);
    const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=~ \u00e9\u86cb'];
    await fc.assert(
      fc.asyncProperty(fc.nat(readTicket.length - 1), fc.constantFrom(...alphabet), async (i, letter) => {
        fc.pre(readTicket[i] !== letter);
        const altered = readTicket.slice(0, i) + letter + readTicket.slice(i + 1);
        expect(await refusalOf(call.notices.credit({ readTicket: altered }))).toBe('ticket.forged');
      }),
      { numRuns: 150 },
    );
    expect(await countsOf(notice)).toEqual({ readers: 0, opens: 1 });
    expect(await call.notices.credit({ readTicket })).toMatchObject({ credited: true, readers: 1 });
  });

  test.each([
    ['nothing', {}, 'input.invalid'],
    ['a number', { readTicket: 5 }, 'input.invalid'],
    ['null', { readTicket: null }, 'input.invalid'],
    ['four hundred and one letters', { readTicket: 'x'.repeat(401) }, 'input.invalid'],
    ['a resident of their own choice', { readTicket: 'x', personId: '1' }, 'input.invalid'],
    ['an empty text', { readTicket: '' }, 'ticket.forged'],
    ['other words', { readTicket: '我读过了' }, 'ticket.forged'],
  ])('that is %s is refused', async (_, input, refusal) => {
    const before = await rowsOf(town, 'notice_read');
    expect(await refusalOf(town.as('resident-1').notices.credit(input as never))).toBe(refusal);
    expect(await rowsOf(town, 'notice_read')).toBe(before);
  });

  test('of a notice that was withdrawn meanwhile is refused with that reason, and counts nothing', async () => {
    const call = await newcomer();
    const notice = await published(town);
    const readTicket = await ticketOf(call, notice);
    await town.as('secretary').notices.withdraw({ noticeId: notice, reason: '时间改了' });
    town.clock.advance(DWELL_MS);
    expect(await refusalOf(call.notices.credit({ readTicket }))).toBe('notice.withdrawn');
    expect(await countsOf(notice)).toEqual({ readers: 0, opens: 1 });
  });
});

describe('a card', () => {
  const readBy = async (noticeId: string, card: string) => {
    const { id, call } = await town.person();
    const readTicket = await ticketOf(call, noticeId, { card });
    town.clock.advance(DWELL_MS);
    expect(await call.notices.credit({ readTicket })).toMatchObject({ credited: true });
    const kept = (table: 'notice_open' | 'notice_read') =>
      town.db
        .selectFrom(table)
        .select('card')
        .where('notice_id', '=', noticeId)
        .where('person_id', '=', id)
        .executeTakeFirstOrThrow();
    return [(await kept('notice_open')).card, (await kept('notice_read')).card];
  };

  test('is remembered with the open and the read that came through it', async () => {
    const notice = await published(town);
    const { card } = await town.as('resident-1').shares.card({ noticeId: notice });
    expect(await readBy(notice, card)).toEqual([card, card]);
  });

  test('of another notice is dropped, and so is one that never was; the read counts all the same', async () => {
    const [notice, other] = [await published(town), await published(town)];
    const { card } = await town.as('resident-1').shares.card({ noticeId: other });
    expect(await readBy(notice, card)).toEqual([null, null]);
    expect(await readBy(notice, 'never_made-by-us')).toEqual([null, null]);
    expect(await countsOf(notice)).toEqual({ readers: 2, opens: 2 });
  });

  test('earns its maker nothing: no egg and no read', async () => {
    const maker = await town.person({ home: '230104009009' });
    const notice = await published(town);
    const { card } = await maker.call.shares.card({ noticeId: notice });
    await readBy(notice, card);
    expect(await maker.call.eggs.calendar({})).toMatchObject({ count: 0 });
    const reads = town.db.selectFrom('notice_read').select('notice_id').where('person_id', '=', maker.id);
    expect(await reads.execute()).toEqual([]);
  });
});
