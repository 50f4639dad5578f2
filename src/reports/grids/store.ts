import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { Grid } from '../../../types/service';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Editing } from '../../kit/editing';
import { say } from '../settings/words';

interface Form {
  name: string;
  about: string;
  location: Grid['location'];
}

/** The grids of a community. */
export class GridsStore {
  readonly list = new Loaded<Grid[]>();
  readonly editing: Editing<Form>;
  /** The one that is changed; null for a new one. */
  private changing: string | null = null;

  constructor(
    private readonly call: Call,
    keep: Keep,
    private readonly communityCode: string,
  ) {
    this.editing = new Editing<Form>(keep, { name: '', about: '', location: null });
    makeAutoObservable<this, 'call' | 'communityCode'>(this, { call: false, communityCode: false });
  }

  get isNew(): boolean {
    return this.changing === null;
  }

  get lack(): string | null {
    return this.editing.form.name.trim() ? null : say.grid.needName;
  }

  async load(): Promise<void> {
    const { communityCode } = this;
    await this.list.from(async () => (await this.call.service.grids({ communityCode })).grids);
  }

  open(grid: Grid | null): void {
    this.changing = grid?.id ?? null;
    const from = grid ? { name: grid.name, about: grid.about ?? '', location: grid.location } : {};
    this.editing.open(`service.grid.${this.communityCode}.${grid?.id ?? 'new'}`, from);
  }

  async save(): Promise<boolean> {
    const { communityCode, changing } = this;
    return this.editing.send(async ({ name, about, location }, clientId) => {
      const input = {
        clientId,
        communityCode,
        name: name.trim(),
        ...(changing && { gridId: changing }),
        ...(about.trim() && { about: about.trim() }),
        ...(location && { location }),
      };
      this.list.set((await this.call.service.setGrid(input)).grids);
    });
  }

  async drop(): Promise<boolean> {
    const { communityCode, changing: gridId } = this;
    if (!gridId) return false;
    return this.editing.send(async () => {
      this.list.set((await this.call.service.dropGrid({ communityCode, gridId })).grids);
    });
  }
}
