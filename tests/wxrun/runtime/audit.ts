import { isTappable } from './measure';
import { nameOf } from './hands';
import type { Pages } from './pages';

/** What a page is held to besides its sizes: contrast, what a screen reader hears, how Chinese is set, how heavy its pictures are. */

interface Colour {
  r: number;
  g: number;
  b: number;
  a: number;
}
const WHITE: Colour = { r: 255, g: 255, b: 255, a: 1 };

/** Every colour that a computed value names: one of a plain colour, several of a gradient. */
const coloursIn = (value: string): Colour[] =>
  [...value.matchAll(/rgba?\(([^)]+)\)/g)].map(([, inner = '']) => {
    const [r = 0, g = 0, b = 0, a = 1] = inner.split(/[ ,/]+/).map(Number);
    return { r, g, b, a };
  });
const over = (top: Colour, below: Colour): Colour => {
  const a = top.a + below.a * (1 - top.a);
  const mix = (of: 'r' | 'g' | 'b') => (a === 0 ? 0 : (top[of] * top.a + below[of] * below.a * (1 - top.a)) / a);
  return { r: mix('r'), g: mix('g'), b: mix('b'), a };
};
const through = (colour: Colour, opacity: number): Colour => ({ ...colour, a: colour.a * opacity });

/** The relative luminance of WCAG 2. */
function luminance({ r, g, b }: Colour): number {
  const [red = 0, green = 0, blue = 0] = [r, g, b].map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrastOf(text: Colour, ground: Colour): number {
  const [light = 0, dark = 0] = [luminance(text), luminance(ground)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** What a screen shows where a text stands, and beside it: more than one pair over a gradient. What is half transparent takes its text along. */
function shownAt(element: Element, colour: Colour): [text: Colour, ground: Colour][] {
  let pairs: [Colour, Colour][] = [[colour, { ...colour, a: 0 }]];
  for (let one: Element | null = element; one; one = one.parentElement) {
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(one);
    const painted = backgroundImage.includes('gradient') ? coloursIn(backgroundImage) : [];
    const [flat] = coloursIn(backgroundColor);
    const behind = painted.length > 0 ? painted : flat ? [flat] : [];
    if (behind.length > 0)
      pairs = pairs.flatMap(([text, ground]) =>
        behind.map((below): [Colour, Colour] => [over(text, below), over(ground, below)]),
      );
    // What breathes while somebody waits is measured at rest.
    const held = one.getAnimations().length > 0 ? 1 : Number(opacity || 1);
    pairs = pairs.map(([text, ground]) => [through(text, held), through(ground, held)]);
  }
  return pairs.map(([text, ground]) => [over(text, WHITE), over(ground, WHITE)]);
}

const ownTexts = (element: Element): Text[] =>
  [...element.childNodes].filter((node): node is Text => node.nodeType === 3 && (node.textContent ?? '').trim() !== '');
/** What stands on the page and says something itself. */
const sayers = (pages: Pages): HTMLElement[] =>
  [...pages.view().querySelectorAll<HTMLElement>('wx-page *')].filter(
    (element) => ownTexts(element).length > 0 && element.checkVisibility({ visibilityProperty: true }),
  );

/** Text that stands out from its ground by less than `least`, with the ratio. What is switched off is to be read, too. */
export function faint(pages: Pages, least: number): string[] {
  const found = new Set<string>();
  for (const element of sayers(pages)) {
    const [colour] = coloursIn(getComputedStyle(element).color);
    if (!colour) continue;
    const ratio = Math.min(...shownAt(element, colour).map((pair) => contrastOf(...pair)));
    if (ratio < least - 0.005) found.add(`${nameOf(element)} ${ratio.toFixed(2)}:1`);
  }
  return [...found];
}

/** Lines that stand closer than `least` times their size, where there is more than one. */
export function tight(pages: Pages, least: number): string[] {
  const found = new Set<string>();
  for (const element of sayers(pages)) {
    const { fontSize, lineHeight } = getComputedStyle(element);
    const [size, line] = [Number.parseFloat(fontSize), Number.parseFloat(lineHeight)];
    const lines = new Set(
      ownTexts(element).flatMap((text) => {
        const range = document.createRange();
        range.selectNodeContents(text);
        return [...range.getClientRects()].map(({ top }) => Math.round(top));
      }),
    );
    if (lines.size > 1 && line / size < least - 0.005) found.add(`${nameOf(element)} ${(line / size).toFixed(2)}`);
  }
  return [...found];
}

/** What a line of Chinese must not begin with, or end with. */
const NOT_FIRST = /[，。、；：？！）》〉」』”’】…·%℃]/u;
const NOT_LAST = /[（《〈「『“‘【]/u;

/** Punctuation that stands alone at the wrong end of a line. */
export function orphans(pages: Pages): string[] {
  const found = new Set<string>();
  const boxOf = (text: Text, at: number): DOMRect => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect();
  };
  /** Whether the second of two neighbours stands on a later line than the first. */
  const isBroken = (text: Text, at: number): boolean => {
    if (/\s/.test(text.data[at] ?? ' ') || /\s/.test(text.data[at + 1] ?? ' ')) return false;
    const [before, after] = [boxOf(text, at), boxOf(text, at + 1)];
    return before.height > 0 && after.height > 0 && after.top >= before.bottom - 1;
  };
  for (const element of sayers(pages))
    for (const text of ownTexts(element))
      for (let at = 0; at < text.data.length - 1; at++)
        if ((NOT_FIRST.test(text.data[at + 1] ?? '') || NOT_LAST.test(text.data[at] ?? '')) && isBroken(text, at))
          found.add(`${nameOf(element)} “${text.data.slice(at, at + 2)}”`);
  return [...found];
}

/** Boxes that cut off what they hold and do not say so by an ellipsis. */
export function clipped(pages: Pages): string[] {
  return [...pages.view().querySelectorAll<HTMLElement>('wx-page *')]
    .filter((element) => {
      const { overflowY, webkitLineClamp, textOverflow } = getComputedStyle(element);
      if (overflowY !== 'hidden' || !element.checkVisibility()) return false;
      if ((webkitLineClamp !== 'none' && webkitLineClamp !== '') || textOverflow === 'ellipsis') return false;
      return element.scrollHeight > element.clientHeight + 2 && (element.textContent ?? '').trim() !== '';
    })
    .map((element) => `${nameOf(element)} shows ${element.clientHeight} of ${element.scrollHeight} pixels`);
}

/** What is one of several, or on and off: a screen reader has to say which. */
const CHOSEN = ['radio', 'checkbox', 'switch'];
const SPEAKING = ['wx-button', 'wx-input', 'wx-textarea', 'wx-picker', 'wx-switch', 'wx-slider'];

/** What can be tapped, and a screen reader would not say so, or would have no word for, or would not say whether it is chosen. A shade behind a sheet has its button beside it. */
export function unspoken(pages: Pages): string[] {
  return [...pages.view().querySelectorAll<HTMLElement>('wx-page *')]
    .filter((element) => isTappable(element) && element.checkVisibility() && !element.className.includes('__shade'))
    .filter((element) => {
      const hasRole = SPEAKING.includes(element.localName) || Boolean(element.getAttribute('role'));
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      const isField = ['wx-input', 'wx-textarea'].includes(element.localName);
      const isChosen = CHOSEN.includes(element.getAttribute('role') ?? '');
      return !hasRole || (name.trim() === '' && !isField) || (isChosen && !element.hasAttribute('aria-checked'));
    })
    .map(nameOf);
}

/** Pictures with more dots than a phone of three to a pixel can show where they stand: WeChat's audit counts them. */
export function oversized(pages: Pages, density = 3): string[] {
  return [...pages.view().querySelectorAll('img')]
    .filter((img) => img.naturalWidth > 0 && img.checkVisibility())
    .map((img) => ({ img, box: img.getBoundingClientRect() }))
    .filter(
      ({ img, box }) => img.naturalWidth * img.naturalHeight > Math.max(1, box.width * box.height) * density ** 2 * 1.1,
    )
    .map(
      ({ img, box }) =>
        `${nameOf(img.parentElement ?? img)} ${img.naturalWidth}×${img.naturalHeight} in ${Math.round(box.width)}×${Math.round(box.height)}`,
    );
}
