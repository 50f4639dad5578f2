import * as v from 'valibot';
import { count } from './fields';
import { limits } from './limits';

/** What a table of households would do, or did. `line` counts from 1, the line of the headings. */
export const imported = v.object({
  rows: count,
  /** Households that are new, of those known whose number or grid is another, and of those that stay as they are. */
  fresh: count,
  changed: count,
  same: count,
  /** Lines that were left out, and why; at most the first 50. */
  wrong: v.array(v.object({ line: count, says: v.string() })),
  left: count,
});
export type Imported = v.InferOutput<typeof imported>;

/** A number as people dial it, or nothing. */
export const phoneOrNone = v.pipe(
  v.string('电话不对'),
  v.trim(),
  v.regex(/^([\d+][\d -]{2,19})?$/, '电话只写数字和短横'),
);

/** A CSV or XLSX file in base64, at most half a megabyte of it. */
export const file = v.pipe(
  v.string('请选一个表格文件'),
  v.minLength(1, '请选一个表格文件'),
  v.maxLength(limits.tableBytes, '表格太大了，请分成几个'),
  v.regex(/^[A-Za-z0-9+/]+={0,2}$/, '这个文件读不懂'),
);
