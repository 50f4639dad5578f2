import fc, { type Arbitrary } from 'fast-check';

/** Things that have broken other people's servers. */
const strings = [
  '\u0000',
  '通知\u0000',
  '\ud800',
  '\udfff标题\ud83d',
  '\u202e江畔\u2066',
  '\u200b',
  '\ufeff\ufffe\uffff',
  '👨‍👩‍👧‍👦'.repeat(20),
  'x'.repeat(200_000),
  '江'.repeat(20_001),
  "'; drop table notice; --",
  "' or 1=1 --",
  '\\%_\\',
  '${7*7}{{7*7}}<script>alert(1)</script>',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'NaN',
  'Infinity',
  '-1',
  '0',
  '00012',
  '1e308',
  '１２３',
  '9223372036854775807',
  '9223372036854775808',
  '999999999999999999',
  '2026-02-31',
  '2026-10-01T29:59:59.999Z',
  '2099-12-31T23:59:59.999Z',
  '2026-13-01',
  '230104009009\n',
  'MSAyMDI2',
];

const deep = (by: number): unknown => {
  let value: unknown = [];
  for (let i = 0; i < by; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
};

/** JSON makes these keys plain data where a literal in code would not. */
const poisoned = [
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"toString":1,"valueOf":2}',
];

const things: unknown[] = [
  ...strings,
  ...poisoned.map((json) => JSON.parse(json) as unknown),
  ...[0, -1, 1.5, 1e308, -1e308, 5e-324, 2 ** 53, 2 ** 63, true, false, null],
  deep(2_000),
  Array(5_000).fill(0),
  [[[[]]]],
  { length: 1e9 },
  { __type: 'Date', iso: 'x' },
  { then: 1, toJSON: 'x' },
];

/** A feed position as the cloud writes it, or nearly: it is opaque to clients, and clients are curious. */
const when = fc.oneof(
  fc.constantFrom(
    '0000-01-01T00:00:00.000Z',
    '2026/10/01,00:00:00(aaaa',
    '+275760-09-13T00:00:00Z ',
    '2026-10-01T24:00:00.000Z',
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(-24)),
  fc.string({ minLength: 24, maxLength: 24 }),
);
export const position: Arbitrary<string> = fc
  .tuple(fc.constantFrom('0', '1', '2'), when, fc.constantFrom('1', '999999999999999999', '-1'))
  .map((parts) => Buffer.from(parts.join(' ')).toString('base64url'));

export const hostile: Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...things) },
  { weight: 2, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: position },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 50 }) },
);
