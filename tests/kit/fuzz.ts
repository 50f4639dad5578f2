import fc, { type Arbitrary } from 'fast-check';
import * as v from 'valibot';
import { hostile } from './hostile';

/**
 * Inputs made from a contract's own valibot schemas: valid ones, ones that are just beside valid, and hostile ones. A new
 * procedure is fuzzed the day it is promised.
 */
export type Schema = v.GenericSchema;

/** What a schema cannot know about itself: ids that exist, days of this week. */
export type Known = ReadonlyMap<Schema, Arbitrary<unknown>>;

/** The parts of a valibot schema that say how a value of it is made. */
interface Shape {
  type: string;
  entries?: Record<string, Schema>;
  item?: Schema;
  wrapped?: Schema;
  options?: readonly unknown[];
  literal?: unknown;
  pipe?: readonly { type: string; requirement?: unknown }[];
}
const shapeOf = (schema: Schema): Shape => schema;

const passes = (schema: Schema, value: unknown): boolean => v.safeParse(schema, value).success;

/** The number or pattern that one step of a schema's pipe asks for. */
const asked = (schema: Schema, step: string): unknown =>
  shapeOf(schema).pipe?.find(({ type }) => type === step)?.requirement;
const numberAsked = (schema: Schema, step: string, otherwise: number): number => {
  const requirement = asked(schema, step);
  return typeof requirement === 'number' ? requirement : otherwise;
};

/** Values that the schema accepts. */
export function valid(schema: Schema, known: Known): Arbitrary<unknown> {
  let misses = 0;
  const accepted = (value: unknown): boolean => {
    if (passes(schema, value)) misses = 0;
    else if (++misses > 5_000) throw new Error(`No valid value found: tell the fuzz test what this ${schema.type} is.`);
    return misses === 0;
  };
  return (known.get(schema) ?? made(schema, known)).filter(accepted);
}

function made(schema: Schema, known: Known): Arbitrary<unknown> {
  const { type, entries = {}, item, wrapped, options = [] } = shapeOf(schema);
  const pattern = asked(schema, 'regex');
  switch (type) {
    case 'strict_object':
    case 'object':
      return fc.record(Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, valid(entry, known)])), {
        requiredKeys: requiredKeys(entries),
        noNullPrototype: true,
      });
    case 'optional':
      return valid(wrapped as Schema, known);
    case 'nullable':
      return fc.option(valid(wrapped as Schema, known));
    case 'array':
      return fc.array(valid(item as Schema, known), { minLength: numberAsked(schema, 'min_length', 0), maxLength: 4 });
    case 'string':
      return pattern instanceof RegExp
        ? fc.stringMatching(pattern)
        : fc.string({ unit: 'grapheme', maxLength: Math.min(40, numberAsked(schema, 'max_length', 40)) });
    case 'number':
      return fc.integer({ min: numberAsked(schema, 'min_value', -1e9), max: numberAsked(schema, 'max_value', 1e9) });
    case 'boolean':
      return fc.boolean();
    case 'literal':
      return fc.constant(shapeOf(schema).literal);
    case 'picklist':
      return fc.constantFrom(...options);
    default:
      throw new Error(`The fuzz test cannot make a ${type} yet: teach it in tests/kit/fuzz.ts.`);
  }
}

const requiredKeys = (entries: Record<string, Schema>): string[] =>
  Object.keys(entries).filter((key) => entries[key]?.type !== 'optional');

/** Objects of the schema with one thing off: a key missing, one too many, or one value of the wrong kind or size. */
export function nearlyValid(schema: Schema, known: Known): Arbitrary<unknown> {
  const { entries = {} } = shapeOf(schema);
  const base = valid(schema, known) as Arbitrary<Record<string, unknown>>;
  const ways = [
    fc.tuple(base, fc.constantFrom('id', 'role', 'personId', '')).map(([o, key]) => ({ ...o, [key]: 'x' })),
  ];
  for (const key of requiredKeys(entries)) ways.push(base.map(({ [key]: _left, ...rest }) => rest));
  for (const [key, entry] of Object.entries(entries))
    ways.push(fc.tuple(base, off(entry, known)).map(([o, value]) => ({ ...o, [key]: value })));
  return fc.oneof(...ways);
}

/** Values just beside what the schema accepts. */
function off(schema: Schema, known: Known): Arbitrary<unknown> {
  const { type, item, wrapped } = shapeOf(schema);
  const other = fc.constantFrom<unknown>(null, 0, 1, '', 'x', true, [], {}, [null]);
  switch (type) {
    case 'strict_object':
      return fc.oneof(other, nearlyValid(schema, known));
    case 'optional':
    case 'nullable':
      return off(wrapped as Schema, known);
    case 'array': {
      const most = numberAsked(schema, 'max_length', 50);
      const one = valid(item as Schema, known);
      // Thousands of elements are slow to make one by one, and one element repeated is as long.
      return fc.oneof(
        other,
        off(item as Schema, known).map((x) => [x]),
        one.map((x) => Array<unknown>(most + 1).fill(x)),
      );
    }
    case 'string':
      return fc.oneof(
        other,
        valid(schema, known).map((s) => tooLong(schema, String(s))),
        valid(schema, known).map((s) => tooShort(schema, String(s))),
      );
    case 'number':
      return fc.oneof(
        other,
        fc.constantFrom(numberAsked(schema, 'min_value', 0) - 1, numberAsked(schema, 'max_value', 0) + 1, 1.5, '1'),
      );
    default:
      return other;
  }
}

/** The string drawn out by its last letter until it is one letter too long; or as it is, when no length is too long. */
function tooLong(schema: Schema, s: string): string {
  const drawn = (by: number) => s + (s.at(-1) ?? 'x').repeat(by);
  let fits = 0;
  let fails = 1;
  for (; passes(schema, drawn(fails)); fails *= 2) if ((fits = fails) > 65_536) return s;
  while (fails - fits > 1) {
    const middle = (fits + fails) >> 1;
    if (passes(schema, drawn(middle))) fits = middle;
    else fails = middle;
  }
  return drawn(fails);
}

function tooShort(schema: Schema, s: string): string {
  let short = s;
  while (short !== '' && passes(schema, short)) short = short.slice(0, -1);
  return short;
}

/** Objects of the schema with one or more values replaced by something nobody should send, or that thing alone. */
export function hostileFor(schema: Schema, known: Known): Arbitrary<unknown> {
  const { entries = {} } = shapeOf(schema);
  const keys = Object.keys(entries);
  if (keys.length === 0) return hostile;
  const replaced = fc
    .tuple(valid(schema, known) as Arbitrary<Record<string, unknown>>, fc.subarray(keys, { minLength: 1 }), hostile)
    .map(([o, off, value]) => ({ ...o, ...Object.fromEntries(off.map((key) => [key, value])) }));
  return fc.oneof({ weight: 1, arbitrary: hostile }, { weight: 4, arbitrary: replaced });
}
