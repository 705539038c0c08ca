import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBrowserDecoder } from './browser-decoder.ts';
import type { Effort, Sighted } from './decoder.ts';
import { boxMean, toGrey, toPicture } from './grey.ts';
import type { Picture } from './picture.ts';
import { printedCode } from './printed-code.arbitrary.ts';
import { applyStage } from './stages.ts';
import { readWithWasm, startWasmReader } from './wasm-reader.ts';

const GS = '\u001D';
const LINK = 'https://id.example.org/01/09506000134352/10/L-118?17=261205';
const ELEMENTS = '(01)09506000134352(10)L-118(17)261205';
const ELEMENTS_READ = `010950600013435210L-118${GS}17261205`;

const CODES = [
  { bcid: 'qrcode', text: LINK, reads: LINK, symbology: ']Q1', format: 'QRCode' },
  { bcid: 'gs1qrcode', text: ELEMENTS, reads: ELEMENTS_READ, symbology: ']Q3', format: 'QRCode' },
  { bcid: 'datamatrix', text: 'A-03-2', reads: 'A-03-2', symbology: ']d1', format: 'DataMatrix' },
  { bcid: 'gs1datamatrix', text: ELEMENTS, reads: ELEMENTS_READ, symbology: ']d2', format: 'DataMatrix' },
  { bcid: 'code128', text: 'A-03-2', reads: 'A-03-2', symbology: ']C0', format: 'Code128' },
  { bcid: 'gs1-128', text: ELEMENTS, reads: ELEMENTS_READ, symbology: ']C1', format: 'Code128' },
  { bcid: 'ean13', text: '9506000134352', reads: '9506000134352', symbology: ']E0', format: 'EAN13' },
  { bcid: 'ean8', text: '95012346', reads: '95012346', symbology: ']E4', format: 'EAN8' },
  { bcid: 'upca', text: '012345678905', reads: '0012345678905', symbology: ']E0', format: 'EAN13' },
  { bcid: 'code39', text: 'A-03-2', reads: 'A-03-2', symbology: ']A0', format: 'Code39' },
] as const;

const browser = startBrowserDecoder();
const DECODERS: readonly { name: string; decode: (picture: Picture, effort: Effort) => Promise<readonly Sighted[]> }[] = [
  { name: 'wasm', decode: readWithWasm },
  { name: 'browser', decode: browser.decode },
];

beforeAll(async () => {
  const file = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await startWasmReader(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));
});

describe.each(DECODERS)('the $name decoder', ({ decode }) => {
  it.each(CODES)('reads a printed $bcid with its separators and its identifier', async ({ bcid, text, reads, symbology, format }) => {
    const [sighted, ...others] = await decode(printedCode({ bcid, text }), 'full');
    expect(sighted).toMatchObject({ text: reads, symbology, format, via: 'camera' });
    expect(others).toEqual([]);
  });

  it('finds the outline where the code stands', async () => {
    const { data, width, height } = printedCode({ bcid: 'datamatrix', text: 'A-03-2' }, 4);
    const [sighted] = await decode({ data, width, height }, 'full');
    for (const { x, y } of sighted?.corners ?? []) {
      expect(Math.min(Math.abs(x - 40), Math.abs(x - (width - 40)))).toBeLessThan(8);
      expect(Math.min(Math.abs(y - 40), Math.abs(y - (height - 40)))).toBeLessThan(8);
    }
    expect(sighted?.corners.length).toBeGreaterThan(1);
  });

  it('sees nothing on a blank sheet', async () => {
    const blank = toPicture({ pixels: new Uint8ClampedArray(200 * 100).fill(230), width: 200, height: 100 });
    expect(await decode(blank, 'full')).toEqual([]);
  });

  it('reads bars lying on their side only when it looks in full', async () => {
    const side = (): Picture => turnedOnSide(printedCode({ bcid: 'gs1-128', text: ELEMENTS }));
    expect(await decode(side(), 'fast')).toEqual([]);
    expect((await decode(side(), 'full')).map(({ text }) => text)).toEqual([ELEMENTS_READ]);
  });

  it('reads bars standing at 45° once the picture is turned, and says where they were', async () => {
    const slanted = (): Picture => applyStage('turn-right', printedCode({ bcid: 'ean13', text: '9506000134352' }, 4)).picture;
    const [sighted] = await decode(slanted(), 'turn-left');
    expect(sighted?.text).toBe('9506000134352');
    const { width, height } = slanted();
    const middleX = mean(sighted?.corners.map(({ x }) => x) ?? []);
    const middleY = mean(sighted?.corners.map(({ y }) => y) ?? []);
    expect(Math.abs(middleX - width / 2)).toBeLessThan(width / 6);
    expect(Math.abs(middleY - height / 2)).toBeLessThan(height / 6);
  });
});

it('several codes in one picture are all found', async () => {
  const above = printedCode({ bcid: 'code128', text: 'A-03-2' });
  const below = printedCode({ bcid: 'code128', text: 'B-01-1' });
  const both: Picture = { data: new Uint8ClampedArray([...above.data, ...below.data]), width: above.width, height: above.height * 2 };
  expect((await readWithWasm(both, 'full')).map(({ text }) => text).sort()).toEqual(['A-03-2', 'B-01-1']);
});

it.each([
  { stage: 'enlarge', bcid: 'qrcode', text: LINK, pixels: 2, blur: 1 },
  { stage: 'sharpen', bcid: 'qrcode', text: LINK, pixels: 3, blur: 2 },
  { stage: 'contrast', bcid: 'ean13', text: '9506000134352', pixels: 4, blur: 2 },
] as const)('a frosted $bcid no full look reads is read by the stage $stage', async ({ stage, bcid, text, pixels, blur }) => {
  const picture = frosted(printedCode({ bcid, text }, pixels), blur);
  expect(await readWithWasm(picture, 'full')).toEqual([]);
  expect((await readWithWasm(picture, stage)).map((sighted) => sighted.text)).toEqual([text]);
});

it('bars are not believed out of a sharpened picture, which can make other bars of them', async () => {
  const picture = frosted(printedCode({ bcid: 'ean13', text: '9506000134352' }, 4), 2);
  expect(await readWithWasm(picture, 'sharpen')).toEqual([]);
});

function turnedOnSide(picture: Picture): Picture {
  const { pixels, width, height } = toGrey(picture);
  return toPicture({
    pixels: pixels.map((_, at) => pixels[(at % height) * width + Math.floor(at / height)] ?? 0),
    width: height,
    height: width,
  });
}

/** Blurred over `radius` pixels each way, and half the contrast gone. */
function frosted(picture: Picture, radius: number): Picture {
  const grey = toGrey(picture);
  return toPicture({ ...grey, pixels: Uint8ClampedArray.from(boxMean(grey.pixels, grey, radius), (value) => 64 + value / 2) });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
