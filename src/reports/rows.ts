import { makeAutoObservable } from 'mobx';
import { Loaded } from '../kit/loaded';

interface Page<T> {
  rows: readonly T[];
  next: string | null;
}

/** A list that comes page by page, newest first. */
export class Rows<T> {
  readonly list = new Loaded<Page<T>>();
  readonly more = new Loaded<Page<T>>();

  constructor(private readonly ask: (before?: string) => Promise<Page<T>>) {
    makeAutoObservable<this, 'ask'>(this, { ask: false });
  }

  async load(): Promise<void> {
    await this.list.from(() => this.ask());
  }

  /** Adds the next page, one at a time; one that belongs to a list since left is dropped. */
  async loadMore(): Promise<void> {
    const list = this.list.value;
    if (!list?.next || this.more.busy || this.list.busy) return;
    const before = list.next;
    const page = await this.more.from(() => this.ask(before));
    if (page && this.list.value === list) this.list.set({ rows: [...list.rows, ...page.rows], next: page.next });
  }
}
