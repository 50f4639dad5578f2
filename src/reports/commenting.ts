import { makeAutoObservable, observableRef, runInAction } from 'mobx';
import type { Call } from '../../types';
import { Draft } from '../kit/draft';
import type { Keep } from '../kit/keep';
import { Loaded } from '../kit/loaded';
import { cloudNow, heard } from './clock';
import type { Comment, Report } from './kinds';
import { Rows } from './rows';

/** Of one's own that wait, so many show their clock. */
const CLOCKS = 3;

/** What was asked and answered under a notice, and what I ask. */
export class CommentsStore {
  readonly rows: Rows<Comment>;
  readonly sent = new Loaded<Report>();
  readonly draft: Draft<{ text: string }>;
  total = 0;
  /** When they were looked at last, by the cloud's clock. */
  now = cloudNow();
  /** Mine that wait, as their threads tell of them, by id. */
  waiting: ReadonlyMap<string, Report> = new Map();

  constructor(
    private readonly call: Call,
    keep: Keep,
    readonly noticeId: string,
  ) {
    this.draft = new Draft(keep, `comment.${noticeId}`, { text: '' });
    this.rows = new Rows(async (before) => {
      const { comments, total, next } = await this.call.reports.comments({ noticeId, ...(before && { before }) });
      runInAction(() => (this.total = total));
      return { rows: comments, next };
    });
    makeAutoObservable<this, 'call'>(this, {
      call: false,
      noticeId: false,
      rows: false,
      draft: false,
      waiting: observableRef,
    });
    this.draft.begin();
  }

  async load(): Promise<void> {
    await this.rows.load();
    const mine = (this.rows.list.value?.rows ?? []).filter((one) => one.mine && one.answers.length === 0);
    // A clock is an extra: without it the comment still says that it waits.
    const shown = await Promise.all(
      mine.slice(0, CLOCKS).map(({ id }) =>
        this.call.reports.show({ reportId: id }).then(
          ({ report }) => report,
          () => null,
        ),
      ),
    );
    const all = new Map(shown.flatMap((report) => (report ? [[report.id, report] as const] : [])));
    runInAction(() => {
      this.waiting = all;
      for (const { clock } of all.values()) heard(clock.now);
      this.now = cloudNow();
    });
  }

  type(text: string): void {
    this.draft.change({ text });
  }

  async send(): Promise<boolean> {
    const { noticeId } = this;
    const text = this.draft.form.text.trim();
    const { id: clientId } = this.draft;
    const report = await this.sent.from(
      async () => (await this.call.reports.comment({ clientId, noticeId, text })).report,
    );
    // What was sent before did arrive, and is seen above: what stands here now is another one, if it is still wanted.
    if (this.sent.failure?.refusal === 'input.idReused') {
      this.draft.renew();
      await this.load();
    }
    if (!report) return false;
    this.draft.sent();
    this.draft.begin();
    await this.load();
    return true;
  }
}
