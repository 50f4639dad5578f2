import * as v from 'valibot';
import { limits } from './limits';

/**
 * The small schemas that all features share. Every message is a sentence for the person who typed,
 * and reaches them as it is.
 */

// eslint-disable-next-line no-control-regex -- finding control characters is the purpose
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;
/** PostgreSQL stores no NUL, and JSON no half of a surrogate pair; other control characters only hide things. */
const isStorable = (s: string): boolean => s.isWellFormed() && !CONTROL.test(s);

const within = (n: number, min: number, max: number): boolean => n >= min && n <= max;

/** Text a person typed: trimmed; line breaks and tabs are the only control characters; counted in code points, so that an emoji is one. */
export const text = (label: string, min: number, max: number) =>
  v.pipe(
    v.string(`${label}要是文字`),
    v.trim(),
    v.check(isStorable, `${label}里有无法显示的字符`),
    v.check(
      (s) => within(Array.from(s).length, min, max),
      min > 0 ? `${label}要写 ${min} 到 ${max} 个字` : `${label}不超过 ${max} 个字`,
    ),
  );

/** A row's id: a positive bigint in decimal, always a string in JSON. */
export const id = v.pipe(v.string('编号不对'), v.regex(/^[1-9]\d{0,17}$/, '编号不对'));

/** Made by the client once per intention and repeated with every retry of it, so that a retry is never a second act. */
export const clientId = v.pipe(v.string('缺少操作编号'), v.regex(/^[\w-]{8,64}$/, '操作编号不对'));

/** An official division code: city 4, district 6, street 9, community 12 digits. */
export const nodeCode = v.pipe(v.string('地点编号不对'), v.regex(/^\d{4}(\d{2}(\d{3}(\d{3})?)?)?$/, '地点编号不对'));
export const communityCode = v.pipe(v.string('社区编号不对'), v.regex(/^\d{12}$/, '社区编号是 12 位数字'));

/** An instant, ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const instant = v.pipe(
  v.string('时间不对'),
  v.regex(/^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/, '时间不对'),
  v.check((s) => !Number.isNaN(Date.parse(s)), '时间不对'),
);

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export const day = v.pipe(
  v.string('日期不对'),
  v.regex(/^20\d\d-[01]\d-[0-3]\d$/, '日期不对'),
  v.check((s) => new Date(`${s}T00:00:00Z`).toJSON()?.startsWith(s) ?? false, '没有这一天'),
);

/** A number as people dial it; shown, dialled, never matched. */
export const phone = v.pipe(v.string('电话不对'), v.trim(), v.regex(/^[\d+][\d -]{2,19}$/, '电话只写数字和短横'));

export const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Where to go on in a list: opaque, given by the previous page. */
export const cursor = v.pipe(v.string('翻页位置不对'), v.regex(/^[\w-]{1,120}$/, '翻页位置不对'));

/** How many rows a page has. */
export const pageSize = v.optional(
  v.pipe(
    v.number('条数不对'),
    v.integer('条数不对'),
    v.minValue(1, '条数不对'),
    v.maxValue(limits.page, '一次最多 50 条'),
  ),
  20,
);

/** Exactly one of the two says which place; `communityCode` is the everyday word for it. */
const addressed = { communityCode: v.optional(communityCode), nodeCode: v.optional(nodeCode) };

/** An input that is about one place. @param wanted what somebody reads who named none, or two */
export const atOnePlace = <E extends v.ObjectEntries>(entries: E, wanted: string) =>
  v.pipe(
    v.strictObject({ ...entries, ...addressed }),
    v.check((input) => {
      const { communityCode, nodeCode } = input as { communityCode?: string; nodeCode?: string };
      return (communityCode === undefined) !== (nodeCode === undefined);
    }, wanted),
  );

export const empty = v.strictObject({});
