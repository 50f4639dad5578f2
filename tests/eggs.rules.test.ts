import fc from 'fast-check';
import { calendarDays } from '../cloud/eggs/rules';
import { addDays, daysBetween, shanghaiDay, startOfDay } from '../cloud/kit/clock';
import { inShanghai } from './kit/clock';

const FIRST = '2026-09-28';
const LAST = '2026-10-01';

describe('a day of the calendar', () => {
  test.each([
    ['an egg, long ago', '2026-09-28', '2026-10-01', true, 'laid'],
    ['an egg, today', '2026-09-30', '2026-09-30', true, 'laid'],
    ['no egg, yesterday', '2026-09-29', '2026-09-30', false, 'missed'],
    ['no egg, and the campaign is over', '2026-10-01', '2026-10-02', false, 'missed'],
    ['no egg yet, today', '2026-09-30', '2026-09-30', false, 'today'],
    ['no egg yet, on the first day', '2026-09-28', '2026-09-28', false, 'today'],
    ['no egg yet, on the last day', '2026-10-01', '2026-10-01', false, 'today'],
    ['tomorrow', '2026-10-01', '2026-09-30', false, 'ahead'],
    ['the first day of a campaign to come', '2026-09-28', '2026-09-27', false, 'ahead'],
  ])('with %s', (_, day, today, isLaid, state) => {
    const days = calendarDays(FIRST, LAST, new Set(isLaid ? [day] : []), today);
    expect(days.find((one) => one.day === day)).toEqual({ day, state });
  });

  test('appears once, in order, whatever has been laid, and is never both laid and something else', () => {
    const year = fc.nat(364).map((n) => addDays('2026-01-01', n));
    fc.assert(
      fc.property(year, fc.nat(91), fc.uniqueArray(year), year, (first, length, eggs, today) => {
        const last = addDays(first, length);
        const days = calendarDays(first, last, new Set(eggs), today);
        expect(days.map(({ day }) => day)).toEqual(daysBetween(first, last));
        expect(days.filter(({ state }) => state === 'laid').map(({ day }) => day)).toEqual(
          days.map(({ day }) => day).filter((day) => eggs.includes(day)),
        );
        expect(days.filter(({ state }) => state === 'today').every(({ day }) => day === today)).toBe(true);
        expect(days.filter(({ state }) => state === 'missed').every(({ day }) => day < today)).toBe(true);
        expect(days.filter(({ state }) => state === 'ahead').every(({ day }) => day > today)).toBe(true);
      }),
    );
  });
});

describe('a Shanghai day', () => {
  test.each([
    ['2026-10-01 00:00:00', '2026-10-01'],
    ['2026-10-01 07:59:59.999', '2026-10-01'],
    ['2026-10-01 08:00:00', '2026-10-01'],
    ['2026-10-01 23:59:59.999', '2026-10-01'],
    ['2026-12-31 23:59:59.999', '2026-12-31'],
    ['2027-01-01 00:00:00', '2027-01-01'],
    ['2028-02-29 12:00:00', '2028-02-29'],
  ])('at %s in Shanghai is %s', (wall, day) => {
    expect(shanghaiDay(new Date(inShanghai(wall)))).toBe(day);
  });

  test('begins at its first instant, and the millisecond before belongs to the day before', () => {
    for (const day of daysBetween('2026-12-25', '2027-03-05')) {
      expect(shanghaiDay(startOfDay(day))).toBe(day);
      expect(shanghaiDay(new Date(startOfDay(day).getTime() - 1))).toBe(addDays(day, -1));
    }
  });

  test.each([
    ['2026-10-01', 0, '2026-10-01'],
    ['2026-09-30', 1, '2026-10-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-01', -1, '2026-02-28'],
  ])('%s and %i days more is %s', (day, days, then) => {
    expect(addDays(day, days)).toBe(then);
  });

  test.each([
    ['2026-09-30', '2026-10-02', ['2026-09-30', '2026-10-01', '2026-10-02']],
    ['2026-10-01', '2026-10-01', ['2026-10-01']],
    ['2026-10-02', '2026-10-01', []],
  ])('from %s to %s, both included', (first, last, days) => {
    expect(daysBetween(first, last)).toEqual(days);
  });
});
