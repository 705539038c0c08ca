import type { Picture } from './decoder.ts';

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
export function boxMean(values: ArrayLike<number>, { width, height }: { width: number; height: number }, radius: number): Float32Array {
  const across = new Float32Array(width * height);
  for (let y = 0; y < height; y++) slideMean(values, across, { start: y * width, step: 1, count: width, radius });
  const both = new Float32Array(width * height);
  for (let x = 0; x < width; x++) slideMean(across, both, { start: x, step: width, count: height, radius });
  return both;
}

interface Line {
  readonly start: number;
  readonly step: number;
  readonly count: number;
  readonly radius: number;
}

function slideMean(from: ArrayLike<number>, to: Float32Array, { start, step, count, radius }: Line): void {
  let sum = 0;
  let inside = 0;
  for (let i = -radius; i < count; i++) {
    const enters = i + radius;
    if (enters < count) {
      sum += from[start + enters * step] ?? 0;
      inside++;
    }
    const leaves = i - radius - 1;
    if (leaves >= 0) {
      sum -= from[start + leaves * step] ?? 0;
      inside--;
    }
    if (i >= 0) to[start + i * step] = sum / inside;
  }
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
