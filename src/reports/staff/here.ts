import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../../types';
import type { Grid, Hours, Unit } from '../../../types/service';
import { Loaded } from '../../kit/loaded';

export type Worker = Output<Contract['service']['workers']>['workers'][number];

/** Who and what there is in a community to answer with, each asked for when it is first wanted. */
export class Here {
  readonly templates = new Loaded<string[]>();
  readonly workers = new Loaded<Worker[]>();
  readonly grids = new Loaded<Grid[]>();
  readonly units = new Loaded<Unit[]>();
  readonly hours = new Loaded<Hours>();

  constructor(
    private readonly call: Call,
    readonly communityCode: string,
  ) {
    makeAutoObservable<this, 'call'>(this, { call: false, communityCode: false });
  }

  private get at() {
    return { communityCode: this.communityCode };
  }

  async loadTemplates(): Promise<void> {
    await this.templates.from(async () => (await this.call.service.templates(this.at)).templates);
  }

  async loadWorkers(): Promise<void> {
    await this.workers.from(async () => (await this.call.service.workers(this.at)).workers);
  }

  async loadGrids(): Promise<void> {
    await this.grids.from(async () => (await this.call.service.grids(this.at)).grids);
  }

  async loadHours(): Promise<void> {
    await this.hours.from(async () => (await this.call.service.hours(this.at)).hours);
  }

  async loadUnits(): Promise<void> {
    await this.units.from(async () => (await this.call.service.units(this.at)).units);
  }
}
