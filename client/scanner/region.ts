import type { Point } from './picture.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle in a video frame's pixels. */
export interface Region extends Size {
  readonly left: number;
  readonly top: number;
}

/** How much of the view each way the reticle spans; `scanner-view.css` draws it as large. */
const RETICLE_SHARE = 0.5;

/** The part of a frame a worker sees when it fills a box of another shape (`object-fit: cover`). Codes outside it are not meant. */
export function visiblePart(frame: Size, box: Size): Region {
  if (box.width === 0 || box.height === 0) return { left: 0, top: 0, ...frame };
  const scale = Math.max(box.width / frame.width, box.height / frame.height);
  const width = Math.min(frame.width, Math.round(box.width / scale));
  const height = Math.min(frame.height, Math.round(box.height / scale));
  return { left: Math.floor((frame.width - width) / 2), top: Math.floor((frame.height - height) / 2), width, height };
}

/** The middle of a region, `share` of its width and height. */
export function middlePart({ left, top, width, height }: Region, share: number): Region {
  const narrow = Math.round(width * share);
  const low = Math.round(height * share);
  return { left: left + Math.floor((width - narrow) / 2), top: top + Math.floor((height - low) / 2), width: narrow, height: low };
}

export function reticleOf(view: Region): Region {
  return middlePart(view, RETICLE_SHARE);
}

export function middleOf({ left, top, width, height }: Region): Point {
  return { x: left + width / 2, y: top + height / 2 };
}

export function contains({ left, top, width, height }: Region, { x, y }: Point): boolean {
  return x >= left && y >= top && x <= left + width && y <= top + height;
}

/** The upright rectangle round points. Decoders give bars as one thin line: it counts as a tenth as thick as it is long. */
export function boundsOf(points: readonly Point[]): Region {
  const across = points.map(({ x }) => x);
  const down = points.map(({ y }) => y);
  const left = Math.min(...across);
  const top = Math.min(...down);
  const width = Math.max(...across) - left;
  const height = Math.max(...down) - top;
  const least = Math.max(width, height) / 10;
  const moreX = Math.max(0, least - width) / 2;
  const moreY = Math.max(0, least - height) / 2;
  return { left: left - moreX, top: top - moreY, width: width + 2 * moreX, height: height + 2 * moreY };
}
