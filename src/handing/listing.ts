import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import type { Handing, Holder, Noted } from '../../types/pickup';
import { newId } from '../kit/id';
import { Loaded } from '../kit/loaded';
import type { There } from './notebook';

export type Handed = Output<Contract['eggs']['handings']>;
export const ways = ['number', 'phone'] as const;
export type Way = (typeof ways)[number];
const shapes: Record<Way, RegExp> = { number: /^[1-9]\d{0,6}$/, phone: /^\d{11}$/ };

/**
 * Handing over from the list, to somebody whose phone is not at hand: one person writes it down, another confirms. A whole phone number
 * is a neighbour's matter and stays in no storage.
 */
export class Listing {
  readonly found = new Loaded<{ holder: Holder | null }>();
  readonly sent = new Loaded<Handing>();
  way: Way = 'number';
  text = '';
  count = 0;
  private id = newId();

  constructor(
    private readonly call: Call,
    readonly there: There,
  ) {
    makeAutoObservable<this, 'call' | 'id'>(this, { call: false, there: false, id: false });
  }

  get isReady(): boolean {
    return shapes[this.way].test(this.text);
  }

  get holder(): Holder | null {
    return this.found.value?.holder ?? null;
  }

  /** Nobody knows whether it was written down. */
  get isUnknown(): boolean {
    return this.sent.failure !== null && this.sent.failure.kind !== 'refused';
  }

  by(way: Way): void {
    if (way === this.way) return;
    this.way = way;
    this.begin('');
  }

  type(text: string): void {
    this.begin(text.replace(/\D/g, '').slice(0, this.way === 'phone' ? 11 : 7));
  }

  async find(): Promise<void> {
    if (!this.isReady || this.found.busy) return;
    this.sent.set(null);
    const found = await this.found.from(() => this.call.eggs.findHolder({ ...this.there, ...this.who }));
    if (found?.holder) this.choose(found.holder.left);
  }

  choose(count: number): void {
    const chosen = Math.min(Math.max(1, count), Math.max(1, this.holder?.left ?? 1));
    // Another number is another intention.
    if (chosen !== this.count) this.id = newId();
    this.count = chosen;
  }

  async send(): Promise<boolean> {
    const { holder, there, count, who } = this;
    if (!holder || holder.left === 0 || this.sent.busy) return false;
    const handing = await this.sent.from(
      async () => (await this.call.eggs.handByList({ clientId: this.id, ...there, ...who, count })).handing,
    );
    if (handing) this.free();
    else if (!this.isUnknown) this.id = newId();
    return handing !== null;
  }

  private get who(): { number: number } | { phone: string } {
    return this.way === 'number' ? { number: Number(this.text) } : { phone: this.text };
  }

  private begin(text: string): void {
    if (text === this.text) return;
    this.free();
    this.text = text;
    this.sent.set(null);
  }

  /** The field is free for the next; what became of this one stays in sight. */
  private free(): void {
    this.text = '';
    this.count = 0;
    this.found.set(null);
    this.id = newId();
  }
}

/** What was handed over today, and what waits for a second person. */
export class Today {
  readonly handed = new Loaded<Handed>();
  readonly decided = new Loaded<true>();
  /** The one that is being decided, or was last. */
  deciding: string | null = null;
  private readonly tried = new Map<string, string>();

  constructor(
    private readonly call: Call,
    private readonly there: There,
  ) {
    makeAutoObservable<this, 'call' | 'there' | 'tried'>(this, { call: false, there: false, tried: false });
  }

  get waiting(): readonly Noted[] {
    return this.handed.value?.handings.filter(({ state }) => state === 'waiting') ?? [];
  }

  get others(): readonly Noted[] {
    return this.handed.value?.handings.filter(({ state }) => state !== 'waiting') ?? [];
  }

  async load(): Promise<void> {
    await this.handed.from(() => this.call.eggs.handings(this.there));
  }

  /** The same, quietly: what cannot be learnt now stays as it was. */
  async look(): Promise<void> {
    const handed = await this.call.eggs.handings(this.there).catch(() => null);
    if (handed) this.handed.set(handed);
  }

  async decide({ id }: Pick<Noted, 'id'>, agree: boolean): Promise<boolean> {
    if (this.decided.busy) return false;
    const key = `${id} ${agree}`;
    const clientId = this.tried.get(key) ?? newId();
    this.tried.set(key, clientId);
    this.deciding = id;
    const done = await this.decided.from(async () => {
      await this.call.eggs.confirmHanding({ clientId, ...this.there, handingId: id, agree });
      return true as const;
    });
    // Only what the network lost is the same intention when it is tried again.
    if (done || this.decided.failure?.kind === 'refused') this.tried.delete(key);
    if (this.decided.failure?.kind !== 'offline') await this.look();
    return done !== null;
  }
}
