/**
 * What is counted of a community's work, and what exactly each number says. The definition is part of the promise, so it stands here
 * once, for the page, the table and the picture. No schema here, so that the client may import the words alone.
 *
 * All of it is about one place as a whole. Nothing here, and nothing anywhere else, says how one person or one community stands to another.
 */
export const measures = {
  notices: {
    name: '发布通知',
    unit: '条',
    means: '这段时间里发出来的通知、故事、活动和征求意见，撤回了的不算；只算这个地方自己发的，不算上级发来的。',
  },
  readers: {
    name: '读过',
    unit: '人次',
    means: '居民登录以后读完一条通知，记一次。同一位居民读同一条，永远只记一次。',
  },
  opens: { name: '打开', unit: '次', means: '通知被打开的次数。同一个人打开几次，就算几次。' },
  acknowledged: {
    name: '已知晓的户',
    unit: '',
    means:
      '这段时间发出的须知晓通知，应当知道的户里，有多少户已经点了“我已知晓”，或者由工作人员上门、打电话问到了。每条通知各算一次，所以是户次；街道、区和市发给这里的也算。应当知道的户，按现在的住户册算。',
  },
  raised: { name: '居民反映', unit: '件', means: '这段时间里居民反映的问题和留言，居民自己收回的不算。' },
  answered: { name: '答复', unit: '件', means: '这段时间里得到第一次答复的问题和留言。自动回复不算答复。' },
  firstAnswer: {
    name: '等第一次答复',
    unit: '分钟',
    means:
      '从反映到第一次答复，只算服务时间里的分钟，不满一分钟的算一分钟。从快到慢排好，排在正中间的那一件用了多久，就是“一半的事”多久以内；“十件里有九件”不算最慢的一成。',
  },
  closed: {
    name: '办结',
    unit: '件',
    means: '这段时间里工作人员说办好了、请居民看看的问题。重新办以后又办好的，再算一次。',
  },
  agreed: {
    name: '居民同意销号',
    unit: '件',
    means: '居民自己点了“好了”的问题。过了 72 小时没有人说话而结的，不算在内。',
  },
  reopened: { name: '重新办', unit: '件', means: '居民说还没好，又打开来接着办的问题。' },
  score: {
    name: '满意分',
    unit: '分',
    means:
      '办结以后居民打的分，最高 10 分。平均数按月写，过完的月才写；一个月打分不到三次也不写，免得看出是哪一位邻居打的。',
  },
  badges: { name: '有效的共建牌', unit: '家', means: '到这段时间的最后一天，协议还在有效期里的共建商户。' },
} as const;

export type Measure = keyof typeof measures;
export const spans = ['day', 'week', 'month'] as const;
export type Span = (typeof spans)[number];
/** How many of each are shown: about a month of days, a quarter of weeks, a year of months. */
export const periodsShown: Record<Span, number> = { day: 30, week: 13, month: 12 };
