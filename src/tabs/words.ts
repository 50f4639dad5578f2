import { words } from '../kit/words';

export const say = {
  choose: '您住在哪个社区',
  chooseNote: '选一个，这里就放它的通知。谁都能看，不用登录。',
  otherPlace: '找别的社区',
  noPlaces: '还没有社区开通家门口',
  noPlacesNote: '社区开通以后，会出现在这里。',
  changePlace: '换社区',

  feedEmpty: (name: string) => `${name}还没有发通知`,
  feedEmptyNote: '社区书记和街道发的通知，会出现在这里。',
  pinned: '置顶',
  all: '看到头了',

  eggLaid: (count: number) => words.facts('今天的鸡蛋下好了', `已有 ${count} 个`),
  eggToday: (count: number) => words.facts('今天的鸡蛋还没下', `已有 ${count} 个`),
  eggBefore: (name: string, day: string) => `${name}从 ${day}开始`,
  eggAfter: (name: string, count: number) => words.facts(`${name}结束了`, `您有 ${count} 个鸡蛋`),
  calendar: '日历',

  myReports: '我的反映',

  work: {
    title: '工作台',
    note: '现在要办什么，一眼看清',
    waited: (n: number) => `${n} 件`,
  },

  services: {
    find: '找我的社区',
    findNote: '看社区的通知，或者换一个社区',
    eggs: '鸡蛋日历',
    eggsNote: '看看哪天下了鸡蛋，去哪里领',
    shops: '共建商户',
    shopsNote: '和社区签了协议的店，服务和价钱都写明',
    coupons: '社区红卡',
    couponsNote: '店家发给邻居的，不花钱领',
    scan: '扫一扫',
    scanNote: '对着店门口的贴纸，查查真假',
    report: '随手拍',
    reportNote: '哪里坏了、不方便，拍一张发给社区',
    mineNote: '办到哪一步，看得见',
    shown: '大家的事办得怎样',
    shownNote: '社区办好的事，办以前和办好后',
    figures: '社区做了什么',
    figuresNote: '发了多少通知，办了多少事，一数就知道',
  },

  me: {
    nobody: '还没有登录',
    nobodyNote: '没有登录也能看通知。登录以后，读过的会替您记上。',
    /** Where there is no way in to ask for. */
    nobodyHere: '没有登录也能看通知。',
    nobodyElsewhere: '没有登录也能看通知。在微信里打开家门口，读过的会替您记上。',
    somebody: '居民',
    id: '我的编号',
    /** In fours, as it is read out, and none alone at the end. */
    idOf: (id: string) => id.replace(/\d{4}(?=\d\d)/g, '$& '),
    idNote: '工作人员要这个编号，才能给您开通工作身份。',
    idCopy: '复制',
    place: '我的社区',
    noPlace: '还没有选',
    door: '我住哪一户',
    doorNote: '告诉社区以后，少一次上门通知',
    eggs: '鸡蛋日历',
    coupons: '社区红卡',
    data: '我的数据',
    dataNote: '看看记了什么，留手机号，注销账号',
    phone: (covered: string) => `手机号 ${covered}，看看记了什么`,
    reminders: '微信提醒',
    remindersNote: '有要紧的通知，提醒我一声',
    unit: '单位的邀请码',
    unitNote: '城管、物业、供水的同事，凭社区给的数字开通',
    complain: '投诉与建议',
    complainNote: '哪里不对、不好用，写给家门口',
    signOut: '退出登录',
    about: '关于家门口',
    gallery: '样子',
    galleryNote: '这个程序是用哪些东西搭起来的，只在演示里有',
    aboutText:
      '社区有事在这里说，您看完就算知道。“几人读过”：看完的人，一人一条只算一次。“几次打开”：打开一次算一次。都是自动数的，工作人员只看得到总数，看不到是谁读的。',
  },
};
