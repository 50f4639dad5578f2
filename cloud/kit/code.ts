import { createHmac } from 'node:crypto';

/** How long a rotating code is the newest one; it is good for one step more, for the time it takes to type it. */
export const STEP_MS = 30_000;
const DIGITS = 6;

export const stepAt = (now: Date): number => Math.floor(now.getTime() / STEP_MS);

/** The digits of something in one step. @param of says what it is, and nothing else says the same */
export function digitsOf(key: Buffer, of: string, step: number): string {
  const mac = createHmac('sha256', key).update(`${of} ${step}`).digest();
  return String(mac.readUInt32BE(0) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** What somebody shows: the number of the thing where it is shown, and the digits of the step. */
export const codeOf = (key: Buffer, { of, number }: { of: string; number: number }, step: number): string =>
  `${number}${digitsOf(key, of, step)}`;

/** A code taken apart; null when it is none. @param most the highest number there may be */
export function readCode(code: string, most = 2_147_483_647): { number: number; digits: string } | null {
  const number = Number(code.slice(0, -DIGITS));
  return number > 0 && number <= most ? { number, digits: code.slice(-DIGITS) } : null;
}

/** Whether digits are those of now, or of the step before. */
export const isGood = (key: Buffer, of: string, digits: string, now: Date): boolean =>
  [0, 1].some((ago) => digitsOf(key, of, stepAt(now) - ago) === digits);
