import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Typed } from '../../kit/typed';
import type { Report } from '../kinds';

/** Ten points, asked once. Whoever would rather not is not asked again on this phone. */
export class RatingStore {
  score: number | null = null;
  isSkipped: boolean;
  readonly typed: Typed;
  readonly sent = new Loaded<Report>();
  private readonly key: string;

  constructor(
    private readonly call: Call,
    private readonly keep: Keep,
    private readonly reportId: string,
  ) {
    this.key = `report.unrated.${reportId}`;
    this.typed = new Typed(keep, `report.rate.${reportId}`);
    this.isSkipped = keep.get(this.key) ?? false;
    makeAutoObservable<this, 'call' | 'keep' | 'reportId' | 'key'>(this, {
      call: false,
      keep: false,
      reportId: false,
      key: false,
    });
  }

  choose(score: number): void {
    this.score = score;
  }

  skip(): void {
    this.isSkipped = true;
    this.keep.set(this.key, true);
    this.typed.sent();
  }

  async send(): Promise<Report | null> {
    const { reportId, score } = this;
    const words = this.typed.text.trim();
    if (score === null) return null;
    const report = await this.sent.from(
      async () => (await this.call.reports.rate({ reportId, score, ...(words && { words }) })).report,
    );
    if (report) this.typed.sent();
    return report;
  }
}
