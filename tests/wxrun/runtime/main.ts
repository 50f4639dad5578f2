import { clipped, faint, orphans, oversized, tight, unspoken } from './audit';
import type { Crossing, Entry, Network, Program, ShareCard } from '../program';
import { crossings } from './crossings';
import { elementOf, emit } from './events';
import { openFramework } from './framework';
import { find, pick, press, reach, reading, write, written } from './hands';
import { createLoader } from './loader';
import { overflowing, smallTargets, smallText, treeOf } from './measure';
import { sightOf } from './offers';
import { openPages, type Pages } from './pages';
import { openShell } from './shell';
import { guarded, reasonOf, trouble, troubles, watchWindow } from './troubles';
import { calls, type Options } from './wx/calls';
import { createWx } from './wx';
import { dialogsOf } from './wx/dialogs';
import { deviceOf, entryOptions, navigationOf } from './wx/device';
import { drawingOf } from './wx/drawing';
import { files, filing, isKept } from './wx/files';
import { networkOf } from './wx/network';
import { personOf } from './wx/person';
import { privacyOf } from './wx/privacy';
import { speechOf } from './wx/speech';
import { storageOf } from './wx/storage';

export interface Report {
  troubles: string[];
  crossings: Crossing[];
  calls: Record<string, number>;
  busiest: number;
}

/** Starts the program on this window as WeChat does, and gives back what a test may do with the phone. */
function start(program: Program, entry: Entry, network: Network, withStyles: boolean) {
  const seenAfter = timing(entry.watch);
  watchWindow();
  const shell = openShell(program, withStyles);
  let shared: ShareCard | null = null;
  let pages: Pages | null = null;
  const open = (): Pages => {
    if (!pages) throw new Error('The program has not started.');
    return pages;
  };

  /** Asks the page for its card, from WeChat's menu or from a button of its own. */
  const share = (from: 'menu' | 'button', target?: { id: string; dataset: unknown }): void => {
    const card = open().tell('onShareAppMessage', { from, target, webViewUrl: undefined });
    shared = null;
    if (!card) trouble(`${open().current().route} gave no card to share`);
    else if (card instanceof Promise) trouble(`${open().current().route} promised a card instead of having one`);
    else shared = { ...(card as ShareCard) };
  };

  for (const [path, bytes] of Object.entries(entry.files ?? {})) files.set(path, bytes);
  const device = deviceOf(entry);
  const { state, members: web } = networkOf(network);
  if (entry.offline) state.setOnline(false);
  const { held, members: keeping } = storageOf(entry.storage ?? {});
  const privacy = privacyOf(entry.askPrivacy ?? false);
  const person = personOf(privacy, entry.answers ?? {});
  const speech = speechOf(entry.plugins ?? [], person.said);
  const drawing = drawingOf(open, privacy, () => person.said('saveImageToPhotosAlbum'));
  const framework = openFramework(program, {
    share: ({ id, dataset }) => share('button', { id, dataset }),
    // WeChat's own page for what somebody has to say; the program hears nothing of it.
    feedback: () => undefined,
    agreePrivacyAuthorization: (button) => {
      privacy.agreeBy(button.id);
      emit(button, 'agreeprivacyauthorization', {});
    },
    getPhoneNumber: (button) =>
      void person
        .phoneNumber()
        .then((detail) => emit(button, 'getphonenumber', { errMsg: 'getPhoneNumber:ok', ...detail })),
  });
  const members = {
    ...device.members,
    ...web,
    ...filing,
    ...keeping,
    ...person.members,
    ...speech.members,
    ...drawing.members,
    ...dialogsOf(shell),
    ...navigationOf(open, shell),
  };
  const wx = createWx(members);
  const given = { wx, getCurrentPages: () => open().all(), requirePlugin: speech.requirePlugin };
  const loader = createLoader(program, framework.space, given, entry.clockOffset ?? 0);
  pages = openPages(program, framework, loader, shell);

  const app = loader.start();
  const tellApp = (name: string, what: Options): unknown => {
    const method = app[name];
    return typeof method === 'function'
      ? guarded(`app ${name}`, (): unknown => Reflect.apply(method, app, [what]))
      : undefined;
  };
  const path = entry.path ?? program.app.pages[0] ?? '';
  const query = Object.entries(entry.query ?? {});
  tellApp('onLaunch', entryOptions({ ...entry, path }));
  tellApp('onShow', entryOptions({ ...entry, path }));
  pages.relaunch(`/${path}${query.length > 0 ? `?${query.map(([name, value]) => `${name}=${value}`).join('&')}` : ''}`);

  const tapTab = (tab: string) => {
    open().tab(`/${tab}`);
    open().tell('onTabItemTap', { pagePath: tab });
  };
  shell.onTab((tab) => guarded('tab bar', () => tapTab(tab)));
  shell.onBack(() => guarded('back', () => open().back()));

  return {
    find: (target: string): boolean => find(open(), target) !== null,
    /** Where to touch a thing; null while it is not there. */
    reach: (target: string) => {
      const element = find(open(), target);
      return element && reach(element);
    },
    press: (target: string): boolean => {
      const element = find(open(), target);
      if (element) press(element);
      return element !== null;
    },
    write: (target: string, text: string) => write(open(), target, text),
    written: (target: string): string | null => written(open(), target),
    pick: (target: string, choice: string) => pick(open(), target, choice),
    reading: () => reading(open()),
    /** What is in front of somebody, and all that they could touch. */
    sight: () => sightOf(open()),
    /** Opens a page as one of the program's own links does. */
    open: (url: string): void => (open().isTab(url.slice(1)) ? open().tab(url) : open().push(url)),
    back: () => open().back(),
    pullDown: () => void open().tell('onPullDownRefresh'),
    reachBottom: () => void open().tell('onReachBottom'),
    hide: () => {
      open().tell('onHide');
      tellApp('onHide', {});
      device.appHide.tell({});
    },
    show: () => {
      tellApp('onShow', entryOptions({ ...entry, path }));
      device.appShow.tell(entryOptions({ ...entry, path }));
      open().tell('onShow');
    },
    share: () => share('menu'),
    shared: () => shared,
    setOnline: (online: boolean) => state.setOnline(online),
    answer: (name: string, answer: Options) => person.answers.give(name, answer),
    clipboard: () => person.clipboard(),
    /** How long after the start the watched words came, in milliseconds; null while they have not. */
    seenAfter: () => seenAfter(),
    spoken: () => speech.spoken(),
    interrupt: () => speech.interrupt(),
    /** The pictures that the program put into the person's album: base64. */
    album: () => drawing.album(),
    inked: (selector: string) => drawing.inked(selector),
    /** Something that WeChat fetched beforehand arrives late. */
    fetched: (data: Options) => person.fetched(data),
    where: () => ({ path: open().current().route, query: open().current().options, depth: open().all().length }),
    storage: () => Object.fromEntries([...held].map(([key, json]) => [key, JSON.parse(json) as unknown])),
    /** The files that outlive this start of the program. */
    files: () => Object.fromEntries([...files].filter(([path]) => isKept(path))),
    tree: () => treeOf(open()),
    smallTargets: (least: number) => smallTargets(open(), least),
    smallText: (least: number) => smallText(open(), least),
    overflowing: () => overflowing(open()),
    faint: (least: number) => faint(open(), least),
    tight: (least: number) => tight(open(), least),
    orphans: () => orphans(open()),
    clipped: () => clipped(open()),
    unspoken: () => unspoken(open()),
    oversized: () => oversized(open()),
    /** How many of these the page holds. */
    count: (selector: string): number => open().view().querySelectorAll(selector).length,
    attribute: (target: string, name: string) => find(open(), target)?.getAttribute(name) ?? null,
    /** What crossed within the last second. */
    crossed: () => crossings.filter(({ at }) => Date.now() - at < 1_000).length,
    report: (): Report => ({
      troubles,
      crossings,
      calls: Object.fromEntries(calls),
      busiest: state.busiest,
    }),
    isBuiltIn: (target: string) => elementOf(find(open(), target)) !== null,
  };
}

/** Times the first appearance of some words from now on, and counts what the program had asked for by then. */
function timing(words: string | undefined): () => { ms: number; requests: number } | null {
  const began = performance.now();
  let after: { ms: number; requests: number } | null = null;
  if (words) {
    const look = new MutationObserver(() => {
      if (!document.body.textContent?.includes(words)) return;
      after = { ms: performance.now() - began, requests: calls.get('request') ?? 0 };
      look.disconnect();
    });
    look.observe(document.body, { subtree: true, childList: true, characterData: true });
  }
  return () => after;
}

export type Acts = ReturnType<typeof start>;

declare global {
  interface Window {
    /** The only door into the phone. Returns null, or why the program did not start. */
    wxrunStart(program: Program, entry: Entry, withStyles: boolean): string | null;
    wxrunNetwork: Network;
    wxrun: Acts;
  }
}

window.wxrunStart = (program, entry, withStyles) => {
  try {
    window.wxrun = start(program, entry, (request) => window.wxrunNetwork(request), withStyles);
    return null;
  } catch (thrown) {
    return reasonOf(thrown);
  }
};
