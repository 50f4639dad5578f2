/**
 * Text that was copied elsewhere, mostly in WeChat, as a notice takes it. No visible character is lost and paragraphs stay; what goes is
 * what nobody sees and what the contract would refuse. Pure.
 */

/* eslint-disable no-control-regex -- finding control characters is the purpose */
/** Ends of lines as Windows, old Macs, word processors and web pages write them. */
const BREAK = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;
/** What is drawn as nothing: control characters, directions, soft hyphens, byte order marks, joiners of words. */
const UNSEEN =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
/* eslint-enable no-control-regex */
const JOINER = '\u200d';
const HALF_A_LETTER = /^[\ud800-\udfff]$/;
const PICTURE = /^\p{Extended_Pictographic}$/u;
/** What may stand before a joiner: a picture, the colour of its skin, or the sign that it is to be drawn as one. */
const PICTURED = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]$/u;

/** Spaces of every width, but no line break. */
const INDENT = /^[^\S\n]+/;
/** As people indent the first line of a paragraph. */
const PARAGRAPH = /^[\u3000\u2003]/;

/** The contract refuses halves of letters, which no database stores. */
const isWhole = (text: string): boolean => !Array.from(text).some((letter) => HALF_A_LETTER.test(letter));

/** Half of a letter is none. These go first: two of them with something unseen between would become one. */
const withoutHalves = (text: string): string =>
  Array.from(text)
    .filter((letter) => !HALF_A_LETTER.test(letter))
    .join('');

/** A joiner makes one picture out of several, and is nothing anywhere else. */
function joined(text: string): string {
  const letters = Array.from(text);
  const isKept = (letter: string, i: number): boolean =>
    letter !== JOINER || (PICTURED.test(letters[i - 1] ?? '') && PICTURE.test(letters[i + 1] ?? ''));
  return letters.filter(isKept).join('');
}

/** @param atStart whether it begins a line of its own */
export function cleaned(text: string, atStart = true): string {
  const lines = joined(withoutHalves(text).replace(BREAK, '\n').replace(UNSEEN, '')).split('\n');
  const out: string[] = [];
  for (const [i, line] of lines.entries()) {
    const bare = i > 0 || atStart ? line.replace(INDENT, '') : line;
    // Who indents paragraphs leaves no line between them: here there is one, and no indent.
    if (i > 0 && bare !== '' && PARAGRAPH.test(line) && out.slice(-1)[0] !== '') out.push('');
    out.push(i < lines.length - 1 ? bare.replace(/[^\S\n]+$/, '') : bare);
  }
  return out.join('\n').replace(/\n{3,}/g, '\n\n');
}

const isHigh = (text: string, i: number): boolean => /[\ud800-\udbff]/.test(text.charAt(i));
const isLow = (text: string, i: number): boolean => /[\udc00-\udfff]/.test(text.charAt(i));

/** Where something was put into a text, between letters and never inside one. */
function putIn(before: string, after: string): { from: number; to: number } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  if (from > 0 && isHigh(after, from - 1)) from--;
  let tail = 0;
  while (tail < most - from && before.charAt(before.length - 1 - tail) === after.charAt(after.length - 1 - tail))
    tail++;
  if (tail > 0 && isLow(after, after.length - tail)) tail--;
  return { from, to: after.length - tail };
}

/** No key and no word of an input method has a line break beside a letter, what nobody sees, or half of a letter: somebody pasted it. */
const isPasted = (piece: string): boolean =>
  /\S[^]*[\r\n\u2028\u2029]|[\r\n\u2028\u2029][^]*\S/.test(piece) || piece.search(UNSEEN) >= 0 || !isWhole(piece);

/**
 * A field's text after a change: what was pasted into it is cleaned, and what is typed stays as it is, so that nobody's cursor jumps
 * while they write.
 */
export function withPaste(before: string, after: string): string {
  const { from, to } = putIn(before, after);
  const piece = after.slice(from, to);
  if (!isPasted(piece)) return after;
  const head = after.slice(0, from);
  return head + cleaned(piece, head === '' || head.endsWith('\n')) + after.slice(to);
}

/** The same for what is one line. */
export const asLine = (before: string, after: string): string => withPaste(before, after).replace(/\s*\n\s*/g, ' ');

const LONGEST_TITLE = 40;
/** A greeting, or a sentence of a text. */
const NO_TITLE = /[：:，,。；;、]$/;

/** The first line of a text, when it can be its title and something follows it; and the text without it. */
export function titleIn(body: string): { title: string; body: string } | null {
  const [, first = '', rest = ''] = /^\s*([^\n]+)\n([^]*)$/.exec(body) ?? [];
  const title = first.trim();
  if (title === '' || rest.trim() === '' || Array.from(title).length > LONGEST_TITLE || NO_TITLE.test(title))
    return null;
  return { title, body: rest.replace(/^\s+/, '') };
}
