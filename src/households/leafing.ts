import { makeAutoObservable } from 'mobx';
import { Loaded } from '../kit/loaded';

export interface Leaf<T> {
  rows: readonly T[];
  next: string | null;
}

/** A list that is leafed through: one page in sight, however long it is, and the way back. */
export class Leafing<T> {
  readonly page = new Loaded<Leaf<T>>();
  /** Where each page in sight and before it began, but for the first. */
  private trail: readonly string[] = [];

  constructor(private readonly ask: (after?: string) => Promise<Leaf<T>>) {
    makeAutoObservable<this, 'ask'>(this, { ask: false });
  }

  get rows(): readonly T[] {
    return this.page.value?.rows ?? [];
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
    if (page?.rows.length === 0 && this.hasEarlier) await this.earlier();
  }

  async later(): Promise<void> {
    if (this.next) await this.turn([...this.trail, this.next]);
  }

  async earlier(): Promise<void> {
    await this.turn(this.trail.slice(0, -1));
  }

  /** One row is another now, and stays where it stands. */
  replace(isIt: (row: T) => boolean, by: T): void {
    const { value } = this.page;
    if (value) this.page.value = { ...value, rows: value.rows.map((row) => (isIt(row) ? by : row)) };
  }

  private async turn(trail: readonly string[]): Promise<Leaf<T> | null> {
    const page = await this.page.from(() => this.ask(trail.slice(-1)[0]));
    if (page) this.arrive(trail);
    return page;
  }

  private arrive(trail: readonly string[]): void {
    this.trail = trail;
  }
}
