import { Refusal } from './refuse';

/**
 * What is of one key is done one after the other, in the order it came; what is of another waits for nothing. Who waits here stands in
 * no queue that others stand in: the taps of one person are that person's to wait for. A failure is its own caller's alone.
 *
 * @param most beyond this many of one key, those that wait and the one under way, a caller is refused with `busy`
 */
export function createTurns(most: number): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const turns = new Map<string, { last: Promise<unknown>; count: number }>();
  return async (key, work) => {
    const turn = turns.get(key) ?? { last: Promise.resolve(), count: 0 };
    if (turn.count >= most) throw new Refusal('busy');
    const mine = turn.count === 0 ? work() : turn.last.then(work, work);
    turn.last = mine;
    turn.count++;
    turns.set(key, turn);
    try {
      return await mine;
    } finally {
      if (--turn.count === 0) turns.delete(key);
    }
  };
}
