import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { BackupFailure } from './backup-failure.ts';
import type { BackupWish, TakenBackup } from './take-backup.ts';

/** What the thread says when it is done. */
export type ThreadAnswer = { readonly taken: TakenBackup } | { readonly failed: string };

/** Built beside the server's own file. */
const THREAD = new URL('./backup-worker.js', import.meta.url);

/** Backs up in a thread of its own: copying and reading back a large file must not keep a phone waiting. */
export function takeBackupInThread(wish: BackupWish, now: number): Promise<TakenBackup> {
  if (!existsSync(fileURLToPath(THREAD))) return Promise.reject(new BackupFailure(`${THREAD} is missing: build the server again.`));
  return new Promise((resolve, reject) => {
    const worker = new Worker(THREAD, { workerData: { wish, now } });
    worker.once('message', (answer: ThreadAnswer) => {
      if ('taken' in answer) resolve(answer.taken);
      else reject(new BackupFailure(answer.failed));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new BackupFailure(`The backup ended before it was done (${code}).`)));
  });
}
