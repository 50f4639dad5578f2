import { connect, type Socket } from 'node:net';

/** What one measurement saw. Rates are answers per second, times in milliseconds. */
export interface Measured {
  rate: number;
  p50: number;
  p99: number;
  /** Answers by HTTP status, so that a fast refusal is not taken for work. */
  statuses: Record<string, number>;
}

/**
 * A plain HTTP/1.1 client over kept-alive sockets: each connection sends its next request when the answer to the one
 * before has come. It is thin because it shares two cores with what it measures.
 *
 * @param requests bytes of each request; each is sent once, by whichever connection is free
 */
export async function fire(port: number, requests: readonly Buffer[], connections: number): Promise<Measured> {
  let next = 0;
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  const began = performance.now();
  await Promise.all(Array.from({ length: connections }, () => oneConnection()));
  const seconds = (performance.now() - began) / 1_000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { rate: times.length / seconds, p50: at(0.5), p99: at(0.99), statuses };

  function oneConnection(): Promise<void> {
    return new Promise((done, fail) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let sentAt = 0;
      let rest = Buffer.alloc(0);
      const send = (to: Socket): void => {
        const request = requests[next++];
        if (!request) return void to.end(done);
        sentAt = performance.now();
        to.write(request);
      };
      socket.on('connect', () => send(socket));
      socket.on('error', fail);
      socket.on('data', (chunk) => {
        rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
        const answer = firstAnswer(rest);
        if (!answer) return;
        times.push(performance.now() - sentAt);
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        rest = rest.subarray(answer.length);
        send(socket);
      });
    });
  }
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** The first whole answer in what has arrived; null while some of it is missing. */
function firstAnswer(bytes: Buffer): { status: string; length: number } | null {
  const head = bytes.indexOf(END_OF_HEAD);
  if (head < 0) return null;
  const text = bytes.toString('latin1', 0, head);
  const status = text.slice(9, 12);
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
  if (length === undefined && status !== '304' && status !== '204')
    throw new Error(`An answer without a length: ${text}`);
  const whole = head + END_OF_HEAD.length + Number(length ?? 0);
  return bytes.length >= whole ? { status, length: whole } : null;
}

export function post(path: string, headers: Record<string, string>, body: unknown): Buffer {
  const json = JSON.stringify(body);
  const lines = Object.entries({
    Host: '127.0.0.1',
    'Content-Type': 'application/json;charset=UTF-8',
    'Content-Length': String(Buffer.byteLength(json)),
    ...headers,
  });
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${json}`,
  );
}
