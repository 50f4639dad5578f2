import { paletteOf } from '../src/figures/parts/palette';
import { drawn, groups, periodName, read, scaleOf, spoken } from '../src/figures/reading';
import { FiguresStore, placesToSee } from '../src/figures/store';
import { say } from '../src/figures/words';
import { toFailure } from '../src/kit/failure';
import type { Me } from '../src/kit/session';
import type { Call } from '../types';
import type { Figure } from '../types/figures';
import { measures, periodsShown, spans, type Measure, type Span } from '../types/measures';
import type { Place, Role } from '../types/org';
import { communityOf, places, TODAY } from './kit/countedFigures';
import { tokensOf } from './kit/tokens';

/** What the page of figures does by itself: what it asks for, and how it reads what it is told. */
const jiangpan = places['230104009009'] as Place;
const street = places['230104009'] as Place;
const lost = () => Promise.reject(toFailure({ code: 100 }));
const all = Object.keys(measures) as Measure[];

/** A cloud that counts as it does in the walks, notes what it was asked, and is out of reach when told so. */
function cloud() {
  const asked: Record<string, unknown>[] = [];
  const state = { isLost: false, asked };
  const code = (input: Record<string, unknown>) => (input['communityCode'] ?? input['nodeCode']) as string;
  const figures = {
    community: (input: Record<string, unknown>) => {
      asked.push(input);
      if (state.isLost) return lost();
      return Promise.resolve(communityOf(code(input), input['by'] as Span, input['until'] as string | undefined));
    },
    table: (input: Record<string, unknown>) => {
      asked.push(input);
      return state.isLost ? lost() : Promise.resolve({ url: `/t/${String(input['as'])}`, until: '' });
    },
  };
  return { call: { figures } as unknown as Call, state, asked };
}

async function looking(place: Place = jiangpan) {
  const { call, state, asked } = cloud();
  const store = new FiguresStore(call);
  await store.look(place);
  return { store, state, asked };
}

describe('who sees what', () => {
  const me = (...roles: [Role, Place][]) =>
    ({ roles: roles.map(([role, place]) => ({ role, place })) }) as unknown as Me;

  test('staff see where they work, as a whole, before where they live, and each place once', () => {
    expect(placesToSee(me(['street', street]), jiangpan)).toEqual([street, jiangpan]);
    expect(placesToSee(me(['secretary', jiangpan], ['gridworker', jiangpan]), jiangpan)).toEqual([jiangpan]);
  });

  test('a keeper, a courier and a newcomer see the community that is theirs, or none', () => {
    expect(placesToSee(me(['merchant', street], ['parttime', street]), jiangpan)).toEqual([jiangpan]);
    expect(placesToSee(me(), jiangpan)).toEqual([jiangpan]);
    expect(placesToSee(null, null)).toEqual([]);
  });
});

describe('one place at a time', () => {
  test('a community is asked for by its code, and what lies above it as a node; the span goes with it', async () => {
    const { store, asked } = await looking();
    await store.look(street);
    await store.choose('week');
    await store.choose('week');
    expect(asked).toEqual([
      { communityCode: jiangpan.code, by: 'day' },
      { nodeCode: street.code, by: 'day' },
      { nodeCode: street.code, by: 'week' },
    ]);
    expect(store.shown.value).toMatchObject({ place: street, by: 'week' });
  });

  test('what could not be asked for leaves the old numbers in sight, under their own span, and is asked again', async () => {
    const { store, state } = await looking();
    state.isLost = true;
    await store.choose('month');
    expect(store.shown.failure?.kind).toBe('offline');
    expect(store.shown.value).toMatchObject({ by: 'day', periods: { length: periodsShown.day } });
    state.isLost = false;
    await store.load();
    expect(store.shown.failure).toBeNull();
    expect(store.shown.value).toMatchObject({ by: 'month', periods: { length: periodsShown.month } });
  });

  test('the numbers of another place never stand under this one’s name', async () => {
    const { store, state } = await looking();
    state.isLost = true;
    await store.look(street);
    expect(store.shown.value).toBeNull();
  });

  test('going back ends the day before what is in sight, down to the first day, and forward again', async () => {
    const { store, asked, state } = await looking();
    const first = store.shown.value?.periods[0]?.firstDay;
    expect(first).toBe('2026-09-02');
    state.isLost = true;
    await store.earlier();
    // Once more, because nothing came: that is the same step.
    state.isLost = false;
    await store.earlier();
    expect(asked.map((one) => one['until'])).toEqual([undefined, '2026-09-01', '2026-09-01']);
    expect(store.shown.value?.total.lastDay).toBe('2026-09-01');
    for (let steps = 0; store.hasEarlier && steps < 9; steps++) await store.earlier();
    expect(store.shown.value?.periods[0]?.firstDay.localeCompare('2026-06-01')).not.toBe(1);
    const steps = asked.length;
    await store.earlier();
    expect(asked).toHaveLength(steps);
    while (store.hasLater) await store.later();
    expect(store.shown.value?.total.lastDay).toBe(TODAY);
    // Another place begins with its latest periods.
    await store.earlier();
    await store.look(street);
    expect(asked.at(-1)).toEqual({ nodeCode: street.code, by: 'day' });
  });

  test('a table is of what is in sight, and is made once at a time', async () => {
    const { store, asked, state } = await looking();
    await store.choose('week');
    await store.earlier();
    const until = asked.at(-1)?.['until'];
    expect(await Promise.all([store.make('csv'), store.make('xlsx')])).toEqual(['/t/csv', null]);
    expect(asked.at(-1)).toEqual({ communityCode: jiangpan.code, by: 'week', until, as: 'csv' });
    state.isLost = true;
    expect(await store.make('xlsx')).toBeNull();
    expect(store.table.failure?.kind).toBe('offline');
  });
});

describe('what is read', () => {
  const nothing: Figure = {
    ...{ firstDay: '2026-10-03', lastDay: '2026-10-03', notices: 0, readers: 0, opens: 0, raised: 0, answered: 0 },
    ...{ closed: 0, agreed: 0, reopened: 0, badges: 0, acknowledged: { households: 0, of: 0 } },
    firstAnswer: { half: null, nineOfTen: null },
    score: { average: null, of: 0 },
  };
  const some: Figure = {
    ...nothing,
    acknowledged: { households: 187, of: 312 },
    firstAnswer: { half: 6, nineOfTen: 125 },
    score: { average: 9, of: 3 },
  };

  test('every measure stands on the page once', () => {
    expect(groups.flatMap(([, inGroup]) => inGroup).sort()).toEqual([...all].sort());
  });

  test('what nobody gave is said in words and is no nought', () => {
    for (const measure of ['acknowledged', 'firstAnswer', 'score'] as const) {
      expect(read(measure, nothing)).toEqual({ n: null, unit: '', more: [], none: say.none[measure] });
      expect(spoken(measure, nothing)).toBe(say.none[measure]);
    }
    expect(spoken('closed', nothing)).toBe('0 件');
    // So few gave one that an average would say whose it is.
    expect(spoken('score', { ...nothing, score: { average: null, of: 2 } })).toBe(say.few(2));
    expect(drawn('score', [nothing], 'day', 4)).toBeNull();
    expect(drawn('notices', [nothing], 'day', 4)).toBeNull();
  });

  test('a number that says little alone is never alone', () => {
    expect(spoken('acknowledged', some)).toBe('要告诉 312 户次，187 户次知道了');
    expect(spoken('firstAnswer', some)).toBe('一半的事 6 分钟以内，十件里有九件 2 小时 5 分钟以内');
    expect(spoken('score', some)).toBe('9.0 分，打了 3 次分');
    expect(read('firstAnswer', some).more).toEqual([say.halfHere, '十件里有九件 2 小时 5 分钟以内']);
  });

  test('a period is called as people call it, and another year is named', () => {
    expect(periodName(nothing, 'day', '2026')).toBe('10月3日 星期六');
    const week = { ...nothing, firstDay: '2026-09-28', lastDay: '2026-10-04' };
    expect(periodName(week, 'week', '2026')).toBe('9月28日 到 10月4日');
    const month = { ...nothing, firstDay: '2025-12-01', lastDay: '2025-12-31' };
    expect([periodName(month, 'month', '2025'), periodName(month, 'month', '2026')]).toEqual(['12月', '2025年12月']);
    expect(say.range('2025-11-01', '2026-10-31')).toBe('2025年11月1日 到 2026年10月31日');
  });
});

describe('what is drawn', () => {
  test.each(spans)(
    'by %s each measure has a value or a gap for each period, and few names, of which the last',
    (by) => {
      const { periods } = communityOf(jiangpan.code, by);
      for (const measure of all) {
        const chart = drawn(measure, periods, by, 4);
        // Averages are of months alone.
        if (measure === 'score' && by !== 'month') {
          expect(chart).toBeNull();
          continue;
        }
        for (const { values } of chart?.series ?? []) expect(values).toHaveLength(periodsShown[by]);
        expect(chart?.ticks.filter(Boolean).length).toBeLessThanOrEqual(4);
        expect(chart?.ticks.at(-1)).toBe(say.tick(periods.at(-1)?.firstDay ?? '', by));
      }
      const gaps = drawn('score', periods, by, 4)?.series[0]?.values.map((value) => value === null);
      if (by === 'month') expect(gaps).toEqual(periods.map(({ score }) => score.average === null));
    },
  );

  test('a scale begins at nothing, reaches what is highest, and its steps are whole', () => {
    for (const most of [1, 2, 3, 5, 7, 10, 13, 48, 99, 100, 101, 428, 9_999, 123_456]) {
      const { top, steps } = scaleOf({ kind: 'columns', ticks: [], series: [{ name: '', values: [null, most] }] });
      expect(top).toBeGreaterThanOrEqual(most);
      expect(top / steps).toBe(Math.round(top / steps));
      expect(steps).toBeLessThanOrEqual(5);
    }
  });

  test('a canvas is drawn in the colours that the page has, by day and by night', () => {
    for (const [isDark, palette] of [
      [false, 'light'],
      [true, 'dark'],
    ] as const) {
      const tokens = tokensOf(palette);
      expect(paletteOf(isDark)).toEqual(
        Object.fromEntries(Object.keys(paletteOf(isDark)).map((name) => [name, tokens[name]])),
      );
    }
  });
});
