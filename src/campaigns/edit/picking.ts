import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { Found, Place } from '../../../types/org';
import { Loaded } from '../../kit/loaded';

/** Long enough that a name is typed, short enough that nobody waits. */
const PAUSE_MS = 300;
/** How many places the cloud names at once. */
const MOST = 50;
/** How long the code of each level is, city first. */
const LENGTHS = [4, 6, 9, 12];

/** Looking for communities at a place or below it: by name, among all that are switched on, or from level to level. */
export class Picking {
  readonly found = new Loaded<readonly Found[]>();
  q = '';
  /** Below which place is looked; null for all that is switched on. */
  at: string | null;
  /** The cloud named as many as it does at once: there may be more. */
  isCut = false;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly call: Call,
    readonly node: Pick<Place, 'code' | 'level'>,
  ) {
    this.at = node.level === 'city' || node.level === 'district' ? null : node.code;
    makeAutoObservable<this, 'call' | 'timer'>(this, { call: false, node: false, timer: false });
  }

  /** Those in sight that may take part. */
  get open(): readonly Found[] {
    return this.found.value?.filter(({ level, open }) => level === 'community' && open) ?? [];
  }

  /** Whether there is a level above this one to go back to. */
  get isBelow(): boolean {
    return this.at !== null && this.at !== this.node.code;
  }

  /** Whether all that is switched on can be seen at once, and gone down to by street: below a street there is nothing to go down to. */
  get isWide(): boolean {
    return this.node.level === 'city' || this.node.level === 'district';
  }

  type(q: string): void {
    this.q = q;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), PAUSE_MS);
  }

  async go(at: string | null): Promise<void> {
    this.at = at;
    this.q = '';
    this.found.set(null);
    await this.look();
  }

  async up(): Promise<void> {
    const { at, node } = this;
    const length = at === null ? 0 : (LENGTHS[LENGTHS.indexOf(at.length) - 1] ?? 0);
    await this.go((at ?? '').slice(0, Math.max(length, node.code.length)));
  }

  async look(): Promise<void> {
    const { at, node } = this;
    const q = this.q.trim();
    await this.found.from(async () => {
      const { places } = await this.call.org.find(q ? { q } : at === null ? {} : { code: at });
      this.see(places.length === MOST);
      return places.filter(
        ({ code, level }) => code.startsWith(node.code) && (level === 'community' || (!q && code !== at)),
      );
    });
  }

  private see(isCut: boolean): void {
    this.isCut = isCut;
  }
}
