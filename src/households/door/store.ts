import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { MyDoor } from '../../../types/households';
import { Draft } from '../../kit/draft';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { say } from '../words';

interface Form {
  building: string;
  unit: string;
  room: string;
}
const blank: Form = { building: '', unit: '', room: '' };

/** Where I say that I live. What is typed stays on the phone until the cloud has it. */
export class DoorStore {
  readonly mine = new Loaded<{ door: MyDoor | null }>();
  readonly sent = new Loaded<MyDoor>();
  readonly left = new Loaded<true>();
  readonly draft: Draft<Form>;
  isChanging: boolean;

  constructor(
    private readonly call: Call,
    keep: Keep,
  ) {
    this.draft = new Draft<Form>(keep, 'household.door', blank);
    this.draft.begin();
    this.isChanging = this.draft.isKept;
    makeAutoObservable<this, 'call'>(this, { call: false, draft: false });
  }

  get door(): MyDoor | null {
    return this.mine.value?.door ?? null;
  }

  /** Whether the three fields are in sight: nothing was said yet, or it is being changed. */
  get isWriting(): boolean {
    return this.mine.value !== null && (this.door === null || this.isChanging);
  }

  get lack(): string | null {
    const { building, room } = this.draft.form;
    if (!building.trim()) return say.door.needBuilding;
    return room.trim() ? null : say.door.needRoom;
  }

  async load(): Promise<void> {
    await this.mine.from(() => this.call.households.mine({}));
  }

  change(part: Partial<Form>): void {
    this.draft.change(part);
  }

  /** A door that was right begins empty: they moved. One that was not is mended. */
  begin(): void {
    const { door } = this;
    this.sent.set(null);
    if (door && door.state !== 'confirmed') {
      const { building, unit, room } = door;
      this.draft.begin({ building, unit, room });
    } else this.draft.begin();
    this.isChanging = true;
  }

  keep(): void {
    this.draft.sent();
    this.draft.begin();
    this.isChanging = false;
    this.sent.set(null);
  }

  async send(): Promise<boolean> {
    if (this.sent.busy || this.lack) return false;
    const { building, unit, room } = this.draft.form;
    const door = await this.sent.from(async () => {
      const input = { building: building.trim(), unit: unit.trim(), room: room.trim() };
      return (await this.call.households.join(input)).door;
    });
    if (!door) return false;
    this.keep();
    this.mine.set({ door });
    return true;
  }

  async leave(): Promise<boolean> {
    const done = await this.left.from(async () => {
      await this.call.households.leave({});
      return true as const;
    });
    if (done) this.mine.set({ door: null });
    return done !== null;
  }
}
