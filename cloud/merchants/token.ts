import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What a sticker's code says of its badge: 16 characters of chance that name it, and 12 that only the cloud can make of them.
 * Nobody finds one by trying, and an invented one is known without asking the database. With the letter before it, it fits the
 * 32 characters of a mini-program code.
 */
const SERIAL = 16;
const TOKEN = /^[\w-]{28}$/;

export interface Tokens {
  of(serial: string): string;
  /** The serial of a token that is ours; null for anything else. */
  read(token: string): string | null;
}

export function createTokens(key: Buffer): Tokens {
  const of = (serial: string): string =>
    serial + createHmac('sha256', key).update(`badge ${serial}`).digest().subarray(0, 9).toString('base64url');
  return {
    of,
    read(token) {
      if (!TOKEN.test(token)) return null;
      const serial = token.slice(0, SERIAL);
      return timingSafeEqual(Buffer.from(token), Buffer.from(of(serial))) ? serial : null;
    },
  };
}
