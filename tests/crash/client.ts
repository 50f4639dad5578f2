import { APP_HEADERS } from '../kit/town';
import { tokenOf } from './city';
import type { Server } from './servers';

/** What a client was told, once it was told anything. */
export interface Told {
  resident: number;
  notice: string;
  outcome: 'credited' | 'repeated' | 'already';
  egg: boolean;
}

/** How often a client asks again before it gives up: longer than any server is away. */
const TRIES = 300;
const PAUSE_MS = 100;
const PATIENCE_MS = 20_000;

/** A seeded source of chance, so that a failing round can be told by its number. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * One phone: opens a notice and credits the read, and when it does not hear back, asks again, with the same ticket, at
 * any server. @returns what it was told in the end
 */
export async function readOne(
  servers: readonly Server[],
  random: () => number,
  resident: number,
  notice: string,
): Promise<Told> {
  const ask = <T>(name: string, input: unknown) => insist<T>(servers, random, resident, name, input);
  const { readTicket } = await ask<{ readTicket: string }>('notices.open', { noticeId: notice });
  const credit = await ask<{ credited: boolean; reason?: string; egg: unknown }>('notices.credit', { readTicket });
  const outcome = credit.credited ? 'credited' : credit.reason === 'repeated' ? 'repeated' : 'already';
  return { resident, notice, outcome, egg: credit.egg !== null };
}

/** A hand-over as a desk was told of it. */
export interface Handed {
  resident: number;
  /** False when it was refused: there was nothing left, or the code had grown old while servers died. */
  done: boolean;
}

/**
 * One pick-up: a resident shows the code of the moment, a desk reads it and hands one egg over, and when it does not hear back, it asks
 * again with the same number of its own, at any server.
 */
export async function handOne(
  servers: readonly Server[],
  random: () => number,
  resident: number,
  desk: number,
  there: { campaignId: string; communityCode: string },
): Promise<Handed> {
  const ask = <T>(who: number, name: string, input: unknown) => insist<T>(servers, random, who, name, input);
  const clientId = `crash-hand-${Math.floor(random() * 2 ** 32)}-${resident}`;
  try {
    const { codes } = await ask<{ codes: string[] }>(resident, 'eggs.pickUpCode', { campaignId: there.campaignId });
    const { ticket } = await ask<{ ticket: string }>(desk, 'eggs.readCode', { ...there, code: codes[0] });
    await ask(desk, 'eggs.hand', { clientId, ...there, ticket, count: 1 });
    return { resident, done: true };
  } catch (error) {
    if (error instanceof Refused) return { resident, done: false };
    throw error;
  }
}

/** The cloud was reached, and said no. */
class Refused extends Error {}

async function insist<T>(
  servers: readonly Server[],
  random: () => number,
  resident: number,
  name: string,
  input: unknown,
): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const server = servers[Math.floor(random() * servers.length)];
    const response = await fetch(`${server?.address}/1.1/functions/${name}`, {
      method: 'POST',
      headers: { ...APP_HEADERS, 'content-type': 'application/json', 'x-lc-session': tokenOf(resident) },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => null);
    const body: unknown = await response?.json().catch(() => null);
    if (response?.ok && body) return (body as { result: T }).result;
    if (response && response.status < 500) throw new Refused(`${name} was refused: ${JSON.stringify(body)}`);
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
  throw new Error(`${name} was never answered`);
}
