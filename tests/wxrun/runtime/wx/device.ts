import type { Entry } from '../../program';
import type { Pages } from '../pages';
import { night, type Shell } from '../shell';
import { ask, Listeners, Refused, tell, type Options } from './calls';

/** Where somebody came from, on what phone, and where they go. */
export function entryOptions({ path = '', query = {}, scene = 1001, shareTicket, chatType }: Entry): Options {
  return { path, query, scene, shareTicket, referrerInfo: {}, forwardMaterials: [], chatType, apiCategory: 'default' };
}

const PHONE = { brand: 'devtools', model: 'iPhone 14', system: 'iOS 17.0', platform: 'ios', pixelRatio: 3 };

export function deviceOf(entry: Entry): { members: Options; appShow: Listeners<unknown>; appHide: Listeners<unknown> } {
  const [appShow, appHide, quiet] = [new Listeners<unknown>(), new Listeners<unknown>(), new Listeners<unknown>()];
  const fontScale = entry.fontScale ?? 1;
  const base = {
    SDKVersion: '3.7.0',
    version: '8.0.55',
    language: 'zh_CN',
    enableDebug: false,
    host: { env: 'WeChat', appId: '' },
    fontSizeSetting: Math.round(16 * fontScale),
    fontSizeScaleFactor: fontScale,
  };
  const theme = () => ({ theme: night()?.matches ? 'dark' : 'light' });
  const themes = new Listeners<unknown>();
  night()?.addEventListener('change', () => themes.tell(theme()));
  const size = () => ({ windowWidth: window.innerWidth, windowHeight: window.innerHeight });
  const options = () => entryOptions(entry);
  return {
    appShow,
    appHide,
    members: {
      getAppBaseInfo: tell('getAppBaseInfo', () => ({ ...base, ...theme() })),
      getDeviceInfo: tell('getDeviceInfo', () => PHONE),
      getWindowInfo: tell('getWindowInfo', () => ({ ...size(), pixelRatio: 3, statusBarHeight: 47 })),
      getSystemInfoSync: tell('getSystemInfoSync', () => ({ ...base, ...theme(), ...PHONE, ...size() })),
      getAccountInfoSync: tell('getAccountInfoSync', () => ({
        miniProgram: { appId: '', envVersion: 'develop', version: '' },
      })),
      getEnterOptionsSync: tell('getEnterOptionsSync', options),
      getLaunchOptionsSync: tell('getLaunchOptionsSync', options),
      canIUse: tell('canIUse', () => true),
      onAppShow: tell('onAppShow', appShow.on),
      offAppShow: tell('offAppShow', appShow.off),
      onAppHide: tell('onAppHide', appHide.on),
      offAppHide: tell('offAppHide', appHide.off),
      onError: tell('onError', quiet.on),
      onUnhandledRejection: tell('onUnhandledRejection', quiet.on),
      onPageNotFound: tell('onPageNotFound', quiet.on),
      onThemeChange: tell('onThemeChange', themes.on),
      nextTick: tell('nextTick', (act: () => void) => void Promise.resolve().then(act)),
    },
  };
}

export function navigationOf(pages: () => Pages, shell: Shell): Options {
  const url = (options: Options): string => options.url as string;
  /** WeChat draws badges only while a page with tabs is seen. */
  const badge = (index: number, text: string): void => {
    if (!pages().isTab(String(pages().current().route))) throw new Refused('not TabBar page');
    shell.setBadge(index, text);
  };
  return {
    navigateTo: ask('navigateTo', (options) => pages().push(url(options))),
    redirectTo: ask('redirectTo', (options) => pages().replace(url(options))),
    navigateBack: ask('navigateBack', ({ delta }) => pages().back(delta as number | undefined)),
    switchTab: ask('switchTab', (options) => pages().tab(url(options))),
    reLaunch: ask('reLaunch', (options) => pages().relaunch(url(options))),
    setNavigationBarTitle: ask('setNavigationBarTitle', ({ title }) => shell.setTitle(title as string)),
    setNavigationBarColor: ask('setNavigationBarColor', () => undefined),
    stopPullDownRefresh: ask('stopPullDownRefresh', () => undefined),
    pageScrollTo: ask('pageScrollTo', ({ scrollTop = 0 }) => {
      const scroller = pages().view().querySelector('.wx-scroller');
      if (scroller) scroller.scrollTop = scrollTop as number;
    }),
    setTabBarBadge: ask('setTabBarBadge', ({ index, text }) => badge(index as number, text as string)),
    removeTabBarBadge: ask('removeTabBarBadge', ({ index }) => badge(index as number, '')),
    showShareMenu: ask('showShareMenu', () => undefined),
    hideShareMenu: ask('hideShareMenu', () => undefined),
    updateShareMenu: ask('updateShareMenu', () => undefined),
  };
}
