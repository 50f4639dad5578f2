import { createCipheriv, randomBytes } from 'node:crypto';

/** Closes what a phone carries to our server, as WeChat does under the session key. */
export function closeUserData(sessionKey: string, data: object): { encryptedData: string; iv: string } {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(sessionKey, 'base64'), iv);
  const closed = Buffer.concat([cipher.update(JSON.stringify(data), 'utf8'), cipher.final()]);
  return { encryptedData: closed.toString('base64'), iv: iv.toString('base64') };
}

/** Closes a push as WeChat does. */
export function closePush(key43: string, appId: string, message: string): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(message));
  const plain = Buffer.concat([randomBytes(16), length, Buffer.from(message), Buffer.from(appId)]);
  const padding = 32 - (plain.length % 32);
  return closePadded(key43, Buffer.concat([plain, Buffer.alloc(padding, padding)]));
}

/** The last step of that by itself, for pushes that WeChat would never make. */
export function closePadded(key43: string, padded: Buffer): string {
  const key = Buffer.from(`${key43}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}
