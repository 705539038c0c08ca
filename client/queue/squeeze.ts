/** Text as few bytes as this browser can make of it; the first byte says how. */
export async function squeezed(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const plain = new Blob([text]);
  if (typeof CompressionStream === 'undefined') return marked(PLAIN, plain);
  return marked(DEFLATED, await new Response(plain.stream().pipeThrough(new CompressionStream('deflate'))).blob());
}

/** The text that was squeezed; throws when these bytes are none, or this browser cannot undo it. */
export async function unsqueezed(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const rest = new Blob([bytes.subarray(1)]);
  if (bytes[0] === PLAIN) return rest.text();
  if (bytes[0] !== DEFLATED) throw new Error('these bytes were squeezed by a newer version');
  return new Response(rest.stream().pipeThrough(new DecompressionStream('deflate'))).text();
}

const PLAIN = 0;
const DEFLATED = 1;

async function marked(mark: number, blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Blob([Uint8Array.of(mark), blob]).arrayBuffer());
}
