import { randomInt } from 'node:crypto';

/** The seed of a walk at random; WALK_SEED repeats one that failed. */
export const seed = Number(process.env.WALK_SEED ?? randomInt(2 ** 31));

/** A small generator of numbers from 0 to 1 that a seed repeats (mulberry32). */
export function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Walks, and says how to repeat a walk that failed. */
export async function repeatable(walk: (next: () => number) => Promise<void>): Promise<void> {
  try {
    await walk(randomFrom(seed));
  } catch (error) {
    throw new Error(`The walk failed; WALK_SEED=${seed} repeats it`, { cause: error });
  }
}
