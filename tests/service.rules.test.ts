import fc from 'fast-check';
import * as v from 'valibot';
import { addDays } from '../cloud/kit/clock';
import { addService, isOpen, opensAt, serviceBetween, windowsOn, type Calendar } from '../cloud/service/clock';
import { isRestday, mayPlan, metresBetween, nearest, onePerson, ordinary } from '../cloud/service/rules';
import { window, type Window } from '../types/service';
import { inShanghai } from './kit/clock';

const MINUTE = 60_000;
const DAY = 86_400_000;
const FIRST = '2026-09-28';
const start = inShanghai(`${FIRST} 00:00:00`);
const at = (time: string): Date => new Date(inShanghai(time));

const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Windows as a community may set them: in order, some of them touching, some days none at all. */
const anyWindows: fc.Arbitrary<Window[]> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 7 * 60, max: 22 * 60 }), { maxLength: 7 }),
    fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  )
  .map(([cuts, taken]) => {
    const sorted = cuts.sort((a, b) => a - b).map(timeOf);
    return sorted.slice(1).flatMap((to, i) => (taken[i] ? [{ from: sorted[i] ?? '', to }] : []));
  });

const anyCalendar: fc.Arbitrary<Calendar> = fc.record({
  workdays: anyWindows,
  restdays: anyWindows,
  days: fc
    .array(fc.tuple(fc.integer({ min: -2, max: 12 }), anyWindows), { maxLength: 5 })
    .map((all) => new Map(all.map(([n, windows]) => [addDays(FIRST, n), windows]))),
  isRestday: fc
    .uniqueArray(fc.integer({ min: 0, max: 6 }))
    .map((rest) => (day: string) => rest.includes(new Date(`${day}T00:00:00Z`).getUTCDay())),
});
/** A moment of ten days, to the millisecond. */
const anyMoment = fc.integer({ min: 0, max: 10 * DAY }).map((ms) => new Date(start + ms));
const anyMinute = fc.integer({ min: 0, max: 3 * 24 * 60 }).map((minute) => new Date(start + minute * MINUTE));
/** From nothing to a few days of service. */
const anyService = fc.oneof(fc.integer({ min: 0, max: 40 * 60 * MINUTE }), fc.constant(0), fc.constant(10 * MINUTE));

/** Where a moment lies in its Shanghai day, counted without the clock that is tested. */
const inDay = (moment: number) => {
  const local = new Date(moment + 8 * 3_600_000);
  return { day: local.toISOString().slice(0, 10), ms: (moment + 8 * 3_600_000) % DAY };
};
const msOf = (time: string): number => Date.parse(`1970-01-01T${time}:00Z`);
const isServed = (calendar: Calendar, moment: number): boolean => {
  const { day, ms } = inDay(moment);
  const windows = calendar.days.get(day) ?? (calendar.isRestday(day) ? calendar.restdays : calendar.workdays);
  return windows.some(({ from, to }) => msOf(from) <= ms && ms < msOf(to));
};

describe('service', () => {
  test('that was added is there when it is counted', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, anyService, (calendar, from, ms) => {
        const due = addService(calendar, from, ms);
        if (due) expect(serviceBetween(calendar, from, due)).toBe(ms);
        else expect(serviceBetween(calendar, from, new Date(from.getTime() + 365 * DAY))).toBeLessThan(ms || 1);
      }),
      { numRuns: 500 },
    );
  });

  test('that is added ends in a window or at its end, and at no sooner moment', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, anyService, (calendar, from, ms) => {
        const due = addService(calendar, from, ms);
        if (!due) return;
        expect(due.getTime()).toBeGreaterThanOrEqual(from.getTime());
        expect(isServed(calendar, due.getTime()) || isServed(calendar, due.getTime() - 1)).toBe(true);
        if (ms > 0) expect(serviceBetween(calendar, from, new Date(due.getTime() - 1))).toBe(ms - 1);
      }),
      { numRuns: 500 },
    );
  });

  test('that begins later, or lasts longer, never ends sooner', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, anyMoment, anyService, anyService, (calendar, a, b, c, d) => {
        const [sooner, later] = a <= b ? [a, b] : [b, a];
        const [less, more] = c <= d ? [c, d] : [d, c];
        const early = addService(calendar, sooner, less);
        for (const late of [addService(calendar, later, less), addService(calendar, sooner, more)])
          if (early && late) expect(late.getTime()).toBeGreaterThanOrEqual(early.getTime());
      }),
      { numRuns: 500 },
    );
  });

  test('of two stretches is the service of both together', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, anyMoment, anyMoment, (calendar, ...moments) => {
        const [a, b, c] = moments.sort((x, y) => x.getTime() - y.getTime());
        expect(serviceBetween(calendar, a, b) + serviceBetween(calendar, b, c)).toBe(serviceBetween(calendar, a, c));
        expect(serviceBetween(calendar, c, a)).toBe(0);
      }),
    );
  });

  test('is what counting minute by minute finds', () => {
    fc.assert(
      fc.property(anyCalendar, anyMinute, anyMinute, (calendar, from, to) => {
        let minutes = 0;
        for (let ms = from.getTime(); ms < to.getTime(); ms += MINUTE) if (isServed(calendar, ms)) minutes++;
        expect(serviceBetween(calendar, from, to)).toBe(minutes * MINUTE);
      }),
      { numRuns: 60 },
    );
  });

  test('has no hour between 22:00 and 07:00, whatever a community sets', () => {
    fc.assert(
      fc.property(anyCalendar, fc.integer({ min: 0, max: 9 }), (calendar, n) => {
        const night = new Date(start + n * DAY + 22 * 60 * MINUTE);
        const morning = new Date(night.getTime() + 9 * 60 * MINUTE);
        expect(serviceBetween(calendar, night, morning)).toBe(0);
        expect(isOpen(calendar, night)).toBe(false);
      }),
    );
    for (const hours of [
      { from: '06:59', to: '08:00' },
      { from: '21:00', to: '22:01' },
      { from: '00:00', to: '07:00' },
      { from: '12:00', to: '12:00' },
      { from: '22:00', to: '07:00' },
      { from: '8:00', to: '09:00' },
    ])
      expect(v.is(window, hours)).toBe(false);
    expect(v.is(window, { from: '07:00', to: '22:00' })).toBe(true);
  });

  test('opens at the first moment that is served, and at once when it is open', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, (calendar, moment) => {
        expect(isOpen(calendar, moment)).toBe(isServed(calendar, moment.getTime()));
        const opens = opensAt(calendar, moment);
        if (isOpen(calendar, moment)) return expect(opens).toEqual(moment);
        if (!opens) return;
        expect(isServed(calendar, opens.getTime())).toBe(true);
        expect(serviceBetween(calendar, moment, opens)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('ten minutes', () => {
  const workday: Window[] = [
    { from: '08:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ];
  const calendar: Calendar = {
    workdays: workday,
    restdays: [],
    days: new Map([['2026-10-12', []]]),
    isRestday,
  };

  test.each([
    ['in the middle of a window', '2026-09-28 09:00:00', '2026-09-28 09:10:00'],
    ['to its very end', '2026-09-28 11:50:00', '2026-09-28 12:00:00'],
    ['over the pause at noon', '2026-09-28 11:55:00', '2026-09-28 13:05:00'],
    ['asked at night', '2026-09-28 23:59:59', '2026-09-29 08:10:00'],
    ['over a night', '2026-09-28 17:59:30', '2026-09-29 08:09:30'],
    // 2 October to 7 October are holidays, 10 October is a Saturday that is worked, and 12 October is the community's own day off.
    ['over the holidays', '2026-09-30 18:00:00', '2026-10-08 08:10:00'],
    ['on a Saturday that is worked', '2026-10-09 18:30:00', '2026-10-10 08:10:00'],
    ['over a Sunday and a day off', '2026-10-10 17:55:00', '2026-10-13 08:05:00'],
  ])('%s', (_what, from, due) => {
    expect(addService(calendar, at(from), 10 * MINUTE)).toEqual(at(due));
  });

  test('never come when nobody is ever there', () => {
    const nobody = { ...calendar, workdays: [], days: new Map() };
    expect(addService(nobody, at('2026-10-01 10:00:00'), 10 * MINUTE)).toBeNull();
    expect(opensAt(nobody, at('2026-10-01 10:00:00'))).toBeNull();
    expect(isOpen(nobody, at('2026-10-01 10:00:00'))).toBe(false);
  });

  test('pass without a break where two windows touch', () => {
    const touching = [
      { from: '08:00', to: '12:00' },
      { from: '12:00', to: '18:00' },
    ];
    const all = { ...calendar, workdays: touching, restdays: touching };
    expect(addService(all, at('2026-09-28 11:55:00'), 10 * MINUTE)).toEqual(at('2026-09-28 12:05:00'));
    expect(isOpen(all, at('2026-09-28 12:00:00'))).toBe(true);
    expect(isOpen(all, at('2026-09-28 18:00:00'))).toBe(false);
  });
});

describe('a day', () => {
  test.each([
    ['2026-09-28', false, 'a Monday'],
    ['2026-10-01', true, 'National Day'],
    ['2026-10-07', true, 'the last of its holidays'],
    ['2026-10-08', false, 'the Thursday after them'],
    ['2026-09-20', false, 'a Sunday worked in their stead'],
    ['2026-10-10', false, 'a Saturday worked in their stead'],
    ['2026-10-11', true, 'a Sunday'],
    ['2026-02-16', true, 'a Monday of the Spring Festival'],
    ['2040-10-01', false, 'a Monday of a year that nobody knows yet'],
    ['2040-10-06', true, 'a Saturday of it'],
  ])('%s is one of rest: %s (%s)', (day, rest) => {
    expect(isRestday(day)).toBe(rest);
  });

  test('has its own hours before those of its kind', () => {
    const own = [{ from: '10:00', to: '11:00' }];
    const calendar = {
      ...ordinary,
      isRestday,
      days: new Map([
        ['2026-10-01', own],
        ['2026-10-02', []],
      ]),
    };
    const on = (day: string) => windowsOn(calendar, day);
    expect([on('2026-10-01'), on('2026-10-02'), on('2026-10-03'), on('2026-10-08')]).toEqual([
      own,
      [],
      [{ from: '09:00', to: '17:00' }],
      [{ from: '08:00', to: '18:00' }],
    ]);
  });

  test('can be planned from today for a year', () => {
    const refused = (day: string) => {
      try {
        mayPlan(day, '2026-10-01');
        return null;
      } catch (error) {
        return (error as { refusal?: string }).refusal;
      }
    };
    expect(['2026-09-30', '2026-10-01', '2027-10-01', '2027-10-02'].map(refused)).toEqual([
      'service.dayPast',
      null,
      null,
      'service.dayPast',
    ]);
  });
});

describe('the nearest grid', () => {
  const here = { latitude: 45.79, longitude: 126.65 };
  const away = (north: number, east: number) => ({ latitude: 45.79 + north, longitude: 126.65 + east });
  const grid = (id: string, place: { latitude: number; longitude: number } | null) => ({
    id,
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
  });

  test('is the nearest of those that say where they are, within a kilometre', () => {
    expect(nearest([grid('1', away(0.004, 0)), grid('2', null), grid('3', away(0, 0.004))], here)).toBe('3');
    expect(nearest([grid('1', away(0.0089, 0))], here)).toBe('1');
    expect(nearest([grid('1', away(0.0091, 0)), grid('2', null)], here)).toBeNull();
    expect(nearest([], here)).toBeNull();
  });

  test('is measured in metres: a degree of latitude is 111 km, and one of longitude here 78 km', () => {
    expect(metresBetween(here, away(0.01, 0))).toBeCloseTo(1112, -1);
    expect(metresBetween(here, away(0, 0.01))).toBeCloseTo(775.5, -1);
    expect(metresBetween(here, here)).toBe(0);
  });
});

test('who answers is one person, by the role nearest to the community, and of two there by the one that may do more', () => {
  const held = (person_id: string, role: 'gridworker' | 'secretary' | 'street', node_code: string) => ({
    ...{ person_id, role, node_code },
  });
  expect(
    onePerson([
      held('1', 'street', '230104009'),
      held('1', 'gridworker', '230104009009'),
      held('2', 'secretary', '230104009009'),
      held('2', 'gridworker', '230104009009'),
      held('3', 'gridworker', '2301'),
    ]).map(({ person_id, role }) => `${person_id} ${role}`),
  ).toEqual(['1 gridworker', '2 secretary', '3 gridworker']);
});
