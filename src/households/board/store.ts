import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../../types';
import type { Standing, Stop } from '../../../types/households';
import type { Grid } from '../../../types/service';
import { Loaded } from '../../kit/loaded';
import { shanghai } from '../../kit/time';
import { words } from '../../kit/words';
import { Leafing } from '../leafing';
import type { Note, Noting, Round } from '../noting';

type Shown = Output<Contract['households']['board']>;
type How = Note['how'];

/** So many rows are drawn at once and never more: a phone stays quick at the twentieth floor. */
const PAGE = 8;

/** One must-know notice in one community: how its households stand, and the list to go along. */
export class BoardStore {
  readonly board = new Loaded<Shown>();
  readonly grids = new Loaded<readonly Grid[]>();
  readonly reminded = new Loaded<Output<Contract['households']['remind']>>();
  readonly dialled = new Loaded<string>();
  readonly list: Leafing<Stop>;
  standing: Standing = 'rest';
  grid: Pick<Grid, 'id' | 'name'> | null = null;
  /** Whose number is looked up, or was last. */
  dialling: string | null = null;
  /** The household of which it is asked what came of it. */
  asking: { householdId: string; how: How } | null = null;
  /** Those that were noted since the list was loaded: they stay where they stand, and can be taken back. */
  noted: readonly string[] = [];

  constructor(
    private readonly call: Call,
    private readonly at: Round,
    readonly noting: Noting,
  ) {
    this.list = new Leafing(async (after) => {
      const { standing, grid } = this;
      const asked = { ...this.at, standing, limit: PAGE, ...(grid && { gridId: grid.id }), ...(after && { after }) };
      const { stops, next } = await this.call.households.stops(asked);
      this.begin();
      return { rows: stops, next };
    });
    noting.onTold = (told) => this.learn(told);
    makeAutoObservable<this, 'call' | 'at'>(this, { call: false, at: false, list: false, noting: false });
  }

  /** Whether somebody was reminded today already. */
  get remindedToday(): string | null {
    const at = this.board.value?.remindedAt ?? null;
    return at && shanghai(at).day === shanghai(Date.now()).day ? at : null;
  }

  async load(): Promise<void> {
    const { communityCode } = this.at;
    await Promise.all([
      this.board.from(() => this.call.households.board(this.at)),
      this.list.again(),
      this.grids.from(async () => (await this.call.service.grids({ communityCode })).grids),
    ]);
  }

  async look(standing: Standing): Promise<void> {
    this.standing = standing;
    await this.list.first();
  }

  async narrow(grid: Pick<Grid, 'id' | 'name'> | null): Promise<void> {
    this.grid = grid;
    await this.list.first();
  }

  /** Gives the number to whoever dials, and then asks what came of it. */
  async dial({ household: { id: householdId } }: Stop, dial: (number: string) => void): Promise<void> {
    if (this.dialled.busy) return;
    const { communityCode } = this.at;
    this.dialling = householdId;
    const number = await this.dialled.from(
      async () => (await this.call.households.phone({ communityCode, householdId })).phone,
    );
    if (number === null) return;
    dial(number);
    this.ask(householdId, 'phone');
  }

  ask(householdId: string, how: How): void {
    this.asking = { householdId, how };
  }

  leave(): void {
    this.asking = null;
  }

  async note({ household }: Stop, how: How, outcome: Note['outcome']): Promise<void> {
    this.asking = null;
    this.dialled.set(null);
    await this.noting.add({ householdId: household.id, door: words.door(household), how, outcome });
  }

  async remind(): Promise<number | null> {
    const done = await this.reminded.from(() => this.call.households.remind(this.at));
    const { failure } = this.reminded;
    // A colleague was faster: when, the board says.
    if (done || failure?.refusal === 'household.reminded')
      await this.board.from(() => this.call.households.board(this.at));
    return done?.reminded ?? null;
  }

  private begin(): void {
    this.asking = null;
    this.noted = [];
  }

  private learn({ stop, board }: Output<Contract['households']['told']>): void {
    const { id } = stop.household;
    const others = this.noted.filter((one) => one !== id);
    this.noted = stop.last?.outcome === 'undone' ? others : [...others, id];
    this.list.replace(({ household }) => household.id === id, stop);
    const { value } = this.board;
    if (value) this.board.set({ ...value, board });
  }
}
