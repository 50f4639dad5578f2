import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { Imported } from '../../../types/households';
import { limits } from '../../../types/limits';
import { Failure } from '../../kit/failure';
import { newId } from '../../kit/id';
import { Loaded } from '../../kit/loaded';
import { say } from '../words';

interface Table {
  name: string;
  base64: string;
}

/** A table of households: chosen, looked at, and only then taken in, once. */
export class Importing {
  readonly checked = new Loaded<Imported>();
  readonly done = new Loaded<Imported>();
  isOpen = false;
  table: Table | null = null;
  private clientId = '';

  constructor(
    private readonly call: Call,
    private readonly communityCode: string,
  ) {
    makeAutoObservable<this, 'call' | 'communityCode' | 'clientId'>(this, {
      call: false,
      communityCode: false,
      clientId: false,
    });
  }

  /** How many households it would add or change. */
  get count(): number {
    const { fresh = 0, changed = 0 } = this.checked.value ?? {};
    return fresh + changed;
  }

  open(): void {
    this.isOpen = true;
    this.take(null);
  }

  close(): void {
    this.isOpen = false;
  }

  async choose(pick: () => Promise<Table | null>): Promise<void> {
    const table = await pick();
    if (!table) return;
    this.take(table);
    await this.check();
  }

  async check(): Promise<void> {
    const { table, communityCode } = this;
    if (!table) return;
    await this.checked.from(() => {
      if (table.base64.length > limits.tableBytes) throw new Failure('refused', say.import.tooLarge);
      return this.call.households.check({ communityCode, file: table.base64 });
    });
  }

  async send(): Promise<Imported | null> {
    const { table, communityCode, clientId } = this;
    if (!table || this.done.busy) return null;
    const done = await this.done.from(() =>
      this.call.households.import({ clientId, communityCode, file: table.base64 }),
    );
    if (done) this.close();
    return done;
  }

  /** Each file that is taken in hand is one intention, however often it is sent. */
  private take(table: Table | null): void {
    this.table = table;
    this.clientId = newId();
    this.checked.set(null);
    this.done.set(null);
  }
}
