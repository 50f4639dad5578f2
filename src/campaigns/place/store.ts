import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../../types';
import type { Difference } from '../../../types/campaigns';
import type { Move, MoveKind } from '../../../types/delivery';
import { Editing } from '../../kit/editing';
import { newId } from '../../kit/id';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { SheetOf } from '../sheet';
import { say } from './words';

export type Manifest = Output<Contract['eggs']['manifest']>;
export interface There {
  campaignId: string;
  communityCode: string;
}
/** What is being written down: eggs that move, a signature for one of those, or what a difference comes from. */
export type Doing = { what: MoveKind } | { what: 'sign'; move: Move } | { what: 'explain'; about: Difference };
export interface Form {
  count: string;
  note: string;
}
const blank: Form = { count: '', note: '' };
const COUNT = /^[1-9]\d{0,6}$/;

/** The eggs of a campaign in one community, before its staff and before whoever brings them. */
export class PlaceStore {
  readonly manifest = new Loaded<Manifest>();
  readonly dropped = new Loaded<true>();
  readonly editing: Editing<Form>;
  readonly sheet: SheetOf;
  doing: Doing | null = null;
  private readonly dropping = new Map<string, string>();

  constructor(
    private readonly call: Call,
    keep: Keep,
    readonly there: There,
  ) {
    this.editing = new Editing(keep, blank);
    this.sheet = new SheetOf((as) => call.eggs.sheet({ ...there, as }));
    makeAutoObservable<this, 'call' | 'dropping'>(this, {
      ...{ call: false, dropping: false },
      ...{ there: false, editing: false, sheet: false },
    });
  }

  async load(): Promise<void> {
    await this.manifest.from(() => this.call.eggs.manifest(this.there));
  }

  /** What is still to be brought is what somebody most likely brings; whoever signs counts for themselves. */
  open(doing: Doing): void {
    this.doing = doing;
    const { bring = 0, standing } = this.manifest.value ?? {};
    const left = bring - (standing?.delivered ?? 0);
    const { campaignId, communityCode } = this.there;
    const of = doing.what === 'sign' ? doing.move.id : doing.what === 'explain' ? doing.about : '';
    this.editing.open(
      `eggs.${doing.what}.${campaignId}.${communityCode}.${of}`,
      doing.what === 'delivered' && left > 0 ? { count: String(left) } : {},
    );
  }

  close(): void {
    this.doing = null;
    this.editing.close();
  }

  type(part: Partial<Form>): void {
    const { count } = part;
    this.editing.change(count === undefined ? part : { ...part, count: count.replace(/\D/g, '') });
  }

  /** What is missing, in words. */
  get lack(): string | null {
    const { count, note } = this.editing.form;
    if (this.doing?.what === 'explain') return note.trim().length < 2 ? say.lacks.note : null;
    if (!COUNT.test(count)) return say.lacks.count;
    return this.doing?.what === 'broken' && !note.trim() ? say.lacks.remark : null;
  }

  async send(): Promise<boolean> {
    const { doing, editing } = this;
    if (!doing || this.lack !== null || editing.sent.busy) return false;
    const done = await editing.send((form, clientId) => this.ask(doing, form, clientId));
    if (done) this.close();
    // A refusal, too, may mean that the eggs are no longer where the page shows them.
    if (done || editing.sent.failure?.kind === 'refused') await this.load();
    return done;
  }

  /** Takes back what one said oneself and nobody has signed for. */
  async drop({ id: moveId }: Pick<Move, 'id'>): Promise<boolean> {
    if (this.dropped.busy) return false;
    const { communityCode } = this.there;
    const clientId = this.dropping.get(moveId) ?? newId();
    this.dropping.set(moveId, clientId);
    const done = await this.dropped.from(async () => {
      await this.call.eggs.dropMove({ clientId, communityCode, moveId });
      return true as const;
    });
    if (done || this.dropped.failure?.kind === 'refused') {
      this.dropping.delete(moveId);
      await this.load();
    }
    return done !== null;
  }

  private ask(doing: Doing, { count, note }: Form, clientId: string): Promise<unknown> {
    const { there } = this;
    const { eggs } = this.call;
    const { communityCode } = there;
    const said = { clientId, ...there, count: Number(count), ...(note.trim() && { note: note.trim() }) };
    switch (doing.what) {
      case 'delivered':
        return eggs.bring(said);
      case 'returned':
      case 'broken':
        return eggs.takeOut({ ...said, kind: doing.what });
      case 'explain':
        return eggs.explain({ clientId, ...there, about: doing.about, note: note.trim() });
      case 'sign': {
        const { id: moveId, kind } = doing.move;
        const signed = { clientId, communityCode, moveId, counted: Number(count) };
        return kind === 'returned' ? eggs.signReturn(signed) : eggs.signDelivery(signed);
      }
    }
  }
}
