import type { Figure } from '../../types/figures';
import { measures, type Measure, type Span } from '../../types/measures';
import { words } from '../kit/words';
import { say } from './words';

/** In which order the measures stand, and under which heads. The first is the one big number. */
export const groups: readonly (readonly [keyof typeof say.groups, readonly Measure[]])[] = [
  ['told', ['notices', 'readers', 'opens', 'acknowledged']],
  ['raised', ['raised', 'answered', 'firstAnswer', 'closed', 'agreed', 'reopened', 'score']],
  ['built', ['badges']],
];
export const lead: Measure = 'notices';

/** A number as it is set: large, with its unit beside it and what belongs to it below. What there is none of is said in words. */
export type Read =
  { n: string; unit: string; more: string[]; none: null } | { n: null; unit: ''; more: string[]; none: string };

const none = (says: string): Read => ({ n: null, unit: '', more: [], none: says });
const some = (n: number | string, unit: string, ...more: string[]): Read => ({
  n: String(n),
  unit,
  more,
  none: null,
});

/** Those that are more than one number. */
const readers: Partial<Record<Measure, (figure: Figure) => Read>> = {
  acknowledged: ({ acknowledged: { households, of } }) =>
    of === 0 ? none(say.none.acknowledged) : some(households, say.households, say.ofHouseholds(of)),
  firstAnswer: ({ firstAnswer: { half, nineOfTen } }) => {
    if (half === null) return none(say.none.firstAnswer);
    const rest = nineOfTen === null ? [] : [say.nineOfTen(say.minutes(nineOfTen))];
    return some(half, measures.firstAnswer.unit, say.halfHere, ...rest);
  },
  score: ({ score: { average, of } }) =>
    average === null
      ? none(of > 0 ? say.few(of) : say.none.score)
      : some(average.toFixed(1), measures.score.unit, say.scored(of)),
  badges: ({ badges }) => some(badges, measures.badges.unit, say.onTheLastDay),
};

export const read = (measure: Measure, figure: Figure): Read =>
  readers[measure]?.(figure) ?? some(figure[measure] as number, measures[measure].unit);

/** The same in one line, for a table and for whoever hears it. */
export function spoken(measure: Measure, figure: Figure): string {
  const { acknowledged, firstAnswer } = figure;
  if (measure === 'acknowledged' && acknowledged.of > 0)
    return `${say.ofHouseholds(acknowledged.of)}，${say.knowing(acknowledged.households)}`;
  if (measure === 'firstAnswer' && firstAnswer.half !== null) {
    const rest = firstAnswer.nineOfTen === null ? null : say.nineOfTen(say.minutes(firstAnswer.nineOfTen));
    return [say.half(say.minutes(firstAnswer.half)), rest].filter(Boolean).join('，');
  }
  const { n, unit, more, none: says } = read(measure, figure);
  if (says !== null) return says;
  return [`${n} ${unit}`, ...(measure === 'score' ? more : [])].join('，');
}

/** A period as a person calls it. */
export function periodName({ firstDay, lastDay }: Figure, by: Span, thisYear: string): string {
  if (by === 'day') return `${words.day(firstDay)} ${say.weekday(firstDay)}`;
  if (by === 'week') return say.range(firstDay, lastDay);
  return say.month(firstDay, firstDay.startsWith(thisYear));
}

/** What a chart draws of a measure: columns for what is counted, lines for what is measured, columns inside columns for a part. */
export interface Drawn {
  kind: 'columns' | 'lines' | 'parts';
  ticks: string[];
  series: { name: string; values: (number | null)[] }[];
}

const valuesOf: Partial<Record<Measure, (figure: Figure) => Record<string, number | null>>> = {
  acknowledged: ({ acknowledged: { of, households } }) => ({
    [say.lines.of]: of,
    [say.lines.households]: households,
  }),
  firstAnswer: ({ firstAnswer: { half, nineOfTen } }) => ({
    [say.lines.half]: half,
    [say.lines.nineOfTen]: nineOfTen,
  }),
  score: ({ score }) => ({ [measures.score.name]: score.average }),
};
const kinds: Partial<Record<Measure, Drawn['kind']>> = { acknowledged: 'parts', firstAnswer: 'lines', score: 'lines' };

/** Null when there is nothing to draw. @param most as many names of periods as stand below without touching */
export function drawn(measure: Measure, periods: readonly Figure[], by: Span, most: number): Drawn | null {
  const simple = (figure: Figure) => ({ [measures[measure].name]: figure[measure] as number });
  const all = periods.map(valuesOf[measure] ?? simple);
  if (!all.some((values) => Object.values(values).some(Boolean))) return null;
  // Named from the end, so that the latest period always has its name.
  const step = Math.ceil(periods.length / most);
  return {
    kind: kinds[measure] ?? 'columns',
    ticks: periods.map(({ firstDay }, i) => ((periods.length - 1 - i) % step === 0 ? say.tick(firstDay, by) : '')),
    series: Object.keys(all[0] ?? {}).map((name) => ({ name, values: all.map((values) => values[name] ?? null) })),
  };
}

/** A scale that begins at nothing, in whole and round steps. */
export function scaleOf({ series }: Drawn): { top: number; steps: number } {
  const most = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const rough = most / 4;
  const ten = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = [1, 2, 5, 10].map((n) => n * ten).find((n) => n >= rough) ?? 10 * ten;
  const steps = Math.ceil(most / step);
  return { top: step * steps, steps };
}
