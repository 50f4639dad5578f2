import { isWeapp } from '../platform';

/** What can be pressed: a browser reaches it by the Tab key, and `platform.pressByKey` presses it. */
const PRESSED = ['button', 'link', 'radio', 'checkbox'];

/** What a screen reader hears. Browsers read `role`, WeChat reads `aria-role` (see config/aria.ts); both `aria-label`. */
export const a11y = (role: string, label?: string): Record<string, string> => ({
  [isWeapp ? 'aria-role' : 'role']: role,
  ...(label !== undefined && { 'aria-label': label }),
  ...(!isWeapp && PRESSED.includes(role) && { tabindex: '0' }),
});
