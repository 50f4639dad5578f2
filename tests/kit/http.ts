import type { AddressInfo } from 'node:net';
import type { Call } from '../../types';
import type { Persona } from '../../types/session';
import { APP_HEADERS, CallError, callWith, type Town } from './town';

/** What came back over a real port: JSON, unless nothing was modified, or this throws. */
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  body: { code?: number; error?: string; details?: { refusal: string }; result?: unknown; [key: string]: unknown };
}
export type Send = (method: string, path: string, body?: string, headers?: Record<string, string>) => Promise<Reply>;

/** Opens a town to the network, at a port of its own. */
export async function listen(town: Town): Promise<{ origin: string; send: Send }> {
  await town.app.listen({ port: 0, host: '127.0.0.1' });
  const origin = `http://127.0.0.1:${(town.app.server.address() as AddressInfo).port}`;
  return { origin, send: sendTo(origin) };
}

/** Sends to whoever listens there, with our app's headers. */
export const sendTo =
  (origin: string): Send =>
  async (method, path, body, headers = {}) => {
    const response = await fetch(origin + path, {
      method,
      headers: { ...APP_HEADERS, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    const read = response.status === 304 ? {} : (JSON.parse(text) as Reply['body']);
    return { status: response.status, headers: response.headers, text, body: read };
  };

/** Calls the cloud that listens there, as the owner of a session or as nobody. */
export const callTo = (origin: string, token?: string): Call =>
  callWith(async (name, input) => {
    const session: Record<string, string> = token === undefined ? {} : { 'x-lc-session': token };
    const { status, body } = await sendTo(origin)('POST', `/1.1/functions/${name}`, JSON.stringify(input), session);
    if (status < 400) return body.result;
    throw new CallError(status, body.code ?? 0, body.error ?? '', body.details?.refusal ?? '', undefined);
  });

/** Signs in as one of the demo city's people. @returns the token of the new session */
export async function signInAt(origin: string, persona: Persona): Promise<string> {
  const { body } = await sendTo(origin)('POST', '/1.1/users', JSON.stringify({ authData: { demo: { persona } } }));
  return body.sessionToken as string;
}
