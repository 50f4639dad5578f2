import Taro from '@tarojs/taro';
import { noticeIn } from './entry';
import { isWeapp } from './platform';

/** What only WeChat can do. Anywhere else each of these does nothing, and says so. */

export type PrivacyAnswer = { event: 'exposureAuthorization' | 'disagree' } | { event: 'agree'; buttonId: string };

/** What WeChat fetched from our cloud while the program was loading, for the page it was to open. */
export type Prefetched = Record<'fetchedData' | 'path' | 'query', string>;

/** What WeChat knows of the group a card was tapped in, for the cloud alone to read. */
export interface GroupEntry {
  encryptedData: string;
  iv: string;
}

export const wechat = {
  /** WeChat's one-time login code, or null where there is none. */
  loginCode: (): Promise<string | null> =>
    isWeapp
      ? Taro.login().then(
          (result) => result.code || null,
          () => null,
        )
      : Promise.resolve(null),

  /** WeChat's scene, if the person entered the mini-program by exactly this notice. */
  entryScene(page: string, id: string): number | undefined {
    if (!isWeapp) return undefined;
    const entry = Taro.getEnterOptionsSync();
    return page === `/${entry.path}` && noticeIn(entry.query ?? {}) === id ? Number(entry.scene) : undefined;
  },

  /** `tell` hears of what was fetched for this start: soon, later, or never. */
  onPrefetched(tell: (fetched: Prefetched) => void): void {
    if (!isWeapp) return;
    wx.onBackgroundFetchData(tell);
    wx.getBackgroundFetchData({ fetchType: 'pre', success: tell, fail: () => undefined });
  },

  /** From now on a card of this page says which group it was tapped in. */
  shareWithTicket(): void {
    if (!isWeapp) return;
    const menus = ['shareAppMessage', 'shareTimeline'];
    wx.showShareMenu({ withShareTicket: true, menus, fail: () => undefined });
  },

  /** Null where there is no group, or WeChat does not say. */
  groupEntry: (): Promise<GroupEntry | null> =>
    new Promise((tell) => wx.getGroupEnterInfo({ success: tell, fail: () => tell(null) })),

  /**
   * WeChat's own dialog, only from a tap: its answer to each template id, `accept`, `reject`, `ban` or `filter`. Null
   * when it did not come up, which is how WeChat says that this person takes no messages from mini-programs.
   */
  askToRemind: (tmplIds: string[]): Promise<Partial<Record<string, string>> | null> =>
    new Promise((tell) =>
      wx.requestSubscribeMessage({ tmplIds, success: (answers) => tell({ ...answers }), fail: () => tell(null) }),
    ),

  /** WeChat asks before something of the phone is used for the first time, and waits for the answer. */
  onPrivacy(ask: (act: string, answer: (answer: PrivacyAnswer) => void) => void): void {
    if (!isWeapp) return;
    const listener = (answer: (answer: PrivacyAnswer) => void, { referrer }: { referrer: string }) =>
      ask(referrer, answer);
    // WeChat's typings know neither of the two arguments. An old base library asks nothing, and has no such function.
    wx.onNeedPrivacyAuthorization?.(listener as unknown as Parameters<typeof wx.onNeedPrivacyAuthorization>[0]);
  },

  openPrivacyContract: (): void => void wx.openPrivacyContract({}),
};
