import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { Claim } from '../../../types/households';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Typed } from '../../kit/typed';

interface Waiting {
  claims: readonly Claim[];
  waiting: number;
}

/** Those who say where they live, before somebody who knows the house. */
export class ClaimsStore {
  readonly list = new Loaded<Waiting>();
  readonly act = new Loaded<true>();
  /** The one that is being confirmed, or declined. */
  acting: string | null = null;
  declining: Claim | null = null;
  reason: Typed | null = null;

  constructor(
    private readonly call: Call,
    private readonly keep: Keep,
    private readonly communityCode: string,
  ) {
    makeAutoObservable<this, 'call' | 'keep' | 'communityCode'>(this, {
      call: false,
      keep: false,
      communityCode: false,
    });
  }

  async load(): Promise<void> {
    const { communityCode } = this;
    await this.list.from(() => this.call.households.claims({ communityCode }));
  }

  async confirm({ id: claimId }: Claim): Promise<boolean> {
    const { communityCode } = this;
    return this.doing(claimId, () => this.call.households.confirm({ communityCode, claimId }));
  }

  begin(claim: Claim): void {
    this.act.set(null);
    this.declining = claim;
    this.reason = new Typed(this.keep, `household.decline.${claim.id}`);
  }

  close(): void {
    this.declining = null;
    this.act.set(null);
  }

  async decline(): Promise<boolean> {
    const { communityCode, declining, reason } = this;
    if (!declining || !reason) return false;
    const asked = { communityCode, claimId: declining.id, reason: reason.text.trim() };
    const done = await this.doing(declining.id, () => this.call.households.decline(asked));
    if (done) {
      reason.sent();
      this.close();
    }
    return done;
  }

  private async doing(claimId: string, ask: () => Promise<{ waiting: number }>): Promise<boolean> {
    if (this.act.busy) return false;
    this.acting = claimId;
    let waiting = 0;
    const done = await this.act.from(async () => {
      waiting = (await ask()).waiting;
      return true as const;
    });
    if (done) this.settle(claimId, waiting);
    // A colleague was faster, or they have said another door: the list says how things are now.
    else if (this.act.failure?.refusal === 'household.claim') await this.load();
    if (done && waiting > 0 && this.list.value?.claims.length === 0) await this.load();
    return done !== null;
  }

  private settle(claimId: string, waiting: number): void {
    const claims = this.list.value?.claims ?? [];
    this.list.set({ claims: claims.filter(({ id }) => id !== claimId), waiting });
  }
}
