/** What a screen reader hears. Browsers read `role`, WeChat reads `aria-role`; both read `aria-label`. */
export const a11y = (role: string, label?: string): Record<string, string> => ({
  role,
  'aria-role': role,
  ...(label !== undefined && { 'aria-label': label }),
});
