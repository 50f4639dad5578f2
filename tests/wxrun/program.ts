/** The compiled mini-program as the runtime takes it: plain JSON, so that it crosses into a browser as it is. */
export interface Program {
  app: AppJson;
  /** The configuration of each page and component, by path without extension. */
  configs: Record<string, PageJson>;
  /** The scripts, by path without extension. */
  scripts: Record<string, string>;
  /** A JavaScript expression: the generated templates, by path. */
  templates: string;
  /** CSS, by path without extension; imports are already inside. */
  styles: Record<string, string>;
  /** What `@name` stands for in the configuration, by day and by night. */
  themes: { light: Record<string, string>; dark: Record<string, string> };
  /** Pictures of the package as data addresses, by path. */
  pictures: Record<string, string>;
}

export interface AppJson {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  window?: WindowJson;
  tabBar?: {
    color: string;
    selectedColor: string;
    backgroundColor: string;
    list: { pagePath: string; text: string; iconPath?: string; selectedIconPath?: string }[];
  };
  themeLocation?: string;
  preloadRule?: Record<string, { packages: string[] }>;
}

interface WindowJson {
  navigationBarTitleText?: string;
  navigationBarBackgroundColor?: string;
  navigationBarTextStyle?: string;
  backgroundColor?: string;
  navigationStyle?: string;
}

export interface PageJson extends WindowJson {
  component?: boolean;
  styleIsolation?: string;
  usingComponents?: Record<string, string>;
  enablePullDownRefresh?: boolean;
}

/** How somebody enters: by what page, from where, on what phone. */
export interface Entry {
  path?: string;
  query?: Record<string, string>;
  /** WeChat's number for the way in: 1001 the list of recent ones, 1044 a card in a chat, 1014 a subscription message… */
  scene?: number;
  shareTicket?: string;
  chatType?: number;
  /** How much larger than usual this person has set WeChat's text. */
  fontScale?: number;
  /** What WeChat and the person will answer, by the name of what asks, in order; `{ fail: '…' }` is a refusal. */
  answers?: Record<string, Record<string, unknown>[]>;
  /** This person has not agreed yet that the program uses something of their phone. */
  askPrivacy?: boolean;
  /** What the phone's storage already holds. */
  storage?: Record<string, unknown>;
  /** The pictures that the program has kept on the phone, by path: base64. */
  files?: Record<string, string>;
  /** Words whose first appearance is timed. */
  watch?: string;
  /** Plugins of WeChat's that the account has. */
  plugins?: string[];
  /** There is no network when the program starts. */
  offline?: boolean;
  /** How far the phone's clock is from this machine's, in milliseconds. */
  clockOffset?: number;
}

/** One setData as it crossed: which page, how many bytes of JSON, when. */
export interface Crossing {
  page: string;
  bytes: number;
  at: number;
}

export interface ShareCard {
  title: string;
  path: string;
  imageUrl?: string;
}

export interface Request {
  url: string;
  method: string;
  header: Record<string, string>;
  body?: string;
  /** A multipart upload: the file's bytes in base64 and the other fields. */
  file?: { field: string; name: string; bytes: string; form: Record<string, string> };
}

export interface Response {
  status: number;
  header: Record<string, string>;
  body: string;
}

/** What the runtime asks of the test around it: there is no network inside. Resolves with null when nobody answered. */
export type Network = (request: Request) => Promise<Response | null>;

/** Every page of the packages, by path without extension. */
export const pagesOf = (app: AppJson): string[] => [
  ...app.pages,
  ...(app.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
];

/** The root of the subpackage a file lies in, or '' for the main package. */
export const packageOf = (app: AppJson, path: string): string =>
  (app.subPackages ?? []).find(({ root }) => path.startsWith(`${root}/`))?.root ?? '';
