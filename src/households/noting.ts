import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Input, Output, RefusalCode } from '../../types';
import type { Keep } from '../kit/keep';
import { newId } from '../kit/id';
import { Loaded } from '../kit/loaded';

type Told = Output<Contract['households']['told']>;
type Asked = Input<Contract['households']['told']>;

/** What came of a door or a call, as it waits to be sent. */
export interface Note extends Pick<Asked, 'clientId' | 'householdId' | 'how' | 'outcome' | 'notedAt'> {
  /** Its door in words, for whoever reads that it was not taken. */
  door: string;
}

/** A notice at the doors of a community. */
export interface Round {
  communityCode: string;
  noticeId: string;
}

export interface House {
  call: Call;
  keep: Keep;
  /** Whether whoever noted it is the one who is signed in. */
  isHere: () => boolean;
}

/** What says nothing of the note: once its writer is signed in again, and works there, it goes as it is. */
const waiting: readonly (RefusalCode | null)[] = ['session.required', 'role.missing'];

/** What is noted at the doors: each lies on the phone under its own id until the cloud has it, and goes in the order it was noted. */
export class Noting {
  readonly sent = new Loaded<Told>();
  pending: readonly Note[];
  isSending = false;
  /** One that the cloud would not have, and why. */
  dropped: { door: string; why: string } | null = null;
  /** Whoever has the list in sight learns what the cloud says of a note. */
  onTold: (told: Told) => void = () => undefined;

  constructor(
    private readonly house: House,
    private readonly of: Round,
  ) {
    this.pending = house.keep.get<Note[]>(this.key) ?? [];
    makeAutoObservable<this, 'house' | 'of' | 'key'>(this, { house: false, of: false, onTold: false, key: false });
  }

  private get key(): string {
    return `household.notes.${this.of.communityCode}.${this.of.noticeId}`;
  }

  /** How many wait, while none is on its way. */
  get unsent(): number {
    return this.isSending ? 0 : this.pending.length;
  }

  /** What waits to be sent of one household. */
  about(householdId: string): Note | null {
    return this.pending.find((note) => note.householdId === householdId) ?? null;
  }

  async add(note: Omit<Note, 'clientId' | 'notedAt'>): Promise<void> {
    this.dropped = null;
    this.hold([...this.pending, { ...note, clientId: newId(), notedAt: new Date().toISOString() }]);
    await this.send();
  }

  /**
   * Sends what waits. Without a network, or without a session, everything stays; one that fails for itself holds up no other
   * household. Nothing goes out under the name of somebody else who has this phone now.
   */
  async send(): Promise<void> {
    if (this.isSending) return;
    this.begin(true);
    const stuck = new Set<string>();
    while (this.house.isHere()) {
      const note = this.pending.find(({ householdId }) => !stuck.has(householdId));
      if (!note) break;
      const { door: _, ...noted } = note;
      const told = await this.sent.from(() => this.house.call.households.told({ ...this.of, ...noted }));
      const { failure } = this.sent;
      if (told) {
        this.done(note);
        this.onTold(told);
      } else if (failure?.kind === 'offline' || waiting.includes(failure?.refusal ?? null)) break;
      else if (failure?.kind === 'refused') this.done(note, failure.message);
      else stuck.add(note.householdId);
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
    if (pending.length > 0) this.house.keep.set(this.key, pending);
    else this.house.keep.drop(this.key);
  }
}

/** One for each person and round as long as the program runs, so that two pages neither send a note twice nor forget each other's. */
const rounds = new Map<string, Noting>();
export function notingOf(owner: string | null, of: Round, house: House): Noting {
  const key = `${owner} ${of.communityCode} ${of.noticeId}`;
  const noting = rounds.get(key) ?? new Noting(house, of);
  rounds.set(key, noting);
  return noting;
}
