import * as v from 'valibot';
import type { Procedure } from '../types';
import { measures } from '../types/measures';
import { procedures } from './kit/procedures';

/**
 * Facts and no contest: over the whole contract, nothing that goes in or comes out sets one person or one community against another, and
 * no answer has figures of more than one place. A new procedure is looked at the day it is promised.
 */
interface Shape {
  type: string;
  entries?: Record<string, Shape>;
  item?: Shape;
  items?: Shape[];
  wrapped?: Shape;
  options?: unknown[];
  value?: Shape;
  rest?: Shape;
}
const shapeOf = (schema: v.GenericSchema): Shape => schema;
const isShape = (one: unknown): one is Shape => typeof one === 'object' && one !== null && 'type' in one;

/** All schemas that a schema is made of, each with the path of names to it and whether it lies in a list. */
interface Part {
  path: string[];
  shape: Shape;
  isListed: boolean;
}
function partsOf(shape: Shape, path: string[] = [], isListed = false): Part[] {
  const { entries = {}, item, items = [], wrapped, options = [], value, rest } = shape;
  return [
    { path, shape, isListed },
    ...Object.entries(entries).flatMap(([name, entry]) => partsOf(entry, [...path, name], isListed)),
    ...[item, ...items, value, rest].flatMap((inner) => (inner ? partsOf(inner, path, true) : [])),
    ...[wrapped, ...options].flatMap((inner) => (isShape(inner) ? partsOf(inner, path, isListed) : [])),
  ];
}

/** Words of a contest, as names are written in code. `startsAt` is no star, and a map has points of the compass only elsewhere. */
const CONTEST =
  /^(rank(ing|ed|s)?|points?|place|position|top|best|worst|first|last|league|versus|vs|compar(e|ed|ison)|leader(board)?|winner|medal|percentile|rating|stars?|level(Up)?)$/i;
/** A word of a name: `myRank` is my and Rank. */
const wordsOf = (name: string): string[] => name.split(/(?=[A-Z])|_|(?<=\D)(?=\d)/).filter(Boolean);
/** Names that say something else. Each is needed, and each says what. */
const innocent: Record<string, string> = {
  place: 'where something is: a node of the tree, or of a report',
  level: 'which kind of place a node is',
  firstDay: 'the day on which something begins',
  lastDay: 'the day on which something ends',
  firstAnswer: 'how long it took until somebody answered',
  last: 'what was noted of a household the last time',
};

const measured = new Set<string>(Object.keys(measures));
/** Whether an object has numbers of what was done: at least two of those that the page of figures names, or one beside a place. */
const measuresIn = ({ entries = {} }: Shape): string[] => Object.keys(entries).filter((name) => measured.has(name));
const isPlaced = ({ entries = {} }: Shape): boolean =>
  Object.keys(entries).some((name) =>
    /^(place|community|communityCode|nodeCode|code|person|personId|worker|street|node)$/.test(name),
  );

/** A notice or a report says of which kind it is: where it belongs, and how often it was read or opened again, are facts about it. */
const isThing = ({ entries = {} }: Shape): boolean => 'kind' in entries;

/** What is wrong with a procedure, in words. */
function contestIn(name: string, { input, output }: Pick<Procedure, 'input' | 'output'>): string[] {
  const [ins, outs] = [partsOf(shapeOf(input)), partsOf(shapeOf(output))];
  const named = [...ins, ...outs].flatMap(({ path }) => path.slice(-1));
  const words = [...new Set(named)].filter(
    (one) => !(one in innocent) && wordsOf(one).some((word) => CONTEST.test(word)),
  );
  const listed = outs.filter(
    ({ shape, isListed }) => isListed && isPlaced(shape) && !isThing(shape) && measuresIn(shape).length > 0,
  );
  // Figures have one place, above the list of their periods, and an input of figures names one.
  const figures = outs.filter(({ shape }) => measuresIn(shape).length > 2);
  const places = outs.filter(({ path, shape }) => figures.length > 0 && isPlaced(shape) && path.length > 0);
  const asked = figures.length > 0 ? ins.filter(({ path, isListed }) => isListed && path.length > 0) : [];
  const scored = outs.filter(
    ({ shape: { entries = {} } }) =>
      'score' in entries && Object.keys(entries).some((key) => /^(person|worker|owner|called)/.test(key)),
  );
  return [
    ...words.map((one) => `${name} names ${one}`),
    ...listed.map(({ path }) => `${name} lists places or people with what they did, at ${path.join('.')}`),
    ...(places.length > 1 ? [`${name} has figures and more than one place`] : []),
    ...asked.map(({ path }) => `${name} is asked for figures with a list, ${path.join('.')}`),
    ...scored
      .filter(() => !name.startsWith('reports.'))
      .map(({ path }) => `${name} scores a person, at ${path.join('.')}`),
  ];
}

test.each([...procedures])('%s sets nobody and no place against another', (name, procedure) => {
  expect(contestIn(name, procedure)).toEqual([]);
});

test('the walk comes to the figures, and to the depth of them', () => {
  const figures = procedures.get('figures.community');
  const paths = partsOf(shapeOf(figures?.output as v.GenericSchema)).map(({ path }) => path.join('.'));
  expect(paths).toEqual(expect.arrayContaining(['place.code', 'periods.acknowledged.of', 'total.score.average']));
  const seen = new Set(
    [...procedures.values()].flatMap(({ output }) => partsOf(shapeOf(output)).map(({ shape }) => shape.type)),
  );
  // A kind of schema that has parts and that the walk does not know would hide what lies in it.
  const known = [
    'object',
    'strict_object',
    'array',
    'tuple',
    'nullable',
    'optional',
    'picklist',
    'literal',
    'string',
    'number',
    'boolean',
  ];
  expect([...seen].filter((type) => !known.includes(type))).toEqual([]);
});

test('every innocent name is still there', () => {
  const names = new Set(
    [...procedures.values()].flatMap(({ input, output }) =>
      [...partsOf(shapeOf(input)), ...partsOf(shapeOf(output))].flatMap(({ path }) => path),
    ),
  );
  expect(Object.keys(innocent).filter((one) => !names.has(one))).toEqual([]);
});

describe('an offender is found:', () => {
  const place = v.object({ code: v.string(), name: v.string() });
  const figure = v.object({ firstDay: v.string(), notices: v.number(), readers: v.number(), opens: v.number() });
  const empty = v.strictObject({});
  const of = (output: v.GenericSchema, input: v.GenericSchema = empty) => contestIn('planted.one', { input, output });

  test.each([
    ['a rank', v.object({ rank: v.number() })],
    [
      'my rank, deep in a list',
      v.object({ people: v.array(v.object({ mine: v.nullable(v.object({ myRank: v.number() })) })) }),
    ],
    ['points', v.object({ me: v.object({ points: v.number() }) })],
    ['the top ten', v.object({ top10: v.array(v.string()) })],
    ['the best community', v.object({ bestCommunity: v.optional(place) })],
    ['what is better than another', v.object({ compared: v.number() })],
    ['a league in what may be one of two', v.union([v.object({ league: v.string() }), v.string()])],
    ['streets with what they did', v.object({ streets: v.array(v.object({ place, notices: v.number() })) })],
    [
      'workers with what they answered',
      v.object({ workers: v.array(v.object({ personId: v.string(), answered: v.number() })) }),
    ],
    ['figures of two places', v.object({ place, other: place, total: figure })],
    ['figures by place, as a record', v.record(v.string(), v.object({ code: v.string(), closed: v.number() }))],
    ['a score of a worker', v.object({ workers: v.array(v.object({ called: v.string(), score: v.number() })) })],
  ])('%s', (_what, output) => expect(of(output)).not.toEqual([]));

  test('figures that are asked of a list of places', () => {
    const output = v.object({ place, total: figure });
    expect(of(output)).toEqual([]);
    expect(of(output, v.strictObject({ codes: v.array(v.string()) }))).toEqual([
      'planted.one is asked for figures with a list, codes',
    ]);
  });

  test('an order by who did most, in what goes in', () => {
    expect(of(v.object({}), v.strictObject({ ranking: v.boolean() }))).toEqual(['planted.one names ranking']);
  });
});
