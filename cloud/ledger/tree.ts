import { createHash } from 'node:crypto';

/**
 * The mathematics of a closed day, for anyone to repeat: SHA-256 throughout, and a first byte that says what is hashed, so that nothing
 * can pass for something else. Leaves and nodes are those of RFC 6962.
 *
 *     leaf  = SHA-256(00 ‖ the entry's line in UTF-8 ‖ its salt)
 *     node  = SHA-256(01 ‖ left ‖ right), where one that has no neighbour goes up as it is
 *     seal  = SHA-256(02 ‖ text ‖ the seal before ‖ root)
 */
const hash = (kind: 0 | 1 | 2, ...parts: Uint8Array[]): Buffer => {
  const sha = createHash('sha256').update(Uint8Array.of(kind));
  for (const part of parts) sha.update(part);
  return sha.digest();
};

/** Before the first seal of a chain. */
export const NOTHING = Buffer.alloc(32);

/** @param salt without it, whoever guesses a line could see whether it is there */
export const leafOf = (line: string, salt: Uint8Array): Buffer => hash(0, Buffer.from(line), salt);

const above = (level: readonly Buffer[]): Buffer[] =>
  level.flatMap((left, i) => {
    if (i % 2 === 1) return [];
    const right = level[i + 1];
    return [right ? hash(1, left, right) : left];
  });

/** Of no leaves at all the root is SHA-256 of nothing. */
export function rootOf(leaves: readonly Buffer[]): Buffer {
  let level = leaves;
  while (level.length > 1) level = above(level);
  return level[0] ?? createHash('sha256').digest();
}

/** A neighbour on the way up, and on which side it stands. */
export type Step = readonly [side: 'left' | 'right', neighbour: Buffer];

/** The neighbours that lead from a leaf to the root. */
export function pathOf(leaves: readonly Buffer[], at: number): Step[] {
  const path: Step[] = [];
  for (let level = leaves; level.length > 1; level = above(level), at >>= 1) {
    const neighbour = level[at ^ 1];
    if (neighbour) path.push([at % 2 === 1 ? 'left' : 'right', neighbour]);
  }
  return path;
}

/** Where a path leads from a leaf. */
export const climb = (leaf: Buffer, path: readonly Step[]): Buffer =>
  path.reduce((here, [side, other]) => (side === 'left' ? hash(1, other, here) : hash(1, here, other)), leaf);

/** Binds a root to what it is of and to everything before it. */
export const sealOf = (text: string, before: Uint8Array, root: Uint8Array): Buffer =>
  hash(2, Buffer.from(text), before, root);
