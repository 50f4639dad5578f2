export const say = {
  search: '社区的名字',
  hint: '例如 江畔',
  open: '已经开通的社区',
  found: '找到的社区',
  none: '没有找到这个名字的社区',
  noneNote: '换一个写法试试，只写社区名字里的两三个字就行。',
  closed: '还没开通',
  mine: '现在看的',
  settle: (name: string) => `换到${name}`,
  settleNote: '首页会放这个社区的通知。',
  joined: (name: string) => `${name}就是您的社区了`,
  visiting: (name: string) => `首页会放${name}的通知`,
};
