/** Slows down whoever tries too often. It lives in this process alone: with several of them it is as many times as mild. */
export interface Brake {
  /** Whether this key may try. */
  isFree(key: string, now: Date): boolean;
  /** Notes a try. */
  press(key: string, now: Date): void;
}

/** Beyond this many keys the oldest are forgotten: a bound, not a policy. */
const MOST_KEYS = 10_000;

/** @param most tries of one key within `perMs` */
export function createBrake(most: number, perMs: number): Brake {
  const tries = new Map<string, { n: number; until: number }>();
  const fresh = (key: string, now: Date) => {
    const known = tries.get(key);
    return known && known.until > now.getTime() ? known : null;
  };
  return {
    isFree: (key, now) => (fresh(key, now)?.n ?? 0) < most,
    press(key, now) {
      const known = fresh(key, now);
      if (known) known.n += 1;
      else {
        tries.delete(key);
        tries.set(key, { n: 1, until: now.getTime() + perMs });
      }
      const [oldest] = tries.keys();
      if (tries.size > MOST_KEYS && oldest !== undefined) tries.delete(oldest);
    },
  };
}
