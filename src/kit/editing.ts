import { makeAutoObservable } from 'mobx';
import { Draft } from './draft';
import type { Keep } from './keep';
import { Loaded } from './loaded';

/** One thing at a time that is filled in on a sheet, and what became of sending it. */
export class Editing<F extends object> {
  readonly sent = new Loaded<true>();
  draft: Draft<F> | null = null;

  constructor(
    private readonly keep: Keep,
    private readonly blank: F,
  ) {
    makeAutoObservable<this, 'keep' | 'blank'>(this, { keep: false, blank: false });
  }

  get form(): F {
    return this.draft?.form ?? this.blank;
  }

  /** @param key says whose it is: what was typed for another stays there */
  open(key: string, from: Partial<F> = {}): void {
    this.sent.set(null);
    const draft = new Draft(this.keep, key, this.blank);
    draft.begin(from);
    this.draft = draft;
  }

  change(part: Partial<F>): void {
    this.draft?.change(part);
  }

  /** What was typed is still there when it is opened again. */
  close(): void {
    this.draft = null;
    this.sent.set(null);
  }

  /** What was typed is no longer wanted. */
  forget(): void {
    this.draft?.sent();
    this.close();
  }

  async send(ask: (form: F, clientId: string) => Promise<unknown>): Promise<boolean> {
    const { draft } = this;
    if (!draft) return false;
    const done = await this.sent.from(async () => {
      await ask(draft.form, draft.id);
      return true as const;
    });
    if (done) {
      draft.sent();
      this.close();
    } else if (this.sent.failure?.refusal === 'input.idReused') draft.renew();
    return done !== null;
  }
}
