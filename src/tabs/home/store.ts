import { makeAutoObservable, runInAction } from 'mobx';
import type { Call, Contract, Output } from '../../../types';
import { limits } from '../../../types/limits';
import type { Found, Place } from '../../../types/org';
import { Loaded } from '../../kit/loaded';

type Feed = Output<Contract['notices']['list']>;
type Calendar = Output<Contract['eggs']['calendar']>;

/** So many come when it is not said how many. */
const FIRST = 20;
/** So many stand on one page of the feed, and are asked for again at once: a phone holds no longer one. */
const MOST = limits.page;

/** The first page a neighbour sees: their community's notices and today's egg. */
export class HomeStore {
  readonly feed = new Loaded<Feed>();
  readonly more = new Loaded<Feed>();
  readonly calendar = new Loaded<Calendar>();
  readonly open = new Loaded<Found[]>();
  readonly joined = new Loaded<null>();
  /** The community whose code was scanned; a code that leads nowhere opens the page as usual. */
  readonly scanned = new Loaded<Found | 'nowhere'>();
  private place: string | null = null;
  /** Where each page begins that somebody leafed through; the last is the one in sight. */
  private starts: string[] = [];

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call' | 'place'>(this, { call: false, place: false });
  }

  /** Nothing more is added to the page in sight: further down is another. */
  get isFull(): boolean {
    return (this.feed.value?.notices.length ?? 0) >= MOST;
  }

  get hasEarlier(): boolean {
    return this.starts.length > 0;
  }

  get next(): string | null {
    return this.isFull ? (this.feed.value?.next ?? null) : null;
  }

  async load(place: Place | null): Promise<void> {
    if (place?.code !== this.place) {
      this.feed.set(null);
      this.starts = [];
    }
    this.place = place?.code ?? null;
    // As many as are in sight: somebody who comes back from a notice far below finds it where it was.
    const limit = this.feed.value?.notices.length ?? 0;
    const asked = { ...from(this.starts), ...(limit > FIRST && { limit }) };
    if (place) await this.feed.from(() => this.call.notices.list({ communityCode: place.code, ...asked }));
    else await this.open.from(async () => (await this.call.org.find({})).places);
  }

  async scan(code: string): Promise<Found | null> {
    const found = await this.scanned.from(async () => {
      const { places } = await this.call.org.find({ code });
      return places.find((place) => place.code === code && place.open) ?? 'nowhere';
    });
    return found === 'nowhere' ? null : found;
  }

  async loadCalendar(isSomebody: boolean): Promise<void> {
    if (isSomebody) await this.calendar.from(() => this.call.eggs.calendar({}));
    else this.calendar.set(null);
  }

  /** Adds the next page; a page asked for the same place only, and one at a time. */
  async loadMore(): Promise<void> {
    const [place, feed] = [this.place, this.feed.value];
    if (!place || !feed?.next || this.more.busy || this.isFull) return;
    const before = feed.next;
    const room = MOST - feed.notices.length;
    const asked = { before, ...(room < FIRST && { limit: room }) };
    const page = await this.more.from(() => this.call.notices.list({ communityCode: place, ...asked }));
    if (page && this.feed.value === feed) {
      this.feed.set({ notices: [...feed.notices, ...page.notices], next: page.next });
    }
  }

  later(): Promise<void> {
    return this.next ? this.leaf([...this.starts, this.next]) : Promise.resolve();
  }

  earlier(): Promise<void> {
    return this.leaf(this.starts.slice(0, -1));
  }

  private async leaf(starts: string[]): Promise<void> {
    const { place } = this;
    if (!place || this.more.busy) return;
    const page = await this.more.from(() => this.call.notices.list({ communityCode: place, ...from(starts) }));
    if (!page || this.place !== place) return;
    runInAction(() => {
      this.starts = starts;
      this.feed.set(page);
    });
  }
}

const from = (starts: readonly string[]): { before?: string } => {
  const before = starts.slice(-1)[0];
  return before === undefined ? {} : { before };
};
