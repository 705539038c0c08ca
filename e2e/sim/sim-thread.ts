/** One core's worth of the simulation: a task comes in, what came of it goes out. */
import { parentPort } from 'node:worker_threads';
import { type Breached, runSeeds, runsToCatch } from './campaign.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import type { SimDone, SimTask } from './sim-task.ts';

parentPort?.on('message', async (task: SimTask) => parentPort?.postMessage(await doneWith(task)));

async function doneWith(task: SimTask): Promise<SimDone> {
  if (task.do === 'live') {
    const breached: Breached[] = [];
    await runSeeds(task.from, task.runs, (each) => breached.push(each));
    return { do: 'live', breached };
  }
  const plant = PLANTED_BUGS[task.bug];
  if (!plant) throw new Error(`there is no bug ${task.bug}`);
  return { do: 'plant', bug: task.bug, runs: await runsToCatch(plant, task.from, task.most) };
}
