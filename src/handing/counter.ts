import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import type { Holder } from '../../types/pickup';
import { newId } from '../kit/id';
import type { Failure } from '../kit/failure';
import { Loaded } from '../kit/loaded';
import type { House, Notebook, Unfit } from './notebook';
import { read, type Read } from './reading';

type Found = Output<Contract['eggs']['readCode']>;

/** Whoever stands at the desk: found by the cloud, which gave a ticket, or by the phone alone. */
export interface Visitor {
  read: Read;
  holder: Holder;
  ticket: string | null;
  byProxy: boolean;
  isStaff: boolean;
}

/** Something that was sent, until it is known what became of it. `why` is there once the cloud said no. */
export interface Hand {
  clientId: string;
  ticket: string;
  count: number;
  holder: Holder;
  code: string;
  why: string | null;
}

/** What came of the last one, in sight until the next. `noted` is on this phone alone; of what is `unknown` its hand says more. */
export type Outcome =
  | { kind: 'done' | 'noted'; holder: Holder; count: number }
  | { kind: 'refused'; message: string }
  | { kind: 'unfit'; why: Unfit | 'noCode' | 'fewer' }
  | { kind: 'unknown'; clientId: string };

/**
 * Handing over at the desk. What is sent lies on the phone under its own id until the answer is there: asked again, after a lost answer or
 * a restart, it is the same and counts once.
 */
export class Counter {
  readonly asked = new Loaded<Found>();
  readonly sent = new Loaded<true>();
  typed = '';
  visitor: Visitor | null = null;
  count = 0;
  outcome: Outcome | null = null;
  hands: readonly Hand[];
  private isRepeating = false;
  private readonly key: string;
  private readonly call: Call;

  constructor(
    private readonly house: House,
    readonly notebook: Notebook,
    private readonly isOnline: () => boolean,
  ) {
    const { campaignId, communityCode } = notebook.there;
    this.call = house.call;
    this.key = `handing.hands.${campaignId}.${communityCode}`;
    this.hands = house.keep.get<Hand[]>(this.key) ?? [];
    makeAutoObservable<this, 'house' | 'call' | 'key' | 'isOnline'>(this, {
      house: false,
      call: false,
      key: false,
      isOnline: false,
      notebook: false,
    });
  }

  get isReady(): boolean {
    return read(this.typed) !== null;
  }

  /** Of which nobody knows whether they count. */
  get unsure(): readonly Hand[] {
    return this.hands.filter(({ why }) => why === null);
  }

  /** Those that the cloud would not have, when it was asked again. */
  get lost(): readonly Hand[] {
    return this.hands.filter(({ why }) => why !== null);
  }

  type(text: string): void {
    this.typed = text.replace(/\D/g, '').slice(0, 13);
    this.outcome = null;
  }

  /** Finds whoever shows this code: by the cloud, or by the list on the phone where there is no network. */
  async look(text: string): Promise<void> {
    if (this.asked.busy) return;
    this.leave();
    const code = read(text);
    if (!code) return this.end({ kind: 'unfit', why: 'noCode' });
    if (!this.isOnline()) return this.lookHere(code, null);
    const { there } = this.notebook;
    const found = await this.asked.from(() => this.call.eggs.readCode({ ...there, code: code.text }));
    const { failure } = this.asked;
    if (found) {
      const { ticket, holder, byProxy, staff } = found;
      this.meet({ read: code, holder, ticket, byProxy, isStaff: staff });
    } else if (failure?.kind === 'offline') this.lookHere(code, failure);
    else if (failure) this.end({ kind: 'refused', message: failure.message });
  }

  choose(count: number): void {
    const left = this.visitor?.holder.left ?? 0;
    this.count = Math.min(Math.max(1, count), left);
  }

  /** This one is not served after all; what was typed is gone. */
  leave(): void {
    this.visitor = null;
    this.outcome = null;
    this.asked.set(null);
  }

  async hand(): Promise<void> {
    const { visitor, count } = this;
    if (!visitor || this.sent.busy || count < 1) return;
    const { read: code, holder, ticket } = visitor;
    if (ticket === null) {
      const isNoted = this.notebook.note(code, count);
      return this.end(
        isNoted ? { kind: 'noted', holder: less(holder, count), count } : { kind: 'unfit', why: 'fewer' },
      );
    }
    const hand: Hand = { clientId: newId(), ticket, count, holder, code: code.code, why: null };
    this.hold([...this.hands, hand]);
    await this.send(hand, true);
  }

  /** Asks again what became of those of which nobody knows. */
  async repeat(): Promise<void> {
    if (this.isRepeating || !this.house.isHere()) return;
    this.isRepeating = true;
    for (const hand of this.unsure) {
      const { outcome } = this;
      await this.send(hand, outcome?.kind === 'unknown' && outcome.clientId === hand.clientId);
      if (this.sent.failure?.kind === 'offline') break;
    }
    this.isRepeating = false;
  }

  /** A person has read of it. */
  see({ clientId }: Hand): void {
    this.hold(this.hands.filter((one) => one.clientId !== clientId));
  }

  private lookHere(code: Read, failure: Failure | null): void {
    // Of this one it is not known yet whether they were given theirs.
    const unsure = this.unsure.find(({ holder }) => holder.number === code.number);
    if (unsure) return this.end({ kind: 'unknown', clientId: unsure.clientId });
    const found = this.notebook.read(code);
    if (typeof found !== 'string')
      this.meet({ read: code, holder: found, ticket: null, byProxy: false, isStaff: false });
    else if (found === 'noList' && failure) this.end({ kind: 'refused', message: failure.message });
    else this.end({ kind: 'unfit', why: found });
  }

  private meet(visitor: Visitor): void {
    if (visitor.holder.left === 0) return this.end({ kind: 'unfit', why: 'none' });
    this.visitor = visitor;
    this.count = visitor.holder.left;
  }

  /** @param isInSight whether what comes of it is what the desk waits for now */
  private async send(hand: Hand, isInSight: boolean): Promise<void> {
    const { clientId, ticket, count, code } = hand;
    const { there } = this.notebook;
    const done = await this.sent.from(async () => {
      const { handing } = await this.call.eggs.hand({ clientId, ...there, ticket, count });
      this.take(hand, { ...handing.holder }, handing.count, code, isInSight);
      return true as const;
    });
    if (done) return;
    const { failure } = this.sent;
    if (failure?.kind !== 'refused') {
      if (isInSight) this.end({ kind: 'unknown', clientId });
    } else if (isInSight) {
      this.see(hand);
      this.end({ kind: 'refused', message: failure.message });
    } else this.hold(this.hands.map((one) => (one === hand ? { ...hand, why: failure.message } : one)));
  }

  private take(hand: Hand, holder: Holder, count: number, code: string, isInSight: boolean): void {
    this.see(hand);
    this.notebook.handed({ number: holder.number, count }, code);
    if (isInSight) this.end({ kind: 'done', holder, count });
  }

  private end(outcome: Outcome): void {
    this.outcome = outcome;
    this.visitor = null;
    if (outcome.kind === 'done' || outcome.kind === 'noted') this.typed = '';
  }

  private hold(hands: readonly Hand[]): void {
    this.hands = hands;
    if (hands.length > 0) this.house.keep.set(this.key, hands);
    else this.house.keep.drop(this.key);
  }
}

const less = (holder: Holder, count: number): Holder => ({ ...holder, left: Math.max(0, holder.left - count) });
