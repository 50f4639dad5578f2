import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../../types';
import { limits } from '../../../types/limits';
import type { Place } from '../../../types/org';
import type { ReportRow } from '../../../types/reports';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Answering, type Picked } from './answering';
import { Paged } from '../staff/paged';
import { addressed } from '../../kit/places';

type Inbox = Output<Contract['reports']['inbox']>;
export type View = 'now' | 'mine' | 'raised' | 'ended';

/** The reports of a place before those who answer there. */
export class InboxStore {
  readonly list: Paged<Inbox>;
  readonly claimed = new Loaded<unknown>();
  /** The one that is being claimed. */
  claiming: string | null = null;
  place: Place | null = null;
  isPicking = false;
  /** One answer to many of this place. What was picked for it is kept, on whatever page it lies. */
  answering: Answering | null = null;

  constructor(
    private readonly call: Call,
    private readonly keep: Keep,
    public view: View = 'now',
  ) {
    this.list = new Paged((at) =>
      call.reports.inbox({ ...at, view: this.view, ...(this.place && addressed(this.place)) }),
    );
    makeAutoObservable<this, 'call' | 'keep'>(this, { call: false, keep: false });
  }

  async load(place: Place): Promise<void> {
    const isOther = place.code !== this.place?.code;
    this.place = place;
    if (isOther) {
      this.isPicking = false;
      this.answering = new Answering(this.call, this.keep, place.code);
    }
    await (isOther ? this.list.first() : this.list.again());
  }

  async look(view: View): Promise<void> {
    this.view = view;
    this.isPicking = false;
    await this.list.first();
  }

  /** Somebody may have answered, raised or withdrawn something; not while somebody is choosing among what they see. */
  async refresh(): Promise<void> {
    const isWanted = () => !this.isPicking && !this.claimed.busy;
    if (isWanted()) await this.list.refresh(isWanted);
  }

  async claim({ id }: ReportRow): Promise<boolean> {
    if (this.claimed.busy) return false;
    this.claiming = id;
    const done = await this.claimed.from(() => this.call.reports.claim({ reportId: id }));
    // Whether it worked or somebody was faster: the list says how things are now.
    if (done || this.claimed.failure?.kind === 'refused') await this.list.again();
    return done !== null;
  }

  /** Null while nothing is being picked. */
  get picked(): Picked | null {
    return this.isPicking ? (this.answering?.picked ?? null) : null;
  }

  /** How many were picked before, and not answered. */
  get kept(): number {
    return this.answering?.picked.size ?? 0;
  }

  pick(): void {
    this.claimed.set(null);
    this.isPicking = true;
  }

  /** What was typed stays; what was picked does not. */
  leave(): void {
    this.answering?.pick(new Map());
    this.isPicking = false;
  }

  /** Says whether there was room for it. */
  toggle({ id, place }: ReportRow): boolean {
    const picked = new Map(this.picked ?? []);
    if (!picked.delete(id)) {
      if (picked.size === limits.bulk) return false;
      picked.set(id, place.code);
    }
    this.answering?.pick(picked);
    return true;
  }

  pickPage(): boolean {
    return this.list.rows.filter(({ id }) => !this.picked?.has(id)).every((row) => this.toggle(row));
  }

  async send(): Promise<{ replied: number; skipped: number } | null> {
    const sent = (await this.answering?.send()) ?? null;
    if (!sent) return null;
    this.isPicking = false;
    await this.list.again();
    return sent;
  }
}
