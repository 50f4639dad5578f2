import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../../types';
import type { MerchantFile, MerchantRow } from '../../../types/shops';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Typed } from '../../kit/typed';

export type Visits = Output<Contract['merchants']['visits']>;
export type Issued = Output<Contract['coupons']['issued']>['coupons'][number];

/** What of the session this page sets in motion. */
interface Person {
  load(): Promise<void>;
}

/** The shops that I keep, and all about one of them. */
export class MyShopsStore {
  readonly shops = new Loaded<MerchantRow[]>();
  readonly file = new Loaded<MerchantFile>();
  readonly visits = new Loaded<Visits>();
  readonly issued = new Loaded<Issued[]>();
  readonly sticker = new Loaded<string>();
  readonly stopped = new Loaded<true>();
  readonly kept = new Loaded<MerchantFile>();
  /** The code by which a community hands over a shop. */
  readonly code: Typed;

  constructor(
    private readonly call: Call,
    keep: Keep,
    private readonly person: Person,
    private chosen: string,
  ) {
    this.code = new Typed(keep, 'merchant.keep');
    makeAutoObservable<this, 'call' | 'person'>(this, { call: false, person: false });
  }

  /** The shop that is shown: the one that was asked for, or my first. */
  get id(): string | null {
    const all = this.shops.value ?? [];
    return (all.find(({ id }) => id === this.chosen) ?? all[0])?.id ?? null;
  }

  async load(): Promise<void> {
    const shops = await this.shops.from(async () => (await this.call.merchants.mine({})).merchants);
    if (shops) await this.look();
  }

  async choose(id: string): Promise<void> {
    if (id === this.id) return;
    this.chosen = id;
    this.file.set(null);
    this.visits.set(null);
    this.issued.set(null);
    this.sticker.set(null);
    await this.look();
  }

  /** The page of the sticker, to be opened; null when it could not be made. */
  async print(): Promise<string | null> {
    const { id } = this;
    if (!id || this.sticker.busy) return null;
    return this.sticker.from(async () => (await this.call.merchants.sticker({ merchantId: id })).url);
  }

  async stop(couponId: string): Promise<boolean> {
    const { id } = this;
    if (!id) return false;
    const done = await this.stopped.from(async () => {
      await this.call.coupons.stop({ merchantId: id, couponId });
      return true as const;
    });
    if (done) await this.issued.from(() => this.askIssued(id));
    return done !== null;
  }

  /** Takes over the shop whose code this is. */
  async keepBy(): Promise<MerchantFile | null> {
    const code = this.code.text.replace(/\D/g, '');
    const file = await this.kept.from(async () => (await this.call.merchants.keep({ code })).file);
    if (!file) return null;
    this.code.sent();
    this.chosen = file.merchant.id;
    await Promise.all([this.person.load(), this.load()]);
    return file;
  }

  private async look(): Promise<void> {
    const { id } = this;
    if (!id) return;
    await Promise.all([
      this.file.from(async () => (await this.call.merchants.file({ merchantId: id })).file),
      this.visits.from(() => this.call.merchants.visits({ merchantId: id })),
      this.issued.from(() => this.askIssued(id)),
    ]);
  }

  private async askIssued(merchantId: string): Promise<Issued[]> {
    return (await this.call.coupons.issued({ merchantId })).coupons;
  }
}
