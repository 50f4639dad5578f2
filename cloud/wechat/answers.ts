import * as v from 'valibot';
import { WechatError } from './error';

/** WeChat says yes and no alike with HTTP 200; a yes may leave the errcode out. */
const said = v.looseObject({ errcode: v.optional(v.number(), 0), errmsg: v.optional(v.string(), '') });
const filled = v.pipe(v.string(), v.minLength(1));

/** A plain yes is a zero in so many words. */
const done = v.object({ errcode: v.literal(0) });
const token = v.object({ access_token: filled, expires_in: v.pipe(v.number(), v.minValue(1)) });
const login = v.object({ openid: filled, session_key: filled });
const phone = v.object({ phone_info: v.object({ purePhoneNumber: filled }) });
const verdict = v.object({ result: v.object({ suggest: v.picklist(['pass', 'review', 'risky']) }) });
const trace = v.object({ trace_id: filled });
const rank = v.object({ risk_rank: v.pipe(v.number(), v.integer()) });
const link = v.object({ url_link: v.pipe(v.string(), v.url()) });

/** What each answer must have. Without it, we know no more than without an answer. */
export const answers = { done, token, login, phone, verdict, trace, rank, link };

export type Suggestion = v.InferOutput<typeof verdict>['result']['suggest'];

/** How to read JSON, whatever type it is served as. */
export const json =
  <S extends v.GenericSchema>(schema: S) =>
  (bytes: Buffer, endpoint: string): v.InferOutput<S> => {
    const told = parsed(bytes);
    const heard = v.safeParse(said, told);
    if (!heard.success) throw new WechatError('unknown', endpoint, 'an answer that is none');
    const { errcode, errmsg } = heard.output;
    // Of WeChat's own sentence only the request's number is kept: the rest may name a person.
    const rid = /rid: ([0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8})\b/.exec(errmsg)?.[1];
    if (errcode !== 0) throw new WechatError('refused', endpoint, `${errcode}${rid ? ` (rid ${rid})` : ''}`, errcode);
    const answer = v.safeParse(schema, told);
    if (!answer.success) throw new WechatError('unknown', endpoint, 'an answer that lacks what it must have');
    return answer.output;
  };

/** How a JPEG and a PNG begin, and what stands at their end. */
const pictures = [
  { head: Buffer.from('ffd8ff', 'hex'), end: Buffer.from('ffd9', 'hex') },
  { head: Buffer.from('89504e47', 'hex'), end: Buffer.from('IEND') },
];
const TAIL = 16;

/** A whole picture by its own bytes: WeChat's content type is not to be relied on. */
export function picture(bytes: Buffer, endpoint: string): Buffer {
  const kind = pictures.find(({ head }) => bytes.subarray(0, head.length).equals(head));
  if (kind && bytes.subarray(-TAIL).includes(kind.end)) return bytes;
  if (!kind) json(answers.done)(bytes, endpoint);
  throw new WechatError('unknown', endpoint, 'an answer that is no picture, or not all of one');
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
