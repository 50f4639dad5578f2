import { makeAutoObservable } from 'mobx';
import type { Call, Contract, Output } from '../../../types';
import type { Flag, verdicts, CorrectionKind } from '../../../types/guarding';
import { Editing } from '../../kit/editing';
import { newId } from '../../kit/id';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { say } from './words';

export type Asked = Output<Contract['eggs']['correctionsAsked']>['corrections'][number];
type Manifest = Output<Contract['eggs']['manifest']>;
export interface There {
  campaignId: string;
  communityCode: string;
}
export type Way = 'number' | 'phone';

export interface VerdictForm {
  verdict: (typeof verdicts)[number] | null;
  reason: string;
}
export interface AskForm {
  way: Way;
  number: string;
  kind: CorrectionKind | null;
  day: string;
  reason: string;
}
const noVerdict: VerdictForm = { verdict: null, reason: '' };
const noAsk: AskForm = { way: 'number', number: '', kind: null, day: '', reason: '' };
const NUMBER = /^[1-9]\d{0,6}$/;
const PHONE = /^\d{11}$/;

/** What a person looks at in a community: accounts, and corrections that two people make. */
export class GuardStore {
  readonly manifest = new Loaded<Manifest>();
  readonly flags = new Loaded<readonly Flag[]>();
  readonly corrections = new Loaded<readonly Asked[]>();
  readonly decided = new Loaded<true>();
  readonly judging: Editing<VerdictForm>;
  readonly asking: Editing<AskForm>;
  flag: Flag | null = null;
  /** A whole phone number is a neighbour's matter and stays in no storage. */
  phone = '';
  /** The correction that is being decided, or was last. */
  deciding: string | null = null;
  private readonly tried = new Map<string, string>();

  constructor(
    private readonly call: Call,
    keep: Keep,
    readonly there: There,
  ) {
    this.judging = new Editing(keep, noVerdict);
    this.asking = new Editing(keep, noAsk);
    makeAutoObservable<this, 'call' | 'tried'>(this, {
      ...{ call: false, tried: false },
      ...{ there: false, judging: false, asking: false },
    });
  }

  get mayDecide(): boolean {
    return this.manifest.value?.may.includes('decide') ?? false;
  }

  async load(): Promise<void> {
    const { there } = this;
    await Promise.all([
      this.manifest
        .from(() => this.call.eggs.manifest(there))
        .then((manifest) => (manifest && this.mayDecide ? this.loadFlags() : undefined)),
      this.loadCorrections(),
    ]);
  }

  async loadFlags(): Promise<void> {
    await this.flags.from(async () => (await this.call.eggs.flags(this.there)).flags);
  }

  async loadCorrections(): Promise<void> {
    await this.corrections.from(async () => (await this.call.eggs.correctionsAsked(this.there)).corrections);
  }

  judge(flag: Flag): void {
    this.flag = flag;
    this.judging.open(`eggs.flag.${flag.id}`, { verdict: flag.verdict });
  }

  leave(): void {
    this.flag = null;
    this.judging.close();
  }

  get lackOfVerdict(): string | null {
    const { verdict, reason } = this.judging.form;
    if (verdict === null) return say.deciding.need;
    return reason.trim().length < 2 ? say.deciding.needReason : null;
  }

  async settle(): Promise<boolean> {
    const { flag } = this;
    const { communityCode } = this.there;
    if (!flag || this.lackOfVerdict !== null || this.judging.sent.busy) return false;
    const done = await this.judging.send(({ verdict, reason }, clientId) => {
      if (verdict === null) return Promise.reject(new Error('A verdict is asked for before this.'));
      const input = { clientId, communityCode, flagId: flag.id, verdict, reason: reason.trim() };
      return this.call.eggs.decideFlag(input);
    });
    if (done) this.leave();
    if (done || this.judging.sent.failure?.kind === 'refused') await this.loadFlags();
    return done;
  }

  openAsk(): void {
    const { campaignId, communityCode } = this.there;
    this.asking.open(`eggs.correct.${campaignId}.${communityCode}`);
  }

  typePhone(phone: string): void {
    this.phone = phone.replace(/\D/g, '').slice(0, 11);
  }

  get lackOfAsk(): string | null {
    const { lacks } = say.asking;
    const { way, number, kind, day, reason } = this.asking.form;
    if (way === 'number' ? !NUMBER.test(number) : !PHONE.test(this.phone)) return lacks[way];
    if (kind === null) return lacks.kind;
    if (!day) return lacks.day;
    return reason.trim().length < 4 ? lacks.reason : null;
  }

  async ask(): Promise<boolean> {
    if (this.lackOfAsk !== null || this.asking.sent.busy) return false;
    const done = await this.asking.send(({ way, number, kind, day, reason }, clientId) => {
      if (kind === null) return Promise.reject(new Error('A kind is asked for before this.'));
      const who = way === 'number' ? { number: Number(number) } : { phone: this.phone };
      return this.call.eggs.askCorrection({ clientId, ...this.there, ...who, kind, day, reason: reason.trim() });
    });
    if (done) {
      this.typePhone('');
      await this.loadCorrections();
    }
    return done;
  }

  /** A new decision begins with no word of what became of the one before. */
  beginDeciding(id: string): void {
    this.deciding = id;
    this.decided.set(null);
  }

  async decide({ id: correctionId }: Pick<Asked, 'id'>, agree: boolean): Promise<boolean> {
    if (this.decided.busy) return false;
    const { communityCode } = this.there;
    const key = `${correctionId} ${agree}`;
    const clientId = this.tried.get(key) ?? newId();
    this.tried.set(key, clientId);
    this.beginDeciding(correctionId);
    const done = await this.decided.from(async () => {
      await this.call.eggs.decideCorrection({ clientId, communityCode, correctionId, agree });
      return true as const;
    });
    // Only what the network lost is the same intention when it is tried again.
    if (done || this.decided.failure?.kind === 'refused') {
      this.tried.delete(key);
      await this.loadCorrections();
    }
    return done !== null;
  }
}
