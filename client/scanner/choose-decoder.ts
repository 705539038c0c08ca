import type { Decoder } from './decoder.ts';
import { startWasmDecoder } from './wasm-decoder.ts';

export interface DecoderPorts {
  startBest(): Promise<Decoder>;
  startFallback(): Promise<Decoder>;
  /** Lives as long as the session: what failed once on this phone is not waited for again. */
  readonly memory: Pick<Storage, 'getItem' | 'setItem'>;
}

const KEY = 'lotkeeper.decoder';
const DEADLINE_MS = 10_000;

export function decoderPorts(): DecoderPorts {
  return {
    startBest: () => startWasmDecoder(DEADLINE_MS),
    startFallback: async () => (await import('./browser-decoder.ts')).startBrowserDecoder(),
    memory: sessionStorage,
  };
}

/**
 * The best decoder this phone can run. When it cannot start, or breaks on the way, the fallback takes its place for the rest of
 * the session and `name` says so; the frame it broke on is given up.
 */
export async function chooseDecoder({ startBest, startFallback, memory }: DecoderPorts): Promise<Decoder> {
  const fallBack = () => {
    memory.setItem(KEY, 'browser');
    return startFallback();
  };
  let current = await (memory.getItem(KEY) === 'browser' ? startFallback() : startBest().catch(fallBack));
  return {
    get name() {
      return current.name;
    },
    async decode(picture, effort) {
      try {
        return await current.decode(picture, effort);
      } catch (fault) {
        if (current.name === 'browser') throw fault;
        current.close();
        current = await fallBack();
        return [];
      }
    },
    close: () => current.close(),
  };
}
