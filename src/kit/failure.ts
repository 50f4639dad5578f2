import type { RefusalDetails } from '../../types/refusals';
import type { RefusalCode } from '../../types';
import { words } from './words';

/**
 * Why something did not happen, in one of three ways a page can act on:
 * `refused` an expected no, with its own sentence; `offline` the cloud was not reached, so it may be tried again as it
 * is; `fault` a bug, ours or the cloud's. `message` is always a sentence for the person.
 */
export class Failure extends Error {
  constructor(
    readonly kind: 'refused' | 'offline' | 'fault',
    message: string,
    readonly refusal: RefusalCode | null = null,
    /** What to mend, by the name of the input's field. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** How long the cloud asks to be left alone, in milliseconds. */
    readonly retryAfterMs = 0,
  ) {
    super(message);
  }
}

/** LeanCloud's code for a server that was not reached; the adapters in `call.ts` give it. */
export const UNREACHED = 100;
/** LeanCloud's code for a session that is unknown or over. */
export const NO_SESSION = 211;

interface WireError {
  code?: number;
  rawMessage?: string;
  error?: string;
  details?: Partial<RefusalDetails>;
}

export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const { code, rawMessage, error, details } = (thrown ?? {}) as WireError;
  if (code === UNREACHED) return new Failure('offline', words.failed.offline);
  const says = rawMessage ?? error;
  // A cloud with too much to do has done nothing: that is as good as not having reached it.
  if (details?.refusal === 'busy' && says)
    return new Failure('offline', says, 'busy', {}, (details.retryAfter ?? 1) * 1_000);
  if (details?.refusal && details.refusal !== 'fault' && says) {
    return new Failure('refused', says, details.refusal, details.fields);
  }
  return new Failure('fault', says && details?.refusal ? says : words.failed.fault);
}
