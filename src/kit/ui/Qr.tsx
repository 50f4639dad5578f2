import { Image, View } from '@tarojs/components';
import { useMemo } from 'react';
import { encode } from 'uqr';
import { pictured } from './a11y';
import './qr.scss';

/** As many white modules around it as the standard asks for. */
const QUIET = 4;

/** The code as a picture. Base64, because WeChat shows no SVG whose address is only percent-encoded. */
function pictureOf(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  const black = data.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${black}"/></svg>`;
  return `data:image/svg+xml;base64,${base64(svg)}`;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Of ASCII alone. WeChat's own way is no longer looked after, and it has no `btoa`. */
function base64(text: string): string {
  const padding = (3 - (text.length % 3)) % 3;
  const at = (i: number) => (i < text.length ? text.charCodeAt(i) : 0);
  let coded = '';
  for (let i = 0; i < text.length; i += 3) {
    const bits = (at(i) << 16) | (at(i + 1) << 8) | at(i + 2);
    for (const shift of [18, 12, 6, 0]) coded += ALPHABET[(bits >> shift) & 63] ?? '';
  }
  return padding ? coded.slice(0, -padding) + '='.repeat(padding) : coded;
}

/** A text as a code for a camera, black on white in the dark, too. */
export const Qr = ({ text, label }: { text: string; label: string }) => {
  const src = useMemo(() => pictureOf(text), [text]);
  return (
    <View className="qr">
      <Image className="qr__picture" src={src} mode="aspectFit" {...pictured(label)} />
    </View>
  );
};
