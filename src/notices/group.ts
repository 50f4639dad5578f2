import { makeAutoObservable, runInAction } from 'mobx';
import type { Call, Contract, Output, RefusalCode } from '../../types';
import type { Place } from '../../types/org';
import { toFailure } from '../kit/failure';
import { Loaded } from '../kit/loaded';
import type { GroupEntry } from '../kit/wechat';

type Group = NonNullable<Output<Contract['shares']['entered']>['group']>;

/** WeChat's scenes for a card that was tapped in a group: 1007 is a chat of two, and 1044 comes with its ticket. */
const GROUP_SCENES = [1008, 1044, 1158, 1160, 1185];

/** Refusals that say: the cloud has not the key under which WeChat closed this. It is forgotten, and WeChat renews it. */
const STALE: (RefusalCode | null)[] = ['login.noWechat', 'wechat.group'];

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
  /** Told, or being told. */
  private isTold = false;

  constructor(
    private readonly call: Call,
    private readonly entry: Entry,
    private readonly groupEntry: () => Promise<GroupEntry | null>,
    private readonly renewKey: () => Promise<void>,
  ) {
    makeAutoObservable<this, 'call' | 'entry' | 'groupEntry' | 'renewKey' | 'isTold'>(this, {
      call: false,
      entry: false,
      groupEntry: false,
      renewKey: false,
      isTold: false,
    });
  }

  /** Tells the cloud, once; if it was not reached, again when asked again. What fails here fails silently. */
  async tell(): Promise<void> {
    const { card, scene = 0 } = this.entry;
    if (this.isTold || !card || !GROUP_SCENES.includes(scene)) return;
    this.isTold = true;
    const enter = async () => {
      const info = await this.groupEntry();
      if (!info) return null;
      const { encryptedData, iv } = info;
      return (await this.call.shares.entered({ encryptedData, iv, scene, card })).group;
    };
    try {
      const group = await enter().catch(async (thrown: unknown) => {
        if (!STALE.includes(toFailure(thrown).refusal)) throw thrown;
        await this.renewKey();
        return enter();
      });
      runInAction(() => (this.group = group));
    } catch (thrown) {
      this.isTold = toFailure(thrown).kind !== 'offline';
    }
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
