import { makeAutoObservable, runInAction } from 'mobx';
import type { Call, Contract, Input, Output } from '../../types';
import { newId } from './id';
import type { Keep } from './keep';
import { Loaded } from './loaded';

type Offer = Output<Contract['messages']['offers']>['offers'][number];
type Consent = Input<Contract['messages']['consent']>;

/** WeChat's dialog offers at most five at once. */
const MOST = 5;

/**
 * Being reminded by WeChat. A consent that was given is worth a message, and WeChat does not tell it twice: it is kept on the
 * phone until the cloud has it, under the id it was first sent with.
 */
export class RemindingStore {
  readonly offers = new Loaded<Offer[]>();
  readonly sent = new Loaded<true>();
  /** What WeChat's dialog came to, if it came to nothing. */
  outcome: 'rejected' | 'banned' | null = null;
  private waiting: Consent[];
  private readonly key: string;

  constructor(
    private readonly call: Call,
    private readonly keep: Keep,
    personId: string,
    private readonly dialog: (templateIds: string[]) => Promise<Partial<Record<string, string>> | null>,
    /** The one kind of message that is offered here; all there are otherwise. */
    private readonly only?: Offer['template'],
  ) {
    this.key = `consents.${personId}`;
    this.waiting = keep.get<Consent[]>(this.key) ?? [];
    makeAutoObservable<this, 'call' | 'keep' | 'dialog' | 'key' | 'only'>(this, {
      call: false,
      keep: false,
      dialog: false,
      key: false,
      only: false,
    });
  }

  get isWaiting(): boolean {
    return this.waiting.length > 0;
  }

  async load(): Promise<void> {
    const { only } = this;
    await this.offers.from(async () =>
      (await this.call.messages.offers({})).offers.filter(({ template }) => !only || template === only),
    );
    if (this.isWaiting) await this.send();
  }

  /** From a tap, and with nothing before it: WeChat's dialog does not come otherwise. True when something was agreed to. */
  async ask(): Promise<boolean> {
    const offers = (this.offers.value ?? []).slice(0, MOST);
    const answers = await this.dialog(offers.map(({ templateId }) => templateId));
    const said = ({ templateId }: Offer) => answers?.[templateId];
    const accepted = offers.filter((offer) => said(offer) === 'accept').map(({ template }) => template);
    const isBanned = !answers || offers.some((offer) => said(offer) === 'ban');
    const isWhole = accepted.length === offers.length;
    runInAction(() => (this.outcome = isWhole ? null : isBanned ? 'banned' : 'rejected'));
    if (accepted.length === 0) return false;
    this.store([...this.waiting, { clientId: newId(), accepted }]);
    return this.send();
  }

  /** Tells the cloud what was agreed to, in order. What it will never take is let go. */
  async send(): Promise<boolean> {
    for (const consent of [...this.waiting]) {
      const done = await this.sent.from(async () => {
        const { left } = await this.call.messages.consent(consent);
        runInAction(() => this.count(left));
        return true as const;
      });
      if (done || this.sent.failure?.kind === 'refused') this.store(this.waiting.slice(1));
      if (!done) return false;
    }
    return true;
  }

  private count(left: readonly Pick<Offer, 'template' | 'left'>[]): void {
    const of = new Map(left.map((one) => [one.template, one.left]));
    const offers = this.offers.value ?? [];
    this.offers.set(offers.map((offer) => ({ ...offer, left: of.get(offer.template) ?? offer.left })));
  }

  private store(waiting: Consent[]): void {
    this.waiting = waiting;
    if (waiting.length > 0) this.keep.set(this.key, waiting);
    else this.keep.drop(this.key);
  }
}
