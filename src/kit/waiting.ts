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

/** Whether somebody has a 工作台: whoever works here in any way, handles for a unit, or keeps a shop. */
export const hasDesk = ({ answers, desk, units, visits, shops }: Me): boolean =>
  answers.length + desk.length + units.length + visits.length + shops.length > 0;

/** WeChat draws a badge only on a page with tabs: elsewhere it refuses, and the next tab page asks again. */
const quietly = (done: Promise<unknown>): void => void done.catch(() => undefined);

/** What needs whoever works here: their page, and a number on the way to it. It is asked for once, for both. */
export class Waiting {
  readonly now = new Loaded<Output<Contract['desk']['now']>>();
  private isShown = false;
  private epoch = 0;

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call' | 'isShown' | 'epoch'>(this, { call: false, isShown: false, epoch: false });
  }

  /** How many things somebody waits for. */
  get waited(): number {
    return this.now.value?.waited ?? 0;
  }

  /**
   * Everybody else is asked nothing, and has no badge.
   * @param epoch the session's: what the person before had to do is nobody else's business
   */
  async look(isWorking: boolean, epoch: number): Promise<void> {
    if (!isWorking || epoch !== this.epoch) this.now.set(null);
    this.epoch = epoch;
    if (isWorking) await this.now.from(() => this.call.desk.now({}));
    this.show(this.waited);
  }

  /** A badge that could not be taken away is still there: the next page with tabs tries again. */
  private show(n: number): void {
    if (n > 0) {
      this.isShown = true;
      quietly(Taro.setTabBarBadge({ index: SERVICES, text: n > 99 ? '99+' : String(n) }));
    } else if (this.isShown)
      quietly(Taro.removeTabBarBadge({ index: SERVICES }).then(() => void (this.isShown = false)));
  }
}

export const waiting = new Waiting(call);

/** Asks when somebody else is here. For an observer. @returns the way to ask again */
export function useLook(): () => Promise<void> {
  const { me, epoch } = session;
  const isWorking = me !== null && hasDesk(me);
  useEffect(() => void waiting.look(isWorking, epoch), [isWorking, epoch]);
  return () => waiting.look(isWorking, epoch);
}

/** Asks again whenever a page with tabs is shown, too. */
export function useWaiting(): void {
  const look = useLook();
  useDidShow(() => void look());
}
