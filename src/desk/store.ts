import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import type { Headline } from '../../types/notices';
import type { Place } from '../../types/org';
import { Loaded } from '../kit/loaded';

type List = Output<Contract['notices']['desk']>;
type Waiting = Output<Contract['notices']['waiting']>;

/** Exactly one of the two says whom a notice is for. */
export const addressed = ({ level, code }: Place): { communityCode: string } | { nodeCode: string } =>
  level === 'community' ? { communityCode: code } : { nodeCode: code };

/** All notices of one place, drafts and withdrawn ones too. */
export class DeskStore {
  readonly list = new Loaded<List>();
  readonly more = new Loaded<List>();
  /** What is held here and below, and may be waiting for somebody to look. */
  readonly waiting = new Loaded<Waiting>();
  place: Place | null = null;

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call'>(this, { call: false });
  }

  async load(place: Place): Promise<void> {
    if (place.code !== this.place?.code) {
      this.list.set(null);
      this.waiting.set(null);
    }
    this.place = place;
    await Promise.all([
      this.list.from(() => this.call.notices.desk(addressed(place))),
      this.waiting.from(() => this.call.notices.waiting(addressed(place))),
    ]);
  }

  get held(): Headline[] {
    return this.waiting.value?.notices ?? [];
  }

  /** The list without those that stand above it already. */
  get others(): Headline[] {
    const held = new Set(this.held.map(({ id }) => id));
    return this.list.value?.notices.filter(({ id }) => !held.has(id)) ?? [];
  }

  async loadMore(): Promise<void> {
    const { place } = this;
    const list = this.list.value;
    if (!place || !list?.next || this.more.busy) return;
    const before = list.next;
    const page = await this.more.from(() => this.call.notices.desk({ ...addressed(place), before }));
    if (page && this.list.value === list) {
      this.list.set({ notices: [...list.notices, ...page.notices], next: page.next });
    }
  }
}
