import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { threadProgram } from '../thread-program.ts';
import type { SimDone, SimTask } from './sim-task.ts';

/** Does the tasks on so many threads, each taking the next when it is done with one. What a task comes to depends on it alone. */
export async function onThreads(tasks: readonly SimTask[], threads: number, heard: (done: SimDone) => void): Promise<void> {
  const program = await threadProgram('sim/sim-thread.ts', 'external');
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
