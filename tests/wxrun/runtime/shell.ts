import type { Program } from '../program';
import css from './shell.css';

/** What WeChat draws around a page: the bar above, the tabs below, and dialogs over everything. */
export interface Shell {
  /** Makes room for a page's view; it is hidden until shown. */
  addView(path: string): HTMLElement;
  show(view: HTMLElement, look: { path: string; canGoBack: boolean }): void;
  setTitle(title: string): void;
  /** What stands at a tab's corner; '' for nothing. */
  setBadge(tab: number, text: string): void;
  /** Puts a dialog or a toast over everything, and gives the way to take it off again. */
  over(element: HTMLElement): () => void;
  onBack(act: () => void): void;
  onTab(act: (path: string) => void): void;
}

const make = (className: string, parent: HTMLElement, text = ''): HTMLElement => {
  const element = document.createElement('div');
  element.className = className;
  element.textContent = text;
  parent.append(element);
  return element;
};

/** The phone's own look. jsdom, which draws nothing, is always by day. */
export const night = (): MediaQueryList | undefined => window.matchMedia?.('(prefers-color-scheme: dark)');

export function openShell(program: Program, withStyles: boolean): Shell {
  const addStyle = (text: string, parent: HTMLElement) => {
    const style = document.createElement('style');
    style.textContent = withStyles ? text : '';
    parent.append(style);
    return style;
  };
  addStyle(css, document.head);
  const phone = make('wx-phone', document.body);
  const bar = make('wx-bar', phone);
  const back = make('wx-back', bar, '‹');
  back.setAttribute('aria-label', 'WeChat: back');
  const title = make('wx-title', bar);
  const views = make('wx-views', phone);
  const tabBar = program.app.tabBar;
  const tabs = make('wx-tabs', phone);
  const tabOf = new Map<string, { element: HTMLElement; icon: HTMLImageElement }>();
  let tapTab: (path: string) => void = () => undefined;
  /** A colour of the configuration, by its name in the theme or as it is. */
  const themed = (colour = ''): string =>
    colour.startsWith('@') ? (program.themes[night()?.matches ? 'dark' : 'light'][colour.slice(1)] ?? '') : colour;
  let paint = (): void => undefined;
  night()?.addEventListener('change', () => paint());
  for (const { pagePath, text } of tabBar?.list ?? []) {
    const element = make('wx-tab', tabs);
    const icon = element.appendChild(document.createElement('img'));
    make('wx-tab-text', element, text);
    element.addEventListener('click', () => tapTab(pagePath));
    tabOf.set(pagePath, { element, icon });
  }

  return {
    addView(path) {
      const view = make('wx-view-port', views);
      view.hidden = true;
      // A page of WeChat has a document of its own: its styles are there only while it is.
      addStyle([program.styles.app, program.styles[path]].join('\n'), view).setAttribute('media', 'not all');
      make('wx-scroller', view);
      return view;
    },
    show(view, { path, canGoBack }) {
      for (const one of views.children as Iterable<HTMLElement> & HTMLCollection) {
        one.hidden = one !== view;
        one.querySelector('style')?.setAttribute('media', one === view ? 'all' : 'not all');
      }
      const config = { ...program.app.window, ...program.configs[path] };
      title.textContent = config.navigationBarTitleText ?? '';
      paint = () => {
        bar.style.background = themed(config.navigationBarBackgroundColor) || '#000';
        bar.style.color = themed(config.navigationBarTextStyle) === 'black' ? '#000' : '#fff';
        view.style.background = themed(config.backgroundColor) || '#fff';
        tabs.style.background = themed(tabBar?.backgroundColor) || '#fff';
        for (const [tab, { element }] of tabOf)
          element.style.color = themed(tab === path ? tabBar?.selectedColor : tabBar?.color) || '#000';
      };
      paint();
      back.hidden = !canGoBack;
      tabs.hidden = !tabOf.has(path);
      phone.classList.toggle('wx-with-tabs', !tabs.hidden);
      for (const { pagePath, iconPath = '', selectedIconPath = '' } of tabBar?.list ?? []) {
        const tab = tabOf.get(pagePath);
        if (tab) tab.icon.src = program.pictures[pagePath === path ? selectedIconPath : iconPath] ?? '';
      }
    },
    setBadge(tab, text) {
      const element = tabs.children[tab];
      if (!(element instanceof HTMLElement)) throw new Error('setTabBarBadge:fail invalid index');
      element.querySelector('.wx-badge')?.remove();
      if (text) make('wx-badge', element, text);
    },
    setTitle: (text) => void (title.textContent = text),
    over(element) {
      phone.append(element);
      return () => element.remove();
    },
    onBack: (act) => back.addEventListener('click', act),
    onTab: (act) => void (tapTab = act),
  };
}
