import type { Checked } from '../kit/serve';

/** WeChat looks at 2,500 characters at once; UTF-16 units are counted, to be on the safe side. */
const LONGEST = 2_500;
/** Pieces overlap, so that nothing hides on a cut. */
const OVERLAP = 50;

/** All texts in one, in pieces that WeChat takes; none for nothing. Cut between characters and never inside one. */
export function piecesOf(texts: readonly string[]): string[] {
  const text = texts.filter(Boolean).join('\n');
  const pieces: string[] = [];
  for (let from = 0, to = 0; to < text.length; from = between(text, to - OVERLAP)) {
    to = between(text, from + LONGEST);
    pieces.push(text.slice(from, to));
  }
  return pieces;
}

/** The nearest place at or before this one that is not inside a character. */
function between(text: string, at: number): number {
  const inside = at > 0 && at < text.length && /[\udc00-\udfff]/.test(text.charAt(at));
  return Math.min(inside ? at - 1 : at, text.length);
}

const order = ['pass', 'unchecked', 'review', 'risky'] as const;

/** What holds for the whole when this was said of its parts. */
export const worstOf = (verdicts: readonly (Checked | 'risky')[]): Checked | 'risky' =>
  order[Math.max(0, ...verdicts.map((verdict) => order.indexOf(verdict)))] ?? 'pass';
