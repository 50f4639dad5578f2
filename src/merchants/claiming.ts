import { makeAutoObservable, observableRef, runInAction } from 'mobx';
import type { Call } from '../../types';
import type { Claim, Coupon } from '../../types/coupons';
import { newId } from '../kit/id';
import { Loaded } from '../kit/loaded';

/** Coupons that can be claimed, of a shop or of a community, and claiming one of them. */
export class ClaimingStore {
  readonly list = new Loaded<Coupon[]>();
  readonly claimed = new Loaded<Claim>();
  /** The coupon that is being claimed, or was claimed last. */
  coupon: string | null = null;
  private of: { merchantId: string } | { communityCode: string } | null = null;
  /** The ids of claims that the cloud may or may not have heard of. */
  private readonly tried = new Map<string, string>();

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call' | 'of' | 'tried'>(this, { call: false, of: false, tried: false });
  }

  /** One that is not all given out. */
  get hasClaimable(): boolean {
    return this.list.value?.some(({ left }) => left > 0) ?? false;
  }

  async load(of: { merchantId: string } | { communityCode: string }): Promise<void> {
    this.of = of;
    await this.list.from(async () => (await this.call.coupons.list(of)).coupons);
  }

  async claim(couponId: string): Promise<boolean> {
    if (this.claimed.busy) return false;
    const clientId = this.tried.get(couponId) ?? newId();
    this.tried.set(couponId, clientId);
    this.coupon = couponId;
    const claim = await this.claimed.from(async () => (await this.call.coupons.claim({ clientId, couponId })).claim);
    // Only what the network lost is the same intention when it is tried again.
    if (claim || this.claimed.failure?.kind === 'refused') this.tried.delete(couponId);
    if (this.of && this.claimed.failure?.kind !== 'offline') await this.load(this.of);
    return claim !== null;
  }
}

/** The coupons somebody has, and what became of them. */
export class MyCouponsStore {
  readonly claims = new Loaded<Claim[]>();
  /** The one that is shown to the shop. */
  shown: Claim | null = null;

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call'>(this, { call: false, shown: observableRef });
  }

  get held(): Claim[] {
    return this.claims.value?.filter(({ state }) => state === 'held') ?? [];
  }

  get past(): Claim[] {
    return this.claims.value?.filter(({ state }) => state !== 'held') ?? [];
  }

  async load(): Promise<void> {
    const claims = await this.claims.from(async () => (await this.call.coupons.mine({})).claims);
    const now = claims?.find(({ id }) => id === this.shown?.id);
    if (now) runInAction(() => (this.shown = now));
  }

  show(claim: Claim | null): void {
    this.shown = claim;
  }
}
