import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { sha256 } from '../src/eggs/sha256';
import { closedOn, verified } from '../src/eggs/verifying';
import { closedDay } from './kit/books';

/** The phone checks a receipt by a program of its own. Here it meets the cloud's: two that were written apart agree. */
const ALL = [true, true, true, true, true, true];
type Receipt = ReturnType<typeof closedDay>['receipts'][number];
type Json = string | number | null | Json[] | { [key: string]: Json };

test('the phone’s SHA-256 is SHA-256, whatever the length', () => {
  for (let length = 0; length < 300; length++) {
    const bytes = randomBytes(length);
    expect([length, Buffer.from(sha256(bytes)).toString('hex')]).toEqual([
      length,
      createHash('sha256').update(bytes).digest('hex'),
    ]);
  }
  // The example of the standard.
  expect(Buffer.from(sha256(Buffer.from('abc'))).toString('hex')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  const long = randomBytes(200_003);
  expect(Buffer.from(sha256(long))).toEqual(createHash('sha256').update(long).digest());
});

test('the phone finds every receipt of the cloud good, however many communities and eggs there are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(19), { minLength: 1, maxLength: 9 }), (eggs) => {
      const { head, receipts } = closedDay(eggs);
      for (const receipt of receipts) expect(verified(receipt, [head])).toEqual(ALL);
      expect(receipts.every(({ proof }) => proof && closedOn(proof) === head.day)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

/** Every place at which a receipt says something that can be checked, as a way to it. */
function places(value: Json, way: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [way];
  return Object.entries(value).flatMap(([key, inner]) => places(inner, [...way, key]));
}
const at = (value: Json, way: readonly (string | number)[]): Json =>
  way.reduce<Json>((here, key) => (here as Record<string, Json>)[key] ?? null, value);
function put(value: Json, [key, ...rest]: readonly (string | number)[], given: Json): Json {
  if (key === undefined) return given;
  const inner = put((value as Record<string, Json>)[key] ?? null, rest, given);
  return Array.isArray(value)
    ? value.map((one, i) => (i === Number(key) ? inner : one))
    : { ...(value as Record<string, Json>), [key]: inner };
}

/** Names are for people: they are in no line, and nothing is bound by them. */
const isName = (way: readonly (string | number)[]): boolean => ['name', 'title', 'why'].includes(String(way.at(-1)));

test('a receipt in which one letter was changed, anywhere, is found out by the phone', () => {
  const { head, receipts } = closedDay([3, 6, 1]);
  const receipt = receipts[5] as Receipt;
  const given = receipt as unknown as Json;
  const missed: string[] = [];
  let tried = 0;
  for (const way of places(given).filter((one) => !isName(one))) {
    const value = at(given, way) as string | number;
    const was = String(value);
    for (let i = 0; i < was.length; i++)
      for (const letter of [was[i] === '0' ? '1' : '0', 'g', (was[i] ?? '').toUpperCase(), '']) {
        const bent = was.slice(0, i) + letter + was.slice(i + 1);
        if (bent === was) continue;
        tried++;
        const changed = put(given, way, typeof value === 'number' ? Number(bent) || 0 : bent);
        if (verified(changed as unknown as Receipt, [head]).every(Boolean))
          missed.push(`${way.join('.')} ${i} ${letter}`);
      }
  }
  expect(missed).toEqual([]);
  expect(tried).toBeGreaterThan(2_000);
});

test('each step is found by itself, and what was published decides', () => {
  const { head, receipts } = closedDay([4, 4]);
  const receipt = receipts[2] as Receipt;
  const other = receipts[6] as Receipt;
  const { proof } = receipt;
  if (!proof || !other.proof) throw new Error('The day is closed');
  const first = (given: Receipt, heads = [head]) => verified(given, heads).indexOf(false);
  // Somebody else's proof with my egg, and my own with a neighbour's line in it.
  expect(first({ ...receipt, proof: other.proof })).toBe(0);
  expect(first({ ...receipt, campaign: { ...receipt.campaign, id: '42' } })).toBe(0);
  expect(first({ ...receipt, day: '2026-10-03' })).toBe(0);
  expect(first({ ...receipt, proof: { ...proof, path: other.proof.path.slice(1) } })).toBe(1);
  expect(first({ ...receipt, proof: { ...proof, seal: { ...proof.seal, before: '0'.repeat(64) } } })).toBe(2);
  expect(first({ ...receipt, proof: { ...proof, up: [] } })).toBe(3);
  expect(first({ ...receipt, proof: { ...proof, head: { ...proof.head, before: '0'.repeat(64) } } })).toBe(4);
  expect(first(receipt, [])).toBe(5);
  expect(first(receipt, [{ ...head, hash: 'f'.repeat(64) }])).toBe(5);
  expect(first(receipt, [{ ...head, day: '2026-10-03' }])).toBe(5);
});

test('a day without an egg, or one whose books are open, has nothing that could hold', () => {
  const { head, receipts } = closedDay([1]);
  const receipt = receipts[0] as Receipt;
  expect(verified({ ...receipt, proof: null }, [head])).toEqual([]);
  expect(verified({ ...receipt, egg: null, proof: null, why: 'unread' }, [head])).toEqual([]);
});
