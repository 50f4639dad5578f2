import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import type { Correction } from '../../types/guarding';
import { Loaded } from '../kit/loaded';
import { verified, verifiedLater } from './verifying';

export type Calendar = Output<Contract['eggs']['calendar']>;
export type Receipt = Output<Contract['eggs']['receipt']>;
export type Books = Output<Contract['eggs']['heads']>;
export type Head = Books['heads'][number];

export class CalendarStore {
  readonly calendar = new Loaded<Calendar>();

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call'>(this, { call: false });
  }

  async load(): Promise<void> {
    await this.calendar.from(() => this.call.eggs.calendar({}));
  }
}

/** The rules of the campaign that is mine now, and what was put right in it. */
export class RulesStore {
  readonly calendar = new Loaded<Calendar>();
  readonly corrections = new Loaded<Correction[]>();

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call'>(this, { call: false });
  }

  async load(): Promise<void> {
    const calendar = await this.calendar.from(() => this.call.eggs.calendar({}));
    const campaignId = calendar?.campaign?.id;
    if (campaignId === undefined) return;
    await this.corrections.from(async () => (await this.call.eggs.corrections({ campaignId })).corrections);
  }
}

/** One day of a campaign: what is kept of it, and whether it is in the books that everybody sees. */
export class ReceiptStore {
  readonly receipt = new Loaded<Receipt>();
  /** Which steps of the proof hold, and which of the later entries, once somebody had it checked. */
  readonly checked = new Loaded<boolean[]>();

  constructor(
    private readonly call: Call,
    private readonly campaignId: string,
    private readonly day: string,
  ) {
    makeAutoObservable<this, 'call' | 'campaignId' | 'day'>(this, { call: false, campaignId: false, day: false });
  }

  async load(): Promise<void> {
    const { campaignId, day } = this;
    // What was found of an earlier answer says nothing of this one.
    this.checked.set(null);
    await this.receipt.from(() => this.call.eggs.receipt({ campaignId, day }));
  }

  /** Asks for what was published, and reckons the rest on this phone. */
  async check(): Promise<void> {
    const { campaignId, receipt } = this;
    await this.checked.from(async () => {
      const { heads } = await this.call.eggs.heads({ campaignId });
      return receipt.value ? [...verified(receipt.value, heads), ...verifiedLater(receipt.value, heads)] : [];
    });
  }

  /** What the page in a browser and the program for a computer take. */
  get copy(): string {
    return JSON.stringify(this.receipt.value && pickOf(this.receipt.value), null, 1);
  }
}

const pickOf = ({ campaign, day, egg, proof, later }: Receipt) => ({ campaign, day, egg, proof, later });

/** The closed days of a campaign. */
export class BooksStore {
  readonly books = new Loaded<Books>();

  constructor(
    private readonly call: Call,
    private readonly campaignId: string,
  ) {
    makeAutoObservable<this, 'call' | 'campaignId'>(this, { call: false, campaignId: false });
  }

  async load(): Promise<void> {
    const { campaignId } = this;
    await this.books.from(() => this.call.eggs.heads({ campaignId }));
  }
}
