import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { types } from 'sass';

/** The icons come from one set, Phosphor, in one weight. `house` stands as it is there; `house-fill` is the filled one. */
const set = join(__dirname, '..', 'node_modules', '@phosphor-icons', 'core', 'assets');

/** The picture of that name as SVG: its outline alone. It is a mask, so it has no colour of its own. @throws when the set has no such icon */
export function svgOf(name: string): string {
  const folder = name.endsWith('-fill') ? 'fill' : 'regular';
  const [outline] = /<path d="[^"]+"/.exec(readFileSync(join(set, folder, `${name}.svg`), 'utf8')) ?? [];
  if (!outline) throw new Error(`The icon “${name}” is drawn otherwise than by one outline.`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">${outline}/></svg>`;
}

/** As a function of Sass: `mask-image: icon('phone')`. WeChat's styles take pictures by data addresses alone. */
export const icon = (name: types.String): types.String =>
  new types.String(`url("data:image/svg+xml,${escaped(svgOf(name.getValue()))}")`);

/** Percent signs weigh three bytes: only what an address in a style must not hold as it is gets one. */
const escaped = (svg: string): string =>
  svg.replace(/"/g, "'").replace(/[<>#%{}]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
