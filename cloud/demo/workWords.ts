import type { Kind } from '../../types/notices';

/** Who signed for it. */
export const demoByline = '社区工作者';

/** What 江畔 published in the weeks before, and so many days ago. People and numbers are made up. */
export const demoBefore: { kind: Kind; title: string; body: string; daysAgo: number; mustKnow?: boolean }[] = [
  { kind: 'notice', title: '周四上午检修水管', body: '周四上午九点到十一点检修水管，请提前接好水。', daysAgo: 54 },
  {
    kind: 'activity',
    title: '周六上午一起修旧家电',
    body: '周六上午九点，会修的邻居在活动室帮忙修小家电。',
    daysAgo: 47,
  },
  { kind: 'notice', title: '楼道里的杂物请收一收', body: '楼道要留出路来，用不着的东西请在周末前收好。', daysAgo: 40 },
  {
    kind: 'story',
    title: '三号楼的邻居轮着给花浇水',
    body: '三号楼门口的花，是邻居们轮着浇的，一夏天没有断过。',
    daysAgo: 33,
  },
  {
    kind: 'notice',
    title: '燃气公司上门检查',
    body: '下周一到周三，燃气公司上门检查，工作人员戴着胸牌，不收钱。',
    daysAgo: 24,
    mustKnow: true,
  },
  { kind: 'activity', title: '周五下午量血压', body: '周五下午两点，医生在社区活动室给邻居量血压。', daysAgo: 17 },
  { kind: 'notice', title: '垃圾房换地方了', body: '垃圾房从明天起搬到五号楼东侧，路灯已经装好。', daysAgo: 10 },
  { kind: 'story', title: '小广场添了一盏灯', body: '有居民说小广场晚上太暗，现在添了一盏灯。', daysAgo: 5 },
];

/** What neighbours raised, the answer, and what became of it: so many minutes until the answer, and what they gave in the end. */
export const demoRaised: {
  text: string;
  answer: string;
  done: string;
  daysAgo: number;
  minutes: number;
  score?: number;
  again?: string;
}[] = [
  { text: '二单元三楼的灯不亮', answer: '收到，下午去换', done: '换了新灯', daysAgo: 51, minutes: 4, score: 9 },
  { text: '井盖响', answer: '已经告诉物业', done: '垫了胶条', daysAgo: 45, minutes: 12, score: 8 },
  { text: '健身器材松了', answer: '先围起来，马上修', done: '螺丝紧好了', daysAgo: 38, minutes: 6, score: 10 },
  {
    ...{ text: '楼下的水管漏水', answer: '师傅在路上', done: '换了接口', daysAgo: 30, minutes: 3, score: 7 },
    again: '又开始漏了',
  },
  { text: '快递车挡着路', answer: '和站点说好了', done: '改停在东门', daysAgo: 22, minutes: 9, score: 9 },
  { text: '小广场晚上太暗', answer: '量过了，准备添灯', done: '添了一盏灯', daysAgo: 16, minutes: 7, score: 10 },
  { text: '树枝碰到窗户', answer: '周三来修剪', done: '修剪好了', daysAgo: 9, minutes: 5, score: 9 },
  { text: '门禁打不开', answer: '正在看', done: '换了门锁的电池', daysAgo: 4, minutes: 2 },
];
