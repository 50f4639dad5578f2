/** How the members of `wx` are made: counted by name, with callbacks or a promise, refusing in WeChat's form. */

export type Options = Record<string, unknown>;
export interface Outcome extends Options {
  errMsg: string;
}
type Callback = (outcome: Outcome) => void;

/** How often each was called. */
export const calls = new Map<string, number>();

export const counted = <F extends (...given: never[]) => unknown>(name: string, act: F): F =>
  ((...given: Parameters<F>) => {
    calls.set(name, (calls.get(name) ?? 0) + 1);
    return act(...given);
  }) as F;

/** What a member refuses with: becomes `name:fail reason`. */
export class Refused extends Error {
  constructor(
    reason: string,
    readonly more: Options = {},
  ) {
    super(reason);
  }
}

/** An asynchronous member: `success`, `fail` and `complete` in its options, or a promise when there are none. */
export const ask = (name: string, act: (options: Options) => unknown) =>
  counted(name, (options: Options = {}): unknown => {
    const { success, fail, complete } = options as Record<string, Callback | undefined>;
    const outcome = (async (): Promise<{ done: boolean; outcome: Outcome }> => {
      // Never in the same turn: WeChat's answers cross from another thread.
      await new Promise((go) => setTimeout(go));
      try {
        return { done: true, outcome: { ...((await act(options)) as Options | undefined), errMsg: `${name}:ok` } };
      } catch (thrown) {
        const refused = thrown instanceof Refused ? thrown : new Refused((thrown as Error).message);
        return { done: false, outcome: { ...refused.more, errMsg: `${name}:fail ${refused.message}` } };
      }
    })();
    if (success ?? fail ?? complete) {
      void outcome.then(({ done, outcome }) => {
        (done ? success : fail)?.(outcome);
        complete?.(outcome);
      });
      return undefined;
    }
    return outcome.then(({ done, outcome }) => (done ? outcome : Promise.reject(outcome as unknown as Error)));
  });

/** A synchronous member. */
export const tell = <F extends (...given: never[]) => unknown>(name: string, act: F) => counted(name, act);

/** Somebody who wants to be told: `onX` and `offX`. */
export class Listeners<T> {
  private readonly all = new Set<(what: T) => void>();
  on = (listener: (what: T) => void): void => void this.all.add(listener);
  off = (listener?: (what: T) => void): void => (listener ? void this.all.delete(listener) : this.all.clear());
  tell(what: T): void {
    for (const listener of this.all) listener(what);
  }
}
