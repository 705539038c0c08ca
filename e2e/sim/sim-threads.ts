import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { ROOT } from '../../scripts/prepare.mjs';
import type { SimDone, SimTask } from './sim-task.ts';

/** Does the tasks on so many threads, each taking the next when it is done with one. What a task comes to depends on it alone. */
export async function onThreads(tasks: readonly SimTask[], threads: number, heard: (done: SimDone) => void): Promise<void> {
  const program = await threadProgram();
  const waiting = [...tasks];
  await Promise.all(Array.from({ length: Math.min(threads, tasks.length) }, () => work(new Worker(program), waiting, heard)));
}

async function work(thread: Worker, waiting: SimTask[], heard: (done: SimDone) => void): Promise<void> {
  for (let task = waiting.shift(); task; task = waiting.shift()) {
    thread.postMessage(task);
    // A thread that breaks rejects this.
    const [done] = await once(thread, 'message');
    heard(done);
  }
  await thread.terminate();
}

/** The thread's program as one file, so that threads need not know TypeScript. */
async function threadProgram(): Promise<string> {
  const folder = join(ROOT, 'node_modules', '.cache', 'sim');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `thread-${process.pid}.mjs`);
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'e2e', 'sim', 'sim-thread.ts')],
    write: false,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
  });
  writeFileSync(outfile, quicklySpread(outputFiles[0]?.text ?? ''));
  return outfile;
}

/**
 * Node 20 makes a new hidden class of every `{ ...thing, more }`, a hundred times the cost of the object itself, but none when
 * the first that is spread is nothing.
 */
function quicklySpread(code: string): string {
  return code.replace(/\{(\s*)\.\.\.(?=[\w$(])/g, '{$1...null, ...');
}
