import type { Answer, Job } from './decode.worker.ts';
import type { Decoder, Sighted } from './decoder.ts';

interface Waiting {
  resolve(sighted: readonly Sighted[]): void;
  reject(fault: Error): void;
}

/** zxing-cpp in a worker. Rejects when the worker is not ready within `deadlineMs`; one that dies later rejects all it is asked. */
export function startWasmDecoder(deadlineMs: number): Promise<Decoder> {
  return new Promise((started, failed) => {
    const worker = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module', name: 'decoder' });
    const line = waitingLine();
    const die = (why: string) => {
      clearTimeout(deadline);
      worker.terminate();
      line.close(new Error(why));
      failed(new Error(why));
    };
    const deadline = setTimeout(() => die(`the decoder was not ready within ${deadlineMs} ms`), deadlineMs);
    const decoder: Decoder = {
      name: 'wasm',
      decode: (picture, effort) => {
        const { id, answer } = line.join();
        worker.postMessage({ id, picture, effort } satisfies Job, [picture.data.buffer]);
        return answer;
      },
      close: () => die('the decoder was closed'),
    };
    worker.onerror = (event) => die(event.message || 'the decoder could not be loaded');
    worker.onmessage = ({ data: answer }: MessageEvent<Answer>) => {
      switch (answer.kind) {
        case 'ready':
          clearTimeout(deadline);
          return started(decoder);
        case 'cannot-start':
          return die(answer.why);
        case 'read':
          return line.leave(answer.id)?.resolve(answer.sighted);
        case 'broke':
          return line.leave(answer.id)?.reject(new Error(answer.why));
      }
    };
  });
}

/** Who waits for which answer. Once closed, everyone in it and everyone who joins later is turned away. */
function waitingLine() {
  const waiting = new Map<number, Waiting>();
  let closed: Error | null = null;
  let lastId = 0;
  return {
    join() {
      const id = ++lastId;
      const answer = new Promise<readonly Sighted[]>((resolve, reject) => {
        if (closed) reject(closed);
        else waiting.set(id, { resolve, reject });
      });
      return { id, answer };
    },
    leave(id: number): Waiting | undefined {
      const who = waiting.get(id);
      waiting.delete(id);
      return who;
    },
    close(why: Error) {
      closed ??= why;
      for (const { reject } of waiting.values()) reject(closed);
      waiting.clear();
    },
  };
}
