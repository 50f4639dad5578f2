import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { Hours, Window } from '../../../types/service';
import { Draft } from '../../kit/draft';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Editing } from '../../kit/editing';
import { say } from '../settings/words';
import { inOrder, wrongIn } from './windows';

interface Usual {
  workdays: readonly Window[];
  restdays: readonly Window[];
  phone: string;
}
interface Single {
  day: string;
  windows: readonly Window[];
  why: string;
}

const usualOf = ({ workdays, restdays, phone }: Hours): Usual => ({ workdays, restdays, phone: phone ?? '' });

/** When a community answers: on ordinary days, and on single days that differ. */
export class HoursStore {
  readonly hours = new Loaded<Hours>();
  readonly sent = new Loaded<Hours>();
  readonly draft: Draft<Usual>;
  readonly single: Editing<Single>;

  constructor(
    private readonly call: Call,
    keep: Keep,
    private readonly communityCode: string,
  ) {
    this.draft = new Draft<Usual>(keep, `service.hours.${communityCode}`, { workdays: [], restdays: [], phone: '' });
    this.single = new Editing<Single>(keep, { day: '', windows: [], why: '' });
    makeAutoObservable<this, 'call' | 'communityCode'>(this, { call: false, communityCode: false, draft: false });
  }

  get wrong(): string | null {
    return wrongIn(this.draft.form.workdays) ?? wrongIn(this.draft.form.restdays);
  }

  get lackOfDay(): string | null {
    const { day, windows, why } = this.single.form;
    if (!day) return say.time.needDay;
    return wrongIn(windows) ?? (why.trim() ? null : say.time.needWhy);
  }

  private get at() {
    return { communityCode: this.communityCode };
  }

  async load(): Promise<void> {
    const hours = await this.hours.from(async () => (await this.call.service.hours(this.at)).hours);
    if (hours) this.draft.begin(usualOf(hours));
  }

  async save(): Promise<boolean> {
    const { workdays, restdays, phone } = this.draft.form;
    const input = {
      ...this.at,
      workdays: inOrder(workdays),
      restdays: inOrder(restdays),
      ...(phone.trim() && { phone: phone.trim() }),
    };
    const saved = await this.sent.from(async () => (await this.call.service.setHours(input)).hours);
    if (saved) this.arrive(saved);
    return saved !== null;
  }

  /** They are set: from now on what is set there is what is in the form. */
  private arrive(hours: Hours): void {
    this.draft.sent();
    this.draft.begin(usualOf(hours));
    this.hours.set(hours);
  }

  openDay(): void {
    this.single.open(`service.day.${this.communityCode}`);
  }

  async setDay(): Promise<boolean> {
    return this.single.send(async ({ day, windows, why }) => {
      const input = { ...this.at, day, windows: inOrder(windows), why: why.trim() };
      this.hours.set((await this.call.service.setDay(input)).hours);
    });
  }

  async dropDay(day: string): Promise<boolean> {
    const left = await this.sent.from(async () => (await this.call.service.dropDay({ ...this.at, day })).hours);
    if (left) this.hours.set(left);
    return left !== null;
  }
}
