import { makeAutoObservable } from 'mobx';
import type { Call } from '../../types';
import type { Found, Place } from '../../types/org';
import type { Keep } from '../kit/keep';
import { Loaded } from '../kit/loaded';

const KEY = 'diary.here';

/** The community that notes are of: remembered on the phone, so that one is also kept where there is no network. */
export class Here {
  readonly below = new Loaded<Found[]>();
  private chosen: Place | null;

  constructor(
    private readonly call: Call,
    private readonly keep: Keep,
  ) {
    this.chosen = keep.get<Place>(KEY);
    makeAutoObservable<this, 'call' | 'keep'>(this, { call: false, keep: false });
  }

  /** What was chosen before, if somebody still answers there; else the first community where they do. @param answers null while nobody knows */
  among(answers: readonly Place[] | null): Place | null {
    const { chosen } = this;
    if (!answers || (chosen && answers.some(({ code }) => chosen.code.startsWith(code)))) return chosen;
    return answers.find(({ level }) => level === 'community') ?? null;
  }

  choose({ code, level, name }: Place): void {
    if (code === this.chosen?.code) return;
    this.chosen = { code, level, name };
    this.keep.set(KEY, this.chosen);
  }

  async find(code: string): Promise<void> {
    this.below.set(null);
    await this.below.from(async () => (await this.call.org.find({ code })).places.slice(1));
  }
}
