import { isTappable } from './measure';
import type { Pages } from './pages';
import { troubles } from './troubles';

/** Something that a finger could touch now. The handle is a selector that finds it again for as long as it is there. */
export interface Offer {
  handle: string;
  /** What it is: a view, a button, a field, a picker, a tab, a choice of a dialog. */
  kind: string;
  className: string;
  /** What it says, or is called. */
  says: string;
  /** Switched off, or chosen already: touching it has no effect, and should have none. */
  isIdle: boolean;
}

/** What is in front of somebody: the page, or the sheet or dialog over it. */
export interface Sight {
  path: string;
  query: Record<string, string>;
  depth: number;
  /** The name of the sheet or dialog that lies over the page; '' when none does. */
  layer: string;
  /** What the page says between its bars, and what the layer says. */
  says: string;
  /** The same, text by text, to the end. */
  lines: string[];
  /** Still on its way: lines where text will stand, or a button that breathes. */
  waits: string[];
  troubles: string[];
  offers: Offer[];
}

const SAYS = 400;
let handles = 0;

/** A mark on the element itself, so that the same thing keeps its handle, and it is found as everything else is. */
function handleOf(element: Element): string {
  if (!element.hasAttribute('data-offer')) element.setAttribute('data-offer', String(++handles));
  return `[data-offer="${element.getAttribute('data-offer')}"]`;
}

const textOf = (elements: Iterable<Element>): string =>
  [...elements]
    .map((one) => one.textContent ?? '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();

function linesIn(elements: Element[]): string[] {
  const lines: string[] = [];
  for (const element of elements) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) lines.push((texts.currentNode.textContent ?? '').trim());
  }
  return lines.filter((line) => line !== '');
}

const isIdle = (element: Element): boolean =>
  element.closest('wx-button[disabled]') !== null || /--(on|now|chosen)\b/.test(element.className);

const offerOf = (element: Element): Offer => ({
  handle: handleOf(element),
  kind: element.localName.replace('wx-', ''),
  className: element.className,
  says:
    element.getAttribute('aria-label') ??
    (textOf([element]) || element.querySelector('input, textarea')?.getAttribute('placeholder') || ''),
  isIdle: isIdle(element),
});

/** What lies over the page: WeChat's dialog before a sheet, and the last sheet before the others. */
function layerOf(view: Element): { name: string; element: Element } | null {
  const dialog = document.querySelector('.wx-dialog');
  if (dialog) return { name: `dialog ${textOf([...dialog.querySelectorAll('.wx-dialog-line')])}`, element: dialog };
  const sheet = [...view.querySelectorAll('[role="dialog"]')].at(-1);
  return sheet ? { name: `sheet ${sheet.getAttribute('aria-label') ?? ''}`, element: sheet } : null;
}

/** The lines below a list stand for more of it, which comes when somebody gets there. */
function isMoreBelow(skeleton: Element, within: Element): boolean {
  if (skeleton.querySelector('.skeleton__title') || !textOf([within])) return false;
  const rest = document.createRange();
  rest.setStartAfter(skeleton);
  rest.setEndAfter(within);
  return rest.toString().trim() === '';
}

function waitsIn(within: Element): string[] {
  const skeletons = [...within.querySelectorAll('.skeleton')].filter((one) => !isMoreBelow(one, within));
  const busy = [...within.querySelectorAll('.button--busy')].map((one) => `a busy button “${textOf([one])}”`);
  return [...skeletons.map(() => 'a skeleton'), ...busy];
}

/** The bars are WeChat's own: they can be touched beside a sheet, but not under a dialog. */
const barsOf = (): Element[] =>
  [...document.querySelectorAll<HTMLElement>('.wx-back, .wx-tab')].filter((one) => !one.closest('[hidden]'));

export function sightOf(pages: Pages): Sight {
  const view = pages.view();
  const layer = layerOf(view);
  const { route, options } = pages.current();
  const within = layer?.element ?? view.querySelector('wx-page') ?? view;
  const tappable = [...within.querySelectorAll('*')].filter(
    (one) => isTappable(one) || one.matches('.wx-dialog-choice, wx-input, wx-textarea, wx-picker'),
  );
  const bars = layer?.name.startsWith('dialog') ? [] : barsOf();
  return {
    path: route,
    query: options,
    depth: pages.all().length,
    layer: layer?.name ?? '',
    says: textOf(layer ? [layer.element] : view.querySelectorAll('.page__body, .page__foot')).slice(0, SAYS),
    lines: linesIn(layer ? [layer.element] : [...view.querySelectorAll('.page__body, .page__foot')]),
    waits: waitsIn(layer?.element ?? view.querySelector('.page__body') ?? view),
    troubles: [...troubles],
    offers: [...tappable, ...bars].map(offerOf),
  };
}
