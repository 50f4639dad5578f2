import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import type { Notice, NoticeAct } from '../../types/notices';
import type { Place } from '../../types/org';
import type { Keep } from '../kit/keep';
import { Loaded } from '../kit/loaded';

type List = Output<Contract['notices']['desk']>;
type Figures = Output<Contract['notices']['figures']>;

/** Exactly one of the two says whom a notice is for. */
export const addressed = ({ level, code }: Place): { communityCode: string } | { nodeCode: string } =>
  level === 'community' ? { communityCode: code } : { nodeCode: code };

/** All notices of one place, drafts and withdrawn ones too. */
export class DeskStore {
  readonly list = new Loaded<List>();
  readonly more = new Loaded<List>();
  place: Place | null = null;

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call'>(this, { call: false });
  }

  async load(place: Place): Promise<void> {
    if (place.code !== this.place?.code) this.list.set(null);
    this.place = place;
    await this.list.from(() => this.call.notices.desk(addressed(place)));
  }

  async loadMore(): Promise<void> {
    const { place } = this;
    const list = this.list.value;
    if (!place || !list?.next || this.more.busy) return;
    const before = list.next;
    const page = await this.more.from(() => this.call.notices.desk({ ...addressed(place), before }));
    if (page && this.list.value === list) {
      this.list.set({ notices: [...list.notices, ...page.notices], next: page.next });
    }
  }
}

interface Managed {
  notice: Notice;
  may: readonly NoticeAct[];
}

/** One notice at the desk: what it did, and what may be done with it. */
export class NoticeDeskStore {
  readonly managed = new Loaded<Managed>();
  readonly figures = new Loaded<Figures>();
  readonly act = new Loaded<Notice>();
  /** Kept until it was sent, like everything somebody typed. */
  reason: string;

  constructor(
    private readonly call: Call,
    private readonly keep: Keep,
    readonly noticeId: string,
  ) {
    this.reason = keep.get(this.reasonKey) ?? '';
    makeAutoObservable<this, 'call' | 'keep'>(this, { call: false, keep: false });
  }

  private get reasonKey(): string {
    return `withdraw.${this.noticeId}`;
  }

  async load(): Promise<void> {
    const { noticeId } = this;
    const opened = await this.managed.from(() => this.call.notices.show({ noticeId }));
    if (opened?.may.includes('figures')) await this.figures.from(() => this.call.notices.figures({ noticeId }));
  }

  setReason(reason: string): void {
    this.reason = reason;
    this.keep.set(this.reasonKey, reason);
  }

  async withdraw(): Promise<boolean> {
    const done = await this.doing(() =>
      this.call.notices.withdraw({ noticeId: this.noticeId, reason: this.reason.trim() }),
    );
    if (done) this.keep.drop(this.reasonKey);
    return done;
  }

  pin(pinned: boolean): Promise<boolean> {
    return this.doing(() => this.call.notices.pin({ noticeId: this.noticeId, pinned }));
  }

  private async doing(ask: () => Promise<{ notice: Notice }>): Promise<boolean> {
    const done = await this.act.from(async () => (await ask()).notice);
    if (done) await this.load();
    return done !== null;
  }
}
