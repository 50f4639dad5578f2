import { makeAutoObservable, runInAction } from 'mobx';
import type { Call } from '../../../types';
import type { Unit } from '../../../types/service';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Typed } from '../../kit/typed';

export class JoinStore {
  readonly typed: Typed;
  readonly joined = new Loaded<Unit>();
  readonly left = new Loaded<true>();
  /** The unit that somebody is about to leave: asked once more. */
  leaving: string | null = null;

  constructor(
    private readonly call: Call,
    keep: Keep,
  ) {
    this.typed = new Typed(keep, 'service.join');
    makeAutoObservable<this, 'call'>(this, { call: false });
  }

  /** The code as it is sent: people write it down in fives. */
  private get code(): string {
    return this.typed.text.replace(/\D/g, '');
  }

  get isWhole(): boolean {
    return this.code.length === 10;
  }

  async join(): Promise<boolean> {
    const { code } = this;
    const unit = await this.joined.from(async () => (await this.call.service.joinUnit({ code })).unit);
    if (unit) this.typed.sent();
    return unit !== null;
  }

  /** Leaves a unit at the second touch. */
  async leave(unitId: string): Promise<boolean> {
    if (this.leaving !== unitId) {
      this.leaving = unitId;
      return false;
    }
    const left = await this.left.from(async () => {
      await this.call.service.leaveUnit({ unitId });
      return true as const;
    });
    if (left) runInAction(() => (this.leaving = null));
    return left !== null;
  }
}
