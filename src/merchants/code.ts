import { makeAutoObservable, runInAction } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import { Loaded } from '../kit/loaded';

/** How long a cloud that did not answer is left alone. */
const PATIENCE_MS = 10_000;

type Codes = Output<Contract['coupons']['code']>;

/**
 * The changing code of a coupon. The cloud gives many at once, with its own time: from then on the phone counts by the time that
 * passes, so that neither a wrong clock nor a lost network matters at the counter.
 */
export class CodeStore {
  readonly codes = new Loaded<Codes>();
  /** How long ago the codes came. */
  private elapsed = 0;
  private came = 0;
  private asked = 0;

  constructor(
    private readonly call: Call,
    readonly claimId: string,
    private readonly clock: () => number = Date.now,
  ) {
    makeAutoObservable<this, 'call' | 'clock' | 'came' | 'asked'>(this, {
      call: false,
      clock: false,
      came: false,
      asked: false,
    });
  }

  async load(): Promise<void> {
    this.asked = this.clock();
    await this.codes.from(async () => {
      const codes = await this.call.coupons.code({ claimId: this.claimId });
      runInAction(() => {
        this.came = this.clock();
        this.elapsed = 0;
      });
      return codes;
    });
  }

  /** Time has passed. Before the last code is over others are asked for; without a network those that are here go on. */
  tick(): void {
    const now = this.clock();
    this.elapsed = Math.max(0, now - this.came);
    const all = this.codes.value?.codes.length ?? 0;
    if (all > 0 && this.step >= all - 1 && now - this.asked > PATIENCE_MS) void this.load();
  }

  /** The code of this moment; null when there is none any more. */
  get code(): string | null {
    return this.codes.value?.codes[this.step] ?? null;
  }

  /** What is left of its time, from 1 down to 0, and in seconds. */
  get left(): { part: number; seconds: number } {
    const stepMs = this.codes.value?.stepMs ?? 1;
    const ms = stepMs - (this.passed % stepMs);
    return { part: ms / stepMs, seconds: Math.ceil(ms / 1_000) };
  }

  private get passed(): number {
    const codes = this.codes.value;
    return codes ? Math.max(0, Date.parse(codes.now) - Date.parse(codes.from) + this.elapsed) : 0;
  }

  private get step(): number {
    return Math.floor(this.passed / (this.codes.value?.stepMs ?? 1));
  }
}
