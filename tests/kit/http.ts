import type { AddressInfo } from 'node:net';
import { APP_HEADERS, type Town } from './town';

/** What came back over a real port: always JSON, or this throws. */
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
  const send: Send = async (method, path, body, headers = {}) => {
    const response = await fetch(origin + path, {
      method,
      headers: { ...APP_HEADERS, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Reply['body'] };
  };
  return { origin, send };
}
