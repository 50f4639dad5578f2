import { textOf } from './sources';

/** The one file of styles that has colours, and the colours it has by day or by night. */
export const TOKENS = 'src/kit/ui/tokens.scss';
export function tokensOf(palette: 'light' | 'dark'): Record<string, string> {
  const [, block = ''] = new RegExp(`\\$${palette}: \\(([^)]*)\\)`).exec(textOf(TOKENS)) ?? [];
  return Object.fromEntries(
    [...block.matchAll(/'([\w-]+)': (#\w+)/g)].map(([, key = '', colour = '']) => [key, colour]),
  );
}
