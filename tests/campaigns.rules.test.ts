import {
  actsOf,
  campaignStateOf,
  forecastOf,
  marksOf,
  redOf,
  reserveOf,
  sumsOf,
  type CampaignFacts,
  type DayFacts,
} from '../cloud/eggs/planning';
import { whatIsLeft } from '../cloud/eggs/rules';

const campaign: CampaignFacts = {
  ...{ first_day: '2026-10-02', last_day: '2026-10-05', ended_at: null, codes: ['230104009009'], paused: false },
  pick_ups: [{ day: '2026-10-08' }, { day: '2026-10-10' }],
};

describe('how a campaign stands', () => {
  test.each<[string, string, Partial<CampaignFacts>]>([
    ['2026-10-01', 'ahead', {}],
    ['2026-10-02', 'running', {}],
    ['2026-10-05', 'running', {}],
    ['2026-10-05', 'paused', { paused: true }],
    ['2026-10-06', 'waiting', { paused: true }],
    ['2026-10-06', 'waiting', {}],
    ['2026-10-08', 'picking', {}],
    ['2026-10-09', 'waiting', {}],
    ['2026-10-10', 'picking', {}],
    ['2026-10-11', 'over', {}],
    ['2026-10-11', 'waiting', { pick_ups: [] }],
    ['2026-10-03', 'waiting', { ended_at: new Date(), last_day: '2026-10-03' }],
    ['2026-10-01', 'dropped', { ended_at: new Date(), codes: [] }],
    ['2026-10-09', 'dropped', { ended_at: new Date(), codes: [] }],
  ])('on %s is %s', (today, state, given) => {
    expect(campaignStateOf({ ...campaign, ...given }, today)).toBe(state);
  });

  test('decides what may be done: all of it is changed before the first day alone, and nothing of one that was dropped', () => {
    expect(actsOf('ahead')).toContain('change');
    for (const state of ['running', 'paused', 'waiting', 'picking', 'over', 'dropped'] as const)
      expect(actsOf(state)).not.toContain('change');
    expect(actsOf('dropped')).toEqual([]);
    expect(actsOf('paused')).toEqual(['setPickUps', 'resume', 'end']);
  });
});

describe('the sums of a community', () => {
  const eggs = { laid: 100, taken: 2, delivered: 101, collected: 60, returned: 20, broken: 1 };
  test('add up: what came is collected, returned, broken or open, and what is promised is collected or is not', () => {
    const sums = sumsOf(eggs);
    expect(sums).toEqual({ promised: 98, uncollected: 38, short: 0, open: 20 });
    expect(eggs.delivered).toBe(eggs.collected + eggs.returned + eggs.broken + sums.open);
    expect(sumsOf({ ...eggs, delivered: 90 })).toMatchObject({ short: 8, open: 9 });
  });

  test.each([
    ['2026-10-07', []],
    ['2026-10-08', ['short']],
    ['2026-10-10', ['short']],
    ['2026-10-11', ['short', 'open']],
  ])('are red on %s where they are wrong by then: %j', (today, red) => {
    const wrong = { promised: 98, uncollected: 38, short: 8, open: 9 };
    expect(redOf(wrong, ['2026-10-10', '2026-10-08'], today)).toEqual(red);
    expect(redOf({ ...wrong, short: 0, open: 0 }, ['2026-10-10', '2026-10-08'], today)).toEqual([]);
    expect(redOf(wrong, [], today)).toEqual([]);
  });

  test.each([
    [0, 5, 0],
    [100, 0, 0],
    [100, 3, 3],
    [101, 3, 4],
    [1, 50, 1],
  ])('of %i promised eggs and %i in a hundred besides, the reserve is %i', (promised, percent, reserve) => {
    expect(reserveOf(promised, percent)).toBe(reserve);
  });
});

describe('what is to be expected', () => {
  const laid = new Map([
    ['2026-10-02', 10],
    ['2026-10-03', 20],
    ['2026-10-04', 3],
  ]);
  const closed = ['2026-10-02', '2026-10-03'];

  test('is the mean of the closed days on each that is left, and what today has already laid is part of it', () => {
    expect(forecastOf(campaign, laid, closed, 1_000, '2026-10-04')).toEqual({
      days: [
        { day: '2026-10-02', laid: 10, expected: null },
        { day: '2026-10-03', laid: 20, expected: null },
        { day: '2026-10-04', laid: 3, expected: 15 },
        { day: '2026-10-05', laid: null, expected: 15 },
      ],
      expected: 60,
    });
  });

  test('is never more than residents, cap and stock allow', () => {
    const { days, expected } = forecastOf(campaign, laid, closed, 40, '2026-10-04');
    expect(days.slice(2).map((one) => one.expected)).toEqual([10, 0]);
    expect(expected).toBe(40);
  });

  test('is not known as long as no day is closed', () => {
    const first = new Map([['2026-10-02', 4]]);
    const { days, expected } = forecastOf(campaign, first, [], 1_000, '2026-10-02');
    expect([expected, ...days.map((one) => one.expected)]).toEqual([null, null, null, null, null]);
  });
});

describe('what of a day is out of the ordinary', () => {
  const quiet: DayFacts = {
    ...{ laid: 100, usual: 90, handings: 20, byList: 2, conflicts: 0, broken: 0, corrected: 0, flagged: 0 },
  };
  test.each<[Partial<DayFacts>, string[]]>([
    [{}, []],
    [{ laid: 136 }, ['many']],
    [{ laid: 135 }, []],
    [{ laid: 40, usual: 10 }, []],
    [{ laid: 41, usual: 10 }, ['many']],
    [{ laid: 5_000, usual: null }, []],
    [{ byList: 3 }, ['list']],
    [{ conflicts: 1, broken: 1, corrected: 1, flagged: 1 }, ['conflicts', 'broken', 'corrected', 'flagged']],
  ])('%j is %j', (given, marks) => {
    expect(marksOf({ ...quiet, ...given })).toEqual(marks);
  });
});

describe('what is left of somebody’s eggs', () => {
  const egg = 'egg/41/7';
  const days = ['2026-10-02', '2026-10-03', '2026-10-04'];
  const entry = (id: string, reason = 'any') => ({ id: `${egg}/${id}`, reason });

  test('is what was laid and neither handed over nor taken back, and an id says the how manieth time', () => {
    expect(
      whatIsLeft(egg, days, [
        entry('2026-10-02/collected/1'),
        entry('2026-10-03/reversed'),
        entry('2026-10-04/collected/1'),
        entry('2026-10-04/collected/1/undone'),
      ]),
    ).toEqual({
      days: ['2026-10-02', '2026-10-04'],
      ready: [{ day: '2026-10-04', entry: `${egg}/2026-10-04/collected/2` }],
      collected: [{ day: '2026-10-02', entry: `${egg}/2026-10-02/collected/1` }],
      taken: ['2026-10-03'],
    });
  });

  test('begins with everything', () => {
    const { ready, collected } = whatIsLeft(egg, days, []);
    expect([ready.length, collected.length]).toEqual([3, 0]);
    expect(ready[0]?.entry).toBe(`${egg}/2026-10-02/collected/1`);
  });
});
