import { makeAutoObservable, runInAction } from 'mobx';
import type { Call } from '../../../types';
import { Failure } from '../../kit/failure';
import { Loaded } from '../../kit/loaded';
import { cloudNow, heard } from '../clock';
import type { Hours, Report } from '../kinds';
import { say } from './words';

/** How often the page looks whether something has happened: while a first answer is due, and until it is over. */
const EVERY_MS = { counting: 15_000, open: 30_000 };
const TICK_MS = 1_000;

/** The moments at which it becomes another by itself. */
const turnsOf = ({ clock, agreeUntil }: Report): number[] => {
  const { state, dueAt, opensAt, pausedUntil } = clock;
  const at = state === 'resting' ? opensAt : state === 'paused' ? pausedUntil : state === 'running' ? dueAt : null;
  return [at, agreeUntil].flatMap((one) => (one ? [Date.parse(one)] : []));
};

/** One report and what became of it, as long as its page is open. */
export class ThreadStore {
  readonly report = new Loaded<Report>();
  readonly hours = new Loaded<Hours>();
  /** What was done with it last. */
  readonly done = new Loaded<Report | 'left' | 'withdrawn' | 'handedOn'>();
  /** By the cloud's clock. */
  now = cloudNow();
  private ticking: ReturnType<typeof setInterval> | null = null;
  /** When the cloud was asked last, by its own clock. */
  private looked = 0;

  constructor(
    private readonly call: Call,
    readonly reportId: string,
  ) {
    makeAutoObservable<this, 'call' | 'ticking' | 'looked'>(this, { call: false, ticking: false, looked: false });
  }

  /** Whether the promise of a first answer is still to be kept, so that every minute counts. */
  get isCounting(): boolean {
    const state = this.report.value?.clock.state;
    return this.isOpen && (state === 'running' || state === 'late');
  }

  get isOpen(): boolean {
    const { value } = this.report;
    return value !== null && value.state !== 'closed' && value.state !== 'withdrawn';
  }

  async load(): Promise<void> {
    const { reportId } = this;
    this.looked = cloudNow();
    const report = await this.report.from(async () => {
      if (!reportId) throw new Failure('refused', say.missing, 'report.missing');
      return this.show();
    });
    runInAction(() => (this.now = cloudNow()));
    if (report && report.place.level === 'community' && !this.hours.value)
      await this.hours.from(async () => (await this.call.service.hours({ communityCode: report.place.code })).hours);
  }

  /** While the page is in sight. */
  start(): void {
    this.stop();
    this.now = cloudNow();
    this.ticking = setInterval(() => this.tick(), TICK_MS);
  }

  stop(): void {
    if (this.ticking) clearInterval(this.ticking);
    this.ticking = null;
  }

  set(report: Report): void {
    heard(report.clock.now);
    this.report.set(report);
    this.looked = this.now = cloudNow();
  }

  async agree(): Promise<boolean> {
    return this.change(async (reportId) => (await this.call.reports.agree({ reportId })).report);
  }

  async allow(mayPublish: boolean): Promise<boolean> {
    return this.change(async (reportId) => (await this.call.reports.allow({ reportId, mayPublish })).report);
  }

  /** Takes it back; a neighbour may go on with it. */
  async withdraw(): Promise<'withdrawn' | 'handedOn' | null> {
    const { reportId } = this;
    const done = await this.done.from(async () => {
      const { withdrawn } = await this.call.reports.withdraw({ reportId });
      return withdrawn ? 'withdrawn' : 'handedOn';
    });
    if (!done) await this.again();
    return done === 'withdrawn' || done === 'handedOn' ? done : null;
  }

  async leave(): Promise<boolean> {
    const { reportId } = this;
    const left = await this.done.from(async () => {
      await this.call.reports.leave({ reportId });
      return 'left';
    });
    return left !== null;
  }

  /** Nobody asked for this: what fails stays silent, and the old answer in sight. */
  async refresh(): Promise<void> {
    const before = this.report.value;
    this.looked = cloudNow();
    try {
      const report = await this.show();
      if (this.report.value === before) this.set(report);
    } catch {
      // The next one may get through.
    }
  }

  private async show(): Promise<Report> {
    const { report } = await this.call.reports.show({ reportId: this.reportId });
    heard(report.clock.now);
    return report;
  }

  private async change(act: (reportId: string) => Promise<Report>): Promise<boolean> {
    const report = await this.done.from(() => act(this.reportId));
    if (report && typeof report !== 'string') this.set(report);
    else await this.again();
    return report !== null;
  }

  /** Somebody else was faster: what is in sight is no longer so. */
  private async again(): Promise<void> {
    if (this.done.failure?.refusal === 'report.step') await this.refresh();
  }

  /** The time moves on only where it is counted down, so that nothing else is drawn again. */
  private tick(): void {
    const { value } = this.report;
    if (!value || !this.isOpen) return;
    const now = cloudNow();
    if (this.isCounting) this.now = now;
    const hasTurned = turnsOf(value).some((at) => at > this.looked && at <= now);
    const isTime = Math.abs(now - this.looked) >= (this.isCounting ? EVERY_MS.counting : EVERY_MS.open);
    if (hasTurned || isTime) void this.refresh();
  }
}
