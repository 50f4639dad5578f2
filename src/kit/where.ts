import { makeAutoObservable } from 'mobx';
import type { Call } from '../../types';
import type { Found, Place } from '../../types/org';
import type { Keep } from './keep';
import { Loaded } from './loaded';

const KEY = 'report.where';

/** The community that somebody works on now, for those who answer in more than one. */
export class Where {
  readonly below = new Loaded<Found[]>();
  private chosen: Place | null;

  constructor(
    private readonly call: Call,
    private readonly keep: Keep,
  ) {
    this.chosen = keep.get<Place>(KEY);
    makeAutoObservable<this, 'call' | 'keep'>(this, { call: false, keep: false });
  }

  /** What was chosen before, if it is still below these places; else the first community among them. */
  among(places: readonly Place[]): Place | null {
    const { chosen } = this;
    if (chosen && places.some(({ code }) => chosen.code.startsWith(code))) return chosen;
    return places.find(({ level }) => level === 'community') ?? null;
  }

  choose({ code, level, name }: Place): void {
    this.chosen = { code, level, name };
    this.keep.set(KEY, this.chosen);
  }

  async find(code: string): Promise<void> {
    await this.below.from(async () => (await this.call.org.find({ code })).places.slice(1));
  }

  /** Back to the places themselves. */
  restart(): void {
    this.below.set(null);
  }
}
