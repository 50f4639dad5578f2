import { makeAutoObservable, runInAction } from 'mobx';
import { useEffect } from 'react';
import type { Call } from '../../types';
import { call } from './call';
import { session } from './session';
import { view } from './view';

/** The telephones of communities that were looked at: each is asked for once. */
export class Phones {
  private readonly known = new Map<string, string | null>();

  constructor(private readonly call: Call) {
    makeAutoObservable<this, 'call'>(this, { call: false });
  }

  of(code: string): string | null {
    return this.known.get(code) ?? null;
  }

  async ask(code: string): Promise<void> {
    if (this.known.has(code)) return;
    try {
      const { hours } = await this.call.service.hours({ communityCode: code });
      runInAction(() => this.known.set(code, hours.phone));
    } catch {
      // A number that does not come costs nothing else, and the next page asks again.
    }
  }
}

const phones = new Phones(call);

/** The telephone of the community that is looked at: in the elder view it is always there. For an observer; null until it is known. */
export function usePlacePhone(): string | null {
  const code = session.me ? session.place?.code : undefined;
  const isWanted = view.elder && code !== undefined;
  useEffect(() => {
    if (isWanted) void phones.ask(code);
  }, [isWanted, code]);
  return isWanted ? phones.of(code) : null;
}
