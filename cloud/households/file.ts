import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { refuse } from '../kit/refuse';
import type { Row } from './table';

/** A full register takes a second and some fifty MB. */
const MOST_MS = 6_000;
const MOST_MB = 256;

/**
 * The lines of a CSV or XLSX file. A few kilobytes can be made that keep a library busy for a minute, or fill the memory, so each file
 * is read in a thread of its own that ends in time, one after the other.
 * @throws Refusal `household.file`
 */
export async function rowsIn(base64: string): Promise<Row[]> {
  const mine = turn.then(() => inThread(Buffer.from(base64, 'base64')));
  turn = mine.catch(() => null);
  return (await mine) ?? refuse('household.file');
}
let turn: Promise<unknown> = Promise.resolve();

/** @returns null when nobody can read it, or not in time */
function inThread(bytes: Buffer): Promise<Row[] | null> {
  // The program runs from its sources, and a thread does not inherit what makes Node read them.
  const execArgv = ['--require', createRequire(__filename).resolve('tsx/cjs')];
  const worker = new Worker(join(__dirname, 'reader.ts'), {
    execArgv,
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MB },
  });
  return new Promise<Row[] | null>((resolve, reject) => {
    const end = setTimeout(() => resolve(null), MOST_MS);
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(null) : reject(error),
    );
    worker.once('exit', (code) => {
      clearTimeout(end);
      reject(new Error(`The reading thread ended with ${code}.`));
    });
  }).finally(() => void worker.terminate());
}
