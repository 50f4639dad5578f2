import type { Call } from '../types';
import { FROM_GROUP, FROM_MESSAGE, published, rowsOf, ticketOf, YANJIANG } from './kit/acts';
import { draftOf, DWELL_MS, openTown, read, refusalOf, type Town } from './kit/town';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const figuresOf = (noticeId: string) => town.as('secretary').notices.figures({ noticeId });
const outsiders = async () => [
  [town.as(null), 'session.required'] as const,
  [town.as('resident-1'), 'role.missing'] as const,
  [town.as('gridworker'), 'role.missing'] as const,
  [town.as('merchant'), 'role.missing'] as const,
  [(await town.person({ roles: [['secretary', YANJIANG]] })).call, 'role.missing'] as const,
];

describe('a notice’s figures', () => {
  /** So many new people read the notice through a card, or without one. */
  async function readers(noticeId: string, many: number, card?: string) {
    for (let i = 0; i < many; i++) {
      const { call } = await town.person();
      const readTicket = await ticketOf(call, noticeId, card === undefined ? {} : { card });
      town.clock.advance(DWELL_MS);
      await call.notices.credit({ readTicket });
    }
  }

  test('are by the Shanghai day of each open and each read, oldest first', async () => {
    town.clock.at('2026-10-02 20:00:00');
    const id = await published(town);
    const people = await Promise.all([town.person(), town.person(), town.person()]);
    const [a, b, c] = people.map(({ call }) => call) as [Call, Call, Call];
    await read(town, a, id);
    town.clock.at('2026-10-02 23:59:58');
    const overMidnight = await ticketOf(b, id);
    town.clock.at('2026-10-03 00:00:01');
    await b.notices.credit({ readTicket: overMidnight });
    await town.as(null).notices.open({ noticeId: id });
    town.clock.at('2026-10-05 07:59:59');
    await read(town, c, id);
    await read(town, a, id);
    expect(await figuresOf(id)).toMatchObject({
      readers: 3,
      opens: 5,
      days: [
        { day: '2026-10-02', readers: 1, opens: 2 },
        { day: '2026-10-03', readers: 1, opens: 1 },
        { day: '2026-10-05', readers: 1, opens: 2 },
      ],
    });
  });

  test('of a notice nobody opened are nought, without a day', async () => {
    expect(await figuresOf(await published(town))).toEqual({ readers: 0, opens: 0, days: [], cards: [] });
  });

  test('say which kind of card brought five readers, and nothing of a kind that brought four', async () => {
    const id = await published(town);
    const staffs = (await town.as('secretary').shares.card({ noticeId: id })).card;
    const residents = (await town.as('resident-1').shares.card({ noticeId: id })).card;
    await readers(id, 4, staffs);
    await readers(id, 4, residents);
    await readers(id, 4);
    expect(await figuresOf(id)).toMatchObject({ readers: 12, opens: 12, cards: [] });
    await readers(id, 1, residents);
    await town.as(null).notices.open({ noticeId: id, card: residents });
    expect((await figuresOf(id)).cards).toEqual([{ madeBy: 'resident', readers: 5, opens: 6 }]);
    await readers(id, 1, staffs);
    await readers(id, 1);
    expect((await figuresOf(id)).cards).toEqual([
      { madeBy: 'none', readers: 5, opens: 5 },
      { madeBy: 'resident', readers: 5, opens: 6 },
      { madeBy: 'staff', readers: 5, opens: 5 },
    ]);
  });

  test('add the cards of several residents together', async () => {
    const id = await published(town);
    for (const [maker, many] of [
      ['resident-1', 2],
      ['resident-2', 3],
    ] as const) {
      const { card } = await town.as(maker).shares.card({ noticeId: id });
      await readers(id, many, card);
    }
    expect((await figuresOf(id)).cards).toEqual([{ madeBy: 'resident', readers: 5, opens: 5 }]);
  });

  test('name no reader', async () => {
    const id = await published(town);
    const reader = await town.person();
    await read(town, reader.call, id);
    expect(JSON.stringify(await figuresOf(id))).not.toContain(reader.id);
  });

  test('stay after a withdrawal, and are the same when asked for again', async () => {
    const id = await published(town);
    await readers(id, 1);
    const before = await figuresOf(id);
    await town.as('secretary').notices.withdraw({ noticeId: id, reason: '写错了' });
    await town.as(null).notices.open({ noticeId: id });
    expect(await figuresOf(id)).toEqual(before);
  });

  test('are for the staff of its place alone, and of a notice that exists', async () => {
    const noticeId = await published(town);
    for (const [call, refusal] of await outsiders())
      expect(await refusalOf(call.notices.figures({ noticeId }))).toBe(refusal);
    expect(await refusalOf(figuresOf('99'))).toBe('notice.missing');
    expect(await refusalOf(figuresOf('nine'))).toBe('input.invalid');
  });
});

describe('a notice at the desk', () => {
  test('is shown to its staff in any state, whole, and counts no open, however often', async () => {
    const secretary = town.as('secretary');
    const { notice: draft } = await secretary.notices.draft(draftOf());
    expect(await secretary.notices.show({ noticeId: draft.id })).toEqual({
      notice: draft,
      readers: 0,
      opens: 0,
      may: ['edit', 'publish'],
    });
    const noticeId = await published(town);
    await read(town, town.as('resident-1'), noticeId);
    for (let again = 0; again < 2; again++)
      expect(await secretary.notices.show({ noticeId })).toMatchObject({
        readers: 1,
        opens: 1,
        notice: { id: noticeId },
      });
  });

  test('is for the staff of its place alone, and of a notice that exists', async () => {
    const noticeId = await published(town);
    for (const [call, refusal] of await outsiders())
      expect(await refusalOf(call.notices.show({ noticeId }))).toBe(refusal);
    expect(await refusalOf(town.as('secretary').notices.show({ noticeId: '99' }))).toBe('notice.missing');
    expect(await refusalOf(town.as('secretary').notices.show({ noticeId: 'nine' }))).toBe('input.invalid');
  });
});

describe('a notice’s page', () => {
  test('opens for a newcomer, a resident and its staff alike; only its staff are offered acts', async () => {
    const noticeId = await published(town);
    const mays = [];
    for (const who of [null, 'resident-1', 'gridworker', 'secretary'] as const) {
      const answer = await town.as(who).notices.open({ noticeId, scene: FROM_GROUP });
      expect(answer).toMatchObject({ notice: { id: noticeId, state: 'published' }, dwellMs: DWELL_MS });
      mays.push(answer.may);
    }
    expect(mays).toEqual([[], [], [], ['correct', 'withdraw', 'pin', 'figures']]);
  });

  test('of a draft, or of what is not out yet, opens for its staff alone, and counts nothing', async () => {
    const secretary = town.as('secretary');
    const { notice: draft } = await secretary.notices.draft(draftOf());
    const publishAt = new Date(town.clock.now().getTime() + 86_400_000).toISOString();
    const { notice: scheduled } = await secretary.notices.publish(draftOf({ publishAt }));
    for (const [noticeId, may] of [
      [draft.id, ['edit', 'publish']],
      [scheduled.id, ['correct', 'withdraw', 'pin']],
    ] as const) {
      const before = await rowsOf(town, 'notice_open');
      expect(await secretary.notices.open({ noticeId })).toMatchObject({ readTicket: null, readers: 0, opens: 0, may });
      for (const [call] of await outsiders())
        expect(await refusalOf(call.notices.open({ noticeId }))).toBe('notice.missing');
      expect(await rowsOf(town, 'notice_open')).toBe(before);
    }
  });

  test('of a notice withdrawn before its time stays closed to everybody but its staff', async () => {
    const secretary = town.as('secretary');
    const publishAt = new Date(town.clock.now().getTime() + 86_400_000).toISOString();
    const { notice } = await secretary.notices.publish(draftOf({ publishAt }));
    await secretary.notices.withdraw({ noticeId: notice.id, reason: '不办了' });
    expect(await secretary.notices.open({ noticeId: notice.id })).toMatchObject({ notice: { state: 'withdrawn' } });
    for (const [call] of await outsiders())
      expect(await refusalOf(call.notices.open({ noticeId: notice.id }))).toBe('notice.missing');
  });

  test('of a withdrawn notice opens with its reason, gives no ticket, and counts no open', async () => {
    const noticeId = await published(town);
    await town.as(null).notices.open({ noticeId });
    await town.as('secretary').notices.withdraw({ noticeId, reason: '写错了' });
    const answer = await town.as('resident-1').notices.open({ noticeId });
    expect(answer).toMatchObject({ readTicket: null, opens: 1, notice: { body: '', withdrawn: { reason: '写错了' } } });
  });

  test('opened again counts again, with another ticket', async () => {
    const noticeId = await published(town);
    const tickets = [await ticketOf(town.as('resident-1'), noticeId), await ticketOf(town.as('resident-1'), noticeId)];
    expect(new Set(tickets).size).toBe(2);
    expect(await town.as(null).notices.open({ noticeId })).toMatchObject({ opens: 3 });
  });

  test.each([
    ['no number', {}, 'input.invalid'],
    ['a number that is none', { noticeId: '0' }, 'input.invalid'],
    ['a notice that never was', { noticeId: '99' }, 'notice.missing'],
    ['a card of another form', { noticeId: '99', card: 'short' }, 'input.invalid'],
    ['a scene that is none', { noticeId: '99', scene: -1 }, 'input.invalid'],
    ['a scene in words', { noticeId: '99', scene: String(FROM_MESSAGE[0]) }, 'input.invalid'],
    ['readers of its own', { noticeId: '99', readers: 5 }, 'input.invalid'],
  ])('does not open for %s', async (_, input, refusal) => {
    const before = await rowsOf(town, 'notice_open');
    expect(await refusalOf(town.as('resident-1').notices.open(input as never))).toBe(refusal);
    expect(await rowsOf(town, 'notice_open')).toBe(before);
  });
});
