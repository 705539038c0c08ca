import { describe, expect, it } from 'vitest';
import { boundsOf, contains, middlePart, reticleOf, visiblePart } from './region.ts';

const FRAME = { width: 1280, height: 720 };

describe('what the worker sees of a frame', () => {
  it('is all of it in a box of the same shape', () => {
    expect(visiblePart(FRAME, { width: 640, height: 360 })).toEqual({ left: 0, top: 0, width: 1280, height: 720 });
  });

  it('is its middle in a narrower box', () => {
    expect(visiblePart(FRAME, { width: 400, height: 300 })).toEqual({ left: 160, top: 0, width: 960, height: 720 });
  });

  it('is its middle in a flatter box', () => {
    expect(visiblePart(FRAME, { width: 640, height: 180 })).toEqual({ left: 0, top: 180, width: 1280, height: 360 });
  });

  it('is all of it while the box has no size yet', () => {
    expect(visiblePart(FRAME, { width: 0, height: 0 })).toEqual({ left: 0, top: 0, ...FRAME });
  });
});

describe('regions', () => {
  it('the reticle is half of the view each way, in its middle', () => {
    expect(reticleOf({ left: 160, top: 0, width: 960, height: 720 })).toEqual({ left: 400, top: 180, width: 480, height: 360 });
  });

  it('a middle part stays inside its whole', () => {
    expect(middlePart({ left: 10, top: 20, width: 7, height: 5 }, 0.75)).toEqual({ left: 11, top: 20, width: 5, height: 4 });
  });

  it('bars given as one line still have a height to aim at', () => {
    const bounds = boundsOf([
      { x: 100, y: 50 },
      { x: 300, y: 50 },
    ]);
    expect(bounds).toEqual({ left: 100, top: 40, width: 200, height: 20 });
    expect(contains(bounds, { x: 200, y: 58 })).toBe(true);
    expect(contains(bounds, { x: 200, y: 61 })).toBe(false);
  });
});
