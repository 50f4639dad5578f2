import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Input } from '../../../types';
import type { Category, Merchant, MerchantFile } from '../../../types/shops';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Draft } from '../../kit/draft';
import { Items } from './editing';
import { serviceOf, type Item } from './items';
import { say } from './words';

interface Picture {
  id: string;
  url: string;
}

/** What a shop says of itself, as it is typed. */
export interface Application {
  name: string;
  category: Category | null;
  address: string;
  phone: string;
  hours: string;
  about: string;
  /** One at most: the photograph of its door. */
  door: readonly Picture[];
  documents: readonly Picture[];
  location: Merchant['location'];
  /** With an application only; later the list has a page of its own. */
  services: readonly Item[];
}

const blank: Application = {
  name: '',
  category: null,
  address: '',
  phone: '',
  hours: '',
  about: '',
  door: [],
  documents: [],
  location: null,
  services: [],
};

const pictureOf = ({ id, url }: Picture): Picture => ({ id, url });
const formOf = ({ merchant, documents }: MerchantFile): Application => ({
  ...blank,
  name: merchant.name,
  category: merchant.category,
  address: merchant.address,
  phone: merchant.phone ?? '',
  hours: merchant.hours ?? '',
  about: merchant.about ?? '',
  door: merchant.door ? [pictureOf(merchant.door)] : [],
  documents: documents.map(pictureOf),
  location: merchant.location,
});

type Content = Omit<Input<Contract['merchants']['amend']>, 'clientId' | 'merchantId'>;

const contentOf = (form: Application, category: Category, door: Picture): Content => ({
  name: form.name.trim(),
  category,
  address: form.address.trim(),
  door: door.id,
  documents: form.documents.map(({ id }) => id),
  ...(form.phone.trim() && { phone: form.phone.trim() }),
  ...(form.hours.trim() && { hours: form.hours.trim() }),
  ...(form.about.trim() && { about: form.about.trim() }),
  ...(form.location && { location: form.location }),
});

/** What the application is: a resident's own, staff's on a visit, or one that is mended. */
export type Aim = { apply: string } | { enter: string } | { amend: string };

const keyOf = (aim: Aim): string =>
  'amend' in aim ? `amend.${aim.amend}` : 'enter' in aim ? `enter.${aim.enter}` : 'apply';

/** Asking for an agreement, or mending what was asked. */
export class ApplicationStore {
  readonly file = new Loaded<MerchantFile | null>();
  readonly sent = new Loaded<MerchantFile>();
  readonly doorSent = new Loaded<null>();
  readonly documentsSent = new Loaded<null>();
  readonly draft: Draft<Application>;
  readonly items: Items;
  /** What was typed before, and what is known already, stands in the form. */
  isReady = false;
  /** Somebody wanted to send it: from now on what is missing is said. */
  isTried = false;

  constructor(
    private readonly call: Call,
    keep: Keep,
    private readonly upload: (path: string) => Promise<Picture>,
    readonly aim: Aim,
  ) {
    this.draft = new Draft(keep, `merchant.${keyOf(aim)}`, blank);
    this.items = new Items(
      () => this.draft.form.services,
      (services) => this.draft.change({ services }),
    );
    makeAutoObservable<this, 'call' | 'upload'>(this, { call: false, upload: false, draft: false, aim: false });
  }

  get form(): Application {
    return this.draft.form;
  }

  get missing(): Partial<Record<'name' | 'category' | 'address' | 'door', string>> {
    const { name, category, address, door } = this.form;
    return {
      ...(!name.trim() && { name: say.apply.nameNeeded }),
      ...(!category && { category: say.apply.categoryNeeded }),
      ...(!address.trim() && { address: say.apply.addressNeeded }),
      ...(door.length === 0 && { door: say.apply.doorNeeded }),
    };
  }

  /** What is wrong with each field: what is missing, and what the cloud said. */
  get wrong(): Readonly<Record<string, string | undefined>> {
    return { ...this.sent.failure?.fields, ...(this.isTried && this.missing) };
  }

  async load(): Promise<void> {
    const { aim } = this;
    const loaded = await this.file.from(async () =>
      'amend' in aim ? (await this.call.merchants.file({ merchantId: aim.amend })).file : null,
    );
    if (!this.file.failure) this.begin(loaded ? formOf(loaded) : {});
  }

  private begin(from: Partial<Application>): void {
    this.draft.begin(from);
    this.isReady = true;
  }

  change(part: Partial<Application>): void {
    this.draft.change(part);
  }

  async add(to: 'door' | 'documents', paths: string[]): Promise<void> {
    const sent = to === 'door' ? this.doorSent : this.documentsSent;
    await sent.from(async () => {
      for (const path of paths) this.change({ [to]: [...this.form[to], await this.upload(path)] });
      return null;
    });
  }

  remove(from: 'door' | 'documents', id: string): void {
    this.change({ [from]: this.form[from].filter((one) => one.id !== id) });
  }

  async send(): Promise<MerchantFile | null> {
    this.isTried = true;
    const { category, door, services } = this.form;
    const [photo] = door;
    if (Object.keys(this.missing).length > 0 || !category || !photo || !this.items.isRight) return null;
    const content = { clientId: this.draft.id, ...contentOf(this.form, category, photo) };
    const file = await this.sent.from(async () => (await this.ask(content, services.map(serviceOf))).file);
    if (file) this.draft.sent();
    return file;
  }

  /** An earlier one did arrive, and what is typed now is put aside. */
  giveUp(): void {
    this.draft.sent();
  }

  private ask(content: Content & { clientId: string }, services: ReturnType<typeof serviceOf>[]) {
    const { aim, call } = this;
    if ('amend' in aim) return call.merchants.amend({ ...content, merchantId: aim.amend });
    if ('enter' in aim) return call.merchants.enter({ ...content, communityCode: aim.enter, services });
    return call.merchants.apply({ ...content, communityCode: aim.apply, services });
  }
}
