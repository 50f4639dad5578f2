import type { Kind } from '../../types/notices';
import type { Persona } from '../../types/session';
import type { Category, Service } from '../../types/shops';

/** A notice of the demo city. Communities and streets are real places; people, numbers and dates are made up. */
export interface DemoNotice {
  code: string;
  kind: Kind;
  title: string;
  body: string;
  byline: string;
  /** Published this long before the city was loaded. */
  hoursAgo: number;
  pinned?: boolean;
  mustKnow?: boolean;
  phone?: string;
  address?: string;
}

const office = { phone: '0451-5555-0109', address: '东原街道江畔社区居委会一楼' };

export const demoNotices: DemoNotice[] = [
  {
    code: '230104009009',
    kind: 'notice',
    title: '周六周日照常办公，社保地址变更可现场办理',
    body: '本周六、周日社区正常上班，上午 8:30 到下午 4:30，居民可以照常来办事。\n\n社会保险办理地址已经变更，请带身份证原件到新址。不会操作手机的居民，工作人员会当面帮您办好。\n\n不方便出门的居民，可以打电话预约上门。',
    byline: '社区书记',
    hoursAgo: 3,
    pinned: true,
    ...office,
  },
  {
    code: '230104009009',
    kind: 'activity',
    title: '免费理发周五开始，卧床老人可以预约上门',
    body: '周五上午九点到十一点半，志愿理发师在社区活动室为六十岁以上的居民免费理发。\n\n卧床或行动不便的老人，请家人打电话说一声，理发师会上门。',
    byline: '社区工作者',
    hoursAgo: 20,
    ...office,
  },
  {
    code: '230104009009',
    kind: 'story',
    title: '楼道里的小书架，三个月换了两百本书',
    body: '五号楼二单元的门厅里多了一个旧书架。谁家有看完的书就放上去，谁想看就拿走。\n\n三个月下来，邻居们互相换了两百多本书。孩子们放学后爱在这里站一会儿，老人们也认识了新的书友。\n\n社区准备在另外四个单元也放上书架。有闲置书架的居民，欢迎和社区说一声。',
    byline: '社区工作者',
    hoursAgo: 44,
    ...office,
  },
  {
    code: '230104009009',
    kind: 'opinion',
    title: '小广场的长椅放在哪里，请您说说',
    body: '小广场准备添六把长椅。有的居民希望放在树荫下，有的希望靠近儿童滑梯。\n\n您觉得放在哪里好，请打电话或到社区来说一声，本月底前都可以。定下来之后，我们会把结果和理由一起公布。',
    byline: '社区书记',
    hoursAgo: 70,
    ...office,
  },
  {
    code: '230104009',
    kind: 'notice',
    title: '东原街道便民服务大厅午间不休息',
    body: '从本月起，街道便民服务大厅中午 11:30 到 13:00 也有人值班，方便上班的居民来办事。\n\n办理居住证明、老年优待证、医保登记，带身份证就可以。',
    byline: '东原街道办事处',
    hoursAgo: 28,
    mustKnow: true,
    phone: '0451-5555-0900',
    address: '东原街道便民服务大厅',
  },
  {
    code: '2301',
    kind: 'story',
    title: '百日读报：把社区的好事读给更多人听',
    body: '这一百天里，报社和社区一起，把家门口的通知、活动和小事写出来，发到您的邻居群里。\n\n您每读一篇，社区就多一位知道的人。登在报纸上的文章，也都能在这里找到原文。',
    byline: '报社编辑部',
    hoursAgo: 50,
  },
  {
    code: '230103010003',
    kind: 'activity',
    title: '萧红社区周三下午读书会',
    body: '周三下午两点，社区图书角一起读一篇短文，不用准备，带上老花镜就行。',
    byline: '社区工作者',
    hoursAgo: 30,
    phone: '0451-5555-0103',
    address: '松花江街道萧红社区图书角',
  },
  {
    code: '230102006009',
    kind: 'notice',
    title: '翡翠城二期周四上午检修电梯',
    body: '周四上午九点到十一点，二期 3 号楼、5 号楼轮流检修电梯，每部大约四十分钟。\n\n行动不便的居民请提前安排出门时间，需要帮忙请打电话。',
    byline: '社区工作者',
    hoursAgo: 26,
    phone: '0451-5555-0106',
  },
];

/** Another one that is over, whose eggs are handed out today and tomorrow. */
export const demoHanding = {
  name: '重阳读通知领鸡蛋',
  hours: '上午 8:30 到 11:30，下午 1:30 到 4:30',
  at: '江畔社区居委会一楼',
};

export const demoCampaign = {
  name: '读通知 · 领鸡蛋',
  cap: 10,
  hours: '上午 8:30 到下午 4:30',
  at: '各社区居委会',
};

/** A shop of the demo city. Names, numbers and prices are made up. */
export interface DemoShop {
  code: string;
  name: string;
  category: Category;
  address: string;
  phone: string;
  hours: string;
  about: string;
  location: { latitude: number; longitude: number };
  services: readonly Service[];
  /** What it promised; none yet: it waits for its community. */
  promises?: string;
  /** The agreement began so long ago and lasts so many days. */
  daysAgo: number;
  days: number;
  /** Why the community chose it this year. */
  chosen?: string;
  keeper?: Persona;
  coupon?: { kind: 'gift' | 'off'; title: string; yuan?: number; conditions: string; total: number; perPerson: number };
}

export const demoShops: DemoShop[] = [
  {
    code: '230104009009',
    name: '墨香书屋',
    category: 'study',
    address: '江畔一号院 2 号楼底商',
    phone: '0451-5555-0211',
    hours: '9:00–20:00',
    about: '放学后可以来写作业，书随便看。',
    location: { latitude: 45.7886, longitude: 126.6492 },
    services: [],
    daysAgo: 0,
    days: 0,
  },
  {
    code: '230104009009',
    name: '益民大药房',
    category: 'health',
    address: '江畔路 18 号',
    phone: '0451-5555-0212',
    hours: '7:30–21:30',
    about: '夜里有急事，按门铃。',
    location: { latitude: 45.7871, longitude: 126.6523 },
    services: [
      { name: '量血压、测血糖', fen: 0, hours: '8:00–20:00', forWhom: ['all'] },
      {
        name: '送药上门',
        fen: 0,
        forWhom: ['elders', 'disabled'],
        phone: '0451-5555-0212',
        note: '一公里以内，当天送到',
      },
    ],
    promises: '给六十岁以上的居民免费量血压、测血糖，行动不便的送药上门。',
    daysAgo: 340,
    days: 364,
  },
  {
    code: '230104009009',
    name: '江畔鲜菜铺',
    category: 'grocery',
    address: '江畔路 22 号',
    phone: '0451-5555-0213',
    hours: '6:00–19:00',
    about: '早市的菜，下午也新鲜。',
    location: { latitude: 45.7869, longitude: 126.6531 },
    services: [
      { name: '老人买菜九五折', fen: null, forWhom: ['elders'], note: '出示老年证' },
      { name: '代收快递', fen: 0, hours: '8:00–19:00', forWhom: ['all'] },
    ],
    promises: '老人买菜九五折，替邻居代收快递。',
    daysAgo: 60,
    days: 364,
  },
  {
    code: '230104009009',
    name: '暖阳助餐点',
    category: 'care',
    address: '江畔一号院 5 号楼一层',
    phone: '0451-5555-0214',
    hours: '10:30–13:00，16:30–18:30',
    about: '少油少盐，软烂好嚼。',
    location: { latitude: 45.7881, longitude: 126.6499 },
    services: [
      { name: '老人午餐', fen: 1200, unit: '每份', hours: '10:30–13:00', forWhom: ['elders'] },
      { name: '送餐上门', fen: 200, unit: '每次', forWhom: ['elders', 'disabled'], phone: '0451-5555-0214' },
    ],
    promises: '六十岁以上居民午餐十二元一份，八十岁以上送餐上门。',
    daysAgo: 120,
    days: 364,
    chosen: '一年里下雪天也没断过送餐，八十岁以上的老人家家念它的好。',
  },
  {
    code: '230104009009',
    name: '顺心理发店',
    category: 'hair',
    address: '江畔路 9 号',
    phone: '0451-5555-0215',
    hours: '9:00–19:00',
    about: '开了二十年的老店，老人小孩都认得。',
    location: { latitude: 45.7876, longitude: 126.6508 },
    services: [
      { name: '老人理发', fen: 500, unit: '每次', hours: '周一至周五', forWhom: ['elders'] },
      {
        name: '卧床老人上门理发',
        fen: 0,
        forWhom: ['elders', 'disabled'],
        phone: '0451-5555-0215',
        note: '提前一天打电话',
      },
      { name: '儿童理发', fen: 1000, unit: '每次', forWhom: ['children'] },
    ],
    promises: '六十岁以上老人理发五元，卧床老人免费上门。每月最后一个周五参加社区义剪。',
    daysAgo: 30,
    days: 364,
    keeper: 'merchant',
    coupon: {
      kind: 'off',
      title: '理发减五元',
      yuan: 5,
      conditions: '成人理发可用，一次用一张。',
      total: 100,
      perPerson: 2,
    },
  },
];
