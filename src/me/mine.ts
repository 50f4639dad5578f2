import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import { Loaded } from '../kit/loaded';

export type Mine = Output<Contract['session']['mine']>;

/** What of the session this page sets in motion. */
interface Person {
  /** Asks again who I am. */
  load(): Promise<void>;
  /** The cloud knows me no more. */
  gone(): Promise<void>;
}

/** Everything that is kept about me: to look at, to take along, and to have deleted. */
export class MineStore {
  readonly mine = new Loaded<Mine>();
  readonly phoned = new Loaded<string | null>();
  readonly erased = new Loaded<true>();

  constructor(
    private readonly call: Call,
    private readonly person: Person,
    /** Drops what lies on this phone and has not gone out. */
    private readonly forget: () => void,
  ) {
    makeAutoObservable<this, 'call' | 'person' | 'forget'>(this, { call: false, person: false, forget: false });
  }

  /** All of it as text, for the clipboard. */
  get text(): string {
    return JSON.stringify(this.mine.value, null, 2);
  }

  async load(): Promise<void> {
    await this.mine.from(() => this.call.session.mine({}));
  }

  givePhone(code: string): Promise<boolean> {
    return this.changePhone(async () => (await this.call.session.givePhone({ code })).phone);
  }

  dropPhone(): Promise<boolean> {
    return this.changePhone(async () => {
      await this.call.session.dropPhone({});
      return null;
    });
  }

  async erase(): Promise<boolean> {
    const done = await this.erased.from(async () => {
      await this.call.session.erase({ sure: true });
      return true as const;
    });
    if (!done) return false;
    this.forget();
    await this.person.gone();
    return true;
  }

  private async changePhone(change: () => Promise<string | null>): Promise<boolean> {
    await this.phoned.from(change);
    if (this.phoned.failure) return false;
    if (this.mine.value) this.mine.set({ ...this.mine.value, phone: this.phoned.value });
    await this.person.load();
    return true;
  }
}
