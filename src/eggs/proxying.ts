import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import { Draft } from '../kit/draft';
import type { Keep } from '../kit/keep';
import { Loaded } from '../kit/loaded';

const KEY = /^\d{8}$/;

/** Picking up for a neighbour: what they said by phone is typed, and one key is one intention. */
export class ProxyStore {
  readonly done = new Loaded<Output<Contract['eggs']['beProxy']>>();
  private readonly draft: Draft<{ key: string }>;

  constructor(
    private readonly call: Call,
    keep: Keep,
  ) {
    this.draft = new Draft(keep, 'eggs.proxy', { key: '' });
    makeAutoObservable<this, 'call' | 'draft'>(this, { call: false, draft: false });
    // Only what may have reached the cloud is worth going on with after a restart.
    this.draft.begin();
  }

  get key(): string {
    return this.draft.form.key;
  }

  get isReady(): boolean {
    return KEY.test(this.key);
  }

  /** Nobody knows whether it was taken. */
  get isUnknown(): boolean {
    return this.done.failure !== null && this.done.failure.kind !== 'refused';
  }

  type(text: string): void {
    const key = text.replace(/\D/g, '').slice(0, 8);
    if (key === this.key) return;
    this.done.set(null);
    this.draft.sent();
    this.draft.change({ key });
  }

  async send(): Promise<boolean> {
    if (!this.isReady || this.done.busy) return false;
    const done = await this.done.from(() => this.call.eggs.beProxy({ clientId: this.draft.id, key: this.key }));
    if (done) {
      this.draft.sent();
      this.draft.begin();
    } else if (!this.isUnknown) this.draft.renew();
    return done !== null;
  }

  another(): void {
    this.done.set(null);
  }
}
