import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxMean, type Grey, quarterTurn, sample, toGrey, toPicture } from './grey.ts';

const greys = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((bytes): Grey => ({ pixels: new Uint8ClampedArray(bytes), width, height })),
  );

describe('grey pictures', () => {
  it('survive the way to colour and back', () => {
    fc.assert(fc.property(greys, (grey) => void expect(toGrey(toPicture(grey))).toEqual(grey)));
  });

  it('weigh green heaviest', () => {
    const [red, green, blue] = [255 << 0, 255 << 8, 255 << 16].map((colour) => {
      const data = new Uint8ClampedArray(new Uint32Array([colour]).buffer);
      return toGrey({ data, width: 1, height: 1 }).pixels[0] ?? 0;
    });
    expect([red, green, blue]).toEqual([76, 149, 29]);
  });

  it('have the mean of every neighbourhood, the rim counting only what is inside', () => {
    fc.assert(
      fc.property(greys, fc.integer({ min: 0, max: 4 }), (grey, radius) => {
        const means = boxMean(grey.pixels, grey, radius);
        grey.pixels.forEach((_, at) => {
          expect(means[at]).toBeCloseTo(meanRound(grey, at, radius), 2);
        });
      }),
    );
  });

  it('are themselves again after four quarter turns', () => {
    fc.assert(fc.property(greys, (grey) => void expect(quarterTurn(quarterTurn(quarterTurn(quarterTurn(grey))))).toEqual(grey)));
  });

  it('have values between their pixels, and the given one outside', () => {
    const grey: Grey = { pixels: new Uint8ClampedArray([0, 100, 50, 150]), width: 2, height: 2 };
    expect(sample(grey, 0.5, 0, 255)).toBe(50);
    expect(sample(grey, 0.5, 0.5, 255)).toBe(75);
    expect(sample(grey, 1, 1, 255)).toBe(150);
    expect(sample(grey, 1.6, 0, 255)).toBe(255);
  });
});

function meanRound({ pixels, width, height }: Grey, at: number, radius: number): number {
  const inside: number[] = [];
  for (let y = Math.floor(at / width) - radius; y <= Math.floor(at / width) + radius; y++) {
    for (let x = (at % width) - radius; x <= (at % width) + radius; x++) {
      if (x >= 0 && y >= 0 && x < width && y < height) inside.push(pixels[y * width + x] ?? 0);
    }
  }
  return inside.reduce((sum, value) => sum + value, 0) / inside.length;
}
