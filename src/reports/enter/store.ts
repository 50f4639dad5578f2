import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { Report, Way } from '../../../types/reports';
import type { Grid } from '../../../types/service';
import { Draft } from '../../kit/draft';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import type { Shot } from '../staff/forms';
import { say } from './words';

export interface Entry {
  way: Exclude<Way, 'app'> | null;
  text: string;
  pictures: readonly Shot[];
  gridId: string;
  where: string;
  location: Grid['location'];
  called: string;
  phone: string;
  mayPublish: boolean;
}

const blank: Entry = {
  way: null,
  text: '',
  pictures: [],
  gridId: '',
  where: '',
  location: null,
  called: '',
  phone: '',
  mayPublish: false,
};

/** What somebody said who phoned, came by, or was met on a walk: kept on the device until the cloud has it. */
export class EnterStore {
  readonly grids = new Loaded<Grid[]>();
  readonly sent = new Loaded<Report>();
  readonly picture = new Loaded<null>();
  readonly draft: Draft<Entry>;

  constructor(
    private readonly call: Call,
    keep: Keep,
    private readonly upload: (path: string) => Promise<Shot>,
  ) {
    this.draft = new Draft(keep, 'report.enter', blank);
    this.draft.begin();
    makeAutoObservable<this, 'call' | 'upload'>(this, { call: false, upload: false, draft: false });
  }

  get form(): Entry {
    return this.draft.form;
  }

  get lack(): string | null {
    const { way, text } = this.form;
    if (!way) return say.lack.way;
    return text.trim() ? null : say.lack.text;
  }

  async load(communityCode: string): Promise<void> {
    this.grids.set(null);
    await this.grids.from(async () => (await this.call.service.grids({ communityCode })).grids);
  }

  async add(paths: string[]): Promise<void> {
    await this.picture.from(async () => {
      for (const path of paths) this.draft.change({ pictures: [...this.form.pictures, await this.upload(path)] });
      return null;
    });
  }

  async send(communityCode: string): Promise<Report | null> {
    const { way, text, pictures, mayPublish } = this.form;
    if (!way || this.lack) return null;
    const input = {
      clientId: this.draft.id,
      communityCode,
      way,
      text: text.trim(),
      pictures: pictures.map(({ id }) => id),
      ...this.place,
      ...this.caller,
      mayPublish,
    };
    const report = await this.sent.from(async () => (await this.call.reports.enter(input)).report);
    if (report) this.draft.sent();
    return report;
  }

  /** The earlier one did arrive; this is another. */
  renew(): void {
    this.draft.renew();
    this.sent.set(null);
  }

  /** A grid of another community, chosen before, is left out. */
  private get place() {
    const { gridId, where, location } = this.form;
    const isHere = this.grids.value?.some(({ id }) => id === gridId);
    const place = {
      ...(isHere && { gridId }),
      ...(where.trim() && { words: where.trim() }),
      ...(location && { location }),
    };
    return Object.keys(place).length > 0 ? { place } : {};
  }

  private get caller() {
    const { called, phone } = this.form;
    const caller = {
      ...(called.trim() && { called: called.trim() }),
      ...(phone.trim() && { phone: phone.trim() }),
    };
    return Object.keys(caller).length > 0 ? { caller } : {};
  }
}
