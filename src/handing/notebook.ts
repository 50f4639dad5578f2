import { makeAutoObservable, observableRef, runInAction } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import type { Conflict, Holder } from '../../types/pickup';
import { limits } from '../../types/limits';
import { newId } from '../kit/id';
import type { Keep } from '../kit/keep';
import { Loaded } from '../kit/loaded';
import { shanghai } from '../kit/time';
import { prefixOf, type Read } from './reading';

export type DeskList = Output<Contract['eggs']['deskList']>;

/** The desk of a campaign in a community. */
export interface There {
  campaignId: string;
  communityCode: string;
}
export interface House {
  call: Call;
  keep: Keep;
  /** Whether whoever wrote it down is the one who is signed in. */
  isHere: () => boolean;
  clock?: () => number;
}

/** Eggs that were handed over and that the cloud has not heard of. */
export interface Note {
  clientId: string;
  code: string;
  count: number;
  at: string;
  number: number;
  masked: string | null;
}
/** One that the cloud did not take in as it was noted. */
export interface Conflicted extends Note {
  counted: number;
  conflict: Conflict;
}
/** Why the phone by itself would not hand over. */
export type Unfit = 'noList' | 'elsewhere' | 'day' | 'unlisted' | 'again' | 'none' | 'full';

/** So many are taken in at once: a weak network has the first ones before it is lost again. */
const PIECE = 100;
/** So many codes are remembered as used, the newest. */
const SPENT = 1_000;

interface Kept {
  list: DeskList;
  /** The phone's time when the list came, against the cloud's. */
  ahead: number;
}
interface Piece {
  clientId: string;
  notes: string[];
}
type Given = Pick<Note, 'number' | 'count'>;

/**
 * What a desk needs without a network: the list of who has eggs, and a place to write down who was given some. Everything lies on the
 * phone under its own id until the cloud has it, also through a restart.
 */
export class Notebook {
  readonly listed = new Loaded<DeskList>();
  readonly merged = new Loaded<true>();
  notes: readonly Note[];
  conflicts: readonly Conflicted[];
  private kept: Kept | null;
  /** Handed over since the list came. */
  private given: readonly Given[];
  private spent: readonly string[];
  private isMerging = false;

  constructor(
    private readonly house: House,
    readonly there: There,
  ) {
    const { keep } = house;
    this.kept = keep.get(this.key('list'));
    this.notes = keep.get(this.key('notes')) ?? [];
    this.conflicts = keep.get(this.key('conflicts')) ?? [];
    this.given = keep.get(this.key('given')) ?? [];
    this.spent = keep.get(this.key('spent')) ?? [];
    makeAutoObservable<this, 'house' | 'key' | 'kept' | 'save'>(this, {
      house: false,
      there: false,
      key: false,
      save: false,
      kept: observableRef,
      // A desk that stays open over night finds another day by the clock alone.
      isDay: false,
      nextDay: false,
    });
  }

  get list(): DeskList | null {
    return this.kept?.list ?? null;
  }

  /** How many wait, while none is on its way. */
  get unsent(): number {
    return this.isMerging ? 0 : this.notes.length;
  }

  /** Whether eggs are handed out here today; true while nobody knows. */
  get isDay(): boolean {
    return this.list === null || this.days.includes(shanghai(this.now).day);
  }

  /** When eggs are handed out here the next time after today, as far as it is settled. */
  get nextDay(): string | null {
    const { day: today } = shanghai(this.now);
    return this.days.filter((day) => day > today).sort()[0] ?? null;
  }

  private get days(): string[] {
    const { list, there } = this;
    const here = list?.campaign.pickUps.filter(
      ({ communityCode }) => communityCode === undefined || communityCode === there.communityCode,
    );
    return here?.map(({ day }) => day) ?? [];
  }

  /** The cloud's time, as far as the phone knows it. */
  private get now(): number {
    return this.phoneTime - (this.kept?.ahead ?? 0);
  }

  private get phoneTime(): number {
    return (this.house.clock ?? Date.now)();
  }

  async refresh(): Promise<void> {
    const known = this.given.length;
    const list = await this.listed.from(() => this.house.call.eggs.deskList(this.there));
    if (!list) return;
    runInAction(() => {
      this.kept = { list, ahead: this.phoneTime - Date.parse(list.now) };
      // What was handed over before it was asked for stands in it.
      this.given = this.given.slice(known);
      this.save('list', this.kept);
      this.save('given', this.given);
    });
  }

  /** Who has this number, with what is left less what this phone handed over since. */
  find(number: number): Holder | null {
    const [, masked = null, left = 0] = this.list?.holders.find(([one]) => one === number) ?? [];
    if (!this.list?.holders.some(([one]) => one === number)) return null;
    const gone = [...this.notes, ...this.given].reduce((sum, one) => sum + (one.number === number ? one.count : 0), 0);
    return { number, masked, left: Math.max(0, left - gone) };
  }

  /** Reads a code without the cloud: what the phone can know of it by itself. */
  read(code: Read): Holder | Unfit {
    if (!this.list) return 'noList';
    if (code.prefix !== null && code.prefix !== prefixOf(this.there)) return 'elsewhere';
    if (!this.isDay) return 'day';
    const holder = this.find(code.number);
    if (!holder) return 'unlisted';
    if (this.spent.includes(code.code)) return 'again';
    if (holder.left === 0) return 'none';
    return this.notes.length < limits.offlineHandings ? holder : 'full';
  }

  /** Writes down what is handed over without the cloud. @returns false when it is more than there is, or another would not fit */
  note({ code, number }: Read, count: number): boolean {
    const holder = this.find(number);
    if (!holder || count < 1 || count > holder.left || this.notes.length >= limits.offlineHandings) return false;
    if (this.spent.includes(code)) return false;
    const at = new Date(this.now).toISOString();
    this.hold([...this.notes, { clientId: newId(), code, count, at, number, masked: holder.masked }]);
    this.spend(code);
    return true;
  }

  /** The cloud has noted by itself that eggs were handed over. */
  handed(given: Given, code: string): void {
    this.given = [...this.given, { number: given.number, count: given.count }];
    this.save('given', this.given);
    this.spend(code);
  }

  /** Takes in what was written down, in pieces. A piece whose answer was lost goes once more as it was. */
  async merge(): Promise<void> {
    if (this.isMerging || this.notes.length === 0) return;
    this.begin(true);
    while (this.notes.length > 0 && this.house.isHere()) {
      const piece = this.nextPiece();
      const notes = this.notes.filter(({ clientId }) => piece.notes.includes(clientId));
      const handings = notes.map(({ clientId, code, count, at }) => ({ clientId, code, count, at }));
      const { there } = this;
      const done = await this.merged.from(async () => {
        const { results } = await this.house.call.eggs.mergeDesk({ clientId: piece.clientId, ...there, handings });
        this.settle(piece, results);
        return true as const;
      });
      if (!done) break;
    }
    this.begin(false);
    if (this.merged.value && this.notes.length === 0) await this.refresh();
  }

  /** A person has read of it. */
  see({ clientId }: Conflicted): void {
    this.conflicts = this.conflicts.filter((one) => one.clientId !== clientId);
    this.save('conflicts', this.conflicts);
  }

  private begin(isMerging: boolean): void {
    this.isMerging = isMerging;
    if (isMerging) this.merged.set(null);
  }

  private nextPiece(): Piece {
    const begun = this.house.keep.get<Piece>(this.key('piece'));
    const piece = begun ?? { clientId: newId(), notes: this.notes.slice(0, PIECE).map(({ clientId }) => clientId) };
    this.save('piece', piece);
    return piece;
  }

  private settle(piece: Piece, results: Output<Contract['eggs']['mergeDesk']>['results']): void {
    const of = new Map(results.map((one) => [one.clientId, one]));
    const settled = this.notes.filter(({ clientId }) => piece.notes.includes(clientId));
    for (const note of settled) {
      const { counted = 0, conflict = null } = of.get(note.clientId) ?? {};
      if (conflict !== null) this.conflicts = [...this.conflicts, { ...note, counted, conflict }];
      if (counted > 0) this.given = [...this.given, { number: note.number, count: counted }];
    }
    this.save('conflicts', this.conflicts);
    this.save('given', this.given);
    this.hold(this.notes.filter(({ clientId }) => !piece.notes.includes(clientId)));
    this.house.keep.drop(this.key('piece'));
  }

  private spend(code: string): void {
    this.spent = [...this.spent.slice(1 - SPENT), code];
    this.save('spent', this.spent);
  }

  private hold(notes: readonly Note[]): void {
    this.notes = notes;
    this.save('notes', notes);
  }

  private key(part: string): string {
    return `handing.${part}.${this.there.campaignId}.${this.there.communityCode}`;
  }

  private save(part: string, value: object): void {
    const { keep } = this.house;
    if (Array.isArray(value) && value.length === 0) keep.drop(this.key(part));
    else keep.set(this.key(part), value);
  }
}

/** Whether this phone can be a desk without a network: it has the list from before. */
export const hasList = (keep: Keep, { campaignId, communityCode }: There): boolean =>
  keep.get(`handing.list.${campaignId}.${communityCode}`) !== null;
