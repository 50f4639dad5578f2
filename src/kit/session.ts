import { makeAutoObservable, runInAction } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import type { Place } from '../../types/org';
import type { Persona } from '../../types/session';
import { account, call, type Account } from './call';
import { toFailure, UNREACHED, type Failure } from './failure';
import { keep, type Keep } from './keep';
import { wechat } from './wechat';

export type Me = Output<Contract['session']['me']>;

/** Who is here. Everyone may read as a newcomer; somebody signed in is credited, joins, and shares a card of their own. */
export class Session {
  me: Me | null = null;
  failure: Failure | null = null;
  /** The sheet of demo people is open. */
  choosing = false;
  /** Rises with every change of person, so that pages load again what they show. */
  epoch = 0;
  /** The community this device looked at last: shown at once on the next start, and to those who have not signed in. */
  private visited: Place | null;
  /** Who was here last: what they write while the cloud is out of reach is theirs. */
  private last: string | null;
  /** Somebody left here on purpose: nobody is signed in on this device until they ask for it, and it remembers. */
  private left = false;
  /** Until this is over it is not known who is here. */
  private starting: Promise<void> = Promise.resolve();
  private isBegun = false;

  constructor(
    private readonly call: Call,
    private readonly account: Account,
    private readonly keep: Keep,
    private readonly loginCode: () => Promise<string | null>,
  ) {
    this.visited = keep.get('place');
    this.last = keep.get('who');
    account.recover = () => this.recover();
    makeAutoObservable<this, 'call' | 'account' | 'keep' | 'loginCode' | 'starting' | 'isBegun'>(this, {
      call: false,
      account: false,
      keep: false,
      loginCode: false,
      starting: false,
      isBegun: false,
    });
  }

  get person(): Me['person'] {
    return this.me?.person ?? null;
  }

  /** Whose it is what is written here; null for somebody who is not known yet. */
  get owner(): string | null {
    return this.me ? (this.person?.id ?? null) : this.last;
  }

  /** Whose notices to show: my own community, or the one I chose to look at. */
  get place(): Place | null {
    return this.me?.home ?? this.visited;
  }

  /** The community that is mine: somebody signed in has made it their home, others have only chosen to look at it. */
  get settled(): Place | null {
    return this.person ? (this.me?.home ?? null) : this.visited;
  }

  /** Whether signing in is for a person to ask for; everybody else is signed in by themselves, or cannot be. */
  get isAskable(): boolean {
    return this.me !== null && !this.person && (this.me.demo || this.left);
  }

  start(): Promise<void> {
    return (this.starting = this.begin());
  }

  /** The same for a page whose words come first; whoever has begun does not begin again. */
  async startOnce(): Promise<void> {
    if (!this.isBegun) await this.start();
  }

  private async begin(): Promise<void> {
    this.isBegun = true;
    await this.load();
    if (this.me && !this.me.person && (await this.signInQuietly())) await this.changed();
  }

  async load(): Promise<void> {
    const learn = await this.ask();
    runInAction(learn);
  }

  /** Signs in whoever asks for it, or shows them the demo's people. Rejects with a `Failure`. */
  async somebody(): Promise<void> {
    if (await this.signIn()) await this.changed();
    else if (this.me?.demo) this.choose(true);
    else throw toFailure({ code: UNREACHED });
  }

  /** Tells the cloud WeChat's key of this moment; who is here stays the same. Rejects with a `Failure`. */
  async renew(): Promise<void> {
    const code = await this.loginCode();
    if (code) await this.account.link('lc_weapp', { code });
  }

  choose(open: boolean): void {
    this.choosing = open;
  }

  /** Demo only: be one of the town's people, or (null) the newcomer again. Rejects with a `Failure`. */
  async become(persona: Persona | null): Promise<void> {
    if (persona) {
      await this.enter('demo', { persona });
      this.keep.set('persona', persona);
      this.forget();
      await this.changed();
    } else await this.leave();
  }

  async leave(): Promise<void> {
    // A person who wants to leave is let go even when the cloud cannot be told.
    if (this.person) await this.call.session.end({}).catch(() => undefined);
    await this.gone();
  }

  /** The cloud knows this person no more: the phone lets go of them, too. */
  async gone(): Promise<void> {
    this.keep.set('left', true);
    await this.account.leave();
    this.keep.drop('persona');
    this.forget();
    await this.changed();
  }

  /** Makes a community mine; somebody who has not signed in looks at it, and this device remembers. */
  async settle(place: Place): Promise<void> {
    // Who is quicker than WeChat's sign-in means to live there all the same, and not only to look.
    await this.starting;
    if (this.person) {
      const { home } = await this.call.org.join({ communityCode: place.code });
      await this.load();
      runInAction(() => this.remember(home));
    } else this.remember(place);
  }

  remember({ code, level, name }: Place): void {
    this.visited = { code, level, name };
    this.keep.set('place', this.visited);
  }

  /** Somebody scanned a community's code: they see it, unless they have a home. A newcomer's phone remembers it. */
  visit(place: Place): void {
    if (this.me?.home) return;
    if (this.person) this.visited = place;
    else this.remember(place);
  }

  private forget(): void {
    this.visited = null;
    this.last = null;
    this.keep.drop('place');
    this.keep.drop('who');
  }

  /** Somebody else is here: who it is and the new epoch arrive in one step, so that pages load once. */
  private async changed(): Promise<void> {
    const learn = await this.ask();
    runInAction(() => {
      learn();
      this.epoch += 1;
      this.choosing = false;
    });
  }

  private async ask(): Promise<() => void> {
    try {
      const me = await this.call.session.me({});
      return () => {
        this.me = me;
        this.left = this.keep.get('left') ?? false;
        this.failure = null;
        if (me.home) this.remember(me.home);
        if (me.person) this.keep.set('who', me.person.id);
        else this.keep.drop('who');
      };
    } catch (thrown) {
      return () => (this.failure = toFailure(thrown));
    }
  }

  /** As the demo person chosen before, else by WeChat, which needs no consent for this. */
  private async signIn(): Promise<boolean> {
    const persona = this.keep.get<Persona>('persona');
    const code = persona || this.me?.demo ? null : await this.loginCode();
    if (persona) await this.enter('demo', { persona });
    else if (code) await this.enter('lc_weapp', { code });
    return Boolean(persona ?? code);
  }

  private async enter(...by: Parameters<Account['signIn']>): Promise<void> {
    await this.account.signIn(...by);
    this.keep.drop('left');
  }

  /** WeChat not connected, the demo over, or somebody who left: a newcomer, who can still read everything. */
  private async signInQuietly(): Promise<boolean> {
    return !this.keep.get('left') && this.signIn().catch(() => false);
  }

  private async recover(): Promise<void> {
    await this.account.leave();
    await this.signInQuietly();
  }
}

export const session = new Session(call, account, keep, wechat.loginCode);
