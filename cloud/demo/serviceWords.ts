import type { Window } from '../../types/service';

/** How 江畔 answers in the demo city. Grids lie about where they would; offices are kinds of offices, and their numbers are made up. */
const everyDay: Window[] = [{ from: '08:00', to: '20:00' }];
export const demoHours = { workdays: everyDay, restdays: everyDay, phone: '0451-5555-0109' };

export const demoGrids = [
  { name: '一号网格', about: '江畔一号院 1 到 6 号楼', location: { latitude: 45.7884, longitude: 126.6494 } },
  { name: '二号网格', about: '江畔路 1 到 35 号沿街', location: { latitude: 45.7872, longitude: 126.6519 } },
  { name: '三号网格', about: '江畔二号院和小广场', location: { latitude: 45.7896, longitude: 126.6527 } },
  { name: '四号网格', about: '铁路小区', location: { latitude: 45.7907, longitude: 126.6481 } },
];

/** What the grid worker of the demo city looks after, and how residents see them called. */
export const demoPost = { grid: '一号网格', called: '一号网格员' };

export const demoTemplates = [
  '收到了，我这就去现场看看，看完回复您。',
  '已经联系负责的单位，他们说好时间我马上告诉您。',
  '您说的情况我记下了，今天下班前给您一个说法。',
  '这件事要几个单位一起办，我盯着，每有进展都在这里告诉您。',
  '麻烦您补一张照片，或者说一下在几号楼几单元，我好找准地方。',
];

export const demoUnits = [
  { at: '230104009009', name: '小区物业', phone: '0451-5550-0101', what: '楼道灯、电梯、单元门、院里的路和卫生' },
  { at: '230104009', name: '街道城管', phone: '0451-5550-0102', what: '占道、噪音、乱贴乱画、违规停车' },
  { at: '2301', name: '供水', phone: '0451-5550-0103', what: '停水、漏水、水压、水质' },
  { at: '2301', name: '供电', phone: '0451-5550-0104', what: '停电、电线、电表' },
  { at: '2301', name: '供热', phone: '0451-5550-0105', what: '不热、漏水、试水和停暖' },
  { at: '2301', name: '燃气', phone: '0451-5550-0106', what: '燃气味、停气、安检' },
];
