import { makeAutoObservable, runInAction } from 'mobx';
import type { Call, Contract, Output } from '../../../types';
import type { Unit, UnitMember } from '../../../types/service';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { Editing } from '../../kit/editing';
import { say } from '../settings/words';

interface Form {
  name: string;
  what: string;
  phone: string;
  /** The place on whose list it stands. */
  place: string;
}

const keyOf = ({ place, id }: Unit) => ({ nodeCode: place, unitId: id });

/** Who is responsible for what in a community: its own list, and those of the places above it. */
export class UnitsStore {
  readonly list = new Loaded<Unit[]>();
  readonly editing: Editing<Form>;
  readonly invited = new Loaded<Output<Contract['service']['inviteUnit']>>();
  readonly members = new Loaded<UnitMember[]>();
  /** Who is about to be taken off: asked once more. */
  leaving: string | null = null;
  /** The one that is changed; null for a new one. */
  changing: Unit | null = null;

  constructor(
    private readonly call: Call,
    keep: Keep,
    private readonly communityCode: string,
  ) {
    this.editing = new Editing<Form>(keep, { name: '', what: '', phone: '', place: communityCode });
    makeAutoObservable<this, 'call' | 'communityCode'>(this, { call: false, communityCode: false });
  }

  get lack(): string | null {
    const { name, what } = this.editing.form;
    if (!name.trim()) return say.unit.needName;
    return what.trim() ? null : say.unit.needWhat;
  }

  async load(): Promise<void> {
    const { communityCode } = this;
    await this.list.from(async () => (await this.call.service.units({ communityCode })).units);
  }

  open(unit: Unit | null): void {
    this.changing = unit;
    this.invited.set(null);
    this.leaving = null;
    this.members.set(null);
    if (unit) void this.members.from(async () => (await this.call.service.members(keyOf(unit))).members);
    const from = unit && { name: unit.name, what: unit.what, phone: unit.phone ?? '', place: unit.place };
    this.editing.open(`service.unit.${this.communityCode}.${unit?.id ?? 'new'}`, from ?? {});
  }

  save(): Promise<boolean> {
    const { changing } = this;
    return this.editing.send(async ({ name, what, phone, place }, clientId) => {
      await this.call.service.setUnit({
        clientId,
        nodeCode: place,
        ...(changing && { unitId: changing.id }),
        name: name.trim(),
        what: what.trim(),
        ...(phone.trim() && { phone: phone.trim() }),
      });
      await this.load();
    });
  }

  async drop(): Promise<boolean> {
    const { changing } = this;
    if (!changing) return false;
    return this.editing.send(async () => {
      await this.call.service.dropUnit(keyOf(changing));
      await this.load();
    });
  }

  /** Takes somebody off the unit at the second touch. */
  async dropMember(memberId: string): Promise<boolean> {
    const { changing } = this;
    if (!changing || this.leaving !== memberId) {
      this.leaving = memberId;
      return false;
    }
    const left = await this.members.from(
      async () => (await this.call.service.dropMember({ ...keyOf(changing), memberId })).members,
    );
    if (!left) return false;
    runInAction(() => (this.leaving = null));
    return true;
  }

  async invite(): Promise<void> {
    const { changing } = this;
    if (!changing) return;
    await this.invited.from(() => this.call.service.inviteUnit(keyOf(changing)));
  }
}
