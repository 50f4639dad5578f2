import { makeAutoObservable } from 'mobx';
import type { Call } from '../../types';
import type { CodePlace } from '../../types/codes';
import { Loaded } from '../kit/loaded';

export type Asks = Partial<Record<CodePlace, () => Promise<{ url: string }>>>;

export const codesOfNotice = ({ codes }: Call, noticeId: string): Asks => ({
  door: () => codes.notice({ noticeId, at: 'door' }),
  office: () => codes.notice({ noticeId, at: 'office' }),
  newspaper: () => codes.notice({ noticeId, at: 'newspaper' }),
});

export const codesOfCommunity = ({ codes }: Call, communityCode: string): Asks => ({
  door: () => codes.community({ communityCode, at: 'door' }),
  office: () => codes.community({ communityCode, at: 'office' }),
});

/** A mini-program code to be printed: first where it will hang, then the picture. */
export class CodeStore {
  at: CodePlace | null = null;
  readonly code = new Loaded<{ url: string }>();

  constructor(private readonly asks: Asks) {
    makeAutoObservable<this, 'asks'>(this, { asks: false });
  }

  get places(): CodePlace[] {
    return Object.keys(this.asks) as CodePlace[];
  }

  async choose(at: CodePlace): Promise<void> {
    const ask = this.asks[at];
    if (!ask) return;
    if (at !== this.at) this.code.set(null);
    this.at = at;
    await this.code.from(ask);
  }
}
