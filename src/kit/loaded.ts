import { makeAutoObservable, observableRef, runInAction } from 'mobx';
import { toFailure, type Failure } from './failure';

/**
 * An answer of the cloud on its way to a page: none yet, here, or failed. Asking again keeps the old value in sight,
 * and only the latest ask may settle it, so that a slow early answer never overwrites a later one.
 */
export class Loaded<T> {
  value: T | null = null;
  failure: Failure | null = null;
  busy = false;
  private turn = 0;

  constructor() {
    makeAutoObservable<this, 'turn'>(this, { turn: false, value: observableRef });
  }

  /** Resolves with the answer, or with null when it failed or somebody asked again meanwhile. Never rejects. */
  async from(ask: () => Promise<T>): Promise<T | null> {
    const turn = ++this.turn;
    this.busy = true;
    this.failure = null;
    try {
      const value = await ask();
      return this.settle(turn, value, null);
    } catch (thrown) {
      return this.settle(turn, null, toFailure(thrown));
    }
  }

  set(value: T | null): void {
    this.value = value;
    this.failure = null;
  }

  private settle(turn: number, value: T | null, failure: Failure | null): T | null {
    if (turn !== this.turn) return null;
    runInAction(() => {
      this.busy = false;
      this.failure = failure;
      if (!failure) this.value = value;
    });
    return value;
  }
}
