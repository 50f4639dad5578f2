import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Input, Output } from '../../types';
import type { Note } from '../../types/diary';
import { toFailure } from '../kit/failure';
import type { Keep } from '../kit/keep';
import { Loaded } from '../kit/loaded';

type Page = Output<Contract['diary']['list']>;
type Entered = Input<Contract['reports']['enter']>;

/** So many notes are drawn at once, however long somebody has kept a diary. */
export const PAGE = 8;

/** Somebody's own notes, newest first, one page in sight. */
export class NotesStore {
  readonly page = new Loaded<Page>();
  readonly dropped = new Loaded<true>();
  readonly raised = new Loaded<string>();
  /** The note that is being raised, or that could not be. */
  raising: string | null = null;
  /** Where the page in sight begins; null for the newest. */
  private from: string | null = null;

  constructor(
    private readonly call: Call,
    private readonly keep: Keep,
  ) {
    makeAutoObservable<this, 'call' | 'keep'>(this, { call: false, keep: false });
  }

  get isNewest(): boolean {
    return this.from === null;
  }

  async load(): Promise<void> {
    await this.page.from(() => this.call.diary.list({ limit: PAGE, ...(this.from !== null && { before: this.from }) }));
  }

  async newest(): Promise<void> {
    this.from = null;
    await this.load();
  }

  async older(): Promise<void> {
    const next = this.page.value?.next ?? null;
    if (next === null || this.page.busy) return;
    this.from = next;
    this.page.set(null);
    await this.load();
  }

  async drop({ id }: Note): Promise<boolean> {
    const done = await this.dropped.from(async () => {
      await this.call.diary.drop({ noteId: id });
      return true as const;
    });
    if (!done) return false;
    this.keep.drop(keyOf(id));
    await this.load();
    return true;
  }

  /** A note becomes a report. Repeated after a failure it is the same report. @returns its id */
  async raise(note: Note): Promise<string | null> {
    if (this.raised.busy) return null;
    this.raising = note.id;
    const reportId = await this.raised.from(async () => {
      const id = await this.enter(note);
      await this.call.diary.raised({ noteId: note.id, reportId: id });
      return id;
    });
    if (reportId === null) return null;
    this.keep.drop(keyOf(note.id));
    const { value } = this.page;
    if (value)
      this.page.set({ ...value, notes: value.notes.map((one) => (one.id === note.id ? { ...one, reportId } : one)) });
    return reportId;
  }

  /**
   * Whether something that was sent before arrived is not always known, and the note may have been changed since. So it is sent as it is
   * now; if the cloud has it in other words already, those are repeated, word for word, and lead to the report.
   */
  private async enter(note: Note): Promise<string> {
    const key = keyOf(note.id);
    const now = enteredOf(note);
    const earlier = (this.keep.get<Entered[]>(key) ?? []).filter((one) => JSON.stringify(one) !== JSON.stringify(now));
    this.keep.set(key, [...earlier, now]);
    let failure = toFailure(null);
    for (const input of [now, ...earlier.reverse()])
      try {
        return (await this.call.reports.enter(input)).report.id;
      } catch (thrown) {
        failure = toFailure(thrown);
        if (failure.refusal !== 'input.idReused') {
          if (failure.kind === 'refused' && input === now) this.keep.set(key, earlier);
          throw failure;
        }
      }
    throw failure;
  }
}

const enteredOf = ({ id, place, text, pictures }: Note): Entered => ({
  clientId: `diary-${id}`,
  communityCode: place.code,
  way: 'walk',
  // It was written for nobody else: only those who work on it read it.
  open: false,
  text,
  pictures: pictures.map((picture) => picture.id),
});

const keyOf = (id: string) => `diary.raise.${id}`;
