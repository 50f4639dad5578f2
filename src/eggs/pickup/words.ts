import { limits } from '../../../types/limits';
import { words } from '../../kit/words';

/** A covered number stands in for a name, which nobody here is asked for. */
const who = (masked: string | null): string => masked ?? '没留手机号的邻居';

/** What a resident reads of picking eggs up, and of having them picked up. */
export const say = {
  anonymous: '登录以后才能领鸡蛋',
  anonymousNote: '鸡蛋记在您自己名下，登录了才知道有几个。',
  noEggs: '这次活动您还没有鸡蛋',
  noEggsNote: '活动期间每天读一条通知，就有一个。',
  read: '去读一条',

  left: (n: number) => `还有 ${n} 个可以领`,
  facts: (count: number, collected: number) => words.facts(`一共 ${count} 个`, `领走 ${collected} 个`),
  code: {
    label: (digits: string) => `领蛋码 ${digits}`,
    picture: '领蛋码的二维码',
    note: '请工作人员扫一扫，或者念这串数字。数字过一会儿换一次，截图没有用。',
    offline: '没有网也能用，把这一页给工作人员看。',
  },
  closed: '今天不发鸡蛋',
  closedNote: '领取的那天打开这一页，这里会有您的码。',
  handed: (n: number) => `领好了 ${n} 个`,
  handedLeft: (n: number) => (n > 0 ? `还有 ${n} 个，可以接着领，也可以改天再来。` : '都领走了，路上慢点。'),
  all: '鸡蛋都领走了',
  allNote: (n: number) => `这次活动的 ${n} 个都领了。`,

  held: {
    phone: {
      title: '领之前，先留手机号',
      note: '留一个手机号，好核对是您本人。号码加密存放，只显示头尾，别人看不到。',
    },
    review: { title: '社区要先看一看', note: '有人看过就能领，一般不用您做什么。等得久了，可以问问社区。' },
    stopped: { title: '暂时不能领', note: '社区看过以后，先不发。觉得不对，可以告诉社区，会有人再看。' },
    none: { title: '没有可领的鸡蛋', note: '有新的鸡蛋，这里会有您的码。' },
  },
  reason: (reason: string) => `原因：${reason}`,
  appeal: '觉得不对？告诉社区',
  ask: '问问社区',
  appealNote: '会有工作人员看，也会答复您。',
  appealText: (campaign: string, reason: string | null) =>
    `“${campaign}”活动，我的鸡蛋现在不能领。${reason ? `页面上写的原因是：${reason}。` : ''}请帮我看一看。`,
  phoneText: (campaign: string) => `“${campaign}”活动，我的鸡蛋要先留手机号才能领，我用不了微信。请帮我看看怎么办。`,
  phone: {
    give: '用微信里的手机号',
    onlyWechat: '这一步要用微信：在微信里打开家门口来留。用不了微信，可以问问社区。',
    given: '手机号留好了',
    refused: '没有拿到手机号。领鸡蛋的时候要核对，想好了再点一次。',
  },

  where: '在哪里领、什么时候领',
  whereNote: '带着手机来。没有手机、不会用的，到了跟工作人员说，有两位工作人员在就能领。',

  proxy: {
    title: '请人代领',
    note: '走不开、腿脚不方便，可以请一位邻居帮您领。一次活动只能请一位，请定了不能换人。',
    name: '请一位邻居代领',
    key: '把这八个数字告诉邻居',
    keyLabel: (digits: string) => `八个数字 ${digits}`,
    keyNote: (until: string) => `打电话或者当面说，别发到群里。${words.moment(until)} 以前有效。`,
    how: '邻居在自己手机上打开“鸡蛋日历”，点“帮邻居代领”，写上这八个数字。',
    again: '换八个数字',
    over: '那八个数字过了时间，再要一次就行。',
    named: (masked: string | null) => `${words.apartAfter(who(masked))}帮您领`,
    namedNote: '他在领取的那天出示您的码，领走了这里看得到。您自己也还能领。',
    dropped: '代领取消了',
    /** Above the code, for whoever comes themselves now. */
    droppedFirst: '代领取消了。您自己来领，或者请社区帮忙。',
    droppedNote: '这次活动不能再请别人，鸡蛋请自己来领，或者请社区帮忙。',
    drop: '不用他代领了',
    dropTitle: '真的不用代领了吗',
    dropNamed: '取消以后，这次活动不能再请别人代领。',
    dropAsked: '取消以后，刚才的八个数字就不能用了。',
    dropSure: '取消代领',
    dropKeep: '先留着',
  },

  others: {
    title: '我帮邻居领',
    who,
    left: (n: number) => (n > 0 ? `还有 ${n} 个` : '都领走了'),
    number: (n: number) => `编号 ${n}`,
    show: '出示他的码',
    held: '现在还不能领，请他自己打开这一页看看。',
    none: (most = limits.proxyFor) => `还没有。邻居请您帮忙，会给您八个数字。一个人最多帮 ${most} 位。`,
    toProxy: '帮邻居代领',
    toProxyNote: '写上邻居给的八个数字',
    sheet: (masked: string | null) => `${words.apartAfter(who(masked))}的鸡蛋`,
  },

  be: {
    title: '邻居告诉您的八个数字',
    label: '邻居的八个数字',
    hint: '八个数字',
    note: '这八个数字一天内有效，只能用一次。帮邻居领鸡蛋，领到了请尽快给他。',
    send: '我帮他领',
    need: '先输满八个数字',
    done: (masked: string | null) => `您可以帮${words.apart(words.apartAfter(who(masked)))}领鸡蛋了`,
    doneNote: (n: number) => `他还有 ${n} 个。领取的那天，出示他的码就行。`,
    toCode: '看看在哪里领',
    another: '再帮一位',
    anonymous: '登录以后才能帮邻居领',
    anonymousNote: '记下是谁帮的忙，邻居才放心。',
    unknown: '不知道成没成。网通了再点一次，点几次都只算一次。',
  },
};
