import type { Root } from 'glass-easel-miniprogram-adapter';
import { pagesOf, type Program } from '../program';
import type { Framework } from './framework';
import type { Loader } from './loader';
import type { Shell } from './shell';
import { guarded } from './troubles';

/** A page as app code knows it: its methods, and where it is. */
export type PageObject = Record<string, unknown> & { route: string; options: Record<string, string>; is: string };

interface Open {
  path: string;
  root: Root;
  page: PageObject;
  view: HTMLElement;
}

/** The stack of pages, and the order in which WeChat tells them about it. Refusals are thrown in WeChat's words. */
export interface Pages {
  current(): PageObject;
  all(): PageObject[];
  /** The view that is seen, with its scroller. */
  view(): HTMLElement;
  push(url: string, from?: string): void;
  replace(url: string): void;
  back(delta?: number): void;
  tab(url: string): void;
  relaunch(url: string): void;
  /** Calls a lifecycle of the page that is seen; undefined when it has none. */
  tell(name: string, ...given: unknown[]): unknown;
  isTab(path: string): boolean;
}

const DEEPEST = 10;

export function openPages(program: Program, { space, backend }: Framework, loader: Loader, shell: Shell): Pages {
  let stack: Open[] = [];
  const tabs = new Map<string, Open>();
  const known = new Set(pagesOf(program.app));
  const tabPaths = new Set((program.app.tabBar?.list ?? []).map(({ pagePath }) => pagePath));
  const top = (): Open => {
    const open = stack.at(-1);
    if (!open) throw new Error('No page is open.');
    return open;
  };

  const tell = ({ page, path }: Open, name: string, ...given: unknown[]): unknown => {
    const method = page[name];
    if (typeof method !== 'function') return undefined;
    return guarded(`${path} ${name}`, (): unknown => Reflect.apply(method, page, given));
  };

  /** A page's address, absolute or from the page that is seen. The query stays as it is: WeChat decodes nothing. */
  function parse(url: string): { path: string; options: Record<string, string> } {
    const [where = '', query = ''] = url.split('?');
    const base = stack.length > 0 ? top().path : '';
    const path = where.startsWith('/') ? where.slice(1) : new URL(where, `http://x/${base}`).pathname.slice(1);
    if (!known.has(path)) throw new Error(`page "${path}" is not found`);
    const options: Record<string, string> = {};
    for (const pair of query.split('&').filter(Boolean)) {
      const [name = '', ...value] = pair.split('=');
      options[name] = value.join('=');
    }
    return { path, options };
  }

  function open({ path, options }: ReturnType<typeof parse>): Open {
    loader.define(path);
    const view = shell.addView(path);
    const scroller = view.querySelector<HTMLElement>('.wx-scroller') ?? view;
    const root = backend.createRoot('page', space, path);
    const page = root.get() as unknown as PageObject;
    Object.assign(page, { route: path, options });
    const made = { path, root, page, view };
    stack.push(made);
    tell(made, 'onLoad', options);
    const placeholder = scroller.appendChild(document.createElement('div'));
    root.attach(
      scroller as unknown as Parameters<Root['attach']>[0],
      placeholder as unknown as Parameters<Root['attach']>[1],
    );
    appear(made);
    setTimeout(() => tell(made, 'onReady'));
    scroller.addEventListener('scroll', () => {
      tell(made, 'onPageScroll', { scrollTop: scroller.scrollTop });
      if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 50) tell(made, 'onReachBottom');
    });
    return made;
  }

  function appear(open: Open): void {
    shell.show(open.view, { path: open.path, canGoBack: stack.length > 1 });
    tell(open, 'onShow');
  }

  function close(open: Open): void {
    tell(open, 'onUnload');
    open.root.release();
    open.view.remove();
    tabs.delete(open.path);
  }

  const isTab = (path: string): boolean => tabPaths.has(path);
  function refuseTab(path: string, act: string): void {
    if (isTab(path)) throw new Error(`can not ${act} a tabbar page`);
  }
  function openTab(target: ReturnType<typeof parse>): void {
    const known = tabs.get(target.path);
    if (known) {
      stack = [known];
      appear(known);
    } else {
      stack = [];
      tabs.set(target.path, open(target));
    }
  }

  return {
    current: () => top().page,
    all: () => stack.map(({ page }) => page),
    view: () => top().view,
    isTab,
    push(url) {
      const target = parse(url);
      refuseTab(target.path, 'navigateTo');
      if (stack.length >= DEEPEST) throw new Error('webview count limit exceed');
      tell(top(), 'onHide');
      open(target);
    },
    replace(url) {
      const target = parse(url);
      refuseTab(target.path, 'redirectTo');
      const old = stack.pop();
      if (old) close(old);
      open(target);
    },
    back(delta = 1) {
      if (stack.length < 2) throw new Error('cannot navigate back at first page.');
      for (const old of stack.splice(Math.max(1, stack.length - delta))) close(old);
      appear(top());
    },
    tab(url) {
      const target = parse(url);
      if (!isTab(target.path)) throw new Error('can not switch to no-tabBar page');
      if (url.includes('?')) throw new Error('switchTab takes no query');
      const seen = stack.at(-1);
      if (seen?.path === target.path) return;
      for (const old of stack) {
        if (isTab(old.path)) tell(old, 'onHide');
        else close(old);
      }
      openTab(target);
    },
    relaunch(url) {
      const target = parse(url);
      for (const old of new Set([...stack, ...tabs.values()])) close(old);
      if (isTab(target.path)) openTab(target);
      else {
        stack = [];
        open(target);
      }
    },
    tell: (name, ...given) => tell(top(), name, ...given),
  };
}
