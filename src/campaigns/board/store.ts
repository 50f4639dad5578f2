import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../../types';
import type { CampaignShown, Standing } from '../../../types/campaigns';
import { newId } from '../../kit/id';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { shanghai } from '../../kit/time';
import { Typed } from '../../kit/typed';
import { SheetOf } from '../sheet';

export type Board = Output<Contract['eggs']['campaign']>;
export type Variance = Output<Contract['eggs']['variance']>;
export type Reasoned = 'pause' | 'end';
export type Show = 'all' | 'red';

/** So many days stand in the table at once, and so many communities below each other. */
export const DAYS = 14;
export const SOME = 8;

/** A campaign before whoever runs it. */
export class BoardStore {
  readonly board = new Loaded<Board>();
  readonly variance = new Loaded<Variance>();
  readonly act = new Loaded<CampaignShown>();
  readonly sheets: SheetOf;
  readonly reasons: Record<Reasoned, Typed>;
  show: Show = 'all';
  q = '';
  /** How many communities are drawn. */
  shown = SOME;
  /** The first day in the table; null for the stretch that today is in. */
  private from: number | null = null;
  /** What is being done, under the one id of its intention: the same words sent again are the same act. */
  private doing = { what: '', id: '' };

  constructor(
    private readonly call: Call,
    keep: Keep,
    readonly campaignId: string,
    private readonly now: () => number,
  ) {
    const typed = (act: Reasoned) => new Typed(keep, `campaign.${act}.${campaignId}`);
    this.reasons = { pause: typed('pause'), end: typed('end') };
    this.sheets = new SheetOf((as) => call.eggs.sheets({ campaignId, as }));
    makeAutoObservable<this, 'call' | 'now' | 'doing'>(this, {
      ...{ call: false, now: false, doing: false },
      ...{ reasons: false, sheets: false },
    });
  }

  async load(): Promise<void> {
    const { campaignId } = this;
    await Promise.all([
      this.board.from(() => this.call.eggs.campaign({ campaignId })),
      this.variance.from(() => this.call.eggs.variance({ campaignId })),
    ]);
  }

  /** The public reason of the last step, when that is why it rests or is over. */
  get reason(): string | null {
    const { steps = [] } = this.board.value ?? {};
    const last = steps.filter(({ act }) => act === 'paused' || act === 'resumed' || act === 'ended').slice(-1)[0];
    return last?.reason ?? null;
  }

  /** One stretch of the campaign's days. */
  get days(): Board['days'] {
    return this.board.value?.days.slice(this.begin, this.begin + DAYS) ?? [];
  }

  get hasEarlierDays(): boolean {
    return this.begin > 0;
  }

  get hasLaterDays(): boolean {
    return this.begin + DAYS < (this.board.value?.days.length ?? 0);
  }

  turn(by: 1 | -1): void {
    this.from = Math.max(0, this.begin + by * DAYS);
  }

  /** In the order of their codes, as the cloud gives them, and never by who has more. */
  get standings(): readonly Standing[] {
    const q = this.q.trim();
    const all = this.board.value?.standings ?? [];
    return all.filter(
      ({ community, red }) => (this.show === 'all' || red.length > 0) && (!q || community.name.includes(q)),
    );
  }

  look(show: Show): void {
    this.show = show;
    this.shown = SOME;
  }

  type(q: string): void {
    this.q = q;
    this.shown = SOME;
  }

  more(): void {
    this.shown += SOME;
  }

  /** The communities of the last closed day that differ from what is usual. */
  get marked(): Variance['places'] {
    return this.variance.value?.places.filter(({ marks }) => marks.length > 0) ?? [];
  }

  /** A new act begins with no word of what became of the one before. */
  begins(): void {
    this.act.set(null);
  }

  async because(act: Reasoned): Promise<boolean> {
    const typed = this.reasons[act];
    const reason = typed.text.trim();
    const { eggs } = this.call;
    const done = await this.does(`${act} ${reason}`, (one) =>
      act === 'pause' ? eggs.pauseCampaign({ ...one, reason }) : eggs.endCampaign({ ...one, reason }),
    );
    if (done) typed.sent();
    return done;
  }

  resume(): Promise<boolean> {
    return this.does('resume', (one) => this.call.eggs.resumeCampaign(one));
  }

  private get begin(): number {
    if (this.from !== null) return this.from;
    const { days = [] } = this.board.value ?? {};
    const { day } = shanghai(this.now());
    const today = days.findIndex((one) => one.day >= day);
    return Math.floor((today < 0 ? Math.max(0, days.length - 1) : today) / DAYS) * DAYS;
  }

  /** A refusal, too, may mean that the campaign is no longer what the page shows. */
  private async does(
    what: string,
    ask: (one: { clientId: string; campaignId: string }) => Promise<{ campaign: CampaignShown }>,
  ): Promise<boolean> {
    if (this.act.busy) return false;
    if (what !== this.doing.what) this.doing = { what, id: newId() };
    const { campaignId } = this;
    const { id: clientId } = this.doing;
    const done = await this.act.from(async () => (await ask({ clientId, campaignId })).campaign);
    const isRefused = this.act.failure?.kind === 'refused';
    // Only what the network lost is the same intention when it is tried again.
    if (done || isRefused) this.doing = { what: '', id: '' };
    if (done || isRefused) await this.load();
    return done !== null;
  }
}
