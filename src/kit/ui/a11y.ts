import { isWeapp } from '../platform';

/** What can be pressed: a browser reaches it by the Tab key, and `platform.pressByKey` presses it. */
const PRESSED = ['button', 'link', 'radio', 'checkbox'];

/**
 * What a screen reader hears. Browsers read `role`, WeChat reads `aria-role` (see config/aria.ts); both `aria-label`. What says
 * something itself needs no label: one that leaves out what can be seen is worse than none.
 */
export const a11y = (role: string, label?: string): Record<string, string> => ({
  [isWeapp ? 'aria-role' : 'role']: role,
  ...(label !== undefined && { 'aria-label': label }),
  ...(!isWeapp && PRESSED.includes(role) && { tabindex: '0' }),
  ...(!isWeapp && role === 'heading' && { 'aria-level': '2' }),
});

/** What a picture shows, in words; '' for one that only stands beside words. Browsers read it from the element inside H5's stand-in. */
export const pictured = (label: string): object =>
  isWeapp ? (label ? a11y('img', label) : {}) : { nativeProps: { alt: label } };

/** What is to be filled in. Browsers read it from the element inside H5's stand-in, too. */
export const filledIn = (label: string): object =>
  isWeapp ? a11y('textbox', label) : { nativeProps: { 'aria-label': label } };
