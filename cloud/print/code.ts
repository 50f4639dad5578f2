import { encode } from 'uqr';

/** Around a code stay four modules of white, as its standard asks, or cameras do not find it. */
const QUIET = 4;
/** A code this large at least, so that a short address does not make one of few, coarse modules and much white. */
const LEAST_VERSION = 5;

/**
 * The QR code of an address as a drawing: one path, so that no hair of white opens between modules at any size. Level H:
 * it is read with three tenths of it scratched off.
 */
export function drawCode(url: string): string {
  const { data, size } = encode(url, { ecc: 'H', border: 0, minVersion: LEAST_VERSION });
  const path = data
    .flatMap((row, y) => runs(row).map(({ x, length }) => `M${x} ${y}h${length}v1h-${length}z`))
    .join('');
  const side = size + 2 * QUIET;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-${QUIET} -${QUIET} ${side} ${side}"><path d="${path}"/></svg>`;
}

/** The unbroken stretches of dark in a row. */
function runs(row: readonly boolean[]): { x: number; length: number }[] {
  const found: { x: number; length: number }[] = [];
  row.forEach((isDark, x) => {
    const last = found.at(-1);
    if (!isDark) return;
    if (last && last.x + last.length === x) last.length++;
    else found.push({ x, length: 1 });
  });
  return found;
}
