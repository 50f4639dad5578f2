import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import type { ServiceList } from '../../types/shops';
import { Failure } from '../kit/failure';
import { Loaded } from '../kit/loaded';
import { say } from './words';

type Shown = Output<Contract['merchants']['show']>;

/** A shop's public page. */
export class ShopStore {
  readonly shown = new Loaded<Shown>();
  readonly versions = new Loaded<ServiceList[]>();
  readonly helped = new Loaded<true>();

  constructor(
    private readonly call: Call,
    readonly merchantId: string,
  ) {
    makeAutoObservable<this, 'call'>(this, { call: false });
  }

  async load(): Promise<void> {
    const { merchantId } = this;
    await this.shown.from(async () => {
      if (!merchantId) throw new Failure('refused', say.shop.missing, 'merchant.missing');
      return this.call.merchants.show({ merchantId });
    });
  }

  async loadVersions(): Promise<void> {
    const { merchantId } = this;
    await this.versions.from(async () => (await this.call.merchants.serviceVersions({ merchantId })).versions);
  }

  /** Says that it was helpful to me, or takes it back. */
  async help(): Promise<void> {
    const { merchantId } = this;
    const before = this.shown.value;
    if (!before || this.helped.busy) return;
    await this.helped.from(async () => {
      const { helpful, count } = await this.call.merchants.helpful({ merchantId, helpful: !before.helpful });
      this.shown.set({ ...before, helpful, merchant: { ...before.merchant, helpful: count } });
      return true as const;
    });
  }
}
