import type { CodePlace } from '../../types/codes';

const letters: Record<CodePlace, string> = { door: 'd', office: 'o', newspaper: 'p' };

/**
 * What a mini-program code carries, in the 32 characters WeChat gives it: what it opens, and where it hangs. The pages read it
 * in `src/kit/entry.ts`.
 */
export const sceneOf = (opens: { notice: string } | { community: string }, at: CodePlace): string =>
  `${'notice' in opens ? `n${opens.notice}` : `c${opens.community}`}.${letters[at]}`;
