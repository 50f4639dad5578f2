import type { Level, Role } from '../../types/org';

/** A role held at a node of the division tree. */
export interface Grant {
  role: Role;
  code: string;
}

/** Lengths of the official division codes, top first: each code begins with its parent's. */
const lengths: Record<Level, number> = { city: 4, district: 6, street: 9, community: 12 };

export const levelOf = (code: string): Level | undefined =>
  (Object.keys(lengths) as Level[]).find((level) => lengths[level] === code.length);

/** The node itself and all above it, city first: 2301, 230104, 230104009, 230104009009. */
export const lineage = (code: string): string[] =>
  Object.values(lengths)
    .filter((length) => length <= code.length)
    .map((length) => code.slice(0, length));

/** Whether `code` is `node` or lies below it. */
export const isWithin = (code: string, node: string): boolean => code.startsWith(node);

/** A role granted at a node holds for everything below it. */
export const holds = (grants: readonly Grant[], roles: readonly Role[], code: string): boolean =>
  grants.some((grant) => roles.includes(grant.role) && isWithin(code, grant.code));

/** 江畔社区居委会 is 江畔社区 to the people who live there. */
export const spokenName = (official: string): string =>
  official.replace(/(社区)?(居民委员会|居委会|居委|社区)$/, '社区').replace(/(村)?(村民委员会|村委会|村村委会)$/, '村');
