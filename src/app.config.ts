import theme from './theme.json';

/** On weapp a colour by day and one by night, from theme.json; H5 knows none of these names, and `app.scss` does its nights. */
const themed = (name: keyof typeof theme.light) => (process.env.TARO_ENV === 'weapp' ? `@${name}` : theme.light[name]);

export default defineAppConfig({
  darkmode: true,
  themeLocation: 'theme.json',
  pages: ['tabs/home/index', 'tabs/services/index', 'tabs/mine/index', 'notices/notice/index'],
  subPackages: [
    { root: 'community', pages: ['find/index'] },
    {
      root: 'eggs',
      pages: ['calendar/index', 'receipt/index', 'books/index', 'rules/index', 'pickup/index', 'proxy/index'],
    },
    { root: 'campaigns', pages: ['list/index', 'edit/index', 'board/index', 'place/index', 'guard/index'] },
    { root: 'handing', pages: ['desk/index'] },
    { root: 'me', pages: ['data/index', 'reminders/index'] },
    { root: 'desk', pages: ['now/index', 'list/index', 'write/index', 'notice/index'] },
    {
      root: 'merchants',
      pages: [
        'list/index',
        'shop/index',
        'verify/index',
        'coupons/index',
        'apply/index',
        'mine/index',
        'services/index',
        'issue/index',
        'redeem/index',
        'desk/index',
        'file/index',
        'sign/index',
      ],
    },
    {
      root: 'reports',
      pages: [
        'file/index',
        'report/index',
        'mine/index',
        'list/index',
        'comments/index',
        'inbox/index',
        'enter/index',
        'settings/index',
        'handling/index',
        'hours/index',
        'grids/index',
        'replies/index',
        'units/index',
        'join/index',
        'table/index',
      ],
    },
    {
      root: 'households',
      pages: ['door/index', 'boards/index', 'board/index', 'register/index', 'claims/index'],
    },
    { root: 'diary', pages: ['list/index'] },
    { root: 'gallery', pages: ['all/index'] },
    { root: 'figures', pages: ['community/index'] },
  ],
  preloadRule: { 'notices/notice/index': { network: 'all', packages: ['eggs'] } },
  lazyCodeLoading: 'requiredComponents',
  requiredPrivateInfos: ['getLocation', 'chooseLocation'],
  permission: { 'scope.userLocation': { desc: '用来把近的店排在前面，写清您反映的事在哪里' } },
  // WeChat's plugin for speech belongs to an account: without its version, nothing reads aloud in WeChat.
  ...(process.env.TARO_APP_SPEECH && {
    plugins: { WechatSI: { version: process.env.TARO_APP_SPEECH, provider: 'wx069ba97219f66d99' } },
  }),
  window: {
    navigationStyle: 'default',
    navigationBarTitleText: '家门口',
    navigationBarBackgroundColor: themed('bar'),
    navigationBarTextStyle: themed('barText'),
    backgroundColor: themed('bar'),
    backgroundTextStyle: themed('pull'),
  },
  tabBar: {
    color: themed('tab'),
    selectedColor: themed('tabOn'),
    backgroundColor: themed('tabs'),
    borderStyle: themed('tabEdge') as 'white',
    list: [
      {
        pagePath: 'tabs/home/index',
        text: '首页',
        iconPath: 'tabs/icons/home.png',
        selectedIconPath: 'tabs/icons/home-on.png',
      },
      {
        pagePath: 'tabs/services/index',
        text: '服务',
        iconPath: 'tabs/icons/services.png',
        selectedIconPath: 'tabs/icons/services-on.png',
      },
      {
        pagePath: 'tabs/mine/index',
        text: '我的',
        iconPath: 'tabs/icons/mine.png',
        selectedIconPath: 'tabs/icons/mine-on.png',
      },
    ],
  },
});
