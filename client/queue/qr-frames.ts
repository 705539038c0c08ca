import { fromBase45, toBase45 } from './base45.ts';
import { crc32 } from './crc32.ts';
import { joinedBytes } from './squeeze.ts';

/** Bytes of cargo in one frame: a QR code of version 13 that a phone reads off another's screen at arm's length. */
const CARGO = 390;
/** Version, transfer (8), index (2), count (2) before the cargo; CRC-32 (4) after it. */
const HEAD = 13;
const TAIL = 4;
const VERSION = 1;
/** Marks the text as one of ours, in letters a QR code packs densely. */
const MARK = 'LKH:';

/** One picture of a QR sequence: its number, how many there are, and which bytes it belongs to. */
export interface QrFrame {
  /** The first 8 bytes of the SHA-256 of everything that is sent, hex. */
  readonly transfer: string;
  readonly index: number;
  readonly count: number;
  readonly cargo: Uint8Array<ArrayBuffer>;
}

/** Cuts bytes into numbered, checksummed texts, to be shown one after another as QR codes, over and over. */
export async function toQrFrames(bytes: Uint8Array<ArrayBuffer>): Promise<readonly string[]> {
  const transfer = await transferOf(bytes);
  const count = Math.max(1, Math.ceil(bytes.length / CARGO));
  if (count > 0xffff) throw new Error('too much for a QR sequence');
  return Array.from({ length: count }, (_, index) =>
    textOf({ transfer, index, count }, bytes.subarray(index * CARGO, (index + 1) * CARGO)),
  );
}

/** Whether a scanned text is meant to be a frame, well read or not. */
export function isQrFrame(text: string): boolean {
  return text.startsWith(MARK);
}

/** What a scanned text says; null when it is no frame, or one that was misread. */
export function readQrFrame(text: string): QrFrame | null {
  const bytes = isQrFrame(text) ? fromBase45(text.slice(MARK.length)) : null;
  if (!bytes || bytes.length < HEAD + TAIL || bytes[0] !== VERSION) return null;
  const view = new DataView(bytes.buffer);
  const end = bytes.length - TAIL;
  if (view.getUint32(end) !== crc32(bytes.subarray(0, end))) return null;
  const [index, count] = [view.getUint16(9), view.getUint16(11)];
  if (index >= count) return null;
  return { transfer: hex(bytes.subarray(1, 9)), index, count, cargo: bytes.slice(HEAD, end) };
}

/** Frames of one transfer seen so far, by their number. */
export type Seen = ReadonlyMap<number, QrFrame>;

/** One more frame, in any order, seen before or not. A frame of another transfer begins anew. */
export function withFrame(seen: Seen, frame: QrFrame): Seen {
  const [first] = seen.values();
  const isSame = first?.transfer === frame.transfer && first.count === frame.count;
  if (isSame && seen.has(frame.index)) return seen;
  return new Map([...(isSame ? seen : []), [frame.index, frame]]);
}

/** Numbers, from 1, of the frames still to come; empty also before the first. */
export function missingOf(seen: Seen): readonly number[] {
  const [first] = seen.values();
  return Array.from({ length: first?.count ?? 0 }, (_, index) => index + 1).filter((number) => !seen.has(number - 1));
}

/** The bytes that were sent; null until every frame is here, or when together they are not what was sent. */
export async function joined(seen: Seen): Promise<Uint8Array<ArrayBuffer> | null> {
  const [first] = seen.values();
  if (!first || seen.size < first.count) return null;
  const cargoes = [...seen.values()].sort((a, b) => a.index - b.index).map(({ cargo }) => cargo);
  const bytes = joinedBytes(cargoes);
  return (await transferOf(bytes)) === first.transfer ? bytes : null;
}

function textOf({ transfer, index, count }: Omit<QrFrame, 'cargo'>, cargo: Uint8Array): string {
  const bytes = new Uint8Array(HEAD + cargo.length + TAIL);
  const view = new DataView(bytes.buffer);
  bytes[0] = VERSION;
  for (let at = 0; at < 8; at++) bytes[1 + at] = Number.parseInt(transfer.slice(at * 2, at * 2 + 2), 16);
  view.setUint16(9, index);
  view.setUint16(11, count);
  bytes.set(cargo, HEAD);
  view.setUint32(HEAD + cargo.length, crc32(bytes.subarray(0, HEAD + cargo.length)));
  return MARK + toBase45(bytes);
}

async function transferOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).subarray(0, 8));
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
