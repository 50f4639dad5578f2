/**
 * Answers that are the same for everyone, for a moment. Whoever comes while an answer is being made waits for that one.
 * Dropping forgets answers still being made, too, so that nothing older than a change is kept past it.
 */
export interface Cache<T> {
  /** @param key null for what is not to be kept */
  get(key: string | null, now: Date, make: () => Promise<T>): Promise<T>;
  drop(): void;
}

/** @param lifeMs how old an answer may get @param most beyond this many keys, all are forgotten: a bound, not a policy */
export function createCache<T>(lifeMs: number, most = 1_000): Cache<T> {
  let answers = new Map<string, { answer: Promise<T>; until: number }>();
  return {
    get(key, now, make) {
      if (key === null) return make();
      const known = answers.get(key);
      if (known && now.getTime() < known.until) return known.answer;
      if (answers.size >= most) answers.clear();
      const answer = make();
      const kept = answers.set(key, { answer, until: now.getTime() + lifeMs });
      answer.catch(() => kept.delete(key));
      return answer;
    },
    drop: () => void (answers = new Map()),
  };
}
