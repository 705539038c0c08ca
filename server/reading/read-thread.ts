import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DATABASE_FILE, type SqliteDatabase } from '../db/open-database.ts';
import { type DeskQuestion, type DeskReader, readHere } from './desk-reader.ts';

export type ThreadQuestion = DeskQuestion & { readonly n: number };
export type ThreadAnswer = { readonly n: number } & ({ readonly value: unknown } | { readonly failed: string });

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

/** Built beside the server's own file. */
const THREAD = new URL('./read-worker.js', import.meta.url);

/**
 * Reads in a thread of its own, over a connection that only reads: a dashboard over two hundred thousand lots must not
 * keep a phone's push waiting. A thread that died is started anew by the next question. Run from its sources the server
 * has no thread to start, and reads where it writes.
 */
export function readInThread({ dataDir, db }: { dataDir: string; db: SqliteDatabase }, thread = THREAD): DeskReader {
  if (!existsSync(fileURLToPath(thread))) return readHere(db);
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let n = 0;

  const giveUp = (error: Error) => {
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(thread, { workerData: { path: join(dataDir, DATABASE_FILE) } });
    started.on('message', (answer: ThreadAnswer) => {
      const asked = waiting.get(answer.n);
      waiting.delete(answer.n);
      if ('failed' in answer) asked?.reject(new Error(answer.failed));
      else asked?.resolve(answer.value as never);
    });
    started.on('error', giveUp);
    started.on('exit', (code) => {
      if (worker === started) giveUp(new Error(`the reading thread ended (${code})`));
    });
    started.unref();
    return started;
  };

  return {
    read: (name, input, now) =>
      new Promise((resolve, reject) => {
        n += 1;
        waiting.set(n, { resolve, reject });
        worker ??= start();
        worker.postMessage({ n, name, input, now } satisfies ThreadQuestion);
      }),
    close: async () => {
      const ending = worker;
      giveUp(new Error('the server is closing'));
      await ending?.terminate();
    },
  };
}
