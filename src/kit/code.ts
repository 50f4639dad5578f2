import { makeAutoObservable, runInAction } from 'mobx';
import { Loaded } from './loaded';

/** How long a cloud that did not answer is left alone. */
const PATIENCE_MS = 10_000;

/** Codes that are good one after the other: when the first began, for how long each is shown, and the cloud's time when it gave them. */
export interface Codes {
  from: string;
  stepMs: number;
  now: string;
  codes: readonly string[];
}

/**
 * A code that changes, to be shown to somebody who takes something in. The cloud gives many at once, with its own time: from then on the
 * phone counts by the time that passes, so that neither a wrong clock nor a lost network matters at the counter.
 */
export class ChangingCode<C extends Codes = Codes> {
  readonly codes = new Loaded<C>();
  /** How long ago the codes came. */
  private elapsed = 0;
  private came = 0;
  private asked = 0;

  constructor(
    private readonly ask: () => Promise<C>,
    private readonly clock: () => number = Date.now,
  ) {
    makeAutoObservable<this, 'ask' | 'clock' | 'came' | 'asked'>(this, {
      ask: false,
      clock: false,
      came: false,
      asked: false,
    });
  }

  async load(): Promise<void> {
    this.asked = this.clock();
    await this.codes.from(async () => {
      const codes = await this.ask();
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
