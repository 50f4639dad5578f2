import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { Board } from '../../../types/households';
import { Loaded } from '../../kit/loaded';

interface Register {
  total: number;
  waiting: number;
}

/** The must-know notices of a community, and how its households stand with them. */
export class BoardsStore {
  readonly boards = new Loaded<readonly Board[]>();
  readonly register = new Loaded<Register>();
  communityCode: string | null = null;

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call'>(this, { call: false });
  }

  async load(communityCode: string): Promise<void> {
    if (communityCode !== this.communityCode) {
      this.communityCode = communityCode;
      this.boards.set(null);
      this.register.set(null);
    }
    await Promise.all([
      this.boards.from(async () => (await this.call.households.boards({ communityCode })).boards),
      // One row is asked for what is counted beside it.
      this.register.from(() => this.call.households.list({ communityCode, limit: 1 })),
    ]);
  }
}
