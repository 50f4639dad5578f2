import Taro from '@tarojs/taro';

const NOTICE = '/notices/notice/index';
const SHOPS = '/merchants';
const REPORTS = '/reports';
const HOUSEHOLDS = '/households';
const CAMPAIGNS = '/campaigns';

/** Every page by its name. A feature links to another by this list and imports nothing of it. */
export const routes = {
  home: '/tabs/home/index',
  services: '/tabs/services/index',
  mine: '/tabs/mine/index',
  noticePage: NOTICE,
  notice: (id: string) => `${NOTICE}?id=${id}`,
  calendar: '/eggs/calendar/index',
  receipt: (campaignId: string, day: string) => `/eggs/receipt/index?campaign=${campaignId}&day=${day}`,
  books: (campaignId: string) => `/eggs/books/index?campaign=${campaignId}`,
  eggRules: '/eggs/rules/index',
  pickUp: (campaignId: string) => `/eggs/pickup/index?campaign=${campaignId}`,
  proxy: '/eggs/proxy/index',
  campaigns: `${CAMPAIGNS}/list/index`,
  newCampaign: (code: string) => `${CAMPAIGNS}/edit/index?at=${code}`,
  editCampaign: (id: string) => `${CAMPAIGNS}/edit/index?campaign=${id}`,
  campaign: (id: string) => `${CAMPAIGNS}/board/index?campaign=${id}`,
  eggPlace: (id: string, code: string) => `${CAMPAIGNS}/place/index?campaign=${id}&at=${code}`,
  eggGuard: (id: string, code: string) => `${CAMPAIGNS}/guard/index?campaign=${id}&at=${code}`,
  eggDesk: (id: string, code: string) => `/handing/desk/index?campaign=${id}&at=${code}`,
  find: '/community/find/index',
  /** For somebody who needs a community first, and comes back. */
  findFirst: '/community/find/index?back=1',
  data: '/me/data/index',
  reminders: '/me/reminders/index',
  /** 工作台: what needs whoever works here. */
  work: '/desk/now/index',
  desk: '/desk/list/index',
  deskAt: (code: string) => `/desk/list/index?at=${code}`,
  write: '/desk/write/index',
  rewrite: (id: string) => `/desk/write/index?id=${id}`,
  deskNotice: (id: string) => `/desk/notice/index?id=${id}`,
  shops: `${SHOPS}/list/index`,
  shop: (id: string) => `${SHOPS}/shop/index?id=${id}`,
  verify: (token: string) => `${SHOPS}/verify/index?token=${encodeURIComponent(token)}`,
  coupons: `${SHOPS}/coupons/index`,
  apply: `${SHOPS}/apply/index`,
  applyFor: (code: string) => `${SHOPS}/apply/index?for=${code}`,
  amendShop: (id: string) => `${SHOPS}/apply/index?id=${id}`,
  myShops: `${SHOPS}/mine/index`,
  myShop: (id: string) => `${SHOPS}/mine/index?id=${id}`,
  shopServices: (id: string) => `${SHOPS}/services/index?id=${id}`,
  issue: (id: string) => `${SHOPS}/issue/index?id=${id}`,
  redeem: (id: string) => `${SHOPS}/redeem/index?id=${id}`,
  shopsDesk: `${SHOPS}/desk/index`,
  shopsDeskAt: (code: string) => `${SHOPS}/desk/index?at=${code}`,
  shopsWords: (code: string) => `${SHOPS}/desk/index?at=${code}&tab=words`,
  shopFile: (id: string) => `${SHOPS}/file/index?id=${id}`,
  signShop: (id: string, seen: string) => `${SHOPS}/sign/index?id=${id}&seen=${seen}`,
  renewShop: (id: string) => `${SHOPS}/sign/index?id=${id}&renew=1`,
  fileReport: `${REPORTS}/file/index`,
  /** With what is to be said already written down. */
  fileSaying: (text: string) => `${REPORTS}/file/index?say=${encodeURIComponent(text)}`,
  report: (id: string) => `${REPORTS}/report/index?id=${id}`,
  myReports: `${REPORTS}/mine/index`,
  shownReports: `${REPORTS}/list/index`,
  comments: (noticeId: string, at: string) => `${REPORTS}/comments/index?notice=${noticeId}&at=${at}`,
  inbox: `${REPORTS}/inbox/index`,
  inboxAt: (code: string) => `${REPORTS}/inbox/index?at=${code}`,
  raisedAt: (code: string) => `${REPORTS}/inbox/index?at=${code}&view=raised`,
  enterReport: `${REPORTS}/enter/index`,
  answering: `${REPORTS}/settings/index`,
  handling: `${REPORTS}/handling/index`,
  hours: (code: string) => `${REPORTS}/hours/index?at=${code}`,
  grids: (code: string) => `${REPORTS}/grids/index?at=${code}`,
  replies: (code: string) => `${REPORTS}/replies/index?at=${code}`,
  units: (code: string) => `${REPORTS}/units/index?at=${code}`,
  reportTable: `${REPORTS}/table/index`,
  joinUnit: `${REPORTS}/join/index`,
  door: `${HOUSEHOLDS}/door/index`,
  boards: `${HOUSEHOLDS}/boards/index`,
  board: (code: string, noticeId: string) => `${HOUSEHOLDS}/board/index?at=${code}&notice=${noticeId}`,
  register: (code: string) => `${HOUSEHOLDS}/register/index?at=${code}`,
  claims: (code: string) => `${HOUSEHOLDS}/claims/index?at=${code}`,
  diary: '/diary/list/index',
  gallery: '/gallery/all/index',
  figures: '/figures/community/index',
};

const tabs = [routes.home, routes.services, routes.mine];
/** WeChat opens at most ten pages on top of each other. */
const DEEPEST = 9;

export function go(path: string): void {
  if (tabs.includes(path)) void Taro.switchTab({ url: path });
  else if (Taro.getCurrentPages().length >= DEEPEST) void Taro.redirectTo({ url: path });
  else void Taro.navigateTo({ url: path });
}

/** Goes back, or home for somebody who came by a card and has nothing behind them. */
export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else go(routes.home);
}

/** Leaves this page for another: the one that it was opened from, where that is the one. */
export function returnTo(path: string): void {
  const [before] = Taro.getCurrentPages().slice(-2, -1);
  if (before?.route && `/${before.route.replace(/^\//, '')}`.startsWith(path)) void Taro.navigateBack();
  else replace(path);
}

export const replace = (path: string): void => void Taro.redirectTo({ url: path });
