import type { Role } from '../../types/org';

/** 提交人 when the writer names none: the role that gave the right, and never a person's name. */
const bylines: Partial<Record<Role, string>> = { secretary: '社区书记', street: '街道办事处', editor: '报社编辑部' };

export const bylineOf = (role: Role | undefined): string => (role && bylines[role]) ?? '社区工作者';
