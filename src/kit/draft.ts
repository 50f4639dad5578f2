import { makeAutoObservable, observableRef } from 'mobx';
import { newId } from './id';
import type { Keep } from './keep';

interface Kept<F> {
  form: F;
  id: string;
}

/**
 * Something that somebody fills in: every key stroke is kept on the device until the cloud has it, with the one id of its
 * intention, so that no failure and no restart costs a word, and no retry is a second act.
 */
export class Draft<F extends object> {
  form: F;
  id = newId();
  /** What is on the device was typed earlier, and not only just begun. */
  isKept = false;

  constructor(
    private readonly keep: Keep,
    private readonly key: string,
    private readonly blank: F,
  ) {
    this.form = blank;
    makeAutoObservable<this, 'keep' | 'key' | 'blank'>(this, {
      keep: false,
      key: false,
      blank: false,
      form: observableRef,
    });
  }

  /** Goes on with what was typed before, or begins with what is given. */
  begin(from: Partial<F> = {}): void {
    const kept = this.keep.get<Kept<F>>(this.key);
    // What was kept by an earlier version of the program may lack a field.
    this.form = { ...this.blank, ...(kept?.form ?? from) };
    this.id = kept?.id ?? newId();
    this.isKept = kept !== null;
  }

  change(part: Partial<F>): void {
    this.form = { ...this.form, ...part };
    this.isKept = true;
    this.remember();
  }

  /** The cloud has it. */
  sent(): void {
    this.keep.drop(this.key);
    this.isKept = false;
    this.id = newId();
  }

  /** The id was used up by another text before: what is sent next is another intention. */
  renew(): void {
    this.id = newId();
    this.remember();
  }

  private remember(): void {
    this.keep.set(this.key, { form: this.form, id: this.id } satisfies Kept<F>);
  }
}
