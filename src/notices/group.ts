import { makeAutoObservable, runInAction } from 'mobx';
import type { Call, Contract, Output } from '../../types';
import type { Place } from '../../types/org';
import { Loaded } from '../kit/loaded';
import type { GroupEntry } from '../kit/wechat';

type Group = NonNullable<Output<Contract['shares']['entered']>['group']>;

/** WeChat's scenes for a card that was tapped in a group: 1007 is a chat of two, and 1044 comes with its ticket. */
const GROUP_SCENES = [1008, 1044, 1158, 1160, 1185];

interface Entry {
  card: string;
  scene: number | undefined;
}

/** By which group somebody came to a notice. It changes nothing for a reader; staff of the place may give it a name. */
export class GroupStore {
  group: Group | null = null;
  /** The name as it is being typed: it stays until the cloud has it. */
  name = '';
  readonly named = new Loaded<Group>();
  private isTold = false;

  constructor(
    private readonly call: Call,
    private readonly entry: Entry,
    private readonly groupEntry: () => Promise<GroupEntry | null>,
  ) {
    makeAutoObservable<this, 'call' | 'entry' | 'groupEntry' | 'isTold'>(this, {
      call: false,
      entry: false,
      groupEntry: false,
      isTold: false,
    });
  }

  /** Tells the cloud, once. What fails here fails silently. */
  async tell(): Promise<void> {
    const { card, scene = 0 } = this.entry;
    if (this.isTold || !card || !GROUP_SCENES.includes(scene)) return;
    this.isTold = true;
    const info = await this.groupEntry();
    if (!info) return;
    const { encryptedData, iv } = info;
    await this.call.shares.entered({ encryptedData, iv, scene, card }).then(
      ({ group }) => runInAction(() => (this.group = group)),
      () => undefined,
    );
  }

  type(name: string): void {
    this.name = name;
  }

  async give({ level, code }: Place): Promise<boolean> {
    const groupId = this.group?.id;
    if (!groupId) return false;
    const at = level === 'community' ? { communityCode: code } : { nodeCode: code };
    const group = await this.named.from(
      async () => (await this.call.shares.nameGroup({ ...at, groupId, name: this.name.trim() })).group,
    );
    if (group) runInAction(() => (this.group = group));
    return group !== null;
  }
}
