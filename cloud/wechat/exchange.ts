import http from 'node:http';
import https from 'node:https';
import { WechatError } from './error';

/** One HTTP request. Its URL carries secrets in its query, so nothing of it may get into an error. */
export interface Request {
  url: URL;
  /** Sent as JSON, by POST; without it the request is a GET. */
  body: object | undefined;
  patienceMs: number;
  /** Whether it may take a connection that was used before. */
  mayShare: boolean;
}

/** Far more than any answer of WeChat's, the pictures included. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Sends one request and hands back the body of a 200. It is written on node's own client and not on `fetch`, because the
 * socket knows what `fetch` does not tell: whether the request had left the house when it failed.
 */
export function exchange({ url, body, patienceMs, mayShare }: Request): Promise<Buffer> {
  const isSecure = url.protocol === 'https:';
  return new Promise((done, fail) => {
    let hasLeft = false;
    const lost = (detail: string): void =>
      fail(new WechatError(hasLeft ? 'unknown' : 'unreached', url.pathname, detail));

    const request = (isSecure ? https : http).request(url, {
      method: body ? 'POST' : 'GET',
      headers: body ? { 'content-type': 'application/json' } : {},
      signal: AbortSignal.timeout(patienceMs),
      // A connection that the other side has just closed would take the request with it, and leave us not knowing.
      ...(!mayShare && { agent: false }),
    });
    request.on('socket', (socket) => {
      if (!socket.connecting) hasLeft = true;
      else socket.once(isSecure ? 'secureConnect' : 'connect', () => (hasLeft = true));
    });
    request.on('error', (error) => lost(nameOf(error)));
    request.on('response', (answer) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (part: Buffer) => {
        parts.push(part);
        bytes += part.length;
        if (bytes > MOST_BYTES) request.destroy();
      });
      answer.on('error', (error) => lost(nameOf(error)));
      answer.on('end', () => {
        if (answer.statusCode === 200) done(Buffer.concat(parts));
        else lost(`HTTP ${answer.statusCode}`);
      });
    });
    request.end(body && JSON.stringify(body));
  });
}

/** The system's name for a failure. Its sentence may hold addresses, and stays behind. */
const nameOf = (error: NodeJS.ErrnoException): string => {
  if (error.name === 'AbortError') return 'no answer in time';
  return /^[A-Z][A-Z_]+$/.test(error.code ?? '') ? String(error.code) : 'a broken connection';
};
