import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Font, Glyph, parse, Path } from 'opentype.js';
import subsetFont from 'subset-font';

/**
 * Type for one job. Source Han Serif comes from npm as a variable font in some four hundred slices, for browsers to fetch
 * what a page needs; a typesetter wants one plain font of one weight. So the slices that a job needs are set to the
 * weight, and the glyphs it needs are cast into one new font. The new font has a name of our own: its makers reserve
 * theirs, and no font of that name can lie on the machine and be taken for it.
 */
const sheet = createRequire(__filename).resolve('@chinese-fonts/syst/dist/SourceHanSerifCN/result.css');

interface Slice {
  file: string;
  chars: string;
}

/** Which slice holds a character. */
const sliceOf = new Map<number, Slice>();
for (const [, file = '', ranges = ''] of readFileSync(sheet, 'utf8').matchAll(
  /url\("\.\/(\w+\.woff2)"\)[^}]*?unicode-range:([^;}]*)/g,
)) {
  const slice = { file, chars: '' };
  for (const [, first = '', last = first] of ranges.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/gi))
    for (let code = parseInt(first, 16); code <= parseInt(last, 16); code++) {
      slice.chars += String.fromCodePoint(code);
      sliceOf.set(code, slice);
    }
}

/** True when there is type for the character. */
export const hasType = (char: string): boolean => sliceOf.has(char.codePointAt(0) ?? -1);

/** Set slices stay, because the next job mostly needs the same ones. */
const kept = new Map<string, Promise<Font>>();

function set(slice: Slice, weight: number): Promise<Font> {
  const key = `${slice.file} ${weight}`;
  const font = kept.get(key) ?? setAnew(slice, weight);
  kept.set(key, font);
  return font;
}

async function setAnew({ file, chars }: Slice, weight: number): Promise<Font> {
  const woff2 = await readFile(join(dirname(sheet), file));
  const plain = await subsetFont(woff2, chars, { targetFormat: 'truetype', variationAxes: { wght: weight } });
  return parse(new Uint8Array(plain).buffer);
}

/** Every slice has these measures. */
const EM = { unitsPerEm: 1000, ascender: 880, descender: -120 };

/** A font of that family and weight with a glyph for each character of the text. */
export async function cast(family: string, weight: number, text: string): Promise<Buffer> {
  const glyphs = [new Glyph({ name: '.notdef', advanceWidth: EM.unitsPerEm, path: new Path() })];
  for (const char of [...new Set(text)].sort()) {
    const code = char.codePointAt(0) ?? 0;
    const slice = sliceOf.get(code);
    if (!slice) continue;
    const { advanceWidth, path } = (await set(slice, weight)).charToGlyph(char);
    glyphs.push(new Glyph({ name: `u${code.toString(16)}`, unicode: code, advanceWidth, path }));
  }
  const font = new Font({ familyName: family, styleName: 'Regular', ...EM, glyphs });
  return Buffer.from(font.toArrayBuffer());
}
