import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { Effort, Sighted } from './decoder.ts';
import type { Picture } from './picture.ts';
import { readWithWasm, startWasmReader } from './wasm-reader.ts';

export interface Job {
  readonly id: number;
  readonly picture: Picture;
  readonly effort: Effort;
}

export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'cannot-start'; readonly why: string }
  | { readonly kind: 'read'; readonly id: number; readonly sighted: readonly Sighted[] }
  | { readonly kind: 'broke'; readonly id: number; readonly why: string };

const answer = (message: Answer) => self.postMessage(message);

self.onmessage = ({ data: { id, picture, effort } }: MessageEvent<Job>) => {
  readWithWasm(picture, effort).then(
    (sighted) => answer({ kind: 'read', id, sighted }),
    (fault: unknown) => answer({ kind: 'broke', id, why: String(fault) }),
  );
};

startWasmReader(wasmUrl).then(
  () => answer({ kind: 'ready' }),
  (fault: unknown) => answer({ kind: 'cannot-start', why: String(fault) }),
);
