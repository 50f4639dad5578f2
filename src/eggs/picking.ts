import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import { ChangingCode } from '../kit/code';
import { newId } from '../kit/id';
import { Loaded } from '../kit/loaded';

export type PickUp = Output<Contract['eggs']['pickUp']>;
export type Neighbour = PickUp['others'][number];
export type Codes = Output<Contract['eggs']['pickUpCode']>;

/** How my eggs of a campaign, and those of neighbours who named me, come to be picked up. */
export class PickUpStore {
  readonly state = new Loaded<PickUp>();
  readonly named = new Loaded<true>();
  readonly dropped = new Loaded<true>();
  readonly phoned = new Loaded<true>();
  readonly code: ChangingCode<Codes>;
  /** The neighbour whose code is shown, as they were when it came in sight. */
  before: Neighbour | null = null;
  /** How many of mine were handed over before this page was opened. */
  private collectedBefore: number | null = null;
  /** The ids of what the cloud may or may not have heard of. */
  private naming = newId();
  private dropping = newId();

  constructor(
    private readonly call: Call,
    readonly campaignId: string,
  ) {
    this.code = this.codeOf();
    makeAutoObservable<this, 'call' | 'naming' | 'dropping'>(this, {
      call: false,
      campaignId: false,
      code: false,
      naming: false,
      dropping: false,
    });
  }

  /** How many of mine were handed over while I stood here. */
  get handed(): number {
    return Math.max(0, (this.state.value?.collected ?? 0) - (this.collectedBefore ?? 0));
  }

  /** Whether mine can be asked for at the desk now. */
  get isOpen(): boolean {
    const { value } = this.state;
    return value !== null && value.held === null && value.open && value.left > 0;
  }

  /** The neighbour whose code is shown, as they are now. */
  get shown(): Neighbour | null {
    const { before } = this;
    const isThey = ({ number, masked }: Neighbour) => number === before?.number && masked === before.masked;
    return before && (this.state.value?.others.find(isThey) ?? before);
  }

  /** How many of theirs were handed over while I stood here. */
  get handedForThem(): number {
    return Math.max(0, (this.before?.left ?? 0) - (this.shown?.left ?? 0));
  }

  /** The codes of a neighbour who named me, or mine. */
  codeOf(number?: number): ChangingCode<Codes> {
    const { campaignId } = this;
    return new ChangingCode(() => this.call.eggs.pickUpCode({ campaignId, ...(number !== undefined && { number }) }));
  }

  async load(): Promise<void> {
    this.remember(await this.state.from(() => this.call.eggs.pickUp({ campaignId: this.campaignId })));
  }

  /** Whether something was handed over meanwhile. What cannot be learnt now stays as it was: the code is what matters. */
  async look(): Promise<void> {
    const state = await this.call.eggs.pickUp({ campaignId: this.campaignId }).catch(() => null);
    if (state) this.learn(state);
  }

  show(neighbour: Neighbour | null): void {
    this.before = neighbour;
  }

  /** Asks for a key that somebody else types, who picks up for me from then on. */
  async name(): Promise<boolean> {
    if (this.named.busy) return false;
    const { campaignId } = this;
    const done = await this.named.from(async () => {
      const { key, until } = await this.call.eggs.nameProxy({ clientId: this.naming, campaignId });
      this.put({ state: 'asked', key, until, masked: null });
      return true as const;
    });
    if (done || this.named.failure?.kind === 'refused') this.naming = newId();
    // Somebody typed the key meanwhile: who it is stands in the answer.
    if (this.named.failure?.refusal === 'proxy.named') await this.look();
    return done !== null;
  }

  async drop(): Promise<boolean> {
    if (this.dropped.busy) return false;
    const done = await this.dropped.from(async () => {
      await this.call.eggs.dropProxy({ clientId: this.dropping, campaignId: this.campaignId });
      return true as const;
    });
    if (done || this.dropped.failure?.kind === 'refused') this.dropping = newId();
    if (done) await this.look();
    return done !== null;
  }

  /** @param code what WeChat's own button gave */
  async givePhone(code: string): Promise<boolean> {
    const done = await this.phoned.from(async () => {
      await this.call.session.givePhone({ code });
      return true as const;
    });
    if (done) await this.look();
    return done !== null;
  }

  private remember(state: PickUp | null): void {
    if (state) this.collectedBefore ??= state.collected;
  }

  private learn(state: PickUp): void {
    this.remember(state);
    this.state.set(state);
  }

  private put(proxy: NonNullable<PickUp['proxy']>): void {
    const { value } = this.state;
    if (value) this.state.set({ ...value, proxy });
  }
}
