import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import {
  CODES,
  codesOf,
  flagged,
  heldByFlags,
  heldOf,
  isOwn,
  prefixOf,
  readShown,
  readTicket,
  reasonOf,
  stepOf,
  TICKET_MS,
  whyNotHand,
  writeTicket,
  type Raised,
  type Shown,
} from '../cloud/eggs/picking';
import { mergeNotes, type Desk, type Note } from '../cloud/eggs/merging';
import { whatIsLeft } from '../cloud/eggs/rules';
import { addDays } from '../cloud/kit/clock';
import { STEP_MS, stepAt } from '../cloud/kit/code';

const KEY = createHmac('sha256', 'a key').digest();
const there = { campaign_id: '41', community_id: '230104009009' };
const now = new Date('2026-10-01T02:00:00.000Z');
const inSteps = (steps: number): Date => new Date(now.getTime() + steps * STEP_MS);
const holder = (given: Partial<Shown> = {}): Shown => ({ person_id: '7', number: 12, proxy: null, used: 0, ...given });
const digitsAt = (steps: number, who = holder(), by = '7', place = there): string =>
  (codesOf(KEY, place, who, by, inSteps(steps))[0] ?? '').slice(-6);

describe('a code', () => {
  const worth = (who: Shown, digits: string, slack = 0) => stepOf(KEY, there, who, { digits, at: now, slack });

  test('is good in its step and the next, is old for an hour after, and is nobody’s before', () => {
    expect([0, -1].map((steps) => worth(holder(), digitsAt(steps)))).toEqual(
      [0, -1].map((steps) => ({ step: stepAt(inSteps(steps)), byProxy: false })),
    );
    expect([-2, -3, -60, -CODES].map((steps) => worth(holder(), digitsAt(steps)))).toEqual(Array(4).fill('old'));
    expect([1, 2, 100, -CODES - 1, -500].map((steps) => worth(holder(), digitsAt(steps)))).toEqual(
      Array(5).fill('code'),
    );
  });

  test('that was noted by a phone is good two steps to either side, and old after', () => {
    expect([2, 1, 0, -1, -2].map((steps) => worth(holder(), digitsAt(steps), 2))).toEqual(
      [2, 1, 0, -1, -2].map((steps) => ({ step: stepAt(inSteps(steps)), byProxy: false })),
    );
    expect([3, -3, -4].map((steps) => worth(holder(), digitsAt(steps), 2))).toEqual(['code', 'old', 'old']);
  });

  test('of a step that eggs were handed over to, or of one before it, is used', () => {
    const who = holder({ used: stepAt(now) });
    expect([worth(who, digitsAt(0)), worth(who, digitsAt(-1)), worth(who, digitsAt(-2))]).toEqual([
      'used',
      'used',
      'old',
    ]);
    expect(worth(holder({ used: stepAt(now) - 1 }), digitsAt(0))).toMatchObject({ step: stepAt(now) });
  });

  test('of whoever picks up for somebody is theirs, tells that it is a proxy’s, and dies when they do so no more', () => {
    const digits = digitsAt(0, holder(), '8');
    expect(worth(holder({ proxy: '8' }), digits)).toEqual({ step: stepAt(now), byProxy: true });
    expect(worth(holder(), digits)).toBe('code');
    expect(worth(holder({ proxy: '9' }), digits)).toBe('code');
    expect(worth(holder({ proxy: '8', used: stepAt(now) }), digits)).toBe('used');
  });

  test('belongs to its person, community, campaign and cloud', () => {
    const own = digitsAt(0);
    expect(worth(holder({ person_id: '71' }), own)).toBe('code');
    const others = [
      { ...there, campaign_id: '42' },
      { ...there, community_id: '230104009001' },
    ];
    for (const place of others) expect(worth(holder(), digitsAt(0, holder(), '7', place))).toBe('code');
    const foreign = createHmac('sha256', 'another').digest();
    expect(stepOf(foreign, there, holder(), { digits: own, at: now })).toBe('code');
  });

  test('is read with what a camera reads before it, or without; one of elsewhere says so', () => {
    const prefix = prefixOf(there);
    expect(prefix).toBe('41.230104009009.');
    for (const code of ['12345678', `${prefix}12345678`])
      expect(readShown(there, code)).toEqual({ number: 12, digits: '345678' });
    for (const code of ['42.230104009009.12345678', '41.230104009001.12345678'])
      expect(readShown(there, code)).toBe('elsewhere');
    for (const code of ['.12345678', '41.12345678', '1.2.3.4567890', '0123456', '123456', `${prefix}123456`])
      expect([code, readShown(there, code)]).toEqual([code, 'code']);
    expect(readShown(there, '9999999123456')).toEqual({ number: 9_999_999, digits: '123456' });
    expect(readShown(there, '10000000123456')).toBe('code');
  });
});

describe('a ticket', () => {
  const ticket = { number: 12, step: stepAt(now), byProxy: true, until: now.getTime() + TICKET_MS };

  test('is read back by whoever was given it, until ten minutes are over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.boolean(), (number, byProxy) => {
        const shown = writeTicket(KEY, there, '5', { ...ticket, number, byProxy });
        expect(shown.length).toBeLessThanOrEqual(200);
        expect(readTicket(KEY, there, '5', shown, now)).toEqual({ ...ticket, number, byProxy });
      }),
    );
    const shown = writeTicket(KEY, there, '5', ticket);
    expect(readTicket(KEY, there, '5', shown, new Date(ticket.until - 1))).toEqual(ticket);
    expect(readTicket(KEY, there, '5', shown, new Date(ticket.until))).toBeNull();
  });

  test('is nobody else’s, of nowhere else, and cannot be changed', () => {
    const shown = writeTicket(KEY, there, '5', ticket);
    expect(readTicket(KEY, there, '6', shown, now)).toBeNull();
    expect(readTicket(KEY, { ...there, campaign_id: '42' }, '5', shown, now)).toBeNull();
    expect(readTicket(KEY, { ...there, community_id: '230104009001' }, '5', shown, now)).toBeNull();
    expect(readTicket(createHmac('sha256', 'another').digest(), there, '5', shown, now)).toBeNull();
    const [number, step, by, until, mac] = shown.split('.');
    for (const changed of [
      ...[`13.${step}.${by}.${until}.${mac}`, `${number}.${Number(step) + 1}.${by}.${until}.${mac}`],
      ...[`${number}.${step}.0.${until}.${mac}`, `${number}.${step}.${by}.${Number(until) + 1}.${mac}`],
      ...['', 'ticket', `${number}.${step}.${by}.${until}.`, `${shown}A`, ` ${shown}`],
    ])
      expect([changed, readTicket(KEY, there, '5', changed, now)]).toEqual([changed, null]);
  });
});

const flag = (kind: Raised['kind'], verdict: Raised['verdict'] = null): Raised => ({
  ...{ kind, verdict },
  reason: verdict && `${kind} ${verdict}`,
});

test.each([
  ['without flags', [], null],
  ['that WeChat doubts', [flag('risk')], 'review'],
  ['that WeChat doubts, and a person does not', [flag('risk', 'fine')], null],
  ['that WeChat doubts, and a person does, too', [flag('risk', 'stop')], 'stopped'],
  ['of a family, of one number, of staff', [flag('sameDoor'), flag('sameNumber'), flag('staff')], null],
  ['that was stopped for its number', [flag('sameNumber', 'stop')], 'stopped'],
  ['that was stopped while WeChat doubts it', [flag('risk'), flag('sameDoor', 'stop')], 'stopped'],
] as const)('an account %s', (_, flags, held) => {
  expect(heldByFlags(flags)).toBe(held);
  expect(reasonOf(flags)).toBe(held === 'stopped' ? flags.find(({ verdict }) => verdict === 'stop')?.reason : null);
});

test('somebody with nothing left reads so; a no comes before a phone that is missing, and that before a look that is to come', () => {
  const who = { left: 3, flags: [], lacksPhone: false };
  expect(heldOf(who)).toBeNull();
  expect(heldOf({ left: 0, flags: [flag('risk', 'stop')], lacksPhone: true })).toBe('none');
  expect(heldOf({ ...who, flags: [flag('risk', 'stop')], lacksPhone: true })).toBe('stopped');
  expect(heldOf({ ...who, flags: [flag('risk')], lacksPhone: true })).toBe('phone');
  expect(heldOf({ ...who, flags: [flag('risk')] })).toBe('review');
  expect(heldOf({ ...who, lacksPhone: true })).toBe('phone');
});

test.each([
  [1, 1, 1, null],
  [3, 5, 4, null],
  [1, 0, 9, 'pickup.none'],
  [4, 3, 9, 'pickup.fewer'],
  [3, 3, 2, 'pickup.undelivered'],
  [4, 3, 2, 'pickup.fewer'],
  [1, 0, 0, 'pickup.none'],
])('%i of %i eggs that are left, with %i on the table', (count, ready, table, refusal) => {
  expect(whyNotHand(count, { ready, table })).toBe(refusal);
});

test('eggs are one’s own when they are mine, or when I pick them up', () => {
  expect(['7', '8', '9'].map((actor) => isOwn(actor, holder({ proxy: '8' })))).toEqual([true, true, false]);
  expect(isOwn('8', holder())).toBe(false);
});

test.each([
  ['nothing to look at', {}, []],
  ['a rank of three', { risk: 3 }, []],
  ['a rank of four', { risk: 4 }, [{ kind: 'risk', accounts: 1 }]],
  ['two accounts of one number', { sameNumber: 2 }, []],
  ['three accounts of one number', { sameNumber: 3 }, [{ kind: 'sameNumber', accounts: 3 }]],
  ['five behind one door', { sameDoor: 5 }, []],
  ['six behind one door', { sameDoor: 6 }, [{ kind: 'sameDoor', accounts: 6 }]],
  ['a role', { staff: true }, [{ kind: 'staff', accounts: 1 }]],
])('of an account with %s', (_, given, flags) => {
  expect(flagged({ risk: null, sameNumber: 0, sameDoor: 0, staff: false, ...given })).toEqual(flags);
});

describe('notes of a desk without a network', () => {
  const people = [holder(), holder({ person_id: '8', number: 13 })];
  const daysOf = (n: number) => Array.from({ length: n }, (_, i) => addDays('2026-09-01', i));
  const desk = (given: Partial<Desk> & { eggs?: number } = {}): Desk => ({
    ...{ key: KEY, there, staff: '5', now: inSteps(100), isDay: (day: string) => day === '2026-10-01', table: 1_000 },
    holder: (number) => people.find((one) => one.number === number),
    flags: () => [],
    isUsed: () => false,
    isGuess: (misses) => misses >= 20,
    left: (person) => whatIsLeft(`egg/41/${person}`, daysOf(given.eggs ?? 5), []),
    ...given,
  });
  let notes = 0;
  const note = (given: Partial<Note> & { who?: Shown; by?: string; steps?: number } = {}): Note => {
    const { who = holder(), by = who.person_id, steps = 0, ...more } = given;
    return {
      ...{ clientId: `note-${++notes}`, code: `${who.number}${digitsAt(steps, who, by)}`, count: 2 },
      at: inSteps(steps),
      ...more,
    };
  };
  const told = (all: readonly Note[], given: Parameters<typeof desk>[0] = {}) =>
    mergeNotes(all, desk(given)).map(({ given: eggs, conflict }) => [eggs.length, conflict]);

  test('are counted in the order in which they were written, the oldest eggs first', () => {
    const [late, early] = [note({ steps: 9, count: 2 }), note({ steps: 3, count: 2 })];
    const counted = mergeNotes([late, early], desk());
    expect(counted.map((one) => [one.note, one.given.map(({ day }) => day), one.conflict])).toEqual([
      [early, ['2026-09-01', '2026-09-02'], null],
      [late, ['2026-09-03', '2026-09-04'], null],
    ]);
  });

  test.each([
    ['a code of nobody', { code: '12000000' }, {}, 'code'],
    ['a number of nobody', { code: '99123456' }, {}, 'code'],
    ['what is no code', { code: '1.2.3.4' }, {}, 'code'],
    ['a code of another campaign', { code: '42.230104009009.12345678' }, {}, 'elsewhere'],
    ['a code of three steps before', { at: inSteps(3) }, {}, 'old'],
    ['a code of three steps later', { at: inSteps(-3) }, {}, 'code'],
    ['a phone two minutes ahead', { steps: 4 }, { now }, null],
    ['a time that has not come', { steps: 5 }, { now }, 'day'],
    ['another day than one for eggs', {}, { isDay: () => false }, 'day'],
    ['one of a week ago', {}, { now: new Date('2026-10-08T15:59:59.999Z') }, null],
    ['one of more than a week ago', {}, { now: new Date('2026-10-08T16:00:00Z') }, 'day'],
    ['a code that was used', {}, { isUsed: () => true }, 'used'],
    ['one’s own eggs', {}, { staff: '7' }, 'own'],
    ['eggs that one picks up', {}, { holder: () => holder({ proxy: '5' }) }, 'own'],
    ['an account that is to be looked at', {}, { flags: () => [flag('risk')] }, 'review'],
    ['an account that was stopped', {}, { flags: () => [flag('staff', 'stop')] }, 'stopped'],
    ['somebody without eggs', {}, { eggs: 0 }, 'none'],
    ['an empty table', {}, { table: 0 }, 'undelivered'],
  ] as const)('%s', (_, given, known, conflict) => {
    expect(told([note(given)], known)).toEqual([[conflict === null ? 2 : 0, conflict]]);
  });

  test('count what is true of more than there was: on the phone, and on the table', () => {
    expect(told([note({ count: 4 })], { eggs: 3 })).toEqual([[3, 'fewer']]);
    expect(told([note({ count: 4 })], { table: 3 })).toEqual([[3, 'undelivered']]);
    expect(told([note({ count: 4 }), note({ who: people[1]!, steps: 1 })], { table: 5 })).toEqual([
      [4, null],
      [1, 'undelivered'],
    ]);
    expect(told([note({ count: 5 }), note({ steps: 2 })])).toEqual([
      [5, null],
      [0, 'none'],
    ]);
  });

  test('of one code are counted once, whoever showed it', () => {
    expect(told([note(), note()])).toEqual([
      [2, null],
      [0, 'used'],
    ]);
    const named = holder({ proxy: '8' });
    expect(told([note({ who: named, by: '8' }), note()], { holder: () => named })).toEqual([
      [2, null],
      [0, 'used'],
    ]);
    // What counted for nothing used nothing up.
    expect(told([note({ count: 1 })], { table: 0 })).toEqual([[0, 'undelivered']]);
  });

  test('however many and whatever they are, never hand out an egg twice, nor more than there are', () => {
    const any = fc.record({
      who: fc.constantFrom(...people),
      steps: fc.integer({ min: 0, max: 12 }),
      shift: fc.integer({ min: -4, max: 4 }),
      count: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), fc.nat(12), fc.nat(8), (all, table, eggs) => {
        const written = all.map(({ who, steps, shift, count }) =>
          note({ who, steps, count, at: inSteps(steps + shift) }),
        );
        const counted = mergeNotes(written, desk({ table, eggs }));
        const given = counted.flatMap((one) => one.given.map(({ entry }) => entry));
        expect(new Set(given).size).toBe(given.length);
        expect(given.length).toBeLessThanOrEqual(Math.min(table, 2 * eggs));
        for (const one of counted) {
          expect(one.given.length <= one.note.count).toBe(true);
          expect(one.conflict === null).toBe(one.given.length === one.note.count);
        }
        const steps = counted.flatMap((one) => (one.given.length > 0 ? `${one.person} ${one.step}` : []));
        expect(new Set(steps).size).toBe(steps.length);
        expect(counted).toHaveLength(written.length);
      }),
    );
  });
});
