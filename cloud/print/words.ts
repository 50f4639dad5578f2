const day = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};

/** What stands on a door sticker, and on a manifest. */
export const words = {
  masthead: '家门口',
  whatItIs: '社区共建商户',
  validity: '有效期',
  between: (from: string, until: string): string => `${day(from)} 至 ${day(until)}`,
  scan: '扫一扫，认一认',
  // In phrases, because a line may end only between them.
  how: ['用微信或', '手机相机', '扫一扫，', '看这家店', '是不是', '真的', '共建商户。'],
  compare: ['打开以后，', '请您核对', '店名、', '地址和', '门口照片。'],
  elsewhere: ['贴在', '别家', '门上的，', '不作数。'],
  leadsTo: (address: string): string => `扫开的网址以 ${address} 开头`,
  manifest: {
    title: '鸡蛋配送单',
    columns: ['社区', '应发', '多备', '该送', '送到', '数过', '签收人、时间'],
    total: '合计',
    note: '送来的人和签收的人要是两个人。数过的数以签收人写的为准，在小程序里签收以后才算送到。',
    page: '第',
    pageOf: '页，共',
    pages: '页',
  },
  /** Printers' own mark for a character that they have no type for. */
  noType: '〓',
};
