import fc from 'fast-check';
import { figureOf, periodOf, periodsUntil, scored, within, type Day } from '../cloud/figures/rules';
import { addDays, daysBetween } from '../cloud/kit/clock';
import type { Figure } from '../types/figures';
import { periodsShown, spans, type Span } from '../types/measures';

const FIRST = '2025-12-01';
const day = fc.integer({ min: 0, max: 800 }).map((n) => addDays(FIRST, n));
const span = fc.constantFrom(...spans);
const count = fc.nat(50);

/** What happened on some days of a month and a half. */
const happened = fc
  .array(
    fc.record({
      ...{ nth: fc.nat(60), notices: count, readers: count, opens: count, knowing: count, households: count },
      ...{ raised: count, answered: count, closed: count, agreed: count, reopened: count },
      ...{ score_sum: count, scores: fc.nat(6), badges: fc.integer({ min: -3, max: 3 }) },
    }),
    { maxLength: 40 },
  )
  .map((days) => [...new Map(days.map((one) => [one.nth, one])).values()])
  .map((days): Day[] => days.map(({ nth, ...one }) => ({ day: addDays('2026-08-15', nth), ...one })));

describe('periods', () => {
  test('lie one behind the other without a gap or a day in two, and the last has the day that was asked for', () => {
    fc.assert(
      fc.property(span, day, (by, until) => {
        const periods = periodsUntil(by, until);
        expect(periods).toHaveLength(periodsShown[by]);
        const days = periods.flatMap(({ firstDay, lastDay }) => daysBetween(firstDay, lastDay));
        expect(days).toEqual(daysBetween(periods[0]?.firstDay ?? '', periods.at(-1)?.lastDay ?? ''));
        const last = periods.at(-1);
        expect((last?.firstDay ?? '') <= until && until <= (last?.lastDay ?? '')).toBe(true);
      }),
    );
  });

  test('are those of every day within them', () => {
    fc.assert(
      fc.property(span, day, (by, one) => {
        const { firstDay, lastDay } = periodOf(by, one);
        for (const other of daysBetween(firstDay, lastDay)) expect(periodOf(by, other)).toEqual({ firstDay, lastDay });
      }),
    );
  });

  test('of weeks begin on Monday, and of months on the first', () => {
    expect(periodOf('week', '2026-10-01')).toEqual({ firstDay: '2026-09-28', lastDay: '2026-10-04' });
    expect(periodOf('week', '2026-10-04')).toEqual({ firstDay: '2026-09-28', lastDay: '2026-10-04' });
    expect(periodOf('week', '2026-10-05')).toEqual({ firstDay: '2026-10-05', lastDay: '2026-10-11' });
    expect(periodOf('month', '2028-02-10')).toEqual({ firstDay: '2028-02-01', lastDay: '2028-02-29' });
    expect(periodOf('month', '2026-12-31')).toEqual({ firstDay: '2026-12-01', lastDay: '2026-12-31' });
    expect(periodsUntil('month', '2026-01-31')[0]).toEqual({ firstDay: '2025-02-01', lastDay: '2025-02-28' });
  });
});

describe('the minutes within which so many were answered', () => {
  /** The definition: of the sorted list, the one that closes that share. */
  const ofList = (percent: number, all: readonly number[]): number | null =>
    [...all].sort((a, b) => a - b)[Math.ceil((all.length * percent) / 100) - 1] ?? null;

  test('are from the histogram what they are from the list', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }), (all) => {
        const counted = [...new Set(all)].map((minutes) => ({
          minutes,
          answers: all.filter((one) => one === minutes).length,
        }));
        for (const percent of [50, 90]) expect(within(percent, counted)).toBe(ofList(percent, all));
      }),
    );
  });

  test('do not change when days are put together in any order, or a number comes twice', () => {
    const counted = [
      { minutes: 9, answers: 1 },
      { minutes: 3, answers: 2 },
      { minutes: 9, answers: 1 },
    ];
    expect([within(50, counted), within(90, counted)]).toEqual([3, 9]);
    expect([within(50, []), within(90, [{ minutes: 4, answers: 1 }])]).toEqual([null, 4]);
  });
});

describe('a figure', () => {
  const adding = ['notices', 'readers', 'opens', 'raised', 'answered', 'closed', 'agreed', 'reopened'] as const;

  test('of a week is the sum of its days, and of all periods the sum of them', () => {
    fc.assert(
      fc.property(happened, (days) => {
        const of = (period: { firstDay: string; lastDay: string }) => figureOf(period, days, [], 4);
        const weeks = periodsUntil('week', '2026-10-10').map(of);
        for (const week of weeks) {
          const single = daysBetween(week.firstDay, week.lastDay).map((one) => of({ firstDay: one, lastDay: one }));
          const sum = (number: (one: Figure) => number) => single.reduce((all, one) => all + number(one), 0);
          for (const measure of adding) expect([measure, week[measure]]).toEqual([measure, sum((one) => one[measure])]);
          expect(week.acknowledged.households).toBe(sum((one) => one.acknowledged.households));
          expect(week.acknowledged.of).toBe(sum((one) => one.acknowledged.of));
          expect(week.score.of).toBe(sum((one) => one.score.of));
          expect(week.badges).toBe(single.at(-1)?.badges);
        }
        const whole = of({ firstDay: weeks[0]?.firstDay ?? '', lastDay: weeks.at(-1)?.lastDay ?? '' });
        for (const measure of adding) expect(whole[measure]).toBe(weeks.reduce((all, week) => all + week[measure], 0));
        expect(whole.badges).toBe(weeks.at(-1)?.badges);
      }),
    );
  });
});

describe('averages of scores', () => {
  const dayOf = (day: string, scores: number, score_sum: number): Day => ({
    ...{ day, notices: 0, readers: 0, opens: 0, knowing: 0, households: 0, raised: 0, answered: 0 },
    ...{ closed: 0, agreed: 0, reopened: 0, scores, score_sum, badges: 0 },
  });
  const shown = (by: Span, until: string, today: string, days: Day[]) => {
    const periods = periodsUntil(by, until);
    const whole = { firstDay: periods[0]?.firstDay ?? '', lastDay: periods.at(-1)?.lastDay ?? '' };
    const figures = periods.map((period) => figureOf(period, days, []));
    return scored(by, figures, figureOf(whole, days, []), days, today);
  };

  test('are given of months that are over, with one decimal, once three have scored', () => {
    const days = [
      dayOf('2026-08-03', 2, 19),
      dayOf('2026-09-03', 2, 19),
      dayOf('2026-09-21', 1, 7),
      dayOf('2026-10-01', 9, 90),
    ];
    const { periods, total } = shown('month', '2026-10-02', '2026-10-02', days);
    expect(periods.slice(-3).map(({ score }) => score)).toEqual([
      { average: null, of: 2 },
      { average: 8.7, of: 3 },
      { average: null, of: 9 },
    ]);
    expect(total.score).toEqual({ average: 8.7, of: 14 });
    expect(shown('month', '2026-10-02', '2026-11-01', days).periods.at(-1)?.score).toEqual({ average: 10, of: 9 });
  });

  test('never tell what lies in a month that is hidden: any two answers say the same, whatever was given there', () => {
    const score = fc.record({
      day: fc.nat(420),
      score: fc.integer({ min: 1, max: 10 }),
      other: fc.integer({ min: 1, max: 10 }),
    });
    const asked = fc.record({ by: fc.constantFrom<Span>('day', 'week', 'month'), back: fc.nat(400) });
    fc.assert(
      fc.property(
        fc.array(score, { maxLength: 30 }),
        fc.array(asked, { minLength: 1, maxLength: 6 }),
        (given, asking) => {
          const today = '2026-10-20';
          const at = (back: number) => addDays(today, -back);
          const monthOf = (day: string) => day.slice(0, 7);
          const count = (month: string) => given.filter(({ day }) => monthOf(at(day)) === month).length;
          const isHidden = (day: string) => monthOf(day) === monthOf(today) || count(monthOf(day)) < 3;
          const days = (of: 'score' | 'other') =>
            given.map((one) => dayOf(at(one.day), 1, isHidden(at(one.day)) ? one[of] : one.score));
          for (const { by, back } of asking)
            expect(shown(by, at(back), today, days('score'))).toEqual(shown(by, at(back), today, days('other')));
        },
      ),
    );
  });
});
