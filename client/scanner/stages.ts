import { boxMean, type Grey, sample, toGrey, toPicture } from './grey.ts';
import type { Picture, Point } from './picture.ts';

/** Ways to work a picture over before a second look, best yield first. */
export const STAGES = ['enlarge', 'turn-left', 'contrast', 'turn-right', 'sharpen'] as const;
export type Stage = (typeof STAGES)[number];

export interface Staged {
  readonly picture: Picture;
  /** Where a point of the worked picture lies in the one it was made from. */
  toSource(point: Point): Point;
}

const WHITE = 255;
const MID_GREY = 128;

/** The picture worked over by one stage; the given one stays as it was. */
export function applyStage(stage: Stage, picture: Picture): Staged {
  const grey = toGrey(picture);
  switch (stage) {
    case 'contrast':
      return inPlace(levelContrast(grey, { radius: 15, spread: 60, mostGain: 6 }));
    case 'sharpen':
      return inPlace(unsharp(grey, 2, 1.5));
    case 'enlarge':
      return { picture: toPicture(unsharp(enlarge(grey, 2), 3, 2)), toSource: ({ x, y }) => ({ x: x / 2, y: y / 2 }) };
    case 'turn-left':
      return turn(grey, -Math.PI / 4);
    case 'turn-right':
      return turn(grey, Math.PI / 4);
  }
}

function inPlace(grey: Grey): Staged {
  return { picture: toPicture(grey), toSource: (point) => point };
}

/** Wallis filter: every neighbourhood gets the same mean and spread, so frost and glare stop deciding what is black. */
function levelContrast(grey: Grey, { radius, spread, mostGain }: { radius: number; spread: number; mostGain: number }): Grey {
  const mean = boxMean(grey.pixels, grey, radius);
  const squares = Float32Array.from(grey.pixels, (value) => value * value);
  const meanSquare = boxMean(squares, grey, radius);
  const pixels = grey.pixels.map((value, at) => {
    const middle = mean[at] ?? 0;
    const deviation = Math.sqrt(Math.max(1, (meanSquare[at] ?? 0) - middle * middle));
    return MID_GREY + (value - middle) * Math.min(mostGain, spread / deviation);
  });
  return { ...grey, pixels };
}

/** Adds back what a blur took away; two box passes make the blur nearly Gaussian. */
function unsharp(grey: Grey, radius: number, amount: number): Grey {
  const blurred = boxMean(boxMean(grey.pixels, grey, radius), grey, radius);
  return { ...grey, pixels: grey.pixels.map((value, at) => value + amount * (value - (blurred[at] ?? 0))) };
}

function enlarge(grey: Grey, times: number): Grey {
  const width = grey.width * times;
  const height = grey.height * times;
  const pixels = new Uint8ClampedArray(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) pixels[at] = sample(grey, (x + 0.5) / times - 0.5, (y + 0.5) / times - 0.5, WHITE);
  }
  return { pixels, width, height };
}

/** The whole picture turned about its middle (positive: clockwise), on a sheet large enough to keep its corners. */
function turn(grey: Grey, radians: number): Staged {
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  const width = Math.ceil(Math.abs(grey.width * cos) + Math.abs(grey.height * sin));
  const height = Math.ceil(Math.abs(grey.width * sin) + Math.abs(grey.height * cos));
  const toSource = ({ x, y }: Point): Point => {
    const fromMiddleX = x - width / 2;
    const fromMiddleY = y - height / 2;
    return { x: fromMiddleX * cos + fromMiddleY * sin + grey.width / 2, y: fromMiddleY * cos - fromMiddleX * sin + grey.height / 2 };
  };
  const pixels = new Uint8ClampedArray(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const from = toSource({ x, y });
      pixels[at] = sample(grey, from.x, from.y, WHITE);
    }
  }
  return { picture: toPicture({ pixels, width, height }), toSource };
}
