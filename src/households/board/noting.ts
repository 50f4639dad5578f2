import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Input, Output } from '../../../types';
import type { Keep } from '../../kit/keep';
import { newId } from '../../kit/id';
import { Loaded } from '../../kit/loaded';

type Told = Output<Contract['households']['told']>;
type Asked = Input<Contract['households']['told']>;

/** What came of a door or a call, as it waits to be sent. */
export interface Note extends Pick<Asked, 'clientId' | 'householdId' | 'how' | 'outcome'> {
  /** Its door in words, for whoever reads that it was not taken. */
  door: string;
}

/** What is noted at the doors: each lies on the phone under its own id until the cloud has it, and goes in the order it was noted. */
export class Noting {
  readonly sent = new Loaded<Told>();
  pending: readonly Note[];
  isSending = false;
  /** One that the cloud would not have, and why. */
  dropped: { door: string; why: string } | null = null;

  constructor(
    private readonly call: Call,
    private readonly keep: Keep,
    private readonly of: { communityCode: string; noticeId: string },
    private readonly onTold: (told: Told) => void,
  ) {
    this.pending = keep.get<Note[]>(this.key) ?? [];
    makeAutoObservable<this, 'call' | 'keep' | 'of' | 'onTold' | 'key'>(this, {
      call: false,
      keep: false,
      of: false,
      onTold: false,
      key: false,
    });
  }

  private get key(): string {
    return `household.notes.${this.of.communityCode}.${this.of.noticeId}`;
  }

  /** What waits to be sent of one household. */
  about(householdId: string): Note | null {
    return this.pending.find((note) => note.householdId === householdId) ?? null;
  }

  async add(note: Omit<Note, 'clientId'>): Promise<void> {
    this.dropped = null;
    this.hold([...this.pending, { ...note, clientId: newId() }]);
    await this.send();
  }

  /** Sends what waits. Without a network everything stays; one that fails for itself holds up no other household. */
  async send(): Promise<void> {
    if (this.isSending) return;
    this.begin(true);
    const stuck = new Set<string>();
    for (;;) {
      const note = this.pending.find(({ householdId }) => !stuck.has(householdId));
      if (!note) break;
      const { clientId, householdId, how, outcome } = note;
      const told = await this.sent.from(() =>
        this.call.households.told({ ...this.of, clientId, householdId, how, outcome }),
      );
      const { failure } = this.sent;
      if (told) {
        this.done(note);
        this.onTold(told);
      } else if (failure?.kind === 'refused') this.done(note, failure.message);
      else {
        stuck.add(householdId);
        if (failure?.kind === 'offline') break;
      }
    }
    this.begin(false);
  }

  private begin(isSending: boolean): void {
    this.isSending = isSending;
  }

  private done(note: Note, why: string | null = null): void {
    this.hold(this.pending.filter(({ clientId }) => clientId !== note.clientId));
    if (why !== null) this.dropped = { door: note.door, why };
  }

  private hold(pending: readonly Note[]): void {
    this.pending = pending;
    if (pending.length > 0) this.keep.set(this.key, pending);
    else this.keep.drop(this.key);
  }
}
