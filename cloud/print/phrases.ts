const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** A short remark in brackets, mostly which branch it is. */
const REMARK = /([（(][^（()）]{1,10}[）)])/u;
const HAN = /[\p{sc=Han}\u3000-\u30ff]/u;
/** Never at the start of a line. */
const CLOSES = /^[\p{Pe}\p{Pf}、。，．！？；：·…—～〓々]/u;
/** Never at the end of a line. */
const OPENS = /[\p{Ps}\p{Pi}]$/u;

/**
 * Where a line may end: between phrases, and not within one. Chinese may break between any two characters, but a name over
 * a door reads better when its words stay whole, and so does what stands in brackets. Spaces are phrases of their own.
 */
export function phrases(text: string): string[] {
  return text.split(REMARK).flatMap((part) => (REMARK.test(part) ? [part] : split(part)));
}

function split(part: string): string[] {
  const found: string[] = [];
  for (const { segment } of words.segment(part)) {
    const last = found.at(-1);
    if (last !== undefined && belong(last, segment)) found[found.length - 1] = last + segment;
    else found.push(segment);
  }
  return found;
}

/** The segmenter parts punctuation from words, and `7-Eleven` and `18号` into pieces. */
function belong(last: string, next: string): boolean {
  if (last === ' ' || next === ' ') return false;
  if (CLOSES.test(next) || OPENS.test(last) || /\d$/.test(last)) return true;
  // 便利店 is 便利 and 店 to it: a single character goes with the word that it completes.
  if (/^\p{sc=Han}{2,3}$/u.test(last)) return /^\p{sc=Han}$/u.test(next);
  return !HAN.test(last.at(-1) ?? '') && !HAN.test(next[0] ?? '');
}
