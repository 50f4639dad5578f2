import { makeAutoObservable, runInAction } from 'mobx';
import type { Call } from '../../types';
import type { Badge } from '../../types/shops';
import { Loaded } from '../kit/loaded';

/** Whether a badge is genuine, asked anew every time: a word of a minute ago is no word about now. */
export class VerifyStore {
  readonly badge = new Loaded<Badge>();
  /** When the cloud said so. */
  at: number | null = null;

  constructor(
    private readonly call: Call,
    readonly token: string,
    private readonly clock: () => number = Date.now,
  ) {
    makeAutoObservable<this, 'call' | 'clock'>(this, { call: false, clock: false });
  }

  async check(): Promise<void> {
    const { token } = this;
    this.badge.set(null);
    const badge = await this.badge.from(() =>
      // What was scanned holds nothing that could be asked about.
      token ? this.call.merchants.verify({ token }) : Promise.resolve<Badge>({ valid: false, state: 'unknown' }),
    );
    if (badge) runInAction(() => (this.at = this.clock()));
  }
}
