import type { Kind, Notice } from '../../types/notices';

const moment = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' });
const kinds: Record<Kind, string> = { notice: '通知', story: '小街大事', activity: '活动', opinion: '征求意见' };

/** What the public pages say, to people who may never have heard of us. */
export const words = {
  site: '家门口',
  kinds,
  where: ({ above, place }: Pick<Notice, 'above' | 'place'>): string => [...above.slice(-2), place.name].join(' '),
  /** With its year, because a page is found, and a print-out read, long afterwards. */
  moment: (instant: string): string => moment.format(new Date(instant)),
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
};
