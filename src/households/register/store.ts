import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../../types';
import type { Household } from '../../../types/households';
import type { Grid } from '../../../types/service';
import type { Keep } from '../../kit/keep';
import { Editing } from '../../kit/editing';
import { Loaded } from '../../kit/loaded';
import { Leafing } from '../leafing';
import { say } from '../words';

type Counts = Pick<Output<Contract['households']['list']>, 'total' | 'people' | 'waiting'>;

export interface Form {
  building: string;
  unit: string;
  room: string;
  gridId: string | null;
  /** What becomes of the number that is known. */
  way: 'leave' | 'replace' | 'forget';
  phone: string;
}
const blank: Form = { building: '', unit: '', room: '', gridId: null, way: 'leave', phone: '' };

/** Long enough that a door is typed, short enough that nobody waits. */
const PAUSE_MS = 300;
const PAGE = 10;

/** The register of a community: who is looked for, and what is changed. */
export class RegisterStore {
  readonly counts = new Loaded<Counts>();
  readonly grids = new Loaded<readonly Grid[]>();
  readonly list: Leafing<Household>;
  readonly editing: Editing<Form>;
  q = '';
  grid: Pick<Grid, 'id' | 'name'> | null = null;
  /** The one that is changed; null for a new one. */
  changing: Household | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly call: Call,
    keep: Keep,
    private readonly communityCode: string,
  ) {
    this.list = new Leafing(async (after) => {
      const { q, grid } = this;
      const asked = {
        communityCode,
        limit: PAGE,
        q: q.trim(),
        ...(grid && { gridId: grid.id }),
        ...(after && { after }),
      };
      const { households, next, ...counts } = await this.call.households.list(asked);
      this.counts.set(counts);
      return { rows: households, next };
    });
    this.editing = new Editing<Form>(keep, blank);
    makeAutoObservable<this, 'call' | 'communityCode' | 'timer'>(this, {
      call: false,
      communityCode: false,
      timer: false,
      list: false,
      editing: false,
    });
  }

  get lack(): string | null {
    const { building, room, way, phone } = this.editing.form;
    if (!building.trim()) return say.door.needBuilding;
    if (!room.trim()) return say.door.needRoom;
    return this.changing?.phone && way === 'replace' && !phone.trim() ? say.register.needPhone : null;
  }

  /** Looked for, or narrowed to a grid. */
  get isNarrowed(): boolean {
    return this.q.trim() !== '' || this.grid !== null;
  }

  gridName(id: string | null): string | null {
    return this.grids.value?.find((grid) => grid.id === id)?.name ?? null;
  }

  async load(): Promise<void> {
    const { communityCode } = this;
    await Promise.all([
      this.list.again(),
      this.grids.from(async () => (await this.call.service.grids({ communityCode })).grids),
    ]);
  }

  type(q: string): void {
    this.q = q;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.list.first(), PAUSE_MS);
  }

  async narrow(grid: Pick<Grid, 'id' | 'name'> | null): Promise<void> {
    this.grid = grid;
    await this.list.first();
  }

  open(household: Household | null): void {
    this.changing = household;
    const { building = '', unit = '', room = '', gridId = null, id = 'new' } = household ?? {};
    this.editing.open(`household.${this.communityCode}.${id}`, { building, unit, room, gridId });
  }

  async save(): Promise<boolean> {
    const { communityCode, changing } = this;
    const done = await this.editing.send(({ building, unit, room, gridId, way, phone }, clientId) => {
      const input = {
        clientId,
        communityCode,
        building: building.trim(),
        unit: unit.trim(),
        room: room.trim(),
        ...(gridId !== null && { gridId }),
        ...(changing && { householdId: changing.id }),
        ...phoneOf(changing?.phone ? way : 'replace', phone.trim(), changing === null),
      };
      return this.call.households.set(input);
    });
    if (done) await this.list.again();
    return done;
  }

  async drop(): Promise<boolean> {
    return this.settle((one) => this.call.households.drop(one));
  }

  /** Whoever lives there is asked anew; the household stays. */
  async renew(): Promise<boolean> {
    return this.settle((one) => this.call.households.renew(one));
  }

  private async settle(
    act: (one: { communityCode: string; householdId: string }) => Promise<unknown>,
  ): Promise<boolean> {
    const { communityCode, changing } = this;
    if (!changing) return false;
    const done = await this.editing.send(() => act({ communityCode, householdId: changing.id }));
    if (done) await this.list.again();
    return done;
  }
}

/** A number that is left out stays as it is, and an empty one is forgotten. */
function phoneOf(way: Form['way'], phone: string, isNew: boolean): { phone?: string } {
  if (way === 'forget') return { phone: '' };
  if (way === 'leave' || (phone === '' && !isNew)) return {};
  return phone === '' ? {} : { phone };
}
