import { makeAutoObservable } from 'mobx';
import type { Call } from '../../../types';
import type { CampaignShown, PickUp } from '../../../types/campaigns';
import type { Place } from '../../../types/org';
import { Draft } from '../../kit/draft';
import { Editing } from '../../kit/editing';
import type { Keep } from '../../kit/keep';
import { Loaded } from '../../kit/loaded';
import { shanghai } from '../../kit/time';
import { Picking } from './picking';
import { blank, dayAfter, inOrder, joined, lackOf, lackOfPickUps, planOf, sentOf, without, type Plan } from './plan';
import { say } from './words';

/** A new campaign of a place, or one that is there already. */
export type Of = { at: string } | { campaignId: string };
interface Opened {
  node: Pick<Place, 'code' | 'level' | 'name'>;
  campaign: CampaignShown | null;
  plan: Plan;
}
export interface PickUpForm {
  day: string;
  hours: string;
  at: string;
  /** '' for all communities; null as long as one is to be named. */
  whom: string | null;
}
const noPickUp: PickUpForm = { day: '', hours: '', at: '', whom: '' };
/** How long a campaign is that nobody has said more of. */
const USUAL_DAYS = 15;

const keyOf = (of: Of): string => `campaign.${'at' in of ? `new.${of.at}` : of.campaignId}`;
const codeLevels = { 4: 'city', 6: 'district', 9: 'street' } as const;
const levelOf = (code: string): Place['level'] => codeLevels[code.length as keyof typeof codeLevels] ?? 'community';

/** Planning a campaign: a new one, one that has not begun, or the days of handing out of one that has. */
export class PlanStore {
  readonly opened = new Loaded<Opened>();
  readonly sent = new Loaded<string>();
  readonly draft: Draft<Plan>;
  readonly pickUp: Editing<PickUpForm>;
  picking: Picking | null = null;
  /** Which of the days of handing out is being changed; null for a new one. */
  changing: number | null = null;

  constructor(
    private readonly call: Call,
    keep: Keep,
    private readonly of: Of,
    private readonly now: () => number,
  ) {
    this.draft = new Draft(keep, keyOf(of), blank);
    this.pickUp = new Editing(keep, noPickUp);
    makeAutoObservable<this, 'call' | 'of' | 'now'>(this, {
      ...{ call: false, of: false, now: false },
      ...{ draft: false, pickUp: false },
    });
  }

  get form(): Plan {
    return this.draft.form;
  }

  get today(): string {
    return shanghai(this.now()).day;
  }

  /** What may be planned now; null when nothing may. */
  get way(): 'new' | 'change' | 'pickUps' | null {
    const { campaign } = this.opened.value ?? {};
    if (!campaign) return 'new';
    return campaign.may.includes('change') ? 'change' : campaign.may.includes('setPickUps') ? 'pickUps' : null;
  }

  get lack(): string | null {
    const { form, opened, way } = this;
    if (way === 'pickUps') return lackOfPickUps(form, opened.value?.campaign?.firstDay ?? '');
    return lackOf(form, this.today);
  }

  async load(): Promise<void> {
    const { of } = this;
    const opened = await this.opened.from(async (): Promise<Opened> => {
      if ('at' in of) {
        const { places } = await this.call.org.find({ code: of.at });
        const node = places.find(({ code }) => code === of.at);
        const firstDay = dayAfter(this.today, 1);
        const plan = { ...blank, firstDay, lastDay: dayAfter(firstDay, USUAL_DAYS - 1) };
        return { node: node ?? { code: of.at, level: levelOf(of.at), name: '' }, campaign: null, plan };
      }
      const shown = await this.call.eggs.campaign(of);
      const { node } = shown.campaign;
      return { node: { ...node, level: levelOf(node.code) }, campaign: shown.campaign, plan: planOf(shown) };
    });
    if (opened) this.draft.begin(opened.plan);
  }

  /** What was typed earlier is no longer wanted: as it is now. */
  startOver(): void {
    this.draft.sent();
    if (this.opened.value) this.draft.begin(this.opened.value.plan);
  }

  change(part: Partial<Plan>): void {
    this.draft.change(part);
  }

  pick(isPicking: boolean): void {
    const { node } = this.opened.value ?? {};
    this.picking = isPicking && node ? new Picking(this.call, node) : null;
    void this.picking?.look();
  }

  join(more: readonly { code: string; name: string }[]): void {
    this.change({ members: joined(this.form.members, more) });
  }

  leaveOut(code: string): void {
    this.change(without(this.form, code));
  }

  /** @param code of one community; null for all */
  setStock(code: string | null, stock: string): void {
    const { members } = this.form;
    this.change({ members: members.map((one) => (code === null || one.code === code ? { ...one, stock } : one)) });
  }

  openPickUp(index: number | null): void {
    this.changing = index;
    const { day, hours, at, communityCode = '' } = this.form.pickUps[index ?? -1] ?? {};
    const from = day === undefined ? {} : { day, hours, at, whom: communityCode };
    this.pickUp.open(`${keyOf(this.of)}.pickUp.${index ?? 'new'}`, from);
  }

  get lackOfPickUp(): string | null {
    const { lacks } = say;
    const { day, hours, at, whom } = this.pickUp.form;
    if (!day) return lacks.pickUpDay;
    if (day < this.form.firstDay) return lacks.pickUp;
    if (!hours.trim()) return lacks.pickUpHours;
    if (!at.trim()) return lacks.pickUpAt;
    return whom === null ? lacks.pickUpWhom : null;
  }

  /** It stands in the plan; what is kept of it alone is not needed any more. */
  keepPickUp(): void {
    const { day, hours, at, whom } = this.pickUp.form;
    const one: PickUp = { day, hours: hours.trim(), at: at.trim(), ...(whom && { communityCode: whom }) };
    const others = this.form.pickUps.filter((_, i) => i !== this.changing);
    this.change({ pickUps: inOrder([...others, one]) });
    this.pickUp.forget();
  }

  /** A new one that was begun is gone on with; what was changed of one that is there is given up, for the list may be another next time. */
  closePickUp(): void {
    if (this.changing === null) this.pickUp.close();
    else this.pickUp.forget();
  }

  dropPickUp(): void {
    this.change({ pickUps: this.form.pickUps.filter((_, i) => i !== this.changing) });
    this.pickUp.forget();
  }

  /** The campaign's id once it is sent; null when it was not. */
  async send(): Promise<string | null> {
    const { draft, way } = this;
    if (this.lack !== null || way === null || this.sent.busy) return null;
    const id = await this.sent.from(() => this.ask(way, draft.id));
    if (id !== null) draft.sent();
    else if (this.sent.failure?.refusal === 'input.idReused') draft.renew();
    // It began meanwhile, or somebody ended it: what may still be planned is said again, and what was typed stays.
    else if (this.sent.failure?.kind === 'refused' && way !== 'new') await this.load();
    return id;
  }

  private async ask(way: 'new' | 'change' | 'pickUps', clientId: string): Promise<string> {
    const { of, form } = this;
    const plan = sentOf(form);
    const { eggs } = this.call;
    if ('at' in of) return (await eggs.createCampaign({ clientId, nodeCode: of.at, ...plan })).campaign.id;
    const { pickUps, reserve } = plan;
    await (way === 'change'
      ? eggs.changeCampaign({ clientId, ...of, ...plan })
      : eggs.setPickUps({ clientId, ...of, pickUps: pickUps ?? [], reserve: reserve ?? 0 }));
    return of.campaignId;
  }
}
