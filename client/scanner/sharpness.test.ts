import { describe, expect, it } from 'vitest';
import { boxMean, type Grey, toGrey, toPicture } from './grey.ts';
import { printedCode } from './printed-code.arbitrary.ts';
import { BLURRED_BELOW, FOG_AFTER_MS, type Fog, fogAfter, isFogged, sharpnessOf } from './sharpness.ts';

const WIDTH = 640;
const HEIGHT = 360;

describe('sharpness', () => {
  it('a label before the lens is sharp', () => {
    expect(sharpnessOf(toPicture(grainy(scene())))).toBeGreaterThan(2 * BLURRED_BELOW);
  });

  it('the same label through fog is blurred, whatever grain the sensor adds', () => {
    expect(sharpnessOf(toPicture(grainy(fogged(scene()))))).toBeLessThan(BLURRED_BELOW);
  });

  it('a picture too small to have an inside has no sharpness', () => {
    expect(sharpnessOf(toPicture({ pixels: new Uint8ClampedArray(4), width: 2, height: 2 }))).toBe(0);
  });
});

describe('fog', () => {
  const blurred = (at: number, read = false) => ({ at, sharpness: BLURRED_BELOW - 1, read });
  const sharp = (at: number) => ({ at, sharpness: BLURRED_BELOW, read: false });
  const after = (pictures: readonly Parameters<typeof fogAfter>[1][]) => pictures.reduce<Fog>(fogAfter, null);

  it.each([
    { says: 'three seconds of blurred pictures', pictures: [blurred(0), blurred(FOG_AFTER_MS)], fogged: true },
    { says: 'not yet three seconds', pictures: [blurred(0), blurred(FOG_AFTER_MS - 1)], fogged: false },
    { says: 'a sharp picture in between', pictures: [blurred(0), sharp(1500), blurred(FOG_AFTER_MS)], fogged: false },
    { says: 'a code read in between', pictures: [blurred(0), blurred(1500, true), blurred(FOG_AFTER_MS)], fogged: false },
    { says: 'sharp pictures only', pictures: [sharp(0), sharp(FOG_AFTER_MS)], fogged: false },
  ])('$says: fogged is $fogged', ({ pictures, fogged }) => {
    expect(isFogged(after(pictures), pictures.at(-1)?.at ?? 0)).toBe(fogged);
  });
});

/** A printed label lying on grey. */
function scene(): Grey {
  const label = toGrey(printedCode({ bcid: 'qrcode', text: 'https://id.example.org/01/09506000134352/10/L-118' }, 4));
  const pixels = new Uint8ClampedArray(WIDTH * HEIGHT).fill(140);
  for (let y = 0; y < label.height; y++) pixels.set(label.pixels.subarray(y * label.width, (y + 1) * label.width), (y + 40) * WIDTH + 200);
  return { pixels, width: WIDTH, height: HEIGHT };
}

function fogged(grey: Grey): Grey {
  return { ...grey, pixels: Uint8ClampedArray.from(boxMean(boxMean(grey.pixels, grey, 16), grey, 16)) };
}

/** Grain of about ±4, the same in every run. */
function grainy(grey: Grey): Grey {
  let seed = 1;
  const grain = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return (seed / 2_147_483_647 - 0.5) * 14;
  };
  return { ...grey, pixels: grey.pixels.map((value) => value + grain()) };
}
