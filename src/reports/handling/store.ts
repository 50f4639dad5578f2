import type { Call, Contract, Output } from '../../../types';
import { Loaded } from '../../kit/loaded';
import { Paged } from '../staff/paged';

/** What was whistled to the units that somebody handles for. */
export class HandlingStore {
  readonly list: Paged<Output<Contract['reports']['handling']>>;
  readonly counts = new Loaded<Output<Contract['reports']['counts']>>();

  constructor(private readonly call: Call) {
    this.list = new Paged((at) => call.reports.handling(at));
  }

  async first(): Promise<void> {
    await Promise.all([this.list.first(), this.count()]);
  }

  async again(): Promise<void> {
    await Promise.all([this.list.again(), this.count()]);
  }

  private async count(): Promise<void> {
    await this.counts.from(() => this.call.reports.counts({}));
  }
}
