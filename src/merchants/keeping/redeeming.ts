import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../../types';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Draft } from '../../kit/draft';

type Redeemed = Output<Contract['coupons']['redeem']>;

/** The digits alone, however they are spaced. */
const digitsOf = (text: string): string => text.replace(/\D/g, '').slice(0, 16);
/** What a neighbour's code holds; anything else was another code. */
const CODE = /^\d{7,16}$/;

/**
 * Redeeming at the counter. One code is one intention with one id: tapped again while nobody knows what became of it, it is
 * still the same; another code, or the next neighbour, is another.
 */
export class RedeemStore {
  readonly done = new Loaded<Redeemed>();
  private readonly draft: Draft<{ code: string }>;

  constructor(
    private readonly call: Call,
    keep: Keep,
    readonly merchantId: string,
  ) {
    this.draft = new Draft(keep, `redeem.${merchantId}`, { code: '' });
    makeAutoObservable<this, 'call' | 'draft'>(this, { call: false, draft: false });
    // Only what may have reached the cloud is worth going on with after a restart.
    this.draft.begin();
  }

  get code(): string {
    return this.draft.form.code;
  }

  get isReady(): boolean {
    return CODE.test(this.code);
  }

  /** Nobody knows whether it was redeemed. */
  get isUnknown(): boolean {
    return this.done.failure !== null && this.done.failure.kind !== 'refused';
  }

  /** This code was not taken, and is not going to be. */
  get isRefused(): boolean {
    return this.done.failure?.kind === 'refused';
  }

  type(text: string): void {
    const code = digitsOf(text);
    if (code === this.code) return;
    this.done.set(null);
    this.draft.sent();
    this.draft.change({ code });
  }

  /** What the camera read. @returns whether it can be a neighbour's code */
  read(text: string): boolean {
    if (!CODE.test(text.trim())) return false;
    this.type(text);
    return true;
  }

  async redeem(): Promise<boolean> {
    const { code, merchantId } = this;
    if (!this.isReady || this.done.busy) return false;
    this.done.set(null);
    const done = await this.done.from(() => this.call.coupons.redeem({ clientId: this.draft.id, merchantId, code }));
    if (done) this.over();
    // A no is final: the same digits, typed once more, are asked anew.
    else if (!this.isUnknown) this.draft.renew();
    return done !== null;
  }

  /** The field is free for the next neighbour; what became of this one stays in sight. */
  private over(): void {
    this.draft.sent();
    this.draft.begin();
  }
}
