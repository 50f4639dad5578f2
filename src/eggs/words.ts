import { words } from '../kit/words';

export const say = {
  unit: '个鸡蛋',
  how: (cap: number) => `每天读一篇，最多 ${cap} 个`,
  span: (first: string, last: string) => `${words.day(first)} 到 ${words.day(last)}`,
  missed: '没读',
  today: '今天',
  date: (month: number, date: number) => `${month}/${date}`,
  read: '今天的蛋还没下，去读一条',
  laid: '今天的鸡蛋下好了',

  pickUps: '领取',
  noPickUps: '领取的日子和地点定下来以后，会写在这里。',
  rules: '规则',
  ruleList: (cap: number) => [
    '活动期间，每天读完的第一篇文章下一个蛋，当天就有。',
    `一天一个，这次活动一个人最多 ${cap} 个。`,
    '打开以后看够时间才算读完，早晚按北京时间，由服务器来定。',
    '转给别人、点消息提醒，都不会多得鸡蛋。',
    '社区备的鸡蛋发完了，会告诉您。',
  ],

  none: '现在没有鸡蛋活动',
  noneNote: '街道或报社办活动的时候，日历会出现在这里。',
  homeless: '先选好自己的社区',
  homelessNote: '鸡蛋按社区发，选好社区才有日历。',
  find: '找我的社区',
  anonymous: '登录以后才有自己的日历',
  anonymousNote: '读了哪天，哪天就有一个鸡蛋。',
};
