import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../cloud/kit/clock';
import { nextFault, type Fault } from './faults';

/** What WeChat can be asked here, by our names. */
export const paths = {
  token: '/cgi-bin/stable_token',
  oldToken: '/cgi-bin/token',
  login: '/sns/jscode2session',
  phone: '/wxa/business/getuserphonenumber',
  send: '/cgi-bin/message/subscribe/send',
  code: '/wxa/getwxacodeunlimit',
  checkText: '/wxa/msg_sec_check',
  checkPicture: '/wxa/media_check_async',
  riskRank: '/wxa/getuserriskrank',
  urlLink: '/wxa/generate_urllink',
} as const;
export type Name = keyof typeof paths;

export type Said = Record<string, unknown>;
export interface Call {
  name: Name;
  query: Record<string, string>;
  body: Said;
  at: Date;
}
/** Answers with what goes beside `errcode: 0`, or with a picture. */
export type Route = (call: Call) => Said | Buffer;

/** A no as WeChat says it, with HTTP 200. */
export class No extends Error {
  constructor(
    readonly errcode: number,
    readonly errmsg: string,
  ) {
    super(errmsg);
  }
}

export interface Door {
  url: string;
  calls: Call[];
  fail(name: Name, fault: Fault): void;
  close(): Promise<void>;
}

/** WeChat's front door: finds out what is asked, suffers the faults that a test ordered, and answers as WeChat does. */
export async function openDoor(given: {
  clock: Clock;
  port: number;
  routes: Record<Name, Route>;
  checkToken(token: string | undefined): void;
  killToken(): void;
}): Promise<Door> {
  const calls: Call[] = [];
  const faults: [Name, Fault][] = [];
  const waiting = new Set<NodeJS.Timeout>();

  const server = createServer((request, response) => {
    // A caller who has hung up gets no answer, and needs none.
    handle(request, response).catch((error: Error) => response.destroy(error));
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    const name = (Object.keys(paths) as Name[]).find((one) => paths[one] === url.pathname);
    let text = '';
    for await (const part of request.setEncoding('utf8')) text += String(part);
    if (!name) return void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>');

    const body = parsed(text);
    const call: Call = { name, query: Object.fromEntries(url.searchParams), body: body ?? {}, at: given.clock.now() };
    calls.push(call);
    const fault = nextFault(faults, name);
    if (fault?.killToken) given.killToken();
    if (fault?.reset === 'before') return void request.socket.destroy();
    if (fault?.html)
      return void response.writeHead(fault.html, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');

    const answer = fault?.errcode
      ? { errcode: fault.errcode, errmsg: fault.errmsg ?? `fault${rid()}` }
      : (fault?.answer ?? answerTo(call, request.method ?? '', body));
    if (fault?.delayMs) await pause(fault.delayMs);
    if (fault?.reset === 'after') return void request.socket.destroy();

    const bytes = Buffer.isBuffer(answer) ? answer : Buffer.from(JSON.stringify(answer));
    const half = bytes.subarray(0, bytes.length >> 1);
    const type = Buffer.isBuffer(answer) ? 'image/jpeg' : 'text/plain; charset=utf-8';
    response.setHeader('content-type', type);
    if (fault?.truncate === 'text') return void response.end(half);
    response.setHeader('content-length', bytes.length);
    if (fault?.truncate === 'connection') return void response.write(half, () => request.socket.destroy());
    response.end(bytes);
  }

  function answerTo(call: Call, method: string, body: Said | undefined): Said | Buffer {
    try {
      const isGet = call.name === 'login' || call.name === 'oldToken';
      if (isGet && method !== 'GET') throw new No(43001, 'require GET method');
      if (!isGet && method !== 'POST') throw new No(43002, 'require POST method');
      if (!isGet && !body) throw new No(47001, 'data format error');
      if (!isGet && call.name !== 'token') given.checkToken(call.query.access_token);
      return given.routes[call.name](call);
    } catch (error) {
      if (!(error instanceof No)) throw error;
      return { errcode: error.errcode, errmsg: error.errmsg + rid() };
    }
  }

  const pause = (ms: number): Promise<void> =>
    new Promise((done) => {
      const timer = setTimeout(() => {
        waiting.delete(timer);
        done();
      }, ms);
      waiting.add(timer);
    });

  await new Promise<void>((done) => server.listen(given.port, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    fail: (name, fault) => void faults.push([name, { ...fault }]),
    close: () =>
      new Promise((done) => {
        waiting.forEach(clearTimeout);
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The number WeChat gives every request that it refuses. */
const rid = (): string => ` rid: ${[0, 1, 2].map(() => randomBytes(4).toString('hex')).join('-')}`;

function parsed(text: string): Said | undefined {
  try {
    const body = JSON.parse(text) as unknown;
    return typeof body === 'object' && body !== null ? (body as Said) : undefined;
  } catch {
    return undefined;
  }
}
