import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** The sticker on the door of a shop that signed a co-building agreement. */
export interface Sticker {
  name: string;
  address: string;
  community: string;
  /** The places above the community, the largest first, with spaces between. */
  above: string;
  /** Days, `YYYY-MM-DD`. */
  from: string;
  until: string;
  /** What the code says. */
  url: string;
}

/** What is to be brought to each community of a campaign, to print and sign. */
export interface Manifest {
  name: string;
  printed: string;
  lines: readonly {
    above: string;
    community: string;
    promised: string;
    reserve: string;
    bring: string;
    pickUps: string;
  }[];
  /** Promised, reserve, and what is brought, of all. */
  sums: readonly string[];
}

/** Changes with what a sticker looks like and says, so that nobody is given a print of an older one. */
export const EDITION = ['sticker.typ', 'words.ts', 'press.ts', 'phrases.ts', 'code.ts']
  .reduce((hash, file) => hash.update(readFileSync(join(__dirname, file))), createHash('sha256'))
  .digest('hex');

/** What is printed. */
export type Work = { stickers: readonly Sticker[] } | { manifest: Manifest };
/** What the thread is asked, and what it answers. */
export interface Job {
  id: number;
  work: Work;
}
export type Printed = { id: number; pdf: Uint8Array } | { id: number; failure: string };

/** Type once set stays with the thread, a hundred MB of it after a street; a thread that is idle for long lets go of it. */
const IDLE_MS = 60_000;

interface Press {
  worker: Worker;
  idle?: NodeJS.Timeout;
  /** Whoever waits for a job, by its id. */
  waiting: Map<number, { resolve: (pdf: Buffer) => void; reject: (why: Error) => void }>;
}

/**
 * Typesetting is a second's hard work and would stand in the way of everybody's reads, so it has a thread of its own:
 * started when something is first printed, and started again should it ever die.
 */
let press: Press | null = null;
let lastId = 0;

/** A PDF at true size with an A5 page for each sticker, in their order. The same stickers give the same bytes. */
export const printStickers = (stickers: readonly Sticker[]): Promise<Buffer> => print({ stickers });

/** A PDF of A4 pages, a line for each community. */
export const printManifest = (manifest: Manifest): Promise<Buffer> => print({ manifest });

function print(work: Work): Promise<Buffer> {
  press ??= startPress();
  const { worker, waiting, idle } = press;
  clearTimeout(idle);
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    // Work in hand keeps the process alive, and an idle thread does not.
    worker.ref();
    worker.postMessage({ id, work } satisfies Job);
  });
}

/** Ends the thread; what it had in hand fails. The next job starts another. */
export async function stopPrinting(): Promise<void> {
  if (press) await stop(press);
}

async function stop(one: Press): Promise<void> {
  // Whoever asks from here on gets a new thread, while this one still ends.
  if (press === one) press = null;
  clearTimeout(one.idle);
  await one.worker.terminate();
}

function startPress(): Press {
  // The program runs from its sources, and a thread does not inherit what makes Node read them.
  const execArgv = ['--require', createRequire(__filename).resolve('tsx/cjs')];
  const worker = new Worker(join(__dirname, 'worker.ts'), { execArgv });
  const started: Press = { worker, waiting: new Map() };
  worker.unref();
  worker.on('message', (printed: Printed) => {
    const one = started.waiting.get(printed.id);
    started.waiting.delete(printed.id);
    if (started.waiting.size === 0) {
      worker.unref();
      started.idle = setTimeout(() => void stop(started), IDLE_MS).unref();
    }
    if ('failure' in printed) one?.reject(new Error(`Printing failed: ${printed.failure}`));
    else one?.resolve(Buffer.from(printed.pdf.buffer, printed.pdf.byteOffset, printed.pdf.byteLength));
  });
  const end = (why: Error): void => {
    if (press === started) press = null;
    clearTimeout(started.idle);
    for (const { reject } of started.waiting.values()) reject(why);
    started.waiting.clear();
  };
  worker.on('error', end);
  worker.on('exit', (code) => end(new Error(`The printing thread ended with ${code}.`)));
  return started;
}
