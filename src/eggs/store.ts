import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import { Loaded } from '../kit/loaded';

export type Calendar = Output<Contract['eggs']['calendar']>;

export class CalendarStore {
  readonly calendar = new Loaded<Calendar>();

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call'>(this, { call: false });
  }

  async load(): Promise<void> {
    await this.calendar.from(() => this.call.eggs.calendar({}));
  }
}
