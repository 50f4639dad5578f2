import { makeAutoObservable } from 'mobx';
import { keep, type Keep } from './keep';
import { platform } from './platform';

/** Somebody who set WeChat's text this large gets the elder view without asking. */
const ELDER_FROM = 1.3;
const clamp = (n: number, least: number, most: number) => Math.min(Math.max(n, least), most);

/** How the pages look to this person: the size of everything, the elder view, and whether the network is there. */
export class View {
  online = true;
  /** The phone is in its dark look: pages follow by themselves, and what is drawn on a canvas has to know. */
  dark = false;
  scale = 1;
  private chosen: 'elder' | 'usual' | null;

  constructor(private readonly keep: Keep) {
    this.chosen = keep.get('view');
    makeAutoObservable<this, 'keep'>(this, { keep: false });
  }

  get elder(): boolean {
    return this.chosen ? this.chosen === 'elder' : this.scale >= ELDER_FROM;
  }

  /** The one number that multiplies every size. */
  get k(): number {
    return this.elder ? clamp(this.scale, 1.25, 1.6) : clamp(this.scale, 1, 1.25);
  }

  start(): void {
    this.setScale(platform.fontScale());
    this.setDark(platform.isDark());
    platform.onTheme((dark) => this.setDark(dark));
    platform.onNetwork((online) => this.setOnline(online));
  }

  setScale(scale: number): void {
    this.scale = scale;
  }

  setDark(dark: boolean): void {
    this.dark = dark;
  }

  setOnline(online: boolean): void {
    this.online = online;
  }

  switchElder(): void {
    this.chosen = this.elder ? 'usual' : 'elder';
    this.keep.set('view', this.chosen);
  }
}

export const view = new View(keep);
