/**
 * What is of one key is done one after the other, in the order it came; what is of another waits for nothing. Who waits here stands in
 * no queue that others stand in: a hundred taps of one person are that person's to wait for.
 */
export function createTurns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key);
    const mine = before ? before.then(work, work) : work();
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
