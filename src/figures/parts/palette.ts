/** The colours of `kit/ui/tokens.scss` that a canvas needs, which reads no styles. */
export interface Palette {
  paper: string;
  card: string;
  ink: string;
  soft: string;
  rule: string;
  slate: string;
  pine: string;
}

const light: Palette = {
  ...{ paper: '#faf6ee', card: '#fffdf9', ink: '#221f1a', soft: '#655d53', rule: '#e7ded0' },
  ...{ slate: '#3d5a73', pine: '#2c6a4b' },
};
const dark: Palette = {
  ...{ paper: '#1b1916', card: '#25221e', ink: '#f1eadd', soft: '#b8ae9f', rule: '#3a352e' },
  ...{ slate: '#a5c1d8', pine: '#86c9a4' },
};

export const paletteOf = (isDark: boolean): Palette => (isDark ? dark : light);
