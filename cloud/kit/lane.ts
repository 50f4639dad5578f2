import { Refusal } from './refuse';

interface Waiting<I, O> {
  item: I;
  done(answer: O): void;
  fail(error: unknown): void;
}

/** So few are not worth halving: a commit costs as much as these. */
const FEW = 16;

/**
 * A group commit: whatever arrives while a batch is being committed waits for the next one. There is no timer and
 * one batch at a time, so a quiet moment costs a single caller nothing and a rush fills the batches by itself. Everyone
 * is answered only after the commit.
 *
 * When a row's content fails a batch, the batch is halved until the bad row stands alone, so that it fails one caller.
 * Any other failure (the database is gone, say) fails the batch at once: each caller's retry is answered truthfully.
 *
 * @param commit answers in the order of its items, or throws with nothing done
 * @param queueable beyond this many waiting, callers are refused with `busy`
 */
export function createLane<I, O>(
  commit: (items: I[]) => Promise<O[]>,
  most = 512,
  queueable = 8_192,
): (item: I) => Promise<O> {
  const queue: Waiting<I, O>[] = [];
  let answered = 0;
  let busy = false;

  /** Commits a batch, and halves of it when a row is at fault. @returns what to tell each caller, to be called later */
  async function settle(batch: Waiting<I, O>[]): Promise<() => void> {
    try {
      const answers = await commit(batch.map(({ item }) => item));
      return () => batch.forEach(({ done }, i) => done(answers[i] as O));
    } catch (error) {
      if (batch.length === 1 || !isPoison(error)) return () => batch.forEach(({ fail }) => fail(error));
      const half = Math.ceil(batch.length / 2);
      const tell = [await settle(batch.slice(0, half)), await settle(batch.slice(half))];
      return () => tell.forEach((one) => one());
    }
  }

  async function drain(): Promise<void> {
    busy = true;
    let tell = await settle(take());
    while (queue.length > 0) {
      const next = settle(take());
      // The next batch is on its way before the last one is answered: while this process writes a few hundred answers,
      // the database is at work and does not wait for it.
      setImmediate(tell);
      tell = await next;
    }
    busy = false;
    tell();
  }

  /**
   * Whoever was just answered soon asks again, or another in their place. So half of these and of those who wait go now: two batches of one
   * size take turns, one with the database while this process hears and answers the other. Taken whole, a batch of sixty-three and one of
   * a single caller alternate for good, and either side stands idle while the other works.
   */
  const take = (): Waiting<I, O>[] => {
    const batch = queue.splice(0, Math.min(most, Math.max(FEW, Math.ceil((answered + queue.length) / 2))));
    answered = batch.length;
    return batch;
  };

  return (item) =>
    new Promise((done, fail) => {
      if (queue.length >= queueable) return fail(new Refusal('busy'));
      queue.push({ item, done, fail });
      if (!busy) void drain();
    });
}

/** SQLSTATE classes that speak of a row: bad data, a violated constraint, a complaint raised by our own functions. */
const isPoison = (error: unknown): boolean => /^(22|23|P0)/.test(String((error as { code?: unknown } | null)?.code));
