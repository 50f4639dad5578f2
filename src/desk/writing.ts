import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Input } from '../../types';
import type { Notice, NoticeAct } from '../../types/notices';
import type { Found, Place } from '../../types/org';
import { newId } from '../kit/id';
import type { Keep } from '../kit/keep';
import { Loaded } from '../kit/loaded';
import { instantOf, shanghai } from '../kit/time';
import { blank, contentOf, formOf, type Form } from './form';
import { asLine, titleIn, withPaste } from './pasted';
import { addressed } from './store';

/** Each act on a form is one intention with one id, however often it must be sent. */
type Ids = Record<'draft' | 'publish' | 'correct', string>;
interface Kept {
  form: Form;
  ids: Ids;
}

const newIds = (): Ids => ({ draft: newId(), publish: newId(), correct: newId() });
/**
 * Writing a notice: a new one, a draft taken up again, or a correction of a published one. Every key stroke is kept on
 * the device until the cloud has it, so that no failure and no restart costs a word.
 */
export class WritingStore {
  form: Form = blank;
  /** The place the writer answers for: a notice goes there or somewhere below. */
  home: Place | null = null;
  /** The notice to go on with, if there is one; `form` is filled when this has come. */
  readonly loaded = new Loaded<{ notice: Notice | null; may: readonly NoticeAct[] }>();
  readonly sent = new Loaded<Notice>();
  readonly picture = new Loaded<null>();
  readonly below = new Loaded<Found[]>();
  /** The place that the notice is for, with those above it: residents read them with it. */
  readonly found = new Loaded<Found>();
  private ids = newIds();
  private readonly key: string;

  constructor(
    private readonly call: Call,
    private readonly keep: Keep,
    private readonly upload: (path: string) => Promise<{ id: string; url: string }>,
    private noticeId: string | null,
  ) {
    this.key = `writing.${noticeId ?? 'new'}`;
    makeAutoObservable<this, 'call' | 'keep' | 'upload' | 'ids' | 'key'>(this, {
      call: false,
      keep: false,
      upload: false,
      ids: false,
      key: false,
    });
  }

  get isCorrection(): boolean {
    return this.loaded.value?.may.includes('correct') ?? false;
  }

  /** The notice that was to be written on and cannot be, as it is now. */
  get closed(): Notice | null {
    const { notice, may } = this.loaded.value ?? {};
    return notice && !may?.includes('edit') && !this.isCorrection ? notice : null;
  }

  /** It was published and did not pass WeChat's check: a draft again, to be rewritten. */
  get isRisky(): boolean {
    return this.loaded.value?.notice?.held === 'risky';
  }

  /** What is still to be written, first of all. */
  get lack(): 'title' | 'body' | 'note' | null {
    const { title, body, note } = this.form;
    if (!title.trim()) return 'title';
    if (!body.trim()) return 'body';
    return this.isCorrection && !note.trim() ? 'note' : null;
  }

  get isReady(): boolean {
    return this.form.place !== null && this.lack === null;
  }

  /** When it goes out; null is at once. */
  get publishAt(): string | null {
    const { day, clock } = this.form;
    return day && clock ? instantOf(day, clock) : null;
  }

  async load(home: Place): Promise<void> {
    const { noticeId } = this;
    await this.loaded.from(async () => {
      const { notice, may } = noticeId ? await this.call.notices.show({ noticeId }) : { notice: null, may: [] };
      const kept = this.keep.get<Kept>(this.key);
      this.fill(kept?.form ?? (notice ? formOf(notice) : blank), kept?.ids ?? newIds(), home);
      return { notice, may };
    });
  }

  /** A new text of one of the two fields into which people paste. */
  write(field: 'title' | 'body', text: string): void {
    const clean = field === 'title' ? asLine : withPaste;
    this.change({ [field]: clean(this.form[field], text) });
  }

  /** What could be the title, while there is none. */
  get offered(): string | null {
    const { title, body } = this.form;
    return title.trim() ? null : (titleIn(body)?.title ?? null);
  }

  /** The first line becomes the title, and is no longer in the text. */
  takeOffered(): void {
    const taken = titleIn(this.form.body);
    if (taken) this.change(taken);
  }

  change(part: Partial<Form>): void {
    this.form = { ...this.form, ...part };
    this.remember();
  }

  /** Starts the clock fields at the next full hour, Shanghai time. */
  schedule(later: boolean): void {
    const { day, clock } = shanghai(Date.now() + 3_600_000);
    this.change(later ? { day, clock: `${clock.slice(0, 2)}:00` } : { day: '', clock: '' });
  }

  async addPictures(paths: string[]): Promise<void> {
    await this.picture.from(async () => {
      for (const path of paths) {
        const picture = await this.upload(path);
        this.change({ pictures: [...this.form.pictures, picture] });
      }
      return null;
    });
  }

  /** The place itself and what lies below it, for those who answer for more than one community. */
  async look(code: string): Promise<void> {
    await this.below.from(async () => (await this.call.org.find({ code })).places);
  }

  /** The names above the place; none while nobody knows them. */
  get above(): string[] {
    const { value } = this.found;
    return value?.code === this.form.place?.code ? (value?.above ?? []) : [];
  }

  async preview(): Promise<void> {
    const code = this.form.place?.code;
    if (!code || this.found.value?.code === code) return;
    await this.found.from(async () => {
      const { places } = await this.call.org.find({ code });
      return places.find((one) => one.code === code) ?? Promise.reject(new Error(`Nobody knows ${code}`));
    });
  }

  async saveDraft(): Promise<boolean> {
    const saved = await this.sent.from(async () => {
      const input = { clientId: this.ids.draft, ...this.target(), ...contentOf(this.form) };
      return (await this.call.notices.draft(input)).notice;
    });
    // Whatever is saved next is another intention, whether this one was answered or had been used up before.
    if (saved || this.sent.failure?.refusal === 'input.idReused') this.ids = { ...this.ids, draft: newId() };
    if (saved) this.keep.drop(this.key);
    return saved !== null;
  }

  async publish(): Promise<Notice | null> {
    const { publishAt } = this;
    return this.send(() =>
      this.call.notices.publish({
        clientId: this.ids.publish,
        ...this.target(),
        ...contentOf(this.form),
        ...(publishAt && { publishAt }),
      }),
    );
  }

  async correct(): Promise<Notice | null> {
    const { noticeId } = this;
    if (!noticeId) return null;
    const note = this.form.note.trim();
    return this.send(() =>
      this.call.notices.correct({ clientId: this.ids.correct, noticeId, ...contentOf(this.form), note }),
    );
  }

  private async send(ask: () => Promise<{ notice: Notice }>): Promise<Notice | null> {
    const notice = await this.sent.from(async () => (await ask()).notice);
    if (notice) this.keep.drop(this.key);
    return notice;
  }

  private fill(form: Form, ids: Ids, home: Place): void {
    this.home = home;
    // What was kept by an earlier version of the program may lack a field.
    this.form = { ...blank, ...form, place: form.place ?? home };
    this.ids = ids;
  }

  private remember(): void {
    this.keep.set(this.key, { form: this.form, ids: this.ids } satisfies Kept);
  }

  private target(): Pick<Input<Contract['notices']['draft']>, 'noticeId' | 'communityCode' | 'nodeCode'> {
    const { place } = this.form;
    return { ...(this.noticeId && { noticeId: this.noticeId }), ...(place && addressed(place)) };
  }
}
