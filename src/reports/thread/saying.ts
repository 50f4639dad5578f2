import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import { Draft } from '../../kit/draft';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Shots, type Album, type Shot } from '../../kit/shots';
import { blank as blankFiling, FILING } from '../filing/filing';
import type { Report } from '../kinds';

interface Said {
  text: string;
  shots: readonly Shot[];
}
const blank: Said = { text: '', shots: [] };

/** A further word of a resident, or that it is not solved: on the phone until it is sent. */
export class SayingStore {
  readonly sent = new Loaded<Report>();
  readonly draft: Draft<Said>;
  readonly shots: Shots;

  constructor(
    private readonly call: Call,
    private readonly keep: Keep,
    upload: (path: string) => Promise<{ id: string; url: string }>,
    album: Album,
    private readonly reportId: string,
    readonly what: 'word' | 'object',
  ) {
    this.draft = new Draft(keep, `report.${what}.${reportId}`, blank);
    this.shots = new Shots(
      () => this.draft.form.shots,
      (shots) => this.draft.change({ shots }),
      upload,
      album,
    );
    makeAutoObservable<this, 'call' | 'keep' | 'reportId'>(this, {
      call: false,
      keep: false,
      reportId: false,
      what: false,
      draft: false,
      shots: false,
    });
    this.draft.begin();
    this.shots.begin();
  }

  get text(): string {
    return this.draft.form.text;
  }

  type(text: string): void {
    this.draft.change({ text });
  }

  /** @param what where it is open again already, what is not solved is said as a further word */
  async send(what = this.what): Promise<Report | null> {
    const { call, reportId } = this;
    const text = this.text.trim();
    const report = await this.sent.from(async () => {
      const pictures = await this.shots.settle();
      const said = { reportId, clientId: this.draft.id, text, pictures };
      return (await (what === 'object' ? call.reports.object(said) : call.reports.reply(said))).report;
    });
    // What was sent before did arrive: what stands here now goes out as a word of its own, if it is still wanted.
    if (this.sent.failure?.refusal === 'input.idReused') this.draft.renew();
    if (!report) return null;
    this.shots.forget();
    this.done();
    return report;
  }

  /** Whether what was refused may look otherwise once the thread is read again. */
  get isStale(): boolean {
    const { refusal } = this.sent.failure ?? {};
    return refusal === 'report.step' || refusal === 'input.idReused';
  }

  /** It can no longer be said here: it becomes the beginning of something new, unless something else is not out yet. */
  anew(where: string): boolean {
    const filing = new Draft(this.keep, FILING, blankFiling);
    filing.begin();
    if (filing.form.text.trim() || filing.form.shots.length > 0) return false;
    const { text, shots } = this.draft.form;
    filing.change({ text, shots, where });
    this.done();
    return true;
  }

  private done(): void {
    this.draft.sent();
    this.draft.begin();
  }
}
