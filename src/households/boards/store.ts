import { makeAutoObservable, observableRef } from 'mobx';
import type { Call } from '../../../types';
import type { Board } from '../../../types/households';
import { Loaded } from '../../kit/loaded';
import type { Noting, Round } from '../noting';

interface Register {
  total: number;
  waiting: number;
}

/** The must-know notices of a community, and how its households stand with them. */
export class BoardsStore {
  readonly boards = new Loaded<readonly Board[]>();
  readonly register = new Loaded<Register>();
  communityCode: string | null = null;
  /** What was noted at the doors of each notice. */
  notings: readonly Noting[] = [];

  constructor(
    private readonly call: Call,
    private readonly notingOf: (of: Round) => Noting,
  ) {
    makeAutoObservable<this, 'call' | 'notingOf'>(this, { call: false, notingOf: false, notings: observableRef });
  }

  /** How many notes wait to be sent. */
  get unsent(): number {
    return this.notings.reduce((sum, { unsent }) => sum + unsent, 0);
  }

  async load(communityCode: string): Promise<void> {
    if (communityCode !== this.communityCode) {
      this.communityCode = communityCode;
      this.boards.set(null);
      this.register.set(null);
    }
    await Promise.all([
      this.ask(communityCode),
      // One row is asked for what is counted beside it.
      this.register.from(() => this.call.households.list({ communityCode, limit: 1 })),
    ]);
    await this.send();
  }

  /** Sends what waits of every notice, and looks again at figures that have changed by it. */
  async send(): Promise<void> {
    const { unsent, communityCode } = this;
    if (unsent === 0 || !communityCode) return;
    for (const noting of this.notings) await noting.send();
    if (this.unsent < unsent) await this.ask(communityCode);
  }

  private async ask(communityCode: string): Promise<void> {
    const boards = await this.boards.from(async () => (await this.call.households.boards({ communityCode })).boards);
    if (boards) this.take(boards.map(({ noticeId }) => this.notingOf({ communityCode, noticeId })));
  }

  private take(notings: readonly Noting[]): void {
    this.notings = notings;
  }
}
