import Taro from '@tarojs/taro';
import { words } from './words';

/**
 * What the phone can do, asked in one place. On H5 several of these resolve with "not supported" instead of failing,
 * so nothing here is believed without looking at what came back; each says whether it was done.
 */
export const isWeapp = process.env.TARO_ENV === 'weapp';

const done = (promise: Promise<TaroGeneral.CallbackResult>): Promise<boolean> =>
  promise.then(
    (result) => !/fail|not support|unsupport/i.test(result?.errMsg ?? ''),
    () => false,
  );

const AT_NIGHT = '(prefers-color-scheme: dark)';

/** WeChat's words for somebody who did not agree that something of their phone is used. */
const isPrivacyRefused = ({ errno, errMsg }: { errno?: number; errMsg?: string }): boolean =>
  errno === 103 || errno === 104 || /privacy permission/i.test(errMsg ?? '');

export interface Spot {
  latitude: number;
  longitude: number;
}
/** What Taro's program has, and its types leave out. */
interface Drawing {
  render(done: () => void): void;
  unmount(page: string, done?: () => void): void;
}
interface Table {
  name: string;
  base64: string;
}
const rounded = (degrees: number): number => Math.round(degrees * 1_000) / 1_000;
const spotOf = ({ latitude, longitude }: Spot): Spot => ({
  latitude: rounded(latitude),
  longitude: rounded(longitude),
});
const noSpot = (failed: TaroGeneral.CallbackResult): null => {
  if (isPrivacyRefused(failed)) platform.say(words.privacy.noPlace);
  return null;
};

/** WeChat lets a file be chosen that lies in a chat, as colleagues send them to each other. */
const tableInChats = (): Promise<Table | null> =>
  Taro.chooseMessageFile({ count: 1, type: 'file', extension: ['csv', 'xlsx'] }).then(
    ({ tempFiles: [file] }) =>
      new Promise((tell) => {
        if (!file) return tell(null);
        wx.getFileSystemManager().readFile({
          filePath: file.path,
          encoding: 'base64',
          success: ({ data }) => tell({ name: file.name, base64: data as string }),
          fail: () => tell(null),
        });
      }),
    (failed: TaroGeneral.CallbackResult) => {
      if (isPrivacyRefused(failed)) platform.say(words.privacy.noFile);
      return null;
    },
  );

const tableInBrowser = (): Promise<Table | null> =>
  new Promise((tell) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.csv,.xlsx';
    input.onchange = () => {
      const file = input.files?.[0];
      if (!file) return tell(null);
      const reader = new FileReader();
      reader.onload = () => tell({ name: file.name, base64: (reader.result as string).replace(/^[^,]*,/, '') });
      reader.onerror = () => tell(null);
      reader.readAsDataURL(file);
    };
    input.addEventListener('cancel', () => tell(null));
    input.click();
  });

/** What became of a picture: `denied` by its owner, now or before; null when they changed their mind. */
export type Saved = 'saved' | 'downloaded' | 'denied' | 'failed' | null;

const toAlbum = (canvas: object): Promise<Saved> =>
  new Promise((tell) => {
    const failed = () => tell('failed');
    const refused = (why: TaroGeneral.CallbackResult) => {
      if (/cancel/i.test(why.errMsg)) tell(null);
      else tell(isPrivacyRefused(why) || /auth/i.test(why.errMsg) ? 'denied' : 'failed');
    };
    const keep = ({ tempFilePath }: { tempFilePath: string }) =>
      wx.saveImageToPhotosAlbum({ filePath: tempFilePath, success: () => tell('saved'), fail: refused });
    wx.canvasToTempFilePath({
      canvas: canvas as WechatMiniprogram.Canvas,
      fileType: 'png',
      success: keep,
      fail: failed,
    });
  });

const toDownloads = async (canvas: object, name: string): Promise<Saved> => {
  const link = document.createElement('a');
  link.href = (canvas as HTMLCanvasElement).toDataURL('image/png');
  link.download = `${name}.png`;
  link.click();
  return 'downloaded';
};

export const platform = {
  phone(number: string): void {
    const digits = number.replace(/ /g, '');
    if (isWeapp) void done(Taro.makePhoneCall({ phoneNumber: digits }));
    else location.href = `tel:${digits}`;
  },

  copy: (text: string): Promise<boolean> => done(Taro.setClipboardData({ data: text })),

  say(text: string): void {
    void Taro.showToast({ title: text, icon: 'none', duration: 2500 });
  },

  /** Temporary paths of the pictures a person chose; empty when they changed their mind, or would not have them used. */
  pickPictures: (count: number): Promise<string[]> =>
    Taro.chooseMedia({ count, mediaType: ['image'], sizeType: ['compressed'] }).then(
      (chosen) => (chosen.tempFiles ?? []).map(({ tempFilePath }) => tempFilePath).filter(Boolean),
      (failed: TaroGeneral.CallbackResult) => {
        if (isPrivacyRefused(failed)) platform.say(words.privacy.noPictures);
        return [];
      },
    ),

  /**
   * Where a picture that was picked lies for longer than this start of the program: WeChat forgets temporary files. A phone that
   * is full, and a browser, keep it where it is.
   */
  keepPicture: (path: string): Promise<string> =>
    new Promise((tell) => {
      if (!isWeapp) return tell(path);
      wx.getFileSystemManager().saveFile({
        tempFilePath: path,
        success: ({ savedFilePath }) => tell(savedFilePath),
        fail: () => tell(path),
      });
    }),

  dropPicture(path: string): void {
    if (isWeapp) wx.getFileSystemManager().unlink({ filePath: path, fail: () => undefined });
  },

  /** A table somebody chose, CSV or XLSX; null when they changed their mind, or would not have it used. */
  chooseTable: (): Promise<Table | null> => (isWeapp ? tableInChats() : tableInBrowser()),

  /** Pixels of the screen for one of a page, for what is drawn on a canvas. */
  pixelRatio: (): number => (isWeapp ? wx.getWindowInfo().pixelRatio : window.devicePixelRatio) || 1,

  /** Puts what was drawn where the person finds it again: WeChat asks first whether it may write to their album. */
  savePicture: (canvas: object, name: string): Promise<Saved> =>
    isWeapp ? toAlbum(canvas) : toDownloads(canvas, name),

  showPicture(current: string, urls: string[]): void {
    void done(Taro.previewImage({ current, urls }));
  },

  /** What the code says that somebody held the camera to; null when they changed their mind, or there is no camera here. */
  scan: (): Promise<string | null> =>
    isWeapp
      ? Taro.scanCode({ scanType: ['qrCode', 'wxCode' as 'qrCode'] }).then(
          ({ path, result }) => path || result || null,
          () => null,
        )
      : Promise.resolve(null),

  /** Opens a document where it can be printed and passed on. Says whether it did. */
  openDocument(url: string, kind: 'pdf' | 'xlsx'): Promise<boolean> {
    if (!isWeapp) return Promise.resolve(window.open(url) !== null);
    return Taro.downloadFile({ url }).then(
      ({ statusCode, tempFilePath }) =>
        statusCode === 200 && done(Taro.openDocument({ filePath: tempFilePath, fileType: kind, showMenu: true })),
      () => false,
    );
  },

  /** In a browser: an address whose answer is a file comes down, and the page stays. */
  download(url: string): void {
    location.assign(url);
  },

  /** A place somebody picked on WeChat's map; null when they did not, or would not have it used. */
  pickLocation: (): Promise<(Spot & { address?: string; name?: string }) | null> =>
    isWeapp
      ? Taro.chooseLocation({}).then(
          ({ latitude, longitude, address, name }) => ({ latitude, longitude, address, name }),
          noSpot,
        )
      : Promise.resolve(null),

  /**
   * Where this phone is, to some hundred metres and on the map's own grid. Only WeChat tells: a browser's grid is another one,
   * and half a kilometre off.
   */
  whereAmI: (): Promise<Spot | null> =>
    isWeapp
      ? Taro.getLocation({ type: 'gcj02' }).then(spotOf, () => {
          platform.say(words.privacy.noPlace);
          return null;
        })
      : Promise.resolve(null),

  /** How much larger than usual this person has set their text: 1 is usual, WeChat's care mode about 1.4. */
  fontScale(): number {
    if (!isWeapp) return 1;
    try {
      return wx.getAppBaseInfo().fontSizeScaleFactor ?? 1;
    } catch {
      return 1;
    }
  },

  isDark(): boolean {
    if (!isWeapp) return matchMedia(AT_NIGHT).matches;
    try {
      return wx.getAppBaseInfo().theme === 'dark';
    } catch {
      return false;
    }
  },

  onTheme(tell: (dark: boolean) => void): void {
    if (isWeapp) wx.onThemeChange(({ theme }) => tell(theme === 'dark'));
    else matchMedia(AT_NIGHT).addEventListener('change', ({ matches }) => tell(matches));
  },

  onNetwork(tell: (online: boolean) => void): void {
    if (isWeapp) void Taro.getNetworkType({ success: ({ networkType }) => tell(networkType !== 'none') });
    Taro.onNetworkStatusChange(({ isConnected }) => tell(isConnected));
  },

  /** A browser fetches a page's program when the page is first opened; `tell` hears of one that did not come. */
  onPageMissed(tell: () => void): void {
    if (isWeapp) return;
    window.addEventListener('unhandledrejection', ({ reason }) => {
      if ((reason as Error | null)?.name === 'ChunkLoadError') tell();
    });
  },

  /**
   * Taro takes a page away by its place among those that it has drawn. A page that was left before it was drawn has none, and the page
   * below went in its stead, deaf to every touch from then on. So whatever waits to be drawn is drawn first; a second page of one kind waits
   * until the first has gone, and is drawn after that.
   */
  keepPageBelow(): void {
    const app = Taro.getCurrentInstance().app as Drawing | null;
    if (!app) return;
    const { unmount } = app;
    const leave = (page: string, done?: () => void, draws = 3): void =>
      app.render(() => {
        if (draws > 0 && !document.getElementById(page)) leave(page, done, draws - 1);
        else unmount(page, done);
      });
    app.unmount = leave;
  },

  /** In a browser, Enter and Space press what has a role and the focus, as they do with its own buttons. */
  pressByKey(): void {
    if (isWeapp) return;
    document.addEventListener('keydown', (event) => {
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement) || !focused.hasAttribute('role')) return;
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      focused.click();
    });
  },

  /** The address that opens a page of ours in a browser. */
  linkTo: (path: string): string => `${location.origin}/#${path}`,

  /** Once what was just said is on the screen. */
  onDrawn: (tell: () => void): void => Taro.nextTick(tell),

  /** What WeChat's own bar says above the page, where one page is for several things. */
  nameBar: (title: string): void => void Taro.setNavigationBarTitle({ title }),

  toTop: (): void => void Taro.pageScrollTo({ scrollTop: 0, duration: 0 }),

  stopPullDown: (): void => Taro.stopPullDownRefresh(),
};
