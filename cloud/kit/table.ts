import { createHmac, timingSafeEqual } from 'node:crypto';
import { refuse } from './refuse';

/** Addresses that end: for what somebody may download who was given one, and nobody else. */
export interface Addresses {
  /** @param text says what lies there, in letters, digits, `-` and `_`; it is signed and not hidden */
  addressOf(origin: string, text: string, as: string, now: Date): { url: string; until: Date };
  /** What an address says. @throws Refusal `wire.unknownPath` when it is not ours, or too old */
  read(name: string, now: Date): { text: string; as: string };
}

const GOOD_MS = 10 * 60_000;

/**
 * @param key known to every process of this cloud, and to nobody else
 * @param folder under which they lie
 */
export function createAddresses(key: Buffer, folder: string): Addresses {
  const markOf = (signed: string): string =>
    createHmac('sha256', key).update(`${folder} ${signed}`).digest().subarray(0, 15).toString('base64url');
  return {
    addressOf(origin, said, as, now) {
      const until = new Date(now.getTime() + GOOD_MS);
      const text = `${said}_${until.getTime()}`;
      return { url: `${origin}/${folder}/${text}_${markOf(`${text}.${as}`)}.${as}`, until };
    },
    read(name, now) {
      const [, signed = '', text = '', until = '', mark = '', as = ''] =
        /^(([\w-]+)_(\d{13}))_([\w-]{20})\.([a-z]{3,4})$/.exec(name) ?? refuse('wire.unknownPath');
      const isOurs = timingSafeEqual(Buffer.from(mark), Buffer.from(markOf(`${signed}.${as}`)));
      if (!isOurs || Number(until) <= now.getTime()) refuse('wire.unknownPath');
      return { text, as };
    },
  };
}

export type Cell = string | number | null;

/** A table for office programs, in bytes, as fast as whoever downloads it takes them. */
export async function csvOf(
  rows: AsyncIterable<Cell[]> | Iterable<Cell[]>,
  headers: readonly string[],
): Promise<ReadableStream<Uint8Array>> {
  const { writeCsvStream } = await import('hucre/csv');
  // A byte order mark, without which office programs take UTF-8 for another encoding.
  return writeCsvStream(harmless(rows), { headers: [...headers], bom: true });
}

/** A cell that begins like a formula would be run by whoever opens the file; a mark before it makes it text. */
async function* harmless(rows: AsyncIterable<Cell[]> | Iterable<Cell[]>): AsyncGenerator<Cell[]> {
  for await (const row of rows)
    yield row.map((cell) => (typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell));
}
