import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import type { Span } from '../../types/measures';
import type { Found, Place, Role } from '../../types/org';
import { Loaded } from '../kit/loaded';
import { addressed } from '../kit/places';
import type { Me } from '../kit/session';

export type Community = Output<Contract['figures']['community']>;
/** What is in sight says itself how it was asked for, so that an older answer never stands under newer words. */
export type Shown = Community & { by: Span };

const A_DAY = 86_400_000;
const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - A_DAY).toISOString().slice(0, 10);

/** Those who work with numbers; a shop's keeper and a courier see what their neighbours see. */
const staff: readonly Role[] = ['gridworker', 'secretary', 'street', 'editor'];

/** The places that somebody may look at, each once: where they work, as a whole, before where they live. */
export function placesToSee(me: Me | null, own: Place | null): Place[] {
  const places = (me?.roles ?? []).filter(({ role }) => staff.includes(role)).map(({ place }) => place);
  if (own) places.push(own);
  return places.filter((one, i) => places.findIndex(({ code }) => code === one.code) === i);
}

/** What one place did, in the latest periods or in earlier ones. There is never a second place beside it. */
export class FiguresStore {
  readonly shown = new Loaded<Shown>();
  readonly table = new Loaded<string>();
  /** What lies below a place that somebody looks for one community in. */
  readonly below = new Loaded<Found[]>();
  by: Span = 'day';
  place: Place | null = null;
  /** The last days of the earlier periods that somebody went back to, one after the other. */
  private ends: string[] = [];

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call'>(this, { call: false });
  }

  /** Shows this place, from its latest periods on when it is another one than before. */
  async look(place: Place | null): Promise<void> {
    if (place?.code !== this.place?.code) {
      this.shown.set(null);
      this.table.set(null);
      this.ends = [];
    }
    this.place = place;
    await this.load();
  }

  async load(): Promise<void> {
    const { place, by, asked } = this;
    if (!place) return;
    await this.shown.from(async () => ({
      ...(await this.call.figures.community({ ...addressed(place), ...asked })),
      by,
    }));
  }

  async choose(by: Span): Promise<void> {
    if (by === this.by) return;
    this.by = by;
    await this.load();
  }

  /** Whether anything happened before what is in sight. */
  get hasEarlier(): boolean {
    const { value } = this.shown;
    const first = value?.periods[0]?.firstDay;
    return Boolean(value?.since && first && value.since < first);
  }

  get hasLater(): boolean {
    return this.ends.length > 0;
  }

  async earlier(): Promise<void> {
    const first = this.shown.value?.periods[0]?.firstDay;
    if (!first || !this.hasEarlier) return;
    const end = dayBefore(first);
    // What failed and is asked for again is one step back and not two.
    this.ends = [...this.ends.filter((one) => one !== end), end];
    await this.load();
  }

  async later(): Promise<void> {
    this.ends = this.ends.slice(0, -1);
    await this.load();
  }

  async find(code: string): Promise<void> {
    await this.below.from(async () => (await this.call.org.find({ code })).places);
  }

  /** The address of the same numbers as a table, good for ten minutes; null when the cloud gave none. */
  async make(as: 'csv' | 'xlsx'): Promise<string | null> {
    const { place, asked } = this;
    if (!place || this.table.busy) return null;
    return this.table.from(async () => (await this.call.figures.table({ ...addressed(place), ...asked, as })).url);
  }

  private get asked(): { by: Span; until?: string } {
    const end = this.ends.slice(-1)[0];
    return { by: this.by, ...(end !== undefined && { until: end }) };
  }
}
