import { makeAutoObservable, observableRef } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import type { Place } from '../../types/org';
import type { Keep } from '../kit/keep';
import { Loaded } from '../kit/loaded';
import { addressed } from './store';
import { Typed } from '../kit/typed';

type Groups = Output<Contract['shares']['groups']>;
export type Group = Groups['groups'][number];

/** By which WeChat groups people came to a notice, and what those groups are called here. */
export class GroupsStore {
  readonly list = new Loaded<Groups>();
  readonly sent = new Loaded<unknown>();
  /** The group that is being given a name, and the name so far. */
  naming: { group: Group; name: Typed } | null = null;

  constructor(
    private readonly call: Call,
    private readonly keep: Keep,
    private readonly noticeId: string,
  ) {
    makeAutoObservable<this, 'call' | 'keep' | 'noticeId'>(this, {
      call: false,
      keep: false,
      noticeId: false,
      naming: observableRef,
    });
  }

  async load(): Promise<void> {
    await this.list.from(() => this.call.shares.groups({ noticeId: this.noticeId }));
  }

  begin(group: Group): void {
    this.sent.set(null);
    this.naming = { group, name: new Typed(this.keep, `group.${group.id}`, group.name ?? '') };
  }

  leave(): void {
    this.naming = null;
  }

  /** Names the group for the place the notice belongs to. */
  async give(place: Place): Promise<boolean> {
    if (!this.naming) return false;
    const { group, name } = this.naming;
    const input = { ...addressed(place), groupId: group.id, name: name.text.trim() };
    if (!(await this.sent.from(() => this.call.shares.nameGroup(input)))) return false;
    name.sent();
    this.leave();
    await this.load();
    return true;
  }
}
