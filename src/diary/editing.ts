import { makeAutoObservable } from 'mobx';
import type { Call } from '../../types';
import type { Note } from '../../types/diary';
import { Draft } from '../kit/draft';
import type { Keep } from '../kit/keep';
import { Loaded } from '../kit/loaded';
import { Shots, type Album, type Shot } from '../kit/shots';

interface Form {
  text: string;
  shots: readonly Shot[];
}

/** A note that is changed: what was typed is kept until the cloud has it. */
export class Editing {
  readonly sent = new Loaded<true>();
  readonly draft: Draft<Form>;
  readonly shots: Shots;

  constructor(
    private readonly call: Call,
    keep: Keep,
    upload: (path: string) => Promise<{ id: string; url: string }>,
    album: Album,
    readonly note: Note,
  ) {
    this.draft = new Draft<Form>(keep, `diary.edit.${note.id}`, { text: '', shots: [] });
    this.shots = new Shots(
      () => this.draft.form.shots,
      (shots) => this.draft.change({ shots }),
      upload,
      album,
    );
    makeAutoObservable<this, 'call'>(this, { call: false, draft: false, shots: false, note: false });
    this.draft.begin({ text: note.text, shots: note.pictures.map(shotOf) });
    // Addresses of pictures end after an hour or two: those that were kept with what was typed may be over.
    if (this.draft.isKept) this.draft.change({ shots: this.draft.form.shots.map((shot) => renewed(shot, note)) });
    this.shots.begin();
  }

  get isEmpty(): boolean {
    return !this.draft.form.text.trim() && this.shots.all.length === 0;
  }

  async send(): Promise<boolean> {
    if (this.isEmpty || this.sent.busy) return false;
    const done = await this.sent.from(async () => {
      const pictures = await this.shots.settle();
      await this.call.diary.change({ noteId: this.note.id, text: this.draft.form.text.trim(), pictures });
      return true as const;
    });
    if (!done) return false;
    this.shots.forget();
    this.draft.sent();
    return true;
  }
}

const shotOf = ({ id, url }: Note['pictures'][number]): Shot => ({ key: id, path: '', file: { id, url } });

const renewed = (shot: Shot, { pictures }: Note): Shot => {
  const picture = pictures.find(({ id }) => id === shot.file?.id);
  return picture ? { ...shot, file: { id: picture.id, url: picture.url } } : shot;
};
