import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { sha256 } from '../src/eggs/sha256';
import { closedOn, verified, verifiedLater } from '../src/eggs/verifying';
import { headText, moveLineOf, sealText } from '../cloud/ledger/close';
import { leafOf, sealOf } from '../cloud/ledger/tree';
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

/** Names are for people, and how an egg stands now is in no line: nothing is bound by them. */
const unbound = ['name', 'title', 'why', 'paused', 'collectedAt', 'takenBack', 'held'];
const isName = (way: readonly (string | number)[]): boolean => unbound.includes(String(way.at(-1)));

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

describe('what became of an egg later', () => {
  const { head, receipts } = closedDay([4, 4]);
  const [receipt, other] = [receipts[2] as Receipt, receipts[6] as Receipt];
  const [campaignId = '', communityId = ''] = receipt.proof?.seal.text.split('/') ?? [];
  const day = '2026-10-16';
  const at = `${day}T01:30:00.000Z`;

  /** The only entry of a day of its own, by the cloud's mathematics. */
  function closedEntry(id: string, reason: string, community_id = communityId) {
    const chance = createHash('sha256').update(id).digest();
    const [salt, before] = [chance.subarray(0, 16), chance];
    const line = moveLineOf({
      ...{ community_id, id, item_id: campaignId, reason, amount: -1, ref: '77', at: new Date(at) },
    } as Parameters<typeof moveLineOf>[0]);
    const root = leafOf(line, salt);
    const text = sealText({ campaign_id: campaignId, community_id, day, number: 16, entries: 1 });
    const sealed = sealOf(text, before, root);
    const all = headText({ campaign_id: campaignId, day, communities: 1, entries: 1 });
    const hash = sealOf(all, before, sealed);
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
    const proof = {
      ...{ line, salt: hex(salt), path: [] },
      seal: { text, before: hex(before), root: hex(root), hash: hex(sealed) },
      up: [],
      head: { text: all, before: hex(before), root: hex(sealed), hash: hex(hash) },
    };
    const published = { ...head, day, hash: hex(hash) };
    return { published, later: { entry: id, reason, at, proof } as Receipt['later'][number] };
  }
  const id = `${receipt.egg?.entry}/collected/1`;
  const { published, later } = closedEntry(id, 'collected');
  const check = (one: object, of: Receipt = receipt) =>
    verifiedLater({ ...of, later: [{ ...later, ...one }] }, [head, published]);

  test('is in the books of the day on which it was written, and checked by itself', () => {
    expect(check({})).toEqual([true]);
    expect(check({ proof: null })).toEqual([]);
    expect(verifiedLater({ ...receipt, later: [later] }, [head])).toEqual([false]);
  });

  test('is found out when it is another entry, of another egg, at another time, or of another community', () => {
    expect(check({ reason: 'reversed' })).toEqual([false]);
    expect(check({ entry: `${receipt.egg?.entry}/collected/2` })).toEqual([false]);
    expect(check({ at: `${day}T01:30:01.000Z` })).toEqual([false]);
    expect(check({}, other)).toEqual([false]);
    const elsewhere = closedEntry(id, 'collected', '230104009777');
    expect(verifiedLater({ ...receipt, later: [elsewhere.later] }, [head, elsewhere.published])).toEqual([false]);
  });
});
