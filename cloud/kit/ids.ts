import { hash, randomBytes, randomInt } from 'node:crypto';

const EPOCH = Date.UTC(2026, 0, 1);
let lastMs = 0;
let low = 0;

/**
 * A time-ordered row id: 41 bits of milliseconds since 2026, then 22 bits that start at random in every millisecond and
 * count up within it, so that processes need no number of their own. Decimal, because JSON has no 64-bit integers.
 */
export function newId(now: Date): string {
  const ms = Math.max(1, now.getTime() - EPOCH);
  if (ms === lastMs) low = (low + 1) & 0x3f_ffff;
  else low = randomInt(0x40_0000);
  lastMs = ms;
  return ((BigInt(ms) << 22n) | BigInt(low)).toString();
}

/** A random name for what leaves the system; 12 bytes make 16 characters, 24 make 32. */
export const randomName = (bytes = 12): string => randomBytes(bytes).toString('base64url');

/** Names requests apart, for a log. One random name a process and a count: asking the kernel for chance each time costs as much as a credit. */
export function requestIds(): () => string {
  const process = randomName(6);
  let count = 0;
  return () => `${process}-${(count++).toString(36)}`;
}

/** Secrets that people carry (session and upload tokens) are stored only as this. */
export const hashOf = (secret: string): Buffer => hash('sha256', secret, 'buffer');

/** Digits that a person can type and nobody can guess. */
export const randomDigits = (length: number): string => String(randomInt(10 ** length)).padStart(length, '0');
