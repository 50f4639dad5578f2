import { builtInOf } from './builtins';
import { elementOf, emit } from './events';
import type { Pages } from './pages';
import { pickedValue } from './picker';

/** What a person sees and does: finds things by what they say, and touches them. */

/** What can be touched now: a dialog when there is one, else the page and the bars around it. */
function inReach(pages: Pages): HTMLElement[] {
  const dialog = document.querySelector<HTMLElement>('.wx-dialog');
  if (dialog) return [dialog];
  return [pages.view(), ...document.querySelectorAll<HTMLElement>('.wx-bar, .wx-tabs')].filter((one) => !one.hidden);
}

const sayingOf = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim();
const isSeen = (element: Element): boolean => element.checkVisibility?.({ visibilityProperty: true }) ?? true;
const innermost = (elements: Element[]): Element[] =>
  elements.filter((one) => !elements.some((other) => other !== one && one.contains(other)));

/**
 * The one thing a target names: a selector when it begins like one, else what a thing says, or is called. `.sheet “东原街道”` is what
 * says it within the selector.
 */
export function find(pages: Pages, target: string): HTMLElement | null {
  const roots = inReach(pages);
  const all = (selector: string) => roots.flatMap((root) => [...root.querySelectorAll(selector)]).filter(isSeen);
  const [, within = '*', quoted] = /^([.#[].*) “(.+)”$/.exec(target) ?? [];
  if (quoted === undefined && /^[.#[]/.test(target)) return only(target, all(target));
  const things = all(within === '*' ? '*' : `${within}, ${within} *`).filter((one) => one.localName !== 'style');
  const name = quoted ?? target;
  const saying = (parts: string[]) =>
    innermost(things.filter((one) => parts.every((part) => sayingOf(one).includes(part))));
  // Exactly so, or among other words; within a selector in parts, too, as somebody says it on the telephone: “江畔社区，没选”.
  for (const found of [
    innermost(things.filter((one) => sayingOf(one) === name || calledOf(one) === name)),
    saying([name]),
    quoted === undefined ? [] : saying(name.split(/[，\s]+/).filter(Boolean)),
  ])
    if (found.length > 0) return only(target, found);
  return null;
}

function only(target: string, found: Element[]): HTMLElement | null {
  if (found.length > 1) throw new Error(`“${target}” is there ${found.length} times: name it by a selector.`);
  return (found[0] as HTMLElement | undefined) ?? null;
}

const calledOf = (element: Element): string | null =>
  element.getAttribute('aria-label') ?? element.getAttribute('placeholder');

/** Where to put a finger on it. Throws when something lies over it or it is switched off. */
export function reach(element: HTMLElement): { x: number; y: number } {
  refuseSwitchedOff(element);
  element.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const hit = document.elementFromPoint(x, y);
  if (!hit || !(element.contains(hit) || hit.contains(element)))
    throw new Error(`${nameOf(element)} cannot be touched: ${hit ? nameOf(hit) : 'nothing'} lies there.`);
  return { x, y };
}

function refuseSwitchedOff(element: Element): void {
  if (element.closest('wx-button[disabled]')) throw new Error(`${nameOf(element)} is switched off.`);
}

export const nameOf = (element: Element): string =>
  `<${element.localName.replace('wx-', '')} class="${element.className}"> “${sayingOf(element).slice(0, 20)}”`;

/** A finger without a screen: for jsdom, where nothing has a place. */
export function press(element: HTMLElement): void {
  refuseSwitchedOff(element);
  const touch = { identifier: 1, clientX: 0, clientY: 0, pageX: 0, pageY: 0 };
  for (const type of ['touchstart', 'touchend']) {
    const event = new Event(type, { bubbles: true, cancelable: true, composed: true });
    const touches = type === 'touchstart' ? [touch] : [];
    for (const [name, value] of Object.entries({ changedTouches: [touch], touches }))
      Object.defineProperty(event, name, { value, enumerable: true });
    element.dispatchEvent(event);
  }
  element.dispatchEvent(new Event('click', { bubbles: true }));
}

/** Types into a field, in place of what it held. */
export function write(pages: Pages, target: string, text: string): boolean {
  const element = find(pages, target);
  if (!element) return false;
  const box = boxOf(element);
  if (box.maxLength >= 0 && text.length > box.maxLength) text = text.slice(0, box.maxLength);
  box.focus();
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  box.blur();
  return true;
}

/** What a field holds. */
export function written(pages: Pages, target: string): string | null {
  const element = find(pages, target);
  return element && boxOf(element).value;
}

function boxOf(element: HTMLElement): HTMLInputElement | HTMLTextAreaElement {
  const inner = element.matches('input, textarea') ? element : element.querySelector('input, textarea');
  if (!inner) throw new Error(`${nameOf(element)} is no field.`);
  return inner as HTMLInputElement | HTMLTextAreaElement;
}

/** Turns a picker to a choice. */
export function pick(pages: Pages, target: string, choice: string): boolean {
  const element = find(pages, target)?.closest('wx-picker');
  const node = element ? elementOf(element) : null;
  if (!element || !node || builtInOf(element) !== 'picker') return false;
  const { mode, range, rangeKey } = (node as unknown as { data: Record<string, unknown> }).data;
  emit(node, 'change', { value: pickedValue(String(mode), range, rangeKey, choice) });
  return true;
}

/** What can be read now: a dialog or toast, and the page. */
export function reading(pages: Pages): string {
  const seen = [...document.querySelectorAll<HTMLElement>('.wx-dialog, .wx-toast'), pages.view()];
  return seen
    .map((element) => {
      const page = element.querySelector<HTMLElement>('wx-page') ?? element;
      return page.innerText ?? page.textContent ?? '';
    })
    .join('\n');
}
