import bwip, { type RenderOptions } from 'bwip-js/node';
import { type Grey, toPicture } from './grey.ts';
import type { Picture } from './picture.ts';

const QUIET_MODULES = 10;
const BAR_MODULES = 40;

/** A code as a printer draws it, `pixels` to the module, black on white with its quiet zone. */
export function printedCode(code: Pick<RenderOptions, 'bcid' | 'text'>, pixels = 3): Picture {
  return toPicture(enlarged(modulesOf(code), pixels));
}

function modulesOf(code: Pick<RenderOptions, 'bcid' | 'text'>): Grey {
  const [drawn] = bwip.raw(code);
  if (!drawn) throw new Error(`nothing to draw for ${code.bcid}`);
  if ('pixs' in drawn) return framed(drawn.pixx, drawn.pixy, (x, y) => drawn.pixs[y * drawn.pixx + x] === 1);
  if (!('sbs' in drawn)) throw new Error(`${code.bcid} is drawn neither of modules nor of bars`);
  const black = drawn.sbs.flatMap((width, at) => Array.from({ length: width }, () => at % 2 === 0));
  return framed(black.length, BAR_MODULES, (x) => black[x] === true);
}

function framed(across: number, down: number, isBlack: (x: number, y: number) => boolean): Grey {
  const width = across + 2 * QUIET_MODULES;
  const height = down + 2 * QUIET_MODULES;
  const pixels = new Uint8ClampedArray(width * height).fill(255);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) if (isBlack(x, y)) pixels[(y + QUIET_MODULES) * width + x + QUIET_MODULES] = 0;
  }
  return { pixels, width, height };
}

function enlarged({ pixels, width, height }: Grey, times: number): Grey {
  const large = new Uint8ClampedArray(width * height * times * times);
  for (let at = 0; at < large.length; at++) {
    const x = Math.floor((at % (width * times)) / times);
    const y = Math.floor(at / (width * times) / times);
    large[at] = pixels[y * width + x] ?? 0;
  }
  return { pixels: large, width: width * times, height: height * times };
}
