import type { CorrectionKind } from '../../types/guarding';
import type { Kind, Notice } from '../../types/notices';
import type { Audience, BadgeState } from '../../types/shops';

const moment = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' });
const date = new Intl.DateTimeFormat('zh-CN', { timeZone: 'UTC', dateStyle: 'long' });
const kinds: Record<Kind, string> = { notice: '通知', story: '小街大事', activity: '活动', opinion: '征求意见' };

/** What the public pages say, to people who may never have heard of us. */
export const words = {
  site: '家门口',
  kinds,
  where: ({ above, place }: Pick<Notice, 'above' | 'place'>): string => [...above.slice(-2), place.name].join(' '),
  /** With its year, because a page is found, and a print-out read, long afterwards. */
  moment: (instant: string): string => moment.format(new Date(instant)),
  day: (day: string): string => date.format(new Date(day)),
  by: (byline: string): string => `提交人 ${byline}`,
  corrected: (when: string): string => `${when} 更正过`,
  picture: (n: number, of: number): string => `图片 ${n}，共 ${of} 张`,
  address: (address: string): string => `地址 ${address}`,
  phone: (number: string): string => `电话 ${number}`,
  figures: (readers: number, opens: number): string => `${readers} 人读过，${opens} 次打开`,
  figuresHow: '数的是微信里的阅读：一个人只记一次；打开几次就是几次。',
  open: '在微信里打开',
  source: (address: string): string => `原文在 ${address}`,

  withdrawn: '这条通知已经撤回',
  withdrawnWhy: (reason: string): string => `原因：${reason}`,
  withdrawnWhen: (when: string): string => `${when} 撤回`,

  find: '在微信里找到家门口',
  findSteps: ['打开微信，点右上角的放大镜。', '输入“家门口”三个字。', '选“家门口”小程序，点开就是。'],
  findThen: (title: string, place: string): string => `进去以后选${place}，就能看到《${title}》。`,
  back: '回到这条通知',

  missing: '没有找到这条通知',
  missingWhy: '也许网址抄漏了一位，也许它还没有发布。报纸上的二维码可以再扫一次。',
  missingThen: '社区的通知都在“家门口”小程序里：打开微信，搜“家门口”。急事请给社区打电话。',
  sorry: '这会儿打不开',

  books: {
    title: (name: string): string => `“${name}”的账`,
    what: '每天夜里，把当天的每一笔账（下的、送到的、领走的、退回的、破损的、更正的）算成一个数，公布在这里。公布以后，改动任何一笔，这个数就对不上。这个数也可以印在报纸上。',
    day: (entries: number, communities: number): string => `${entries} 笔账，${communities} 个社区`,
    none: '还没有封好的日子。活动头一天的账，夜里十二点过后公布。',
    next: (day: string): string => `下一个封的是${day}的账。`,
    corrections: '更正',
    correctionsNote: '每一笔更正都由两个人定，原因写在这里，谁都能看。',
    kinds: { lay: '补上一个鸡蛋', unlay: '收回一个鸡蛋', uncollect: '领走的记录撤销' } satisfies Record<
      CorrectionKind,
      string
    >,
    correction: (community: string, day: string): string => `${community}，${day}的鸡蛋`,
    decided: (when: string): string => `${when}更正`,
    missing: '没有找到这次活动的账',
    missingWhy: '也许网址抄漏了一位。报纸上的网址可以再对一对。',
    how: '验一张凭证',
    howNote: '在小程序的鸡蛋日历里点一枚鸡蛋，点“复制凭证”，粘贴到下面。验的时候只算数，不用相信我们。',
    label: '凭证',
    check: '验一验',
    script: '自己的电脑上验：下载这个一百行的程序，不用我们的任何东西',
    raw: '给程序看的数据',
    broken: '这不是一张完整的凭证，请重新复制。',
    off: '这个浏览器算不了，请换一个浏览器，或者用下面的程序。',
    down: '这会儿读不到公布的数，请过一会儿再验。',
    good: '对得上：这枚鸡蛋在公布的账里。',
    bad: '对不上。请把凭证和这一页给社区看。',
    steps: [
      '凭证写的就是这次活动、这个社区、这枚鸡蛋',
      '这枚鸡蛋在当天的账里',
      '当天的账封好了',
      '社区的账在全活动的账里',
      '全活动的账封好了',
      '和公布的一样',
      '后来的每一笔（领走、更正）也在账里',
    ],
  },

  badge: {
    title: (name: string): string => `${name}的共建徽章`,
    states: {
      valid: '有效',
      expiring: '有效，快到期了',
      upcoming: '还没有开始',
      expired: '已经过期',
      suspended: '暂停中',
      revoked: '已经撤销',
      replaced: '旧贴纸，不算数了',
      unknown: '不是家门口的徽章',
    } satisfies Record<BadgeState, string>,
    meanings: {
      valid: '这家店和社区签了共建协议，现在有效。',
      expiring: '这家店和社区签了共建协议，还在有效期里，三十天内到期。',
      upcoming: '这家店签了共建协议，开始的日子还没有到。',
      expired: '共建协议到期了，还没有续签。',
      suspended: '社区暂停了这家店的共建徽章。',
      revoked: '社区撤销了这家店的共建徽章。',
      replaced: '这家店换过新的贴纸，您扫的是旧的一张。',
      unknown: '家门口没有发过这个徽章。也许扫得不全，可以再扫一次；要是贴在店门上，请告诉社区。',
    } satisfies Record<BadgeState, string>,
    because: (reason: string): string => `原因：${reason}`,
    replacedWhen: (when: string, reason: string): string => `${when} 换的，原因：${reason}`,
    compare: '请核对一下：店名、地址、门口的样子，和您眼前的对得上吗？对不上，就是别处抄来的贴纸。',
    door: '这家店的门口',
    hours: (hours: string): string => `营业时间 ${hours}`,
    agreement: '共建协议',
    days: (from: string, to: string): string => `${from} 至 ${to}`,
    promises: (promises: string): string => `服务承诺：${promises}`,
    services: '服务项目清单',
    listDate: (when: string): string => `清单 ${when} 公布`,
    noServices: '这家店还没有公布服务项目。',
    price: (fen: number | null, unit: string | undefined): string =>
      fen === null ? '价格到店问' : fen === 0 ? '免费' : `${fen / 100} 元${unit ? `（${unit}）` : ''}`,
    audiences: {
      all: '谁都可以',
      elders: '老人',
      children: '小孩',
      disabled: '残疾人',
      veterans: '军人和家属',
      volunteers: '志愿者',
    } satisfies Record<Audience, string>,
    problem: '反映问题',
    problemNote: '说的和做的不一样，或者贴纸不对，都可以告诉社区。只有社区看得到，店里看不到，也不用留名字。',
    problemLabel: '哪里不对',
    send: '告诉社区',
    tooMany: '您今天写了好几条了，请过一会儿再写，或者直接给社区打电话。',
    thanks: '社区收到了',
    thanksNote: (place: string): string => `您说的话，${place}的工作人员会看到。急事请直接给社区打电话。`,
    findThen: (name: string): string => `进去以后点“服务”，再点“共建商户”，就能找到${name}。`,
    back: '回到这家店',
  },
};
