import type { CommandId } from '../../shared/domain/bins/stock-row.ts';

/** Mints a command's permanent id: a UUIDv7 (RFC 9562), so that ids made on one phone sort by the time they were made. */
export function mintCommandId(wall: number, random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> = secureRandom): CommandId {
  const bytes = random(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(wall / 2 ** 32));
  view.setUint32(2, wall % 2 ** 32);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x70);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as CommandId;
}

function secureRandom(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(bytes);
}
