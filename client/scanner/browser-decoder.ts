import { BrowserDatamatrixCodeReader, BrowserMultiFormatOneDReader, BrowserQRCodeReader } from '@zxing/browser';
import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  GlobalHistogramBinarizer,
  HybridBinarizer,
  type Result,
  RGBLuminanceSource,
} from '@zxing/library';
import type { Decoder, Format, Sighted } from './decoder.ts';
import { type Grey, quarterTurn, toGrey } from './grey.ts';
import type { Picture, Point } from './picture.ts';
import { readWorkedOver } from './worked-over.ts';

const FORMAT_OF = new Map<BarcodeFormat, Format>([
  [BarcodeFormat.QR_CODE, 'QRCode'],
  [BarcodeFormat.DATA_MATRIX, 'DataMatrix'],
  [BarcodeFormat.CODE_128, 'Code128'],
  [BarcodeFormat.EAN_13, 'EAN13'],
  [BarcodeFormat.EAN_8, 'EAN8'],
  [BarcodeFormat.UPC_A, 'UPCA'],
  [BarcodeFormat.ITF, 'ITF'],
  [BarcodeFormat.CODE_39, 'Code39'],
]);

const GS1_128_MARK = ']C1';
const GS = '\u001D';
/** First codeword of a GS1 DataMatrix. */
const FNC1_CODEWORD = 232;
/** First mode indicator of a GS1 QR code: FNC1 in first position. */
const FNC1_FIRST_MODE = 5;

type Reader = BrowserQRCodeReader | BrowserDatamatrixCodeReader | BrowserMultiFormatOneDReader;
type Binarizer = typeof HybridBinarizer | typeof GlobalHistogramBinarizer;

/**
 * zxing-js on the page's own thread: for phones that run no WASM or no module worker. Of each family (QR, Data Matrix, bars)
 * it sees one code in a picture.
 */
export function startBrowserDecoder(): Decoder {
  const quick = readers(false);
  const patient = readers(true);
  const look = async (picture: Picture, thorough: boolean) => {
    const grey = toGrey(picture);
    const seen: Sighted[] = [];
    for (const reader of thorough ? patient : quick) {
      const began = performance.now();
      seen.push(...lookWith(reader, grey, thorough));
      await rest(performance.now() - began);
    }
    return seen;
  };
  return {
    name: 'browser',
    decode: (picture, effort) => readWorkedOver(picture, effort, look),
    close: () => undefined,
  };
}

/** A page has one thread: as long as a look held it up, it is left to what a scan set going, or no verdict would ever be reached. */
function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The library's own reader of all families logs a warning for every picture without a code. */
function readers(tryHarder: boolean): readonly Reader[] {
  const hints = new Map<DecodeHintType, unknown>([
    [DecodeHintType.POSSIBLE_FORMATS, [...FORMAT_OF.keys()]],
    // Without it the separators of GS1-128 vanish from the text.
    [DecodeHintType.ASSUME_GS1, true],
  ]);
  if (tryHarder) hints.set(DecodeHintType.TRY_HARDER, true);
  return [new BrowserQRCodeReader(hints), new BrowserDatamatrixCodeReader(hints), new BrowserMultiFormatOneDReader(hints)];
}

function lookWith(reader: Reader, grey: Grey, thorough: boolean): readonly Sighted[] {
  const upright = readOnce(reader, grey, HybridBinarizer) ?? (thorough ? readOnce(reader, grey, GlobalHistogramBinarizer) : null);
  if (upright) return toSighted(upright, (point) => point);
  if (!thorough || !(reader instanceof BrowserMultiFormatOneDReader)) return [];
  const turned = readOnce(reader, quarterTurn(grey), HybridBinarizer);
  return turned ? toSighted(turned, ({ x, y }) => ({ x: y, y: grey.height - 1 - x })) : [];
}

/** The library throws, in many classes, for whatever it could not read. */
function readOnce(reader: Reader, { pixels, width, height }: Grey, Binarizer: Binarizer): Result | null {
  try {
    return reader.decodeBitmap(new BinaryBitmap(new Binarizer(new RGBLuminanceSource(pixels, width, height))));
  } catch {
    return null;
  }
}

function toSighted(result: Result, toSource: (point: Point) => Point): readonly Sighted[] {
  const format = FORMAT_OF.get(result.getBarcodeFormat());
  const said = format && identify(format, result);
  if (!said?.text) return [];
  const corners = result.getResultPoints().map((point) => toSource({ x: point.getX(), y: point.getY() }));
  return [{ ...said, corners, via: 'camera' }];
}

/** Text, format and identifier as the other decoder gives them, from what this library says of its codewords. */
function identify(format: Format, result: Result): Pick<Sighted, 'text' | 'format' | 'symbology'> {
  const text = result.getText();
  const firstByte = result.getRawBytes()?.[0] ?? 0;
  switch (format) {
    case 'QRCode':
      return { format, text, symbology: firstByte >> 4 === FNC1_FIRST_MODE ? ']Q3' : ']Q1' };
    case 'DataMatrix':
      if (firstByte !== FNC1_CODEWORD) return { format, text, symbology: ']d1' };
      return { format, text: text.startsWith(GS) ? text.slice(1) : text, symbology: ']d2' };
    case 'Code128':
      if (!text.startsWith(GS1_128_MARK)) return { format, text, symbology: ']C0' };
      return { format, text: text.slice(GS1_128_MARK.length), symbology: GS1_128_MARK };
    case 'UPCA':
      return { format: 'EAN13', text: `0${text}`, symbology: ']E0' };
    case 'EAN13':
      return { format, text, symbology: ']E0' };
    case 'EAN8':
      return { format, text, symbology: ']E4' };
    case 'ITF':
      return { format, text, symbology: ']I0' };
    case 'Code39':
      return { format, text, symbology: ']A0' };
  }
}
