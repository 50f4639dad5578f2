import type { Role } from '../../types/org';

/** What the cloud itself says to people, besides the refusals and the contract's messages. */
export const words = {
  /** 提交人 when the writer names none: the role that gave the right, and never a person's name. */
  bylines: { secretary: '社区书记', street: '街道办事处', editor: '报社编辑部' } as Partial<Record<Role, string>>,
  anyByline: '社区工作者',
  badCursor: '翻页位置不对',
  unknownField: '没有填写，或不认识',
  wrongContent: '内容不对',
  sentence: (words: string) => `${words}。`,
};
