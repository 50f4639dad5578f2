import { makeAutoObservable } from 'mobx';
import type { ReportRow } from '../../../types/reports';
import { Loaded } from '../../kit/loaded';
import { heard } from '../clock';

interface Rows {
  reports: readonly ReportRow[];
  next: string | null;
}

/** So many rows are drawn at once and never more: a storm brings five hundred, and a phone stays quick. */
export const PAGE = 8;

/** A list that is leafed through: one page in sight, and the way back. */
export class Paged<T extends Rows> {
  readonly page = new Loaded<T>();
  /** Where each page in sight and before it began, but for the first. */
  private trail: readonly string[] = [];

  constructor(private readonly ask: (at: { before?: string; limit: number }) => Promise<T>) {
    makeAutoObservable<this, 'ask'>(this, { ask: false });
  }

  get rows(): readonly ReportRow[] {
    return this.page.value?.reports ?? [];
  }

  get hasEarlier(): boolean {
    return this.trail.length > 0;
  }

  get next(): string | null {
    return this.page.value?.next ?? null;
  }

  /** From the beginning, with nothing of another list in sight. */
  async first(): Promise<void> {
    this.page.set(null);
    await this.turn([]);
  }

  /** The same page as it is now; the one before, when nothing is left on it. */
  async again(): Promise<void> {
    const page = await this.turn(this.trail);
    if (page?.reports.length === 0 && this.hasEarlier) await this.earlier();
  }

  /** The same, but nobody asked for it: what fails stays silent, and whoever leafs or begins something meanwhile is left alone. */
  async refresh(isWanted: () => boolean): Promise<void> {
    const { page, trail } = this;
    const before = page.value;
    if (page.busy || (!before && !page.failure)) return;
    try {
      const now = await this.get(trail);
      if (!isWanted() || page.busy || page.value !== before || this.trail !== trail) return;
      // The last row of this page is gone: the page before it is what there is.
      if (now.reports.length === 0 && trail.length > 0) await this.earlier();
      else page.set(now);
    } catch {
      // The next one may get through.
    }
  }

  async later(): Promise<void> {
    if (this.next) await this.turn([...this.trail, this.next]);
  }

  async earlier(): Promise<void> {
    await this.turn(this.trail.slice(0, -1));
  }

  private async turn(trail: readonly string[]): Promise<T | null> {
    const page = await this.page.from(() => this.get(trail));
    if (page) this.arrive(trail);
    return page;
  }

  private async get(trail: readonly string[]): Promise<T> {
    const before = trail.slice(-1)[0];
    const page = await this.ask({ limit: PAGE, ...(before !== undefined && { before }) });
    heard(page.reports[0]?.clock.now);
    return page;
  }

  private arrive(trail: readonly string[]): void {
    this.trail = trail;
  }
}
