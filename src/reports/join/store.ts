import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { Unit } from '../../../types/service';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Typed } from '../../kit/typed';

export class JoinStore {
  readonly typed: Typed;
  readonly joined = new Loaded<Unit>();

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
}
