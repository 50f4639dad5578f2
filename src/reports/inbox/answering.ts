import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import { Draft } from '../../kit/draft';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Here } from '../staff/here';

interface Sent {
  replied: number;
  skipped: number;
}

/** Ids, with the community of each. */
export type Picked = ReadonlyMap<string, string>;

interface Form {
  text: string;
  picked: readonly (readonly [id: string, code: string])[];
  /** What the id of this intention went out with. */
  tried: string;
}

/**
 * One answer to several at once, which may lie in several communities. What was picked and typed stays on the device with its id until the
 * cloud has it: sent again, closed, or after a restart, each of them hears it once.
 */
export class Answering {
  readonly sent = new Loaded<Sent>();
  here: Here | null = null;
  isOpen = false;
  private readonly draft: Draft<Form>;

  constructor(
    private readonly call: Call,
    keep: Keep,
    placeCode: string,
  ) {
    this.draft = new Draft<Form>(keep, `report.all.${placeCode}`, { text: '', picked: [], tried: '' });
    this.draft.begin();
    makeAutoObservable<this, 'call' | 'draft'>(this, { call: false, draft: false });
  }

  get text(): string {
    return this.draft.form.text;
  }

  get picked(): Picked {
    return new Map(this.draft.form.picked);
  }

  type(text: string): void {
    this.draft.change({ text });
  }

  pick(picked: Picked): void {
    this.draft.change({ picked: [...picked] });
  }

  open(): void {
    const [first] = this.picked.values();
    if (first === undefined) return;
    this.sent.set(null);
    if (this.here?.communityCode !== first) this.here = new Here(this.call, first);
    this.isOpen = true;
  }

  close(): void {
    this.isOpen = false;
  }

  async send(): Promise<Sent | null> {
    const text = this.text.trim();
    const { picked } = this;
    const tried = JSON.stringify([text, ...picked.keys()]);
    // Other words, or to others, is another intention; who has been answered already is skipped by the cloud.
    if (this.draft.form.tried && this.draft.form.tried !== tried) this.draft.renew();
    this.draft.change({ tried });
    const { id } = this.draft;
    const sent = await this.sent.from(async () => {
      const sum = { replied: 0, skipped: 0 };
      for (const [communityCode, reportIds] of byCommunity(picked)) {
        const input = { clientId: `${id}-${communityCode}`, communityCode, reportIds, text };
        const { replied, skipped } = await this.call.reports.replyAll(input);
        sum.replied += replied.length;
        sum.skipped += skipped.length;
      }
      return sum;
    });
    if (sent) this.forget();
    else if (this.sent.failure?.refusal === 'input.idReused') this.draft.renew();
    return sent;
  }

  private forget(): void {
    this.draft.sent();
    this.draft.begin();
    this.close();
  }
}

function byCommunity(picked: Picked): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const [id, code] of picked) all.set(code, [...(all.get(code) ?? []), id]);
  return all;
}
