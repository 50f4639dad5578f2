import { createDecipheriv, createHash } from 'node:crypto';
import * as v from 'valibot';
import { WechatError } from './error';

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** A push is padded to whole blocks of this size, where AES itself would ask for 16. */
const PUSH_BLOCK = 32;
/** Random bytes, then four for the message's length. */
const PUSH_HEAD = 20;

/**
 * Opens what a phone was handed for us by WeChat, such as the group somebody came from.
 *
 * @throws WechatError `refused`, whatever is wrong with it: it came from a phone, and may be anything
 */
export function openUserData(sessionKey: string, encryptedData: string, iv: string, appId: string): unknown {
  return orRefused('user data', () => {
    const cipher = createDecipheriv('aes-128-cbc', base64(sessionKey), base64(iv));
    const data: unknown = JSON.parse(
      utf8.decode(Buffer.concat([cipher.update(base64(encryptedData)), cipher.final()])),
    );
    v.assert(v.object({ watermark: v.object({ appid: v.literal(appId) }) }), data);
    return data;
  });
}

/** What WeChat signs its pushes with: the token, the timestamp, the nonce and, where it is encrypted, the message. */
export const pushSignature = (token: string, ...parts: string[]): string =>
  createHash('sha1')
    .update([token, ...parts].sort().join(''))
    .digest('hex');

/**
 * Opens the `Encrypt` of a push.
 *
 * @param key43 WeChat's EncodingAESKey
 * @throws WechatError `refused`, whatever is wrong with it: anybody may post to us
 */
export function openPush(key43: string, appId: string, encrypt: string): unknown {
  return orRefused('push', () => {
    // The last of its 43 characters carries two bits too many, so that WeChat's keys are not base64 to the letter.
    const key = Buffer.from(`${key43}=`, 'base64');
    const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const plain = withoutPadding(Buffer.concat([cipher.update(base64(encrypt)), cipher.final()]));
    const end = PUSH_HEAD + plain.readUInt32BE(PUSH_HEAD - 4);
    if (utf8.decode(plain.subarray(end)) !== appId) throw new Error('meant for another app');
    return JSON.parse(utf8.decode(plain.subarray(PUSH_HEAD, end))) as unknown;
  });
}

function withoutPadding(padded: Buffer): Buffer {
  const size = padded.at(-1) ?? 0;
  const isPadding = (byte: number): boolean => byte === size;
  if (size < 1 || size > PUSH_BLOCK || padded.length % PUSH_BLOCK !== 0 || !padded.subarray(-size).every(isPadding))
    throw new Error('wrongly padded');
  return padded.subarray(0, -size);
}

/** Node's own decoder skips what it does not know, and so would take many spellings for one. */
function base64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new Error('not base64');
  return bytes;
}

function orRefused<T>(what: string, open: () => T): T {
  try {
    return open();
  } catch {
    throw new WechatError('refused', what, 'it is not what WeChat would have made for us');
  }
}
