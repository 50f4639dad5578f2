import { makeAutoObservable, runInAction } from 'mobx';
import type { Call, Contract, Input } from '../../../types';
import { Draft } from '../../kit/draft';
import { toFailure } from '../../kit/failure';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import type { Spot } from '../../kit/platform';
import { Shots, type Album, type Shot } from '../../kit/shots';
import type { Grid, Hours, Report, Similar } from '../kinds';
import { say } from './words';

/** Something that is being raised, as far as it is written. */
export interface Filing {
  text: string;
  shots: readonly Shot[];
  grid: Pick<Grid, 'id' | 'name'> | null;
  spot: (Spot & { name: string; here: boolean }) | null;
  where: string;
  open: boolean;
  mayPublish: boolean;
  /** Sent by its writer while the cloud was out of reach: it goes by itself. */
  queued: boolean;
  /** The community it was sent to then: it goes there and nowhere else. */
  to: { code: string; name: string } | null;
  /** What another page began it with; '' for what its writer began. */
  said: string;
}
export const blank: Filing = {
  text: '',
  shots: [],
  grid: null,
  spot: null,
  where: '',
  open: true,
  mayPublish: false,
  queued: false,
  to: null,
  said: '',
};
export const FILING = 'report';

type Wanted = Input<Contract['reports']['near']>;
type Place = NonNullable<Wanted['place']>;

/** Long enough that somebody has stopped typing. */
const PAUSE_MS = 900;
/** Nobody waits longer for it before they send. */
const LONGEST_LOOK_MS = 3_000;
/** Fewer characters say nothing that a neighbour could have said as well. */
const LEAST = 4;

/** Raising a problem: everything lies on the phone, under one id, until the cloud has it. */
export class FilingStore {
  readonly sent = new Loaded<Report>();
  readonly joined = new Loaded<Report>();
  readonly hours = new Loaded<Hours>();
  readonly grids = new Loaded<readonly Grid[]>();
  readonly draft: Draft<Filing>;
  readonly shots: Shots;
  /** What neighbours have raised that may be the same. */
  similar: readonly Similar[] = [];
  /** Before it is sent, some of them are shown that were not in sight while it was written. */
  isAsking = false;
  isTried = false;
  private isLooking = false;
  /** For which words and place it was asked last, and which answers their writer has seen. */
  private askedFor = '';
  private readonly seen = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private isSending = false;

  constructor(
    private readonly call: Call,
    keep: Keep,
    upload: (path: string) => Promise<{ id: string; url: string }>,
    album: Album,
    /** The community it would go to; null while none is chosen. */
    private readonly here: { code: string; name: string } | null,
    /** What another page has begun to say; whatever lies here already goes before it. */
    private readonly said = '',
  ) {
    this.draft = new Draft(keep, FILING, blank);
    this.shots = new Shots(
      () => this.draft.form.shots,
      (shots) => this.draft.change({ shots }),
      upload,
      album,
    );
    makeAutoObservable<this, 'call' | 'here' | 'said' | 'askedFor' | 'seen' | 'timer'>(this, {
      call: false,
      here: false,
      said: false,
      draft: false,
      shots: false,
      askedFor: false,
      seen: false,
      timer: false,
    });
    // What is said of oneself is for the community, and not for neighbours to join, unless its writer says so.
    this.draft.begin(said ? { text: said, said, open: false } : {});
    this.shots.begin();
  }

  get form(): Filing {
    return this.draft.form;
  }

  get isQueued(): boolean {
    return this.form.queued;
  }

  /** The community it goes to. */
  get to(): { code: string; name: string } | null {
    return this.form.to ?? this.here;
  }

  /** Something else was written here before, and what was to be said has to wait. */
  get isBehind(): boolean {
    return this.said !== '' && this.form.said !== this.said;
  }

  get isBusy(): boolean {
    return this.sent.busy || this.isLooking;
  }

  get missing(): string | null {
    return this.form.text.trim() ? null : say.textNeeded;
  }

  /** What is kept of a community's ways: when it answers, and how it is divided. Without them the page says less. */
  async load(): Promise<void> {
    const communityCode = this.to?.code;
    if (!communityCode) return;
    await Promise.all([
      this.hours.from(async () => (await this.call.service.hours({ communityCode })).hours),
      this.grids.from(async () => (await this.call.service.grids({ communityCode })).grids),
      // What was written earlier, a neighbour may have raised meanwhile.
      this.look(),
    ]);
  }

  change(part: Partial<Filing>): void {
    this.draft.change(part);
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), PAUSE_MS);
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  /** What is in sight now was offered, and is not offered again. */
  saw(): void {
    for (const { id } of this.similar) this.seen.add(id);
  }

  /** Asks whether neighbours have raised it, once for the same words and place; what fails here fails silently. */
  async look(): Promise<void> {
    const { to, wanted } = this;
    const key = JSON.stringify(wanted);
    if (!to || key === this.askedFor || wanted.text.length < LEAST) return;
    try {
      const { reports } = await this.call.reports.near(wanted);
      this.askedFor = key;
      if (JSON.stringify(this.wanted) === key) runInAction(() => (this.similar = reports));
    } catch {
      // It is sent as well without knowing.
    }
  }

  /** Sends it, unless a neighbour's comes to light that its writer has not seen. */
  async send(): Promise<Report | null> {
    this.isTried = true;
    if (this.missing) return null;
    this.stop();
    this.isLooking = true;
    await Promise.race([this.look(), new Promise((go) => setTimeout(go, LONGEST_LOOK_MS))]);
    const isNew = this.similar.some(({ id }) => !this.seen.has(id));
    runInAction(() => {
      this.isLooking = false;
      this.isAsking = isNew;
    });
    return isNew ? null : this.sendNow();
  }

  closeAsking(): void {
    this.saw();
    this.isAsking = false;
  }

  async sendNow(): Promise<Report | null> {
    const { to } = this;
    if (!to || this.isSending || this.missing) return null;
    this.isAsking = false;
    this.isSending = true;
    // Words that were brought here are kept as if they had been typed, before they go.
    if (!this.draft.isKept) this.draft.change({});
    const report = await this.sent.from(() => this.file(to.code));
    runInAction(() => (this.isSending = false));
    if (report) this.done();
    // Whatever is out of reach is waited for; whatever is refused is for its writer to mend.
    else this.queue(this.sent.failure?.kind === 'offline');
    return report;
  }

  /** Sends what waits, if something does. */
  async resume(): Promise<Report | null> {
    return this.isQueued ? this.sendNow() : null;
  }

  unqueue(): void {
    this.sent.set(null);
    this.queue(false);
  }

  private queue(queued: boolean): void {
    this.draft.change({ queued, to: queued ? this.to : null });
  }

  /** Joins a neighbour's instead. What was written stays until that is done. */
  async join(reportId: string): Promise<Report | null> {
    const report = await this.joined.from(async () => (await this.call.reports.join({ reportId })).report);
    if (report) this.done();
    return report;
  }

  /** An earlier one did arrive, and what is written now is put aside. */
  giveUp(): void {
    this.done();
  }

  private done(): void {
    this.stop();
    this.shots.forget();
    this.draft.sent();
  }

  private async file(communityCode: string): Promise<Report> {
    const ask = async () =>
      this.call.reports.file({
        clientId: this.draft.id,
        communityCode,
        text: this.form.text.trim(),
        pictures: await this.shots.settle(),
        ...(this.place && { place: this.place }),
        open: this.form.open,
        mayPublish: this.form.mayPublish,
      });
    try {
      return (await ask()).report;
    } catch (thrown) {
      // Photographs of another person on this phone, or that the cloud has lost: from the phone once more.
      if (toFailure(thrown).refusal !== 'file.missing') throw thrown;
      this.shots.again();
      return (await ask()).report;
    }
  }

  private get place(): Place | null {
    const { grid, spot, where } = this.form;
    const words = where.trim() || spot?.name.trim() || '';
    const place: Place = {
      ...(grid && { gridId: grid.id }),
      ...(spot && { location: { latitude: spot.latitude, longitude: spot.longitude } }),
      ...(words && { words: words.slice(0, 60) }),
    };
    return Object.keys(place).length > 0 ? place : null;
  }

  private get wanted(): Wanted {
    const { to, place } = this;
    return { ...(to && { communityCode: to.code }), text: this.form.text.trim(), ...(place && { place }) };
  }
}
