const PLAIN = 0;
const DEFLATED = 1;

/** Text as few bytes as this browser can make of it; the first byte says how. */
export async function squeezed(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const plain = new TextEncoder().encode(text);
  if (typeof CompressionStream === 'undefined') return joinedBytes([Uint8Array.of(PLAIN), plain]);
  return joinedBytes([Uint8Array.of(DEFLATED), await through(new CompressionStream('deflate'), plain)]);
}

/** The text that was squeezed; throws when these bytes are none, or this browser cannot undo it. */
export async function unsqueezed(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const rest = bytes.slice(1);
  if (bytes[0] === PLAIN) return new TextDecoder().decode(rest);
  if (bytes[0] !== DEFLATED) throw new Error('these bytes were squeezed by a newer version');
  return new TextDecoder().decode(await through(new DecompressionStream('deflate'), rest));
}

/** Bytes one after another. */
export function joinedBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function through(transform: CompressionStream | DecompressionStream, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Response(bytes).body?.pipeThrough(transform);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
