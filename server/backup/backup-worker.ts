import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadAnswer } from './backup-thread.ts';
import { type BackupWish, takeBackup } from './take-backup.ts';

const { wish, now } = workerData as { wish: BackupWish; now: number };
const answer: ThreadAnswer = await takeBackup(wish, now).then(
  (taken) => ({ taken }),
  (error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }),
);
parentPort?.postMessage(answer);
