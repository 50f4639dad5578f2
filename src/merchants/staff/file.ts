import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../../types';
import type { MerchantFile } from '../../../types/shops';
import { newId } from '../../kit/id';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { shanghai } from '../../kit/time';
import { Typed } from '../../kit/typed';

/** The acts that ask for one line of reason before they are done; `settle` is to say no to a list. */
export type Reasoned = 'decline' | 'suspend' | 'resume' | 'revoke' | 'reissue' | 'settle';

type Invited = Output<Contract['merchants']['invite']>;

/** One shop before its community: all that is known of it, and what may be done. */
export class FileStore {
  readonly file = new Loaded<MerchantFile>();
  readonly act = new Loaded<MerchantFile>();
  readonly sticker = new Loaded<string>();
  readonly invited = new Loaded<Invited>();
  readonly reasons: Record<Reasoned | 'choose', Typed>;
  private replacing = { id: '', reason: '' };
  /** The year a 好商家 is chosen for. */
  year: number;
  /** This year and the one before, which is chosen when it is over. */
  readonly years: readonly number[];

  constructor(
    private readonly call: Call,
    keep: Keep,
    readonly merchantId: string,
    now: number,
  ) {
    const typed = (act: string) => new Typed(keep, `merchant.${act}.${merchantId}`);
    this.reasons = {
      decline: typed('decline'),
      suspend: typed('suspend'),
      resume: typed('resume'),
      revoke: typed('revoke'),
      reissue: typed('reissue'),
      settle: typed('settle'),
      choose: typed('choose'),
    };
    this.year = shanghai(now).year;
    this.years = [this.year, this.year - 1];
    makeAutoObservable<this, 'call' | 'replacing'>(this, {
      call: false,
      replacing: false,
      reasons: false,
      years: false,
    });
  }

  async load(): Promise<void> {
    await this.file.from(async () => (await this.call.merchants.file(this.shop)).file);
  }

  /** A new act begins with no word of what became of the one before. */
  begin(): void {
    this.act.set(null);
  }

  setYear(year: number): void {
    this.year = year;
  }

  async because(act: Reasoned): Promise<boolean> {
    const typed = this.reasons[act];
    const reason = typed.text.trim();
    const done = await this.doing(() => this.ask(act, reason));
    if (done) typed.sent();
    return done;
  }

  /** A sticker is replaced once for each reason that is typed, however often it must be sent. */
  private ask(act: Reasoned, reason: string): Promise<{ file: MerchantFile }> {
    const { merchants } = this.call;
    if (act === 'settle') return this.settle({ agree: false, reason });
    if (act !== 'reissue') return merchants[act]({ ...this.shop, reason });
    if (reason !== this.replacing.reason) this.replacing = { id: newId(), reason };
    return merchants.reissue({ clientId: this.replacing.id, ...this.shop, reason });
  }

  agree(): Promise<boolean> {
    return this.doing(() => this.settle({ agree: true }));
  }

  async choose(): Promise<boolean> {
    const typed = this.reasons.choose;
    const input = { ...this.shop, year: this.year, reason: typed.text.trim() };
    const done = await this.doing(() => this.call.merchants.choose(input));
    if (done) typed.sent();
    return done;
  }

  async invite(): Promise<void> {
    await this.invited.from(() => this.call.merchants.invite(this.shop));
  }

  /** The page of the sticker, to be opened; null when it could not be made. */
  async print(): Promise<string | null> {
    if (this.sticker.busy) return null;
    return this.sticker.from(async () => (await this.call.merchants.sticker(this.shop)).url);
  }

  private get shop() {
    return { merchantId: this.merchantId };
  }

  /** About the version that was looked at: one that changed meanwhile is looked at again. */
  private settle(how: { agree: true } | { agree: false; reason: string }) {
    const version = this.file.value?.waiting?.version ?? 0;
    return this.call.merchants.settleServices({ ...this.shop, version, ...how });
  }

  /** A refusal, too, may mean that the shop is no longer what the page shows. */
  private async doing(ask: () => Promise<{ file: MerchantFile }>): Promise<boolean> {
    const done = await this.act.from(async () => (await ask()).file);
    if (done) this.file.set(done);
    else if (this.act.failure?.kind === 'refused') await this.load();
    return done !== null;
  }
}
