import { makeAutoObservable } from 'mobx';
import type { Call } from '../../types';
import { newId } from '../kit/id';
import type { Keep } from '../kit/keep';
import { Loaded } from '../kit/loaded';
import { Typed } from '../kit/typed';

/** A private word to the community about a shop: kept on the device until the community has it. */
export class TellingStore {
  readonly typed: Typed;
  readonly sent = new Loaded<string>();
  /** The words that were sent last and the id they went under: the same again is a retry, others are another word. */
  private tried: { words: string; clientId: string } | null = null;

  constructor(
    private readonly call: Call,
    keep: Keep,
    readonly merchantId: string,
    readonly problem: boolean,
  ) {
    this.typed = new Typed(keep, `shop.word.${merchantId}${problem ? '.problem' : ''}`);
    makeAutoObservable<this, 'call' | 'tried'>(this, { call: false, tried: false });
  }

  async send(): Promise<boolean> {
    const { merchantId, problem } = this;
    const words = this.typed.text.trim();
    if (this.tried?.words !== words) this.tried = { words, clientId: newId() };
    const { clientId } = this.tried;
    const at = await this.sent.from(
      async () => (await this.call.merchants.tell({ clientId, merchantId, problem, words })).at,
    );
    if (at === null) return false;
    this.tried = null;
    this.typed.sent();
    return true;
  }
}
