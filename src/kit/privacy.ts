import { makeAutoObservable } from 'mobx';
import { wechat, type PrivacyAnswer } from './wechat';

/** The button that WeChat must have seen tapped before it believes in a consent. */
export const AGREE_BUTTON = 'agree-privacy';

/** WeChat's question before something of the phone is used for the first time. What waits for the answer goes on with it. */
export class Privacy {
  /** The act that is waiting, by WeChat's name for it; null when nothing is. */
  asked: string | null = null;
  private waiting: ((answer: PrivacyAnswer) => void)[] = [];

  constructor() {
    makeAutoObservable<this, 'waiting'>(this, { waiting: false });
  }

  start(): void {
    wechat.onPrivacy((act, answer) => this.ask(act, answer));
  }

  agree(): void {
    this.settle({ event: 'agree', buttonId: AGREE_BUTTON });
  }

  refuse(): void {
    this.settle({ event: 'disagree' });
  }

  private ask(act: string, answer: (answer: PrivacyAnswer) => void): void {
    this.waiting.push(answer);
    this.asked ??= act;
    answer({ event: 'exposureAuthorization' });
  }

  private settle(answer: PrivacyAnswer): void {
    const waiting = this.waiting;
    this.waiting = [];
    this.asked = null;
    for (const tell of waiting) tell(answer);
  }
}

export const privacy = new Privacy();
