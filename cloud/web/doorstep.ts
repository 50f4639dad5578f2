import sharp from 'sharp';
import { kinds, type Kind } from '../../types/notices';

/** The picture of a share card whose notice has none: a lit doorway on paper, in the colour of its kind. 5:4, without words. */
const colours: Record<Kind, string> = { notice: '#B23A2A', story: '#3D5A73', activity: '#2C6A4B', opinion: '#8A5A12' };

const drawing = (colour: string): string => `
<svg xmlns="http://www.w3.org/2000/svg" width="500" height="400" viewBox="0 0 500 400">
  <defs><radialGradient id="light" cx="50%" cy="70%" r="60%">
    <stop offset="0" stop-color="#FFFDF9"/><stop offset="1" stop-color="#FAF6EE"/></radialGradient></defs>
  <rect width="500" height="400" fill="url(#light)"/>
  <path d="M0 322h500" stroke="#E7DED0" stroke-width="3"/>
  <path d="M150 322V150a100 100 0 0 1 200 0v172z" fill="${colour}"/>
  <path d="M166 322V152a84 84 0 0 1 168 0v170z" fill="#FFFDF9"/>
  <path d="M178 322V154a72 72 0 0 1 72-72v240z" fill="${colour}" opacity=".92"/>
  <circle cx="236" cy="222" r="6" fill="#FAF6EE"/>
  <path d="M130 322h240v14H130z" fill="${colour}"/><path d="M110 336h280v14H110z" fill="${colour}" opacity=".8"/>
  <path d="M40 40h420M40 48h420" stroke="#221F1A" stroke-width="2" opacity=".5"/>
</svg>`;

/** One PNG per kind, drawn once at start. */
export async function doorsteps(): Promise<Map<string, Buffer>> {
  const drawn = kinds.map(async (kind) => {
    const png = await sharp(Buffer.from(drawing(colours[kind])))
      .png()
      .toBuffer();
    return [`${kind}.png`, png] as const;
  });
  return new Map(await Promise.all(drawn));
}
