import { drawingSVG, qrcode } from 'bwip-js/browser';

/** A QR code as one path, and the side of the square it is drawn in. Lowest correction: a screen shows it without a scratch. The margin is the four modules a reader needs. */
export function qrPath(text: string): { readonly path: string; readonly side: number } {
  const options = { bcid: 'qrcode', text, eclevel: 'L', scale: 1, padding: 8 };
  const svg = qrcode(options, drawingSVG());
  const path = [...svg.matchAll(/ d="([^"]+)"/g)].map(([, d]) => d).join(' ');
  return { path, side: Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]) };
}
