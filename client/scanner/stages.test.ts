import { describe, expect, it } from 'vitest';
import { type Grey, toGrey, toPicture } from './grey.ts';
import { applyStage, STAGES } from './stages.ts';

const WIDTH = 120;
const HEIGHT = 60;

describe('a stage', () => {
  it.each(STAGES)('%s leaves the picture it was given as it was', (stage) => {
    const picture = toPicture(drawn((x, y) => (x * y) % 256));
    const before = picture.data.slice();
    applyStage(stage, picture);
    expect(picture.data).toEqual(before);
  });

  it.each(STAGES)('%s knows where a dot it moved came from', (stage) => {
    const dot = { x: 90, y: 20 };
    const { picture, toSource } = applyStage(stage, toPicture(drawn((x, y) => (Math.hypot(x - dot.x, y - dot.y) < 4 ? 0 : 255))));
    const found = toSource(middleOfBlack(toGrey(picture)));
    expect(found.x).toBeCloseTo(dot.x, -0.5);
    expect(found.y).toBeCloseTo(dot.y, -0.5);
  });

  it('contrast makes faint bars in shade as strong as clear bars in light', () => {
    const bars = drawn((x) => (x < WIDTH / 2 ? 40 : 160) + (Math.floor(x / 3) % 2) * (x < WIDTH / 2 ? 15 : 80));
    const levelled = toGrey(applyStage('contrast', toPicture(bars)).picture);
    expect(spread(bars, 10, 40)).toBeLessThan(20);
    expect(spread(levelled, 10, 40)).toBeGreaterThan(80);
    expect(spread(levelled, 80, 110)).toBeGreaterThan(80);
  });

  it('contrast does not blow the grain of an empty sheet up to black and white', () => {
    const grain = drawn((x, y) => 200 + ((x + y) % 2));
    expect(spread(toGrey(applyStage('contrast', toPicture(grain)).picture), 0, WIDTH)).toBeLessThan(20);
  });

  it('sharpen makes a soft edge steeper and leaves even grey alone', () => {
    const softEdge = drawn((x) => Math.max(50, Math.min(200, 50 + (x - 54) * 12)));
    const sharp = toGrey(applyStage('sharpen', toPicture(softEdge)).picture);
    expect(steepest(sharp)).toBeGreaterThan(steepest(softEdge) * 1.3);
    expect(sharp.pixels[10]).toBe(50);
  });

  it('enlarge doubles both sides', () => {
    const { picture } = applyStage('enlarge', toPicture(drawn(() => 128)));
    expect([picture.width, picture.height]).toEqual([2 * WIDTH, 2 * HEIGHT]);
  });

  it.each(['turn-left', 'turn-right'] as const)('%s keeps the corners on a white sheet', (stage) => {
    const { picture, toSource } = applyStage(stage, toPicture(drawn(() => 0)));
    const black = toGrey(picture).pixels.filter((value) => value < 128).length;
    expect(black / (WIDTH * HEIGHT)).toBeCloseTo(1, 1);
    expect(toGrey(picture).pixels[0]).toBe(255);
    const middle = toSource({ x: picture.width / 2, y: picture.height / 2 });
    expect(middle).toEqual({ x: WIDTH / 2, y: HEIGHT / 2 });
  });
});

function drawn(value: (x: number, y: number) => number): Grey {
  const pixels = new Uint8ClampedArray(WIDTH * HEIGHT);
  for (let at = 0; at < pixels.length; at++) pixels[at] = value(at % WIDTH, Math.floor(at / WIDTH));
  return { pixels, width: WIDTH, height: HEIGHT };
}

function middleOfBlack({ pixels, width }: Grey): { x: number; y: number } {
  const black = [...pixels.keys()].filter((at) => (pixels[at] ?? 255) < 64);
  const mean = (of: (at: number) => number) => black.reduce((sum, at) => sum + of(at), 0) / black.length;
  return { x: mean((at) => at % width), y: mean((at) => Math.floor(at / width)) };
}

/** Lightest less darkest on the middle row, between two columns. */
function spread({ pixels, width, height }: Grey, from: number, to: number): number {
  const row = pixels.slice(Math.floor(height / 2) * width).subarray(from, to);
  return Math.max(...row) - Math.min(...row);
}

function steepest({ pixels, width }: Grey): number {
  return Math.max(...Array.from({ length: width - 1 }, (_, x) => Math.abs((pixels[x + 1] ?? 0) - (pixels[x] ?? 0))));
}
