import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../../types';
import type { Report } from '../../../types/reports';
import { Draft } from '../../kit/draft';
import type { Failure } from '../../kit/failure';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { cloudNow } from '../clock';
import { begun, blank, isDoneByMe, lackOf, type ActForm, type PauseFor, type Shot } from './forms';
import { Here } from './here';
import { pausesFrom } from './pausing';
import type { Sheeted } from './words';

/** An open sheet: what is asked for, and what was filled in so far. */
interface Asking {
  act: Sheeted;
  draft: Draft<ActForm>;
  isMineDone: boolean;
}

/** What staff do with one report. What they type stays on the device until the cloud has it. */
export class ActingStore {
  readonly act = new Loaded<Report>();
  readonly picture = new Loaded<null>();
  readonly caller = new Loaded<Output<Contract['reports']['caller']>>();
  readonly here: Here;
  asking: Asking | null = null;
  /** What the open sheet asks for can no longer be done: somebody else was faster. */
  isOver = false;

  constructor(
    private readonly call: Call,
    private readonly keep: Keep,
    private readonly upload: (path: string) => Promise<Shot>,
    private readonly reportId: string,
    communityCode: string,
    private readonly tell: (report: Report) => void,
  ) {
    this.here = new Here(call, communityCode);
    makeAutoObservable<this, 'call' | 'keep' | 'upload' | 'reportId' | 'tell'>(this, {
      call: false,
      keep: false,
      upload: false,
      reportId: false,
      tell: false,
      pausing: false,
    });
  }

  get form(): ActForm {
    return this.asking?.draft.form ?? blank;
  }

  /** How long the clock would stop, and until when, if it were said now. */
  get pausing(): [key: PauseFor, until: string] {
    const all = pausesFrom(cloudNow(), this.here.hours.value);
    return all.find(([key]) => key === this.form.pause) ?? all[0];
  }

  get lack(): string | null {
    return this.asking && lackOf(this.asking.act, this.form, this.asking.isMineDone);
  }

  open(act: Sheeted, report: Report): void {
    this.act.set(null);
    this.picture.set(null);
    this.isOver = false;
    const draft = new Draft(this.keep, `report.${act}.${this.reportId}`, blank);
    draft.begin(begun(act, report));
    this.asking = { act, draft, isMineDone: isDoneByMe(report) };
  }

  close(): void {
    this.asking = null;
    this.act.set(null);
  }

  change(part: Partial<ActForm>): void {
    this.asking?.draft.change(part);
  }

  async look(): Promise<void> {
    await this.caller.from(() => this.call.reports.caller({ reportId: this.reportId }));
  }

  async add(paths: string[]): Promise<void> {
    await this.picture.from(async () => {
      for (const path of paths) this.change({ pictures: [...this.form.pictures, await this.upload(path)] });
      return null;
    });
  }

  remove(id: string): void {
    this.change({ pictures: this.form.pictures.filter((one) => one.id !== id) });
  }

  /** Sends what the open sheet says. */
  async send(): Promise<boolean> {
    const { asking } = this;
    if (!asking || this.lack) return false;
    const done = await this.doing(() => this.ask(asking));
    if (done) {
      asking.draft.sent();
      this.close();
      // The earlier one did arrive: what is typed now goes out as one of its own, if it is still wanted.
    } else if (this.act.failure?.refusal === 'input.idReused') asking.draft.renew();
    return done;
  }

  async now(act: 'claim' | 'resume' | 'unpublish'): Promise<boolean> {
    return this.doing(() => this.call.reports[act]({ reportId: this.reportId }));
  }

  /** After a refusal the report may be another than the one in sight: somebody else was faster. */
  private async doing(ask: () => Promise<{ report: Report }>): Promise<boolean> {
    const done = await this.act.from(async () => (await ask()).report);
    if (done) this.tell(done);
    else if (isStale(this.act.failure)) await this.reload();
    return done !== null;
  }

  private async reload(): Promise<void> {
    const { report } = await this.call.reports.show({ reportId: this.reportId }).catch(() => ({ report: null }));
    if (!report) return;
    this.isOver = this.asking !== null && !report.may.includes(this.asking.act);
    this.tell(report);
  }

  private ask({ act, draft: { id: clientId, form } }: Asking): Promise<{ report: Report }> {
    const { reports } = this.call;
    const text = form.text.trim();
    const of = { clientId, reportId: this.reportId };
    const pictures = form.pictures.map(({ id }) => id);
    switch (act) {
      case 'reply':
        return reports.reply({ ...of, text, pictures, ...(form.until && { promisedAt: form.until }) });
      case 'dispatch':
        return reports.dispatch({ ...of, ...toOf(form.to), ...(text && { text }) });
      case 'pause':
        return reports.pause({ reportId: of.reportId, reason: text, until: this.pausing[1] });
      case 'refer':
        return reports.refer({ ...of, unitId: form.unitId, text });
      case 'contact':
        return reports.contact({ ...of, ...(form.unitId && { unitId: form.unitId }), text });
      case 'whistle':
        return reports.whistle({ ...of, text });
      case 'assign': {
        const { lead, helpers, hours } = form;
        return reports.assign({ ...of, lead, helpers: [...helpers], hours: Number(hours), ...(text && { text }) });
      }
      case 'handle':
        return reports.handle({ ...of, partId: form.partId, text, pictures, done: form.done === true });
      case 'close':
        return reports.close({ ...of, text, pictures });
      case 'heard':
        return reports.heard({ ...of, agreed: form.agreed === true, text });
      case 'publish': {
        const shown = { ...(form.before && { before: form.before }), ...(form.after && { after: form.after }) };
        return reports.publish({ ...of, title: form.title.trim(), text, ...shown });
      }
    }
  }
}

function toOf(to: string): { gridId?: string; workerId?: string } {
  const [kind, id = ''] = to.split(':');
  return kind === 'grid' ? { gridId: id } : kind === 'worker' ? { workerId: id } : {};
}

/** Refusals of what was said, and not because things have moved on. */
const ofWords = ['report.secondPerson', 'report.pauseLong', 'report.promisePast'];

/** A refusal that says that things have moved on. */
export const isStale = (failure: Failure | null): boolean =>
  failure?.kind === 'refused' &&
  Object.keys(failure.fields).length === 0 &&
  !failure.refusal?.startsWith('content.') &&
  !ofWords.includes(failure.refusal ?? '');
