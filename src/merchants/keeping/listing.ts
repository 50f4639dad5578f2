import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { MerchantFile } from '../../../types/shops';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { newestOf } from '../agreements';
import { Draft } from '../../kit/draft';
import { Items } from './editing';
import { itemOf, serviceOf, type Item } from './items';

/** Mending a shop's public service list. */
export class ServicesStore {
  readonly file = new Loaded<MerchantFile>();
  readonly sent = new Loaded<MerchantFile>();
  readonly items: Items;
  private readonly draft: Draft<{ items: readonly Item[]; from: number }>;

  constructor(
    private readonly call: Call,
    keep: Keep,
    readonly merchantId: string,
  ) {
    this.draft = new Draft(keep, `services.${merchantId}`, { items: [], from: 0 });
    this.items = new Items(
      () => this.draft.form.items,
      (items) => this.draft.change({ items }),
    );
    makeAutoObservable<this, 'call' | 'draft'>(this, { call: false, draft: false });
  }

  get mayUpdate(): boolean {
    return this.file.value?.may.includes('updateServices') ?? false;
  }

  /** The agreement that runs asks for the community's consent. */
  get needsConsent(): boolean {
    return this.file.value ? (newestOf(this.file.value)?.consentNeeded ?? false) : false;
  }

  /** What is being written was begun on an older list than the public one. */
  get isStale(): boolean {
    return this.draft.isKept && this.draft.form.from !== this.newest;
  }

  get isChanged(): boolean {
    return this.draft.isKept;
  }

  async load(): Promise<void> {
    const file = await this.file.from(async () => (await this.call.merchants.file(this.shop)).file);
    if (file) this.draft.begin({ items: this.listed.map(itemOf), from: this.newest });
  }

  /** Puts what is typed aside, and begins with the list as it stands. */
  restart(): void {
    this.draft.sent();
    this.draft.begin({ items: this.listed.map(itemOf), from: this.newest });
  }

  /** @returns the shop with its new list, or null */
  async send(): Promise<MerchantFile | null> {
    const items = this.draft.form.items.map(serviceOf);
    const input = { clientId: this.draft.id, ...this.shop, items };
    const file = await this.sent.from(async () => (await this.call.merchants.updateServices(input)).file);
    if (file) this.draft.sent();
    if (this.sent.failure?.refusal === 'input.idReused') this.draft.renew();
    return file;
  }

  private get shop() {
    return { merchantId: this.merchantId };
  }

  /** The list that waits is the one the keeper goes on with. */
  private get latest() {
    return this.file.value?.waiting ?? this.file.value?.services ?? null;
  }

  private get listed() {
    return this.latest?.items ?? [];
  }

  private get newest(): number {
    return this.latest?.version ?? 0;
  }
}
