import Taro, { useDidShow } from '@tarojs/taro';
import { makeAutoObservable } from 'mobx';
import { useEffect } from 'react';
import type { Call, Contract, Output } from '../../types';
import { call } from './call';
import { Loaded } from './loaded';
import { session, type Me } from './session';

const SERVICES = 1;
/** Whether a whistle may call somebody: who handles for a unit, and who answers for more than one community, as a street office does. */
export const isCallable = ({ answers, units }: Me): boolean =>
  units.length > 0 || answers.some(({ level }) => level !== 'community');

/** WeChat draws a badge only on a page with tabs: elsewhere it refuses, and the next tab page asks again. */
const quietly = (done: Promise<unknown>): void => void done.catch(() => undefined);

/** What waits for whoever answers residents: a number in the list of services, and on its tab. */
export class Waiting {
  readonly counts = new Loaded<Output<Contract['reports']['counts']>>();
  private isShown = false;

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call' | 'isShown'>(this, { call: false, isShown: false });
  }

  get reports(): number {
    const { waiting = 0, due = 0 } = this.counts.value ?? {};
    return waiting + due;
  }

  get whistles(): number {
    return this.counts.value?.whistles ?? 0;
  }

  /** Everybody else is asked nothing, and has no badge. */
  async look(isAnswering: boolean): Promise<void> {
    if (isAnswering) await this.counts.from(() => this.call.reports.counts({}));
    else this.counts.set(null);
    this.show(this.reports + this.whistles);
  }

  private show(n: number): void {
    if (n > 0) quietly(Taro.setTabBarBadge({ index: SERVICES, text: n > 99 ? '99+' : String(n) }));
    else if (this.isShown) quietly(Taro.removeTabBarBadge({ index: SERVICES }));
    this.isShown = n > 0;
  }
}

export const waiting = new Waiting(call);

/** Counts again whenever a page with tabs is shown, and when somebody else is here. For an observer. */
export function useWaiting(): void {
  const { me } = session;
  const isAnswering = me !== null && me.answers.length + me.units.length > 0;
  const { epoch } = session;
  useEffect(() => void waiting.look(isAnswering), [isAnswering, epoch]);
  useDidShow(() => void waiting.look(isAnswering));
}
