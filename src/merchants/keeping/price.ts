/** The dearest that the contract knows: a hundred thousand yuan. */
const MOST_FEN = 10_000_000;

export type Price = { fen: number } | { wrong: 'number' | 'fraction' | 'large' };

/**
 * What somebody typed as a price in yuan, in hundredths of it. Counted by its digits, because 0.1 + 0.2 is not 0.3: a price
 * that is nearly right is wrong.
 */
export function priceOf(typed: string): Price {
  const [, yuan, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(typed.trim()) ?? [];
  if (yuan === undefined) return { wrong: 'number' };
  if (fraction.length > 2) return { wrong: 'fraction' };
  const fen = Number(yuan) * 100 + Number(fraction.padEnd(2, '0'));
  return fen > MOST_FEN ? { wrong: 'large' } : { fen };
}

/** A price as somebody would type it. */
export const typedPrice = (fen: number): string =>
  fen % 100 === 0 ? String(fen / 100) : `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
