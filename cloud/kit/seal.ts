import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Keeps what the database must not be able to read: WeChat's keys and tokens, and people's phone numbers. */
export interface Seal {
  close(text: string): Buffer;
  /** @throws when the bytes were changed, or closed under another key */
  open(bytes: Uint8Array): string;
  /** A fingerprint that only the holder of the key can make: to find again what must not be kept. */
  mark(text: string): Buffer;
}

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** @param key 32 bytes. What was closed is nonce, tag and text, in this order. */
export function createSeal(key: Buffer): Seal {
  return {
    close(text) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, key, nonce);
      const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), closed]);
    },
    open(bytes) {
      const sealed = Buffer.from(bytes);
      const cipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE));
      cipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      return cipher.update(sealed.subarray(NONCE + TAG), undefined, 'utf8') + cipher.final('utf8');
    },
    mark: (text) => createHmac('sha256', key).update(text).digest(),
  };
}
