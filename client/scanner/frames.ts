import type { Picture } from './picture.ts';
import { type Region, visiblePart } from './region.ts';

/** Where the scan loop gets its pictures from. */
export interface Frames {
  /** Waits for the next frame and gives its time in ms; null once stopped. */
  next(): Promise<number | null>;
  /** The part of the frame the worker sees. */
  view(): Region;
  /** The pixels of a region as it is now, made smaller so that no side exceeds `longest`. */
  grab(region: Region, longest: number): Picture;
  /** Whether the picture stands still: what was found in it meanwhile is not wanted. */
  isPaused(): boolean;
  stop(): void;
}

/** Frames of a playing video element, as it shows them; none while the page is hidden. */
export function framesOf(video: HTMLVideoElement): Frames {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  let stopped = false;
  let stop = () => {
    stopped = true;
  };
  return {
    next: () =>
      new Promise((resolve) => {
        if (stopped) return resolve(null);
        stop = () => {
          stopped = true;
          resolve(null);
        };
        whenFrame(video, (at) => resolve(stopped ? null : at));
      }),
    view: () =>
      visiblePart({ width: video.videoWidth, height: video.videoHeight }, { width: video.clientWidth, height: video.clientHeight }),
    grab: ({ left, top, width, height }, longest) => {
      const scale = Math.min(1, longest / Math.max(width, height));
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      if (!context) throw new Error('this browser gives no canvas to read pixels from');
      context.drawImage(video, left, top, width, height, 0, 0, canvas.width, canvas.height);
      return context.getImageData(0, 0, canvas.width, canvas.height);
    },
    isPaused: () => video.paused,
    stop: () => stop(),
  };
}

function whenFrame(video: HTMLVideoElement, then: (at: number) => void): void {
  if (typeof video.requestVideoFrameCallback === 'function') {
    video.requestVideoFrameCallback(then);
    return;
  }
  requestAnimationFrame((at) => {
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !video.paused) then(at);
    else whenFrame(video, then);
  });
}
