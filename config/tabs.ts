import { join } from 'node:path';
import sharp from 'sharp';
import { svgOf } from './icons';

/**
 * Draws the icons of the tabs, which WeChat takes as pictures alone: `npm run icons`. It draws the same ones by day and by night, so
 * their two colours stand out from both grounds.
 */
const IDLE = '#857b6e';
const CHOSEN = '#c9523f';
const SIDE = 81;

const tabs = { home: 'house', services: 'squares-four', mine: 'user' };

for (const [tab, drawing] of Object.entries(tabs))
  for (const [name, icon, colour] of [
    [tab, drawing, IDLE],
    [`${tab}-on`, `${drawing}-fill`, CHOSEN],
  ] as const) {
    const svg = svgOf(icon).replace('<path', `<path fill="${colour}"`);
    void sharp(Buffer.from(svg), { density: 144 })
      .resize(SIDE, SIDE)
      .png({ palette: true, effort: 10 })
      .toFile(join(__dirname, '..', 'src', 'tabs', 'icons', `${name}.png`));
  }
