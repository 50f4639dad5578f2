import { parentPort, workerData } from 'node:worker_threads';
import type * as Csv from 'hucre/csv';
import type * as Xlsx from 'hucre/xlsx';
import { limits } from '../../types/limits';
import type { Cell, Row } from './table';

/**
 * As much as a workbook may unfold to: some two times what a full register takes. A file of half a megabyte that says less than it
 * holds is not read to its end (hucre stops at what the file says), and one that says more is not begun.
 */
const MOST_BYTES = 12 * 1024 * 1024;
/** Nobody's register has more columns than this, and no more lines than doors, with some for headings and blanks. */
const MOST_COLUMNS = 60;
const MOST_ROWS = limits.households + 100;

/** The thread's side: the lines of one file, or null when nobody can read it. */
async function read(bytes: Buffer): Promise<Row[] | null> {
  const isWorkbook = bytes.subarray(0, 2).toString('latin1') === 'PK';
  // A library that is missing is a fault of ours, and no fault of the file.
  const rows = isWorkbook ? workbook(bytes, await import('hucre/xlsx')) : text(bytes, await import('hucre/csv'));
  return rows.catch(() => null);
}

async function workbook(bytes: Buffer, { streamXlsxRows }: typeof Xlsx): Promise<Row[]> {
  if (unfolded(bytes) > MOST_BYTES) throw new Error('too much in too little');
  const rows: Row[] = [];
  for await (const { index, values } of streamXlsxRows(bytes, { maxRows: MOST_ROWS }))
    rows.push({ line: index + 1, cells: values.slice(0, MOST_COLUMNS).map(cellOf) });
  return rows;
}

async function text(bytes: Buffer, { parseCsv }: typeof Csv): Promise<Row[]> {
  const written = decoded(bytes);
  // eslint-disable-next-line no-control-regex -- a picture or an old workbook is no table
  if (/[\u0000-\u0008\u000e-\u001f]/.test(written)) throw new Error('no text');
  return parseCsv(written, { maxRows: MOST_ROWS }).map((cells, i) => ({
    line: i + 1,
    cells: cells.slice(0, MOST_COLUMNS).map(cellOf),
  }));
}

const cellOf = (value: string | number | boolean | Date | null): Cell =>
  value === null ? '' : value instanceof Date ? { day: value.toISOString() } : String(value);

/** Office programs in China write GBK, browsers and others UTF-8, and some UTF-16 with its mark. */
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gbk', { fatal: true }).decode(bytes);
  }
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const DEFLATED = 8;

/** What the files of a zip archive say that they unfold to, all together. What does not say it, or says it elsewhere, is endless. */
function unfolded(bytes: Buffer): number {
  let end = bytes.length - END_BYTES;
  while (end >= 0 && bytes.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) return Infinity;
  const count = bytes.readUInt16LE(end + 10);
  const [size, from] = [bytes.readUInt32LE(end + 12), bytes.readUInt32LE(end + 16)];
  if (count === 0xffff || size === 0xffffffff || from === 0xffffffff) return Infinity;
  let sum = 0;
  for (let i = 0, at = from; i < count; i++) {
    if (bytes.readUInt32LE(at) !== ENTRY) return Infinity;
    const [folded, whole] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
    const isUnsaid = bytes.readUInt16LE(at + 10) === DEFLATED && whole === 0 && folded !== 2;
    sum += isUnsaid ? Infinity : whole;
    at += ENTRY_BYTES + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return sum;
}

void read(Buffer.from(workerData as Uint8Array)).then((rows) => parentPort?.postMessage(rows));
