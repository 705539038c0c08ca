import { prepareZXingModule, type ReaderOptions, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import { type Effort, FORMATS, type Sighted } from './decoder.ts';
import type { Picture } from './picture.ts';
import { readWorkedOver } from './worked-over.ts';

/** `Plain` keeps GS as U+001D; the library's own default would print it as brackets. */
const FULL: ReaderOptions = { formats: [...FORMATS], textMode: 'Plain' };
const FAST: ReaderOptions = { ...FULL, tryHarder: false, tryRotate: false, tryInvert: false, tryDownscale: false };

/** Starts the reader with the wasm file at an address of our own origin, or with its bytes; unasked, the library would go to a CDN. */
export async function startWasmReader(wasm: string | ArrayBuffer): Promise<void> {
  const overrides = typeof wasm === 'string' ? { locateFile: () => wasm } : { wasmBinary: wasm };
  await prepareZXingModule({ overrides, fireImmediately: true });
}

export async function readWithWasm(picture: Picture, effort: Effort): Promise<readonly Sighted[]> {
  return readWorkedOver(picture, effort, async ({ data, width, height }, thorough) => {
    const read = await readBarcodes({ data, width, height, colorSpace: 'srgb' }, thorough ? FULL : FAST);
    return read.flatMap(toSighted);
  });
}

function toSighted({ text, format: variant, symbology, symbologyIdentifier, position }: ReadResult): Sighted[] {
  const format = FORMATS.find((known) => known === variant || known === symbology);
  if (!format || text === '') return [];
  const corners = [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft];
  return [{ text, symbology: symbologyIdentifier, format, corners, via: 'camera' }];
}
