import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What one measurement saw: answers per second, and times in milliseconds. */
export interface Measured {
  rate: number;
  p50: number;
  p99: number;
}

/** One POST of JSON. */
export interface Request {
  path: string;
  headers: Record<string, string>;
  body: unknown;
}

export interface Load {
  requests: readonly Request[];
  /** Whether they may be sent round and round; else each is sent once, and there must be more than are answered. */
  again: boolean;
}

const WRK = '/usr/bin/wrk';

/**
 * Debian's `wrk` over kept-alive connections, each of which sends its next request when the answer to the one before
 * has come. It takes a few microseconds a request, which matters where it shares two cores with what it measures.
 *
 * @throws when an answer was not a success, so that a fast refusal is not taken for work
 */
export async function fire(port: number, load: Load, connections: number, seconds: number): Promise<Measured> {
  if (!existsSync(WRK)) throw new Error('wrk is not installed. On Debian: apt-get install wrk');
  const folder = mkdtempSync(join(tmpdir(), 'jiamenkou-load-'));
  try {
    const file = join(folder, 'requests');
    writeFileSync(file, Buffer.concat(load.requests.map(framed)));
    const how = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '-s', join(__dirname, 'load.lua')];
    const what = [`http://127.0.0.1:${port}`, '--', file, ...(load.again ? ['again'] : [])];
    const { stdout } = await promisify(execFile)(WRK, [...how, ...what]);
    return readReport(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(said: string): Measured {
  const report = JSON.parse(/\{.*\}/.exec(said)?.[0] ?? '{}') as Partial<Record<string, number>>;
  const { answers = 0, us = 1, p50 = 0, p99 = 0, refused = 0, broken = 0 } = report;
  if (answers === 0 || refused > 0 || broken > 0)
    throw new Error(`Of ${answers} answers, ${refused} were refusals, and ${broken} connections broke.`);
  return { rate: (answers / us) * 1e6, p50: p50 / 1_000, p99: p99 / 1_000 };
}

/** The answer to one request, as bytes. */
export async function answerOf(port: number, { path, headers, body }: Request): Promise<Buffer> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (!answer.ok) throw new Error(`${path} was refused: ${bytes.toString()}`);
  return bytes;
}

function framed({ path, headers, body }: Request): Buffer {
  const json = JSON.stringify(body);
  const lines = Object.entries({ Host: '127.0.0.1', 'Content-Length': String(Buffer.byteLength(json)), ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const bytes = Buffer.from(`POST ${path} HTTP/1.1\r\n${head}\r\n${json}`);
  return Buffer.concat([Buffer.from(`${bytes.length}\n`), bytes]);
}
