import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import type { Notice, NoticeAct } from '../../types/notices';
import type { Keep } from '../kit/keep';
import { Loaded } from '../kit/loaded';
import { GroupsStore } from './groups';
import { Typed } from '../kit/typed';

type Figures = Output<Contract['notices']['figures']>;

interface Managed {
  notice: Notice;
  may: readonly NoticeAct[];
}

/** One notice at the desk: what it did, and what may be done with it. */
export class NoticeDeskStore {
  readonly managed = new Loaded<Managed>();
  readonly figures = new Loaded<Figures>();
  readonly act = new Loaded<Notice>();
  readonly groups: GroupsStore;
  readonly withdrawReason: Typed;
  readonly releaseReason: Typed;

  constructor(
    private readonly call: Call,
    keep: Keep,
    readonly noticeId: string,
  ) {
    this.groups = new GroupsStore(call, keep, noticeId);
    this.withdrawReason = new Typed(keep, `withdraw.${noticeId}`);
    this.releaseReason = new Typed(keep, `release.${noticeId}`);
    makeAutoObservable<this, 'call'>(this, { call: false });
  }

  async load(): Promise<void> {
    const { noticeId } = this;
    const opened = await this.managed.from(() => this.call.notices.show({ noticeId }));
    if (!opened?.may.includes('figures')) return;
    await Promise.all([this.figures.from(() => this.call.notices.figures({ noticeId })), this.groups.load()]);
  }

  /** A new act begins with no word of what became of the one before. */
  begin(): void {
    this.act.set(null);
  }

  withdraw(): Promise<boolean> {
    return this.forReason(this.withdrawReason, (why) => this.call.notices.withdraw(why));
  }

  release(): Promise<boolean> {
    return this.forReason(this.releaseReason, (why) => this.call.notices.release(why));
  }

  pin(pinned: boolean): Promise<boolean> {
    return this.doing(() => this.call.notices.pin({ noticeId: this.noticeId, pinned }));
  }

  private async forReason(
    typed: Typed,
    ask: (why: { noticeId: string; reason: string }) => Promise<{ notice: Notice }>,
  ): Promise<boolean> {
    const done = await this.doing(() => ask({ noticeId: this.noticeId, reason: typed.text.trim() }));
    if (done) typed.sent();
    return done;
  }

  /** A refusal, too, may mean that the notice is no longer what the page shows. */
  private async doing(ask: () => Promise<{ notice: Notice }>): Promise<boolean> {
    const done = await this.act.from(async () => (await ask()).notice);
    if (done || this.act.failure?.kind === 'refused') await this.load();
    return done !== null;
  }
}
