import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import readCode from 'jsqr';
import sharp from 'sharp';

/** A printed page as somebody sees it who holds it in their hand, at 300 dots an inch. */
export interface Page {
  width: number;
  height: number;
  /** Red, green, blue and opacity of each dot. */
  dots: Uint8ClampedArray;
  /** What can be selected on it, without the spaces and line ends. */
  text: string;
  /** What it is drawn with: text, path, image and so on. */
  kinds: Set<string>;
}

export const DOTS_PER_MM = 300 / 25.4;

const library = PDFiumLibrary.init();

/** Reads a PDF with the engine that Chromium shows and prints it with. */
export async function pagesOf(pdf: Buffer): Promise<Page[]> {
  const document = await (await library).loadDocument(pdf);
  const pages: Page[] = [];
  for (const page of document.pages()) {
    const text = page.getText().replace(/\s/g, '');
    const kinds = new Set([...page.objects()].map(({ type }) => type));
    // Last, because the library lets go of a page once it is drawn.
    const { width, height, data } = await page.render({ scale: 300 / 72, render: 'bitmap' });
    pages.push({ width, height, dots: new Uint8ClampedArray(data), text, kinds });
  }
  document.destroy();
  return pages;
}

/** What the QR code in the lower left quarter says, and where on the page it stands. */
export function codeOn({ dots, width, height }: Page) {
  const top = Math.round(height / 2);
  const wide = Math.round(width / 2);
  const part = new Uint8ClampedArray(wide * (height - top) * 4);
  for (let row = top; row < height; row++)
    part.set(dots.subarray(row * width * 4, (row * width + wide) * 4), (row - top) * wide * 4);
  const code = readCode(part, wide, height - top, { inversionAttempts: 'dontInvert' });
  if (!code) return null;
  const { topLeftCorner: from, topRightCorner: right } = code.location;
  return { says: code.data, version: code.version, x: from.x, y: from.y + top, side: right.x - from.x };
}

/** Each font's name and whether the file brings it along. */
export function fontsIn(pdf: Buffer): { name: string; isEmbedded: boolean }[] {
  return [...pdf.toString('latin1').matchAll(/\/Type \/FontDescriptor\b.*?endobj/gs)].map(([descriptor]) => ({
    name: /\/FontName \/(\S+)/.exec(descriptor)?.[1] ?? '',
    isEmbedded: /\/FontFile[23] \d+ 0 R/.test(descriptor),
  }));
}

/** Each page's width and height in millimetres. */
export const sizesIn = (pdf: Buffer): number[][] =>
  [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, ...sides]) =>
    sides.map((points) => (Number(points) / 72) * 25.4),
  );

/** The page with a part of it painted over. */
export function painted(page: Page, [x, y, width, height]: number[], shade: number): Page {
  const dots = page.dots.slice();
  for (let row = Math.round(y!); row < Math.round(y! + height!); row++)
    for (let at = Math.round(x!); at < Math.round(x! + width!); at++)
      dots.set([shade, shade, shade], (row * page.width + at) * 4);
  return { ...page, dots };
}

/** Lays a picture of the page into `.tests/print`, to be looked at; grey as a copier prints it, when asked. Nobody looks at a short run's. */
export async function show(page: Page, name: string, isGrey = false): Promise<void> {
  if (process.env.LOOKS === 'short') return;
  const folder = join(__dirname, '..', '..', '.tests', 'print');
  mkdirSync(folder, { recursive: true });
  const picture = sharp(page.dots, { raw: { width: page.width, height: page.height, channels: 4 } });
  await (isGrey ? picture.greyscale() : picture)
    .resize({ width: Math.round(page.width / 2) })
    .png()
    .toFile(join(folder, `${name}.png`));
}
