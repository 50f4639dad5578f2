import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { Hours } from '../../../types/service';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Here, type Worker } from '../staff/here';
import { Editing } from '../../kit/editing';

export interface Serving {
  gridIds: readonly string[];
  called: string;
}

/** How a community answers, at a glance; and what I do there. */
export class SettingsStore {
  readonly hours = new Loaded<Hours>();
  readonly serving: Editing<Serving>;
  here: Here | null = null;

  constructor(
    private readonly call: Call,
    keep: Keep,
  ) {
    this.serving = new Editing<Serving>(keep, { gridIds: [], called: '' });
    makeAutoObservable<this, 'call'>(this, { call: false });
  }

  get me(): Worker | null {
    return this.here?.workers.value?.find(({ me }) => me) ?? null;
  }

  get myGrids(): string[] {
    return this.here?.grids.value?.filter(({ id }) => this.me?.grids.includes(id)).map(({ name }) => name) ?? [];
  }

  async load(communityCode: string): Promise<void> {
    if (this.here?.communityCode !== communityCode) {
      this.here = new Here(this.call, communityCode);
      this.hours.set(null);
    }
    const { here } = this;
    await Promise.all([
      this.hours.from(async () => (await this.call.service.hours({ communityCode })).hours),
      here.loadGrids(),
      here.loadWorkers(),
    ]);
  }

  /** What I looked after and was called goes on, unless I began to change it. */
  begin(): void {
    const { here, me } = this;
    if (here) {
      const from = { gridIds: me?.grids ?? [], called: me?.called ?? '' };
      this.serving.open(`service.serve.${here.communityCode}`, from);
    }
  }

  async serve(): Promise<boolean> {
    const { here } = this;
    if (!here) return false;
    const done = await this.serving.send(({ gridIds, called }) =>
      this.call.service.serve({
        communityCode: here.communityCode,
        gridIds: [...gridIds],
        ...(called.trim() && { called: called.trim() }),
      }),
    );
    if (done) await here.loadWorkers();
    return done;
  }
}
