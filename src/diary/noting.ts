import { makeAutoObservable, runInAction } from 'mobx';
import type { Call } from '../../types';
import { Draft } from '../kit/draft';
import { Failure, toFailure } from '../kit/failure';
import { newId } from '../kit/id';
import type { Keep } from '../kit/keep';
import { Loaded } from '../kit/loaded';
import { Shots, type Album, type Shot } from '../kit/shots';
import { words } from '../kit/words';

/** The community that a note is of. */
export interface Spot {
  code: string;
  name: string;
}
interface Form {
  text: string;
  shots: readonly Shot[];
  /** Where it was noted; until then it is being written. */
  to: Spot | null;
}
const blank: Form = { text: '', shots: [], to: null };

const keyOf = (name: string) => `diary.${name}`;
const BOX = keyOf('box');

/** One note on its way: it lies on the phone, under one id, until the cloud has it. */
export class Noting {
  readonly draft: Draft<Form>;
  readonly shots: Shots;
  readonly sent = new Loaded<true>();

  constructor(
    readonly name: string,
    private readonly house: House,
  ) {
    this.draft = new Draft(house.keep, keyOf(name), blank);
    this.shots = new Shots(
      () => this.draft.form.shots,
      (shots) => this.draft.change({ shots }),
      house.upload,
      house.album,
    );
    makeAutoObservable<this, 'house'>(this, { name: false, house: false, draft: false, shots: false });
    this.draft.begin();
    this.shots.begin();
  }

  get form(): Form {
    return this.draft.form;
  }

  get isEmpty(): boolean {
    return !this.form.text.trim() && this.form.shots.length === 0;
  }

  /** Trying again is no use: its writer has to mend it. */
  get isRefused(): boolean {
    const { failure } = this.sent;
    return failure?.kind === 'refused' && failure.refusal !== 'session.required';
  }

  async send(): Promise<boolean> {
    return (await this.sent.from(() => this.keep())) !== null;
  }

  forget(): void {
    this.shots.forget();
    this.draft.sent();
  }

  private async keep(): Promise<true> {
    try {
      await this.ask();
    } catch (thrown) {
      // Photographs that the cloud has lost: from the phone once more.
      if (toFailure(thrown).refusal !== 'file.missing') throw thrown;
      this.shots.again();
      await this.ask();
    }
    return true;
  }

  private async ask(): Promise<void> {
    const pictures = await this.shots.settle();
    const { text, to } = this.form;
    // While its photographs went, somebody else may have come to this phone: it is not theirs to keep.
    if (!to || !this.house.isHere()) throw new Failure('offline', words.failed.offline);
    const input = { clientId: this.draft.id, communityCode: to.code, text: text.trim(), pictures };
    await this.house.call.diary.keep(input);
  }
}

export interface House {
  call: Call;
  keep: Keep;
  upload: (path: string) => Promise<{ id: string; url: string }>;
  album: Album;
  /** Whether whoever wrote it is the one who is signed in. */
  isHere: () => boolean;
}

interface Names {
  writing: string;
  waiting: string[];
}

/** What one person writes on this phone: the note that is being written, and those that wait for the network. */
export class Box {
  writing: Noting;
  waiting: readonly Noting[];
  private isSending = false;

  constructor(private readonly house: House) {
    const names = house.keep.get<Names>(BOX);
    this.writing = new Noting(names?.writing ?? newId(), house);
    this.waiting = (names?.waiting ?? []).map((name) => new Noting(name, house)).filter(({ isEmpty }) => !isEmpty);
    makeAutoObservable<this, 'house'>(this, { house: false });
    this.remember();
  }

  /** What is written waits for the cloud, and the field is free for the next. */
  put({ code, name }: Spot): void {
    if (this.writing.isEmpty) return;
    this.writing.draft.change({ to: { code, name } });
    this.waiting = [...this.waiting, this.writing];
    this.writing = new Noting(newId(), this.house);
    this.remember();
  }

  /** Sends what waits, one after another. Says whether the cloud has something new. */
  async send(): Promise<boolean> {
    if (this.isSending || !this.house.isHere()) return false;
    this.isSending = true;
    const tried = new Set<Noting>();
    let hasNew = false;
    for (;;) {
      const next = this.waiting.find((one) => !tried.has(one) && !one.isRefused);
      if (!next) break;
      tried.add(next);
      if (await next.send()) {
        hasNew = true;
        this.drop(next);
      } else if (next.sent.failure?.kind === 'offline') break;
    }
    runInAction(() => (this.isSending = false));
    return hasNew;
  }

  /** Back into the field, to be mended: the cloud would not have it as it is. */
  reopen(noting: Noting): void {
    if (!this.writing.isEmpty) return;
    this.writing.forget();
    this.waiting = this.waiting.filter((one) => one !== noting);
    noting.sent.set(null);
    noting.draft.renew();
    this.writing = noting;
    this.remember();
  }

  drop(noting: Noting): void {
    noting.forget();
    this.waiting = this.waiting.filter((one) => one !== noting);
    this.remember();
  }

  private remember(): void {
    const names: Names = { writing: this.writing.name, waiting: this.waiting.map(({ name }) => name) };
    this.house.keep.set(BOX, names);
  }
}

/** One for each person as long as the program runs, so that a page that is opened again sends nothing a second time. */
const boxes = new Map<string, Box>();
export function boxOf(owner: string, house: House): Box {
  const box = boxes.get(owner) ?? new Box(house);
  boxes.set(owner, box);
  return box;
}
