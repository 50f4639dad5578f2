import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { Place } from '../../../types/org';
import { Loaded } from '../../kit/loaded';
import { shanghai } from '../../kit/time';
import { cloudNow } from '../clock';
import { addressed } from '../../kit/places';

/** A table of what was raised at a place, from one day to another: this month, unless somebody says otherwise. */
export class TableStore {
  readonly made = new Loaded<string>();
  firstDay: string;
  lastDay: string;
  code: string | null = null;
  /** What the address that is being made is for. */
  as: 'csv' | 'xlsx' | null = null;

  constructor(private readonly call: Call) {
    const { day } = shanghai(cloudNow());
    this.lastDay = day;
    this.firstDay = `${day.slice(0, 8)}01`;
    makeAutoObservable<this, 'call'>(this, { call: false });
  }

  get isWrong(): boolean {
    return this.firstDay > this.lastDay;
  }

  choose(code: string): void {
    this.code = code;
  }

  from(day: string): void {
    this.firstDay = day;
  }

  to(day: string): void {
    this.lastDay = day;
  }

  /** Its address, good for ten minutes; null when the cloud gave none. */
  async make(place: Place, as: 'csv' | 'xlsx'): Promise<string | null> {
    if (this.made.busy) return null;
    this.as = as;
    const { firstDay, lastDay } = this;
    return this.made.from(
      async () => (await this.call.reports.export({ ...addressed(place), firstDay, lastDay, as })).url,
    );
  }
}
