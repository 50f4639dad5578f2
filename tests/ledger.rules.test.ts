import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { climb, leafOf, NOTHING, pathOf, rootOf, sealOf } from '../cloud/ledger/tree';
import { whyNoEgg, type EmptyDay } from '../cloud/eggs/rules';

const sha = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const salt = Buffer.alloc(16, 7);
const leaves = (n: number, salted = salt): Buffer[] => Array.from({ length: n }, (_, i) => leafOf(`line ${i}`, salted));

describe('the tree of a closed day', () => {
  test('is that of RFC 6962: the largest power of two of the leaves stands left, and a lone one goes up as it is', () => {
    /** The definition, word by word: it splits from above, and ours builds from below. */
    const defined = (all: readonly Buffer[]): Buffer => {
      if (all.length <= 1) return all[0] ?? sha();
      let half = 1;
      while (half * 2 < all.length) half *= 2;
      return sha(Buffer.of(1), defined(all.slice(0, half)), defined(all.slice(half)));
    };
    for (let n = 0; n <= 70; n++) expect(rootOf(leaves(n))).toEqual(defined(leaves(n)));
    expect(leaves(1)[0]).toEqual(sha(Buffer.of(0), Buffer.from('line 0'), salt));
    expect(rootOf([]).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test('leads from each leaf to the root, in as few steps as its height, and from nothing else', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.nat(),
        fc.nat({ max: 31 }),
        fc.nat({ max: 7 }),
        (n, pick, byte, bit) => {
          const all = leaves(n);
          const at = pick % n;
          const leaf = all[at] ?? NOTHING;
          const path = pathOf(all, at);
          expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(n)));
          expect(climb(leaf, path)).toEqual(rootOf(all));
          const other = Buffer.from(leaf);
          other[byte] = (other[byte] ?? 0) ^ (1 << bit);
          expect(climb(other, path)).not.toEqual(rootOf(all));
          for (const [i, [side, neighbour]] of path.entries()) {
            const bent = Buffer.from(neighbour);
            bent[byte] = (bent[byte] ?? 0) ^ (1 << bit);
            expect(climb(leaf, path.with(i, [side, bent]))).not.toEqual(rootOf(all));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('is another when a line, a salt, the order or the number of leaves is', () => {
    const root = rootOf(leaves(9));
    expect(rootOf(leaves(10))).not.toEqual(root);
    expect(rootOf(leaves(9, Buffer.alloc(16, 8)))).not.toEqual(root);
    expect(rootOf(leaves(9).reverse())).not.toEqual(root);
    expect(rootOf([...leaves(8), leafOf('line 8.', salt)])).not.toEqual(root);
  });

  test('has no leaf that is a node, and no seal that is either', () => {
    const [left = NOTHING, right = NOTHING] = leaves(2);
    const both = Buffer.concat([left, right]);
    const kinds = [leafOf(both.toString('latin1'), Buffer.alloc(0)), rootOf([left, right]), sealOf('', left, right)];
    expect(new Set(kinds.map((one) => one.toString('hex'))).size).toBe(3);
  });
});

describe('why a day has no egg', () => {
  const place = { cap: 10, had: 0 };
  const home = '230104009009';
  const at = new Date('2026-10-02T01:00:00Z');
  const scenes = { messageScenes: [1014, 1107], pauses: [], endedAt: null };
  const usual: EmptyDay = { day: '2026-10-02', today: '2026-10-05', reads: [], place, ...scenes };
  const rest = (from: string, until: string | null) => ({
    pauses: [{ from: new Date(`2026-10-${from}Z`), until: until === null ? null : new Date(`2026-10-${until}Z`) }],
    reads: [{ scene: null, home, at }],
  });
  test.each<[string, Partial<EmptyDay>]>([
    ['ahead', { day: '2026-10-06', reads: [{ scene: null, home, at }] }],
    ['today', { day: '2026-10-05' }],
    ['unread', {}],
    [
      'message',
      {
        reads: [
          { scene: 1014, home, at },
          { scene: 1107, home, at },
        ],
      },
    ],
    ['homeless', { reads: [{ scene: 1044, home: null, at }] }],
    [
      'elsewhere',
      {
        reads: [
          { scene: 1014, home: null, at },
          { scene: 1044, home, at },
        ],
        place: undefined,
      },
    ],
    ['paused', rest('02T00:59', null)],
    ['paused', rest('02T01:00', '02T01:01')],
    ['stock', rest('01T01:00', '02T01:00')],
    ['stock', rest('02T01:01', null)],
    ['ended', { ...rest('01T01:00', '02T01:00'), endedAt: new Date('2026-10-02T01:00:00Z') }],
    ['stock', { ...rest('01T01:00', '02T01:00'), endedAt: new Date('2026-10-02T01:01:00Z') }],
    ['cap', { reads: [{ scene: null, home, at }], place: { cap: 3, had: 3 } }],
    ['stock', { reads: [{ scene: null, home, at }], place: { cap: 3, had: 2 } }],
    ['stock', { day: '2026-10-05', reads: [{ scene: null, home, at }] }],
  ])('is %s', (why, given) => {
    expect(whyNoEgg({ ...usual, ...given })).toBe(why);
  });
});
