import { makeAutoObservable, runInAction } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import type { Place } from '../../types/org';
import { Failure } from '../kit/failure';
import { Loaded } from '../kit/loaded';
import type { Foreseen } from './foreseen';
import { say } from './words';

type Opened = Output<Contract['notices']['open']>;
type Credited = Output<Contract['notices']['credit']>;
type Card = Output<Contract['shares']['card']>;
type Versions = Output<Contract['notices']['versions']>;

/** A little after the dwell time, since the clock that counts is the server's. */
const MARGIN_MS = 200;
const EARLY_MS = 1_000;
const MOST_TRIES = 8;

interface Entry {
  card?: string | undefined;
  scene?: number | undefined;
}

/** One notice, from the tap on its card to the credited read. */
export class NoticeStore {
  readonly opened = new Loaded<Opened>();
  readonly credited = new Loaded<Credited>();
  readonly versions = new Loaded<Versions>();
  readonly joined = new Loaded<Place>();
  /** Fetched beforehand, because WeChat wants a card's title and path at the very moment of sharing. */
  card: Card | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private isAway = false;
  private tries = 0;
  /** Says that the next opening is one which was counted already, and the opening that is under way. */
  private receipt: string | null = null;
  private opening: Promise<void> | null = null;

  constructor(
    private readonly call: Call,
    readonly noticeId: string,
    private readonly entry: Entry,
  ) {
    makeAutoObservable<this, 'call' | 'entry' | 'timer' | 'isAway' | 'tries' | 'receipt' | 'opening'>(this, {
      call: false,
      entry: false,
      timer: false,
      isAway: false,
      tries: false,
      receipt: false,
      opening: false,
    });
  }

  get readers(): number {
    return Math.max(this.opened.value?.readers ?? 0, this.credited.value?.readers ?? 0);
  }

  /** The community a newcomer could make their own: the one that speaks here. */
  get neighbourhood(): Place | null {
    const place = this.opened.value?.notice.place;
    return place?.level === 'community' ? place : null;
  }

  /** Every household is asked whether it knows of it. */
  get mustBeKnown(): boolean {
    const notice = this.opened.value?.notice;
    return notice?.mustKnow === true && notice.state === 'published';
  }

  /** Whether the cloud opened it for somebody signed in: only they have a ticket, a card of their own, or a group. */
  get isSomebodys(): boolean {
    const opened = this.opened.value;
    return Boolean(opened?.readTicket ?? opened?.read);
  }

  open(): Promise<void> {
    return (this.opening = this.ask());
  }

  private async ask(): Promise<void> {
    this.stopClock();
    const { noticeId, receipt } = this;
    const { card, scene } = this.entry;
    const opened = await this.opened.from(async () => {
      if (!noticeId) throw new Failure('refused', say.missing, 'notice.missing');
      return this.call.notices.open({
        noticeId,
        ...(card && { card }),
        ...(scene !== undefined && { scene }),
        ...(receipt && { receipt }),
      });
    });
    if (!opened) return;
    this.receipt = null;
    if (opened.readTicket && !opened.read) this.creditIn(opened.dwellMs + MARGIN_MS);
    if (this.isSomebodys) void this.prepareCard();
  }

  /**
   * A new person is looking: what the one before them earned is not theirs to see. For a newcomer whom WeChat has just
   * signed in it is still the opening that was counted, even when its answer is only on its way.
   */
  async reopen(): Promise<void> {
    this.credited.set(null);
    this.card = null;
    this.tries = 0;
    await this.opening;
    this.receipt = this.opened.value?.receipt ?? null;
    await this.open();
  }

  /** Shows what WeChat fetched beforehand until the cloud's own answer is here: to be read at once, and counted by nobody. */
  foresee(foreseen: Foreseen): void {
    const nobodys = { readTicket: null, receipt: null, dwellMs: 0, read: false, may: [] };
    this.opened.value ??= { ...foreseen, ...nobodys };
  }

  async credit(): Promise<void> {
    const readTicket = this.opened.value?.readTicket;
    if (!readTicket) return;
    this.timer = null;
    await this.credited.from(() => this.call.notices.credit({ readTicket }));
    if (this.credited.failure) this.mend(this.credited.failure);
  }

  private async prepareCard(): Promise<void> {
    if (this.card || this.opened.value?.notice.state !== 'published') return;
    const { card: from } = this.entry;
    try {
      const card = await this.call.shares.card({ noticeId: this.noticeId, ...(from && { from }) });
      runInAction(() => (this.card = card));
    } catch {
      // Without a card of one's own the page is shared by its plain address.
    }
  }

  loadVersions(): Promise<unknown> {
    return this.versions.from(() => this.call.notices.versions({ noticeId: this.noticeId }));
  }

  /** Somebody comes back to a text they had not finished: they read on from here. */
  resume(): void {
    this.isAway = false;
    const opened = this.opened.value;
    if (opened?.readTicket && !opened.read && !this.credited.value && !this.timer) {
      this.creditIn(opened.dwellMs + MARGIN_MS);
    }
  }

  /** The text is out of sight: nothing is to be credited, also when its words only come now. */
  leave(): void {
    this.isAway = true;
    this.stopClock();
  }

  private stopClock(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private creditIn(ms: number): void {
    if (!this.isAway) this.timer = setTimeout(() => void this.credit(), ms);
  }

  private mend({ refusal }: Failure): void {
    if (this.tries >= MOST_TRIES) return;
    this.tries += 1;
    if (refusal === 'ticket.early') this.creditIn(EARLY_MS);
    if (refusal === 'ticket.expired') void this.open();
  }
}
