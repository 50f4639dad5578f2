import { elementOf } from './events';
import { nameOf } from './hands';
import type { Pages } from './pages';

export interface Tree {
  nodes: number;
  depth: number;
  widest: number;
}

/** How large the page's tree is, in built-in components. */
export function treeOf(pages: Pages): Tree {
  const measure = (element: Element): Tree => {
    const inner = [...element.children].filter((child) => child.localName.startsWith('wx-')).map(measure);
    return {
      nodes: inner.reduce((sum, { nodes }) => sum + nodes, 1),
      depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
      widest: Math.max(inner.length, ...inner.map(({ widest }) => widest)),
    };
  };
  const page = pages.view().querySelector('wx-page');
  return page ? measure(page) : { nodes: 0, depth: 0, widest: 0 };
}

/** Things that can be tapped and are smaller than `least` pixels either way, with their size. */
export function smallTargets(pages: Pages, least: number): string[] {
  return (
    [...pages.view().querySelectorAll<HTMLElement>('wx-page *')]
      .filter((element) => isTappable(element) && element.checkVisibility())
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      // Half a pixel is the rounding of a screen, not a finger's.
      .filter(({ box }) => box.width < least - 0.5 || box.height < least - 0.5)
      .map(({ element, box }) => `${nameOf(element)} ${Math.round(box.width)}×${Math.round(box.height)}`)
  );
}

/** Whether app code listens here. Taro binds a tap only where a page asked for one, and to fields and buttons always. */
export function isTappable(element: Element): boolean {
  const node = elementOf(element) as unknown as {
    $$?: unknown;
    _$eventTarget?: { listeners: Record<string, unknown> } | null;
  } | null;
  return node?.$$ === element && Boolean(node._$eventTarget?.listeners.tap);
}

/** Text smaller than `least` pixels, with its size. */
export function smallText(pages: Pages, least: number): string[] {
  const small = new Set<string>();
  for (const element of pages.view().querySelectorAll<HTMLElement>('wx-page *')) {
    const ownText = [...element.childNodes].some(
      (node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '',
    );
    const size = Number.parseFloat(getComputedStyle(element).fontSize);
    if (ownText && element.checkVisibility() && size < least - 0.1) small.add(`${nameOf(element)} ${size.toFixed(1)}`);
  }
  return [...small];
}

/** What is wider than the screen: a person would have to push the page sideways. */
export function overflowing(pages: Pages): string[] {
  const width = document.documentElement.clientWidth;
  return [...pages.view().querySelectorAll<HTMLElement>('wx-page *')]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > width + 1)
    .map((element) => `${nameOf(element)} ends at ${Math.round(element.getBoundingClientRect().right)}`);
}
