import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Input, Output } from '../../types';
import type { Place } from '../../types/org';
import type { Category } from '../../types/shops';
import { Loaded } from '../kit/loaded';
import type { Spot } from '../kit/platform';

type List = Output<Contract['merchants']['list']>;
type Wanted = Input<Contract['merchants']['list']>;

/** Long enough that a word is typed, short enough that nobody waits. */
const PAUSE_MS = 300;

/** The shops of a community, or of all: by a word, a kind, and how near they are. */
export class DirectoryStore {
  q = '';
  category: Category | null = null;
  near: Spot | null = null;
  everywhere = false;
  readonly list = new Loaded<List>();
  readonly more = new Loaded<List>();
  /** How many coupons the community's shops give at the moment. */
  readonly coupons = new Loaded<number>();
  private place: Place | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call' | 'timer'>(this, { call: false, timer: false });
  }

  /** The community whose shops are shown; null for all of them. */
  get shown(): Place | null {
    return this.everywhere ? null : this.place;
  }

  get isNarrowed(): boolean {
    return this.q.trim() !== '' || this.category !== null;
  }

  async load(place: Place | null): Promise<void> {
    if (place?.code !== this.place?.code) {
      this.list.set(null);
      this.coupons.set(null);
    }
    this.place = place;
    await Promise.all([this.find(), this.count(place)]);
  }

  type(q: string): void {
    this.q = q;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.find(), PAUSE_MS);
  }

  choose(category: Category | null): Promise<void> {
    this.category = category;
    return this.find();
  }

  from(near: Spot | null): Promise<void> {
    this.near = near;
    return this.find();
  }

  look(everywhere: boolean): Promise<void> {
    this.everywhere = everywhere;
    this.list.set(null);
    return this.find();
  }

  async find(): Promise<void> {
    await this.list.from(() => this.call.merchants.list(this.wanted));
  }

  async loadMore(): Promise<void> {
    const list = this.list.value;
    if (!list?.next || this.more.busy || this.list.busy) return;
    const before = list.next;
    const page = await this.more.from(() => this.call.merchants.list({ ...this.wanted, before }));
    if (page && this.list.value === list) {
      this.list.set({ merchants: [...list.merchants, ...page.merchants], next: page.next });
    }
  }

  private get wanted(): Wanted {
    const { shown, category, near } = this;
    const q = this.q.trim();
    return {
      ...(shown && { communityCode: shown.code }),
      ...(q && { q }),
      ...(category && { category }),
      ...(near && { near }),
    };
  }

  private async count(place: Place | null): Promise<void> {
    if (!place) return;
    await this.coupons.from(async () => (await this.call.coupons.list({ communityCode: place.code })).coupons.length);
  }
}
