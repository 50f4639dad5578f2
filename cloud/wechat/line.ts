import type { WechatConfig } from '../kit/config';
import type { Clock } from '../kit/clock';
import type { Endpoint } from './endpoints';
import { WechatError } from './error';
import { exchange } from './exchange';

export interface Question<T> {
  query?: Record<string, string>;
  body?: object;
  /** @throws WechatError when the answer is a no, or no answer */
  read(bytes: Buffer, endpoint: string): T;
}
/** Asks WeChat, once more where that is harmless, and not at all while an endpoint is down. */
export type Line = <T>(endpoint: Endpoint, question: Question<T>) => Promise<T>;

/** WeChat's “system is busy, try again”. */
const BUSY = -1;
const FAILURES = 5;
const REST_MS = 30_000;

export function createLine(config: WechatConfig, clock: Clock, patienceMs: number): Line {
  const circuits = new Map<string, ReturnType<typeof createCircuit>>();

  return async ({ path, mayRepeat }, { query, body, read }) => {
    const url = new URL(path, config.url);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const circuit = circuits.get(path) ?? createCircuit(path, clock);
    circuits.set(path, circuit);
    const attempt = () =>
      circuit(async () => read(await exchange({ url, body, patienceMs, mayShare: mayRepeat }), path));
    try {
      return await attempt();
    } catch (first) {
      if (!mayRepeat || !(first instanceof WechatError)) throw first;
      if (first.kind === 'refused' && first.errcode !== BUSY) throw first;
      return attempt().catch((second: unknown) => {
        // That the second never arrived says nothing of the first.
        throw second instanceof WechatError && second.kind === 'unreached' ? first : second;
      });
    }
  };
}

/**
 * After five failures in a row, nothing is tried for thirty seconds; then one try goes through, and the others wait for
 * what becomes of it. A no is no failure: WeChat was there to say it.
 */
function createCircuit(endpoint: string, clock: Clock) {
  let failures = 0;
  let restsUntil = 0;
  let isProbing = false;

  return async function through<T>(attempt: () => Promise<T>): Promise<T> {
    const isProbe = failures >= FAILURES;
    if (isProbe && (isProbing || clock.now().getTime() < restsUntil))
      throw new WechatError('unreached', endpoint, 'it has failed too often, and rests');
    if (isProbe) isProbing = true;
    try {
      const answer = await attempt();
      failures = 0;
      return answer;
    } catch (error) {
      if (error instanceof WechatError && error.kind === 'refused') failures = 0;
      else failures++;
      restsUntil = clock.now().getTime() + REST_MS;
      throw error;
    } finally {
      if (isProbe) isProbing = false;
    }
  };
}
