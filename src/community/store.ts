import { makeAutoObservable } from 'mobx';
import type { Call } from '../../types';
import type { Found, Place } from '../../types/org';
import { Loaded } from '../kit/loaded';

/** Long enough that a name is typed, short enough that nobody waits. */
const PAUSE_MS = 300;

/** Finding a community by its name, and making it mine. */
export class FindStore {
  q = '';
  readonly places = new Loaded<Found[]>();
  readonly joined = new Loaded<null>();
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly call: Call,
    private readonly settle: (place: Place) => Promise<void>,
  ) {
    makeAutoObservable<this, 'call' | 'settle' | 'timer'>(this, { call: false, settle: false, timer: false });
  }

  type(q: string): void {
    this.q = q;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.find(), PAUSE_MS);
  }

  async find(): Promise<void> {
    const q = this.q.trim();
    await this.places.from(async () => (await this.call.org.find(q ? { q } : {})).places);
  }

  async join(place: Place): Promise<boolean> {
    await this.joined.from(() => this.settle(place).then(() => null));
    return this.joined.failure === null;
  }
}
