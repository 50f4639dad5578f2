import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import type { RefusalCode } from '../../types';
import { Loaded } from '../kit/loaded';

type Acknowledged = Output<Contract['households']['acknowledged']>;

/** What says that this notice asks nothing of whoever reads it. */
const unasked: readonly (RefusalCode | null | undefined)[] = ['notice.elsewhere', 'notice.notMustKnow'];

/** Whether the community has been told that this household knows. */
export class Acknowledging {
  readonly known = new Loaded<Acknowledged>();
  readonly sent = new Loaded<Acknowledged>();

  constructor(
    private readonly call: Call,
    private readonly noticeId: string,
  ) {
    makeAutoObservable<this, 'call' | 'noticeId'>(this, { call: false, noticeId: false });
  }

  /** It is for people elsewhere. */
  get isUnasked(): boolean {
    return [this.known, this.sent].some(({ failure }) => unasked.includes(failure?.refusal));
  }

  /** Whether it is still to be pressed, as far as is known. */
  get isDue(): boolean {
    const { value, failure } = this.known;
    return !this.isUnasked && (value !== null || failure !== null) && !value?.at;
  }

  async ask(): Promise<void> {
    const { noticeId } = this;
    await this.known.from(async () => {
      const before = this.known.value;
      const now = await this.call.households.acknowledged({ noticeId });
      // What was pressed meanwhile is newer than a slow answer.
      const { value } = this.known;
      return value !== before && value?.at ? value : now;
    });
  }

  /** @param version the one that is in sight; says whether it is still the newest */
  async press(version: number): Promise<boolean> {
    if (this.sent.busy) return true;
    const { noticeId } = this;
    const done = await this.sent.from(() => this.call.households.acknowledge({ noticeId, version }));
    if (done) this.known.set(done);
    return !done?.corrected;
  }
}
