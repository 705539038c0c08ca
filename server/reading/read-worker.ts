import { parentPort, workerData } from 'node:worker_threads';
import { openForReading } from '../db/open-database.ts';
import { answerOf } from './desk-reader.ts';
import { deskReads } from './desk-reads.ts';
import type { ThreadAnswer, ThreadQuestion } from './read-thread.ts';

const reads = deskReads(openForReading((workerData as { path: string }).path));

parentPort?.on('message', ({ n, ...question }: ThreadQuestion) => {
  let answer: ThreadAnswer;
  try {
    answer = { n, value: answerOf(reads, question) };
  } catch (error) {
    answer = { n, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort?.postMessage(answer);
});
