import type { Picture } from './picture.ts';

/** One byte a pixel, 0 black to 255 white. */
export interface Grey {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Luminance of a colour picture, ITU-R BT.601 weights in 1/1024. */
export function toGrey({ data, width, height }: Picture): Grey {
  const pixels = new Uint8ClampedArray(width * height);
  for (let at = 0, from = 0; at < pixels.length; at++, from += 4) {
    pixels[at] = (306 * (data[from] ?? 0) + 601 * (data[from + 1] ?? 0) + 117 * (data[from + 2] ?? 0)) >> 10;
  }
  return { pixels, width, height };
}

export function toPicture({ pixels, width, height }: Grey): Picture {
  const words = new Uint32Array(width * height);
  for (let at = 0; at < words.length; at++) words[at] = 0xff000000 | ((pixels[at] ?? 0) * 0x010101);
  return { data: new Uint8ClampedArray(words.buffer), width, height };
}

/** Mean of the (2·radius + 1)² square round every pixel; at the rim, of the part of it inside. Linear in pixels whatever the radius. */
export function boxMean(values: ArrayLike<number>, size: { width: number; height: number }, radius: number): Float32Array {
  return meanDown(meanAcross(values, size, radius), size, radius);
}

function meanAcross(values: ArrayLike<number>, { width, height }: { width: number; height: number }, radius: number): Float32Array {
  const means = new Float32Array(width * height);
  const sums = new Float64Array(width + 1);
  for (let row = 0; row < means.length; row += width) {
    for (let x = 0; x < width; x++) sums[x + 1] = (sums[x] ?? 0) + (values[row + x] ?? 0);
    for (let x = 0; x < width; x++) {
      const from = Math.max(0, x - radius);
      const to = Math.min(width, x + radius + 1);
      means[row + x] = ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
    }
  }
  return means;
}

/** Row by row with the sums of all columns at hand: down a column, every step would miss the cache. */
function meanDown(values: Float32Array, { width, height }: { width: number; height: number }, radius: number): Float32Array {
  const means = new Float32Array(width * height);
  const sums = new Float64Array(width);
  const add = (y: number, sign: 1 | -1) => {
    for (let x = 0, at = y * width; x < width; x++, at++) sums[x] = (sums[x] ?? 0) + sign * (values[at] ?? 0);
  };
  for (let y = 0; y < Math.min(radius, height); y++) add(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) add(y + radius, 1);
    if (y - radius > 0) add(y - radius - 1, -1);
    const inside = Math.min(height, y + radius + 1) - Math.max(0, y - radius);
    for (let x = 0, at = y * width; x < width; x++, at++) means[at] = (sums[x] ?? 0) / inside;
  }
  return means;
}

/** Bilinear value at a point between pixels; outside the picture it is `beyond`. */
export function sample({ pixels, width, height }: Grey, x: number, y: number, beyond: number): number {
  if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5) return beyond;
  const left = Math.max(0, Math.min(width - 1, Math.floor(x)));
  const top = Math.max(0, Math.min(height - 1, Math.floor(y)));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const partX = Math.max(0, x - left);
  const partY = Math.max(0, y - top);
  const upper = (pixels[top * width + left] ?? 0) * (1 - partX) + (pixels[top * width + right] ?? 0) * partX;
  const lower = (pixels[bottom * width + left] ?? 0) * (1 - partX) + (pixels[bottom * width + right] ?? 0) * partX;
  return upper * (1 - partY) + lower * partY;
}

/** Turned a quarter clockwise: what stood on the left stands on top. */
export function quarterTurn({ pixels, width, height }: Grey): Grey {
  const turned = new Uint8ClampedArray(pixels.length);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) turned[x * height + (height - 1 - y)] = pixels[at] ?? 0;
  }
  return { pixels: turned, width: height, height: width };
}
