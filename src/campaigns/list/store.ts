import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { CampaignShown } from '../../../types/campaigns';
import type { Found, Place } from '../../../types/org';
import { Loaded } from '../../kit/loaded';
import { addressed } from '../../kit/places';

/** The campaigns of a place. */
export class CampaignsStore {
  readonly list = new Loaded<readonly CampaignShown[]>();
  readonly below = new Loaded<readonly Found[]>();
  place: Place | null = null;

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call'>(this, { call: false });
  }

  async load(place: Place): Promise<void> {
    if (place.code !== this.place?.code) this.list.set(null);
    this.place = place;
    await this.list.from(async () => (await this.call.eggs.campaigns(addressed(place))).campaigns);
  }

  /** What lies below a place, for those who look after more than one community and do not run the campaign. */
  async find(code: string): Promise<void> {
    this.below.set(null);
    await this.below.from(async () => (await this.call.org.find({ code })).places.slice(1));
  }
}
