import { toGrey } from './grey.ts';
import type { Picture } from './picture.ts';

/** Width a picture is averaged down to first: sensor noise, which is sharp too, must not hide fog. */
const MEASURED_ACROSS = 120;
/** Of 60 label photographs the least sharp measured 150; blurred past reading, half of them measured below 45. */
export const BLURRED_BELOW = 80;
/** Moving the phone blurs too; only what stays blurred this long is fog. */
export const FOG_AFTER_MS = 3000;

/** How sharp a picture is: the variance of its Laplacian, high where there are edges. */
export function sharpnessOf(picture: Picture): number {
  const { pixels, width, height } = averagedDown(picture);
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const round = (pixels[at - 1] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at - width] ?? 0) + (pixels[at + width] ?? 0);
      const laplacian = round - 4 * (pixels[at] ?? 0);
      sum += laplacian;
      squares += laplacian * laplacian;
      count++;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

function averagedDown(picture: Picture): { pixels: Float32Array; width: number; height: number } {
  const grey = toGrey(picture);
  const block = Math.max(1, Math.floor(grey.width / MEASURED_ACROSS));
  const width = Math.floor(grey.width / block);
  const height = Math.floor(grey.height / block);
  const pixels = new Float32Array(width * height);
  for (let y = 0; y < height * block; y++) {
    const row = Math.floor(y / block) * width;
    for (let x = 0; x < width * block; x++) {
      const at = row + Math.floor(x / block);
      pixels[at] = (pixels[at] ?? 0) + (grey.pixels[y * grey.width + x] ?? 0) / (block * block);
    }
  }
  return { pixels, width, height };
}

/** Since when every picture was blurred; null while they are sharp. */
export type Fog = { readonly since: number } | null;

/** The fog after one more picture, `at` in ms of any clock that only goes forward. A code that was read proves the lens clear. */
export function fogAfter(before: Fog, picture: { at: number; sharpness: number; read: boolean }): Fog {
  if (picture.read || picture.sharpness >= BLURRED_BELOW) return null;
  return before ?? { since: picture.at };
}

/** Whether to tell the worker to wipe the lens. */
export function isFogged(fog: Fog, at: number): boolean {
  return fog !== null && at - fog.since >= FOG_AFTER_MS;
}
