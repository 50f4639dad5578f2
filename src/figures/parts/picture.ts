import type { Drawn } from '../reading';
import { contextOf, drawChart, type Drawable } from './drawing';
import { paletteOf, type Palette } from './palette';

/** What stands around a chart on a picture that somebody passes on: it must say by itself what it is. */
export interface Frame {
  title: string;
  place: string;
  days: string;
  total: string;
  /** What the numbers mean. */
  means: string;
  source: string;
}

/** In pixels of a page; the picture itself is twice as fine. */
export const PICTURE = { width: 375, height: 520 };
const RATIO = 2;
/** A full stop, a comma and their like never begin a line. */
const CLOSING = '\uff0c\u3002\uff1b\uff1a\u3001\uff01\uff1f\uff09\u201d';
const EDGE = 20;
/** What the chart leaves to the rules and the spaces between its words. */
const BETWEEN = 36;
const SERIF = '"Songti SC", STSong, "Noto Serif SC", "Noto Serif CJK SC", serif';
const PLAIN = '-apple-system, "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", sans-serif';

/** Always on paper, as it would be printed. Says whether it was drawn. */
export async function drawPicture(drawable: Drawable, drawn: Drawn, frame: Frame): Promise<boolean> {
  const context = contextOf({ ...drawable, ...PICTURE }, RATIO);
  if (!context) return false;
  const palette = paletteOf(false);
  const width = PICTURE.width - 2 * EDGE;
  const px = (n: number) => n * RATIO;
  let y = EDGE;

  const linesIn = (text: string, size: number, font: string): string[] => {
    context.font = `${font === SERIF ? '700 ' : ''}${px(size)}px ${font}`;
    return linesOf(context, text, px(width));
  };
  const write = (text: string, size: number, leading: number, color: string, font = PLAIN) => {
    const lines = linesIn(text, size, font);
    context.fillStyle = color;
    context.textAlign = 'left';
    context.textBaseline = 'top';
    for (const line of lines) {
      context.fillText(line, px(EDGE), px(y + (leading - size) / 2));
      y += leading;
    }
  };
  const rule = (color: string, thick: number) => {
    context.fillStyle = color;
    context.fillRect(px(EDGE), px(y), px(width), px(thick));
    y += thick;
  };

  write(frame.place, 14, 22, palette.soft);
  write(frame.title, 24, 34, palette.ink, SERIF);
  write(frame.days, 14, 22, palette.soft);
  y += 8;
  rule(palette.ink, 1);
  y += 2;
  rule(palette.ink, 1);
  y += 10;
  write(frame.total, 16, 26, palette.ink);
  if (drawn.series.length > 1) y += drawLegend(context, drawn, palette, px, EDGE, y);
  const below = linesIn(frame.means, 13, PLAIN).length + linesIn(frame.source, 13, PLAIN).length;
  const height = PICTURE.height - y - BETWEEN - below * 20;
  context.save();
  context.translate(px(EDGE), px(y));
  context.textBaseline = 'alphabetic';
  await drawChart(context, { width, height }, drawn, { palette, ratio: RATIO, text: 13 });
  context.restore();
  y += height + 6;
  rule(palette.rule, 1);
  y += 8;
  write(frame.means, 13, 20, palette.soft);
  write(frame.source, 13, 20, palette.soft);
  // The chart wipes its box first, so the paper comes last and lies below.
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = palette.card;
  context.fillRect(0, 0, px(PICTURE.width), px(PICTURE.height));
  return true;
}

/** Which of two is which, as they are drawn. @returns how much room it took */
function drawLegend(
  context: CanvasRenderingContext2D,
  { kind, series }: Drawn,
  { soft, slate, pine }: Palette,
  px: (n: number) => number,
  left: number,
  top: number,
): number {
  let x = left;
  const middle = top + 12;
  series.forEach(({ name }, i) => {
    context.strokeStyle = kind === 'lines' && i === 0 ? slate : soft;
    context.fillStyle = pine;
    context.lineWidth = px(kind === 'lines' ? 2 : 1);
    context.setLineDash(kind === 'lines' && i > 0 ? [px(4), px(3)] : []);
    context.beginPath();
    if (kind === 'lines') {
      context.moveTo(px(x), px(middle));
      context.lineTo(px(x + 20), px(middle));
      context.stroke();
    } else if (i === 0) context.strokeRect(px(x + 4), px(middle - 6), px(10), px(12));
    else context.fillRect(px(x + 4), px(middle - 6), px(10), px(12));
    context.setLineDash([]);
    context.font = `${px(13)}px ${PLAIN}`;
    context.fillStyle = soft;
    context.textBaseline = 'middle';
    context.fillText(name, px(x + 28), px(middle));
    x += 28 + context.measureText(name).width / px(1) + 18;
  });
  return 24;
}

/** Chinese breaks anywhere but before a mark that closes; a number is never torn. */
function linesOf(context: CanvasRenderingContext2D, text: string, most: number): string[] {
  const lines = [''];
  for (const piece of text.match(/\d+|./gu) ?? []) {
    const line = lines.slice(-1)[0] ?? '';
    const fits = context.measureText(line + piece).width <= most;
    if (fits || CLOSING.includes(piece)) lines[lines.length - 1] = line + piece;
    else lines.push(piece);
  }
  return lines;
}
