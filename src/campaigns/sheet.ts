import { makeAutoObservable } from 'mobx';
import { Loaded } from '../kit/loaded';

type As = 'pdf' | 'csv';

/** A manifest on its way to paper or to a computer. */
export class SheetOf {
  readonly made = new Loaded<string>();

  constructor(private readonly ask: (as: As) => Promise<{ url: string }>) {
    makeAutoObservable<this, 'ask'>(this, { ask: false });
  }

  /** Its address, good for some minutes; null when the cloud gave none. */
  async make(as: As): Promise<string | null> {
    if (this.made.busy) return null;
    return this.made.from(async () => (await this.ask(as)).url);
  }
}
