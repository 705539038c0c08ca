import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Page } from 'playwright-core';
import { closeBrowser, launchBrowser } from './browser.ts';

/** A stretch of film: what lies before the camera, and how it is held. */
export interface Shot {
  /** HTML of each printed label, side by side; an SVG without a size is drawn 300 px wide. None: the bare floor. */
  readonly labels: readonly string[];
  readonly seconds: number;
  /** How large the labels appear; at 1 a CSS pixel is one of the picture's 1280. */
  readonly scale?: number;
  /** Degrees, clockwise, on top of the slant no hand avoids. */
  readonly turnedBy?: number;
  /** Pixels of Gaussian blur: 0.7 a lens in focus, 10 a fogged one. */
  readonly blur?: number;
}

const WIDTH = 1280;
const HEIGHT = 720;
const PICTURES_A_SECOND = 10;
const GRAIN = 6;

/**
 * Films labels as a hand-held phone would see them: drawn by a real browser, slanted, a little soft, on a grey floor, every
 * picture with its own grain and its own unsteady place. Writes YUV4MPEG2, which a fake camera plays in a loop; gives the path.
 */
export async function filmLabels(path: string, shots: readonly Shot[]): Promise<string> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
    const film = createWriteStream(path);
    film.write(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${PICTURES_A_SECOND}:1 Ip A1:1 C420jpeg\n`);
    const grain = grainOf(1);
    for (const shot of shots) {
      const still = await photograph(page, shot);
      for (let picture = 0; picture < shot.seconds * PICTURES_A_SECOND; picture++) {
        if (!film.write(frameOf(still, picture, grain))) await once(film, 'drain');
      }
    }
    film.end();
    await once(film, 'close');
    return path;
  } finally {
    await closeBrowser(browser);
  }
}

/** The scene's luminance, a byte a pixel. */
async function photograph(page: Page, { labels, scale = 1, turnedBy = 0, blur = 0.7 }: Shot): Promise<Uint8Array> {
  await page.setContent(`<!doctype html><style>
    body { margin: 0; height: 100vh; display: flex; gap: 60px; align-items: center; justify-content: center; overflow: hidden;
      background: linear-gradient(115deg, #9a9a9a, #6f6f6f); filter: blur(${blur}px) contrast(0.85); font-family: sans-serif }
    .paper { background: #f4f4f0; padding: 16px; color: #000; box-shadow: 0 4px 12px #0006;
      transform: perspective(1400px) rotateX(9deg) rotateY(-8deg) rotate(${3 + turnedBy}deg) scale(${scale}) }
    svg { display: block; min-width: 300px }
  </style>${labels.map((label) => `<div class="paper">${label}</div>`).join('')}`);
  const shown = await page.screenshot();
  const luminance = await page.evaluate(luminanceOf, shown.toString('base64'));
  return Buffer.from(luminance, 'base64');
}

/** Runs in the page, which knows how to read its own screenshot. */
async function luminanceOf(png: string): Promise<string> {
  const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes]));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas to read pixels from');
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, picture.width, picture.height);
  let packed = '';
  for (let at = 0; at < data.length; at += 4) packed += String.fromCharCode(data[at + 1] ?? 0);
  return btoa(packed);
}

/** One picture: the still, moved by an unsteady hand, with grain, in the video range 16–235, without colour. */
function frameOf(still: Uint8Array, picture: number, grain: () => number): Uint8Array {
  const header = Buffer.from('FRAME\n');
  const frame = new Uint8Array(header.length + (WIDTH * HEIGHT * 3) / 2).fill(128);
  frame.set(header);
  const right = Math.round(2 * Math.sin(picture * 1.3));
  const down = Math.round(2 * Math.cos(picture * 0.9));
  for (let y = 0, at = header.length; y < HEIGHT; y++) {
    const row = Math.min(HEIGHT - 1, Math.max(0, y + down)) * WIDTH;
    for (let x = 0; x < WIDTH; x++, at++) {
      const seen = (still[row + Math.min(WIDTH - 1, Math.max(0, x + right))] ?? 0) + grain();
      frame[at] = 16 + (Math.min(255, Math.max(0, seen)) * 219) / 255;
    }
  }
  return frame;
}

/** The same grain in every run. */
function grainOf(start: number): () => number {
  let seed = start;
  return () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return (seed / 2_147_483_647 - 0.5) * 2 * GRAIN;
  };
}
