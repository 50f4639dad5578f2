export default defineAppConfig({
  pages: ['tabs/home/index', 'tabs/services/index', 'tabs/mine/index', 'notices/notice/index'],
  subPackages: [
    { root: 'community', pages: ['find/index'] },
    { root: 'eggs', pages: ['calendar/index'] },
    { root: 'me', pages: ['data/index', 'reminders/index'] },
    { root: 'desk', pages: ['list/index', 'write/index', 'notice/index'] },
    { root: 'merchants', pages: ['list/index', 'shop/index', 'verify/index', 'coupons/index'] },
  ],
  preloadRule: { 'notices/notice/index': { network: 'all', packages: ['eggs'] } },
  lazyCodeLoading: 'requiredComponents',
  requiredPrivateInfos: ['getLocation', 'chooseLocation'],
  permission: { 'scope.userLocation': { desc: '用来把离您近的店排在前面' } },
  window: {
    navigationStyle: 'default',
    navigationBarTitleText: '家门口',
    navigationBarBackgroundColor: '#FAF6EE',
    navigationBarTextStyle: 'black',
    backgroundColor: '#FAF6EE',
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    color: '#6B6358',
    selectedColor: '#B23A2A',
    backgroundColor: '#FFFDF9',
    borderStyle: 'white',
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
