import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../../types';
import type { Found, Place } from '../../../types/org';
import type { ResidentsWord } from '../../../types/shops';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Typed } from '../../kit/typed';
import { addressed } from './places';

type Desk = Output<Contract['merchants']['desk']>;
type Told = Output<Contract['merchants']['told']>;
export type DeskRow = Desk['merchants'][number];
export type Tab = 'shops' | 'words';

/** A place's shops for its staff, and what residents said of them. */
export class ShopsDeskStore {
  readonly list = new Loaded<Desk>();
  readonly told = new Loaded<Told>();
  readonly more = new Loaded<true>();
  readonly printed = new Loaded<Output<Contract['merchants']['stickers']>>();
  readonly below = new Loaded<Found[]>();
  readonly heard = new Loaded<unknown>();
  place: Place | null = null;
  /** The word that is being taken up, and what was done about it so far. */
  hearing: { word: ResidentsWord; note: Typed } | null = null;

  constructor(
    private readonly call: Call,
    private readonly keep: Keep,
    public tab: Tab = 'shops',
  ) {
    makeAutoObservable<this, 'call' | 'keep'>(this, { call: false, keep: false });
  }

  get waiting(): DeskRow[] {
    return this.list.value?.merchants.filter((one) => one.waits) ?? [];
  }

  get others(): DeskRow[] {
    return this.list.value?.merchants.filter((one) => !one.waits) ?? [];
  }

  get next(): string | null {
    return (this.tab === 'shops' ? this.list : this.told).value?.next ?? null;
  }

  async load(place: Place): Promise<void> {
    if (place.code !== this.place?.code) {
      this.list.set(null);
      this.told.set(null);
      this.printed.set(null);
    }
    this.place = place;
    const at = addressed(place);
    if (this.tab === 'shops') await this.list.from(() => this.call.merchants.desk(at));
    else await this.told.from(() => this.call.merchants.told(at));
  }

  async look(tab: Tab): Promise<void> {
    this.tab = tab;
    this.more.set(null);
    if (this.place) await this.load(this.place);
  }

  async loadMore(): Promise<void> {
    const { place, next: before, list, told, tab } = this;
    if (!place || !before || this.more.busy) return;
    const input = { ...addressed(place), before };
    const [shops, words] = [list.value, told.value];
    await this.more.from(async () => {
      if (tab === 'shops') {
        const { merchants, next } = await this.call.merchants.desk(input);
        if (shops && list.value === shops) list.set({ merchants: [...shops.merchants, ...merchants], next });
      } else {
        const page = await this.call.merchants.told(input);
        if (words && told.value === words) told.set({ words: [...words.words, ...page.words], next: page.next });
      }
      return true as const;
    });
  }

  /** The stickers of all that is good here and below, for the printer. */
  async print(): Promise<{ url: string; stickers: number } | null> {
    const { place } = this;
    if (!place || this.printed.busy) return null;
    return this.printed.from(() => this.call.merchants.stickers(addressed(place)));
  }

  /** What lies below a place, for those who look after more than one community. */
  async find(code: string): Promise<void> {
    await this.below.from(async () => (await this.call.org.find({ code })).places);
  }

  begin(word: ResidentsWord): void {
    this.heard.set(null);
    this.hearing = { word, note: new Typed(this.keep, `hear.${word.id}`) };
  }

  leave(): void {
    this.hearing = null;
  }

  async hear(): Promise<boolean> {
    if (!this.hearing) return false;
    const { word, note } = this.hearing;
    const input = { merchantId: word.merchant.id, wordId: word.id, note: note.text.trim() };
    if (!(await this.heard.from(() => this.call.merchants.hear(input)))) return false;
    note.sent();
    this.leave();
    if (this.place) await this.load(this.place);
    return true;
  }
}
