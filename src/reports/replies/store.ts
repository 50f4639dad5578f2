import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import { limits } from '../../../types/limits';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Editing } from '../../kit/editing';
import { say } from '../settings/words';

/** The answers that a community's staff write again and again. They are saved as one list. */
export class RepliesStore {
  readonly list = new Loaded<string[]>();
  readonly editing: Editing<{ text: string }>;
  /** The one that is changed; null for a new one. */
  private changing: string | null = null;

  constructor(
    private readonly call: Call,
    keep: Keep,
    private readonly communityCode: string,
  ) {
    this.editing = new Editing(keep, { text: '' });
    makeAutoObservable<this, 'call' | 'communityCode'>(this, { call: false, communityCode: false });
  }

  get isNew(): boolean {
    return this.changing === null;
  }

  get isFull(): boolean {
    return (this.list.value?.length ?? 0) >= limits.replyTemplates;
  }

  get lack(): string | null {
    const text = this.editing.form.text.trim();
    if (!text) return say.reply.need;
    return text !== this.changing && this.list.value?.includes(text) ? say.reply.twice : null;
  }

  async load(): Promise<void> {
    const { communityCode } = this;
    await this.list.from(async () => (await this.call.service.templates({ communityCode })).templates);
  }

  open(text: string | null): void {
    this.changing = text;
    const at = text === null ? 'new' : String(this.list.value?.indexOf(text));
    this.editing.open(`service.reply.${this.communityCode}.${at}`, { text: text ?? '' });
  }

  save(): Promise<boolean> {
    const { changing } = this;
    return this.editing.send(({ text }) => {
      const typed = text.trim();
      return this.store((all) =>
        changing === null ? [...all, typed] : all.map((one) => (one === changing ? typed : one)),
      );
    });
  }

  drop(): Promise<boolean> {
    const { changing } = this;
    return this.editing.send(() => this.store((all) => all.filter((one) => one !== changing)));
  }

  /** A colleague may have changed the list meanwhile: what is changed is the list of this moment. */
  private async store(change: (all: string[]) => string[]): Promise<void> {
    const { communityCode } = this;
    const { templates } = await this.call.service.templates({ communityCode });
    const input = { communityCode, templates: change(templates) };
    this.list.set((await this.call.service.setTemplates(input)).templates);
  }
}
