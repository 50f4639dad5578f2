import { makeAutoObservable } from 'mobx';
import { limits } from '../../../types/limits';
import type { Call } from '../../../types';
import type { MerchantFile } from '../../../types/shops';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { shanghai } from '../../kit/time';
import { dayAfter, newestOf, yearFrom } from '../agreements';
import { Draft } from '../../kit/draft';
import { say } from './words';

interface Picture {
  id: string;
  url: string;
}

/** An agreement as it is copied from its paper. */
export interface Signing {
  firstDay: string;
  lastDay: string;
  promises: string;
  consentNeeded: boolean;
  papers: readonly Picture[];
}

const blank: Signing = { firstDay: '', lastDay: '', promises: '', consentNeeded: false, papers: [] };

/** What has to be mended before it can be signed, by the name of the field. */
export function wrongIn({ firstDay, lastDay, promises }: Signing, today: string) {
  const days =
    lastDay < firstDay
      ? say.sign.order
      : lastDay < today
        ? say.sign.past
        : lastDay >= dayAfter(firstDay, limits.agreementDays)
          ? say.sign.long
          : null;
  return { ...(days && { lastDay: days }), ...(!promises.trim() && { promises: say.sign.promisesNeeded }) };
}

/** Signing a shop's first agreement, or a further one after those before it. */
export class SigningStore {
  readonly file = new Loaded<MerchantFile>();
  readonly sent = new Loaded<MerchantFile>();
  readonly picture = new Loaded<null>();
  readonly draft: Draft<Signing>;
  isTried = false;

  constructor(
    private readonly call: Call,
    keep: Keep,
    private readonly upload: (path: string) => Promise<Picture>,
    private readonly merchantId: string,
    /** The step of the shop that was in sight when somebody went to sign; null for a renewal. */
    private readonly seen: string | null,
    private readonly now: () => number,
  ) {
    this.draft = new Draft(keep, `merchant.${seen === null ? 'renew' : 'sign'}.${merchantId}`, blank);
    makeAutoObservable<this, 'call' | 'upload' | 'merchantId' | 'seen' | 'now'>(this, {
      seen: false,
      call: false,
      upload: false,
      merchantId: false,
      now: false,
      draft: false,
    });
  }

  get form(): Signing {
    return this.draft.form;
  }

  get isRenewal(): boolean {
    return this.seen === null;
  }

  get may(): boolean {
    return this.file.value?.may.includes(this.isRenewal ? 'renew' : 'sign') ?? false;
  }

  get today(): string {
    return shanghai(this.now()).day;
  }

  get wrong(): Readonly<Record<string, string | undefined>> {
    const { lastDay, promises } = wrongIn(this.form, this.today);
    // The days are turned to and not typed: what is wrong with them is said at once.
    return { ...this.sent.failure?.fields, ...(lastDay && { lastDay }), ...(this.isTried && promises && { promises }) };
  }

  async load(): Promise<void> {
    const { merchantId } = this;
    const file = await this.file.from(async () => (await this.call.merchants.file({ merchantId })).file);
    if (file) this.draft.begin(this.usual(file));
  }

  async add(paths: string[]): Promise<void> {
    await this.picture.from(async () => {
      for (const path of paths) this.draft.change({ papers: [...this.form.papers, await this.upload(path)] });
      return null;
    });
  }

  async send(): Promise<boolean> {
    this.isTried = true;
    const { form, merchantId, draft, seen } = this;
    if (Object.keys(wrongIn(form, this.today)).length > 0) return false;
    const input = {
      clientId: draft.id,
      merchantId,
      firstDay: form.firstDay,
      lastDay: form.lastDay,
      promises: form.promises.trim(),
      consentNeeded: form.consentNeeded,
      papers: form.papers.map(({ id }) => id),
    };
    const { sign, renew } = this.call.merchants;
    const sent = await this.sent.from(
      async () => (await (seen === null ? renew(input) : sign({ ...input, seen }))).file,
    );
    if (sent) draft.sent();
    return sent !== null;
  }

  /** An earlier one did arrive, and what is typed now is put aside. */
  giveUp(): void {
    this.draft.sent();
  }

  /** A year from today, or after the agreement that runs; what was promised before is promised again. */
  private usual(file: MerchantFile): Partial<Signing> {
    const { today } = this;
    const before = newestOf(file);
    const firstDay = this.isRenewal && before && before.lastDay >= today ? dayAfter(before.lastDay, 1) : today;
    return {
      firstDay,
      lastDay: yearFrom(firstDay),
      ...(this.isRenewal && before && { promises: before.promises, consentNeeded: before.consentNeeded }),
    };
  }
}
