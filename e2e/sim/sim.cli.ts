// The simulation as a command: `--seed S --runs N`, or `--mutants`; `--jobs N` cores, all there are unless told. The last line
// reads `N passed, N failed`.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { PLANTED_BUGS } from './planted-bugs.ts';
import type { SimTask } from './sim-task.ts';
import { onThreads } from './sim-threads.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '10000' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    mutants: { type: 'boolean', default: false },
  },
});
const [first, jobs] = [Number(values.seed), Number(values.jobs)];

/** A planted bug that survives so many histories has survived. */
const MOST_RUNS = 20_000;
/** Histories a thread lives before it takes the next stretch: few enough that all cores end together. */
const STRETCH = 250;

const failed = values.mutants ? await plantBugs() : await runHistories(Number(values.runs));
process.exit(failed > 0 ? 1 : 0);

async function runHistories(runs: number): Promise<number> {
  const before = process.cpuUsage();
  let breaches = 0;
  await onThreads(stretches(runs), jobs, (done) => {
    for (const { seed, steps, why } of done.do === 'live' ? done.breached : []) {
      breaches += 1;
      console.log(`seed ${seed}: ${why}`);
      for (const step of steps) console.log(`  ${JSON.stringify(step)}`);
    }
  });
  const { user, system } = process.cpuUsage(before);
  console.log(`seed ${first}: ${Math.round((runs * 1e6) / (user + system))} histories a second on one core`);
  console.log(`${runs - breaches} passed, ${breaches} failed`);
  return breaches;
}

function stretches(runs: number): SimTask[] {
  return Array.from({ length: Math.ceil(runs / STRETCH) }, (_, n) => ({
    do: 'live',
    from: first + n * STRETCH,
    runs: Math.min(STRETCH, runs - n * STRETCH),
  }));
}

async function plantBugs(): Promise<number> {
  let survived = 0;
  const tasks = PLANTED_BUGS.map((_, bug): SimTask => ({ do: 'plant', bug, from: first, most: MOST_RUNS }));
  await onThreads(tasks, jobs, (done) => {
    if (done.do !== 'plant') return;
    if (done.runs === null) survived += 1;
    const became = done.runs === null ? `SURVIVED ${MOST_RUNS} histories` : `caught in history ${done.runs}`;
    console.log(`${PLANTED_BUGS[done.bug]?.().name}: ${became}`);
  });
  console.log(`${PLANTED_BUGS.length - survived} passed, ${survived} failed`);
  return survived;
}
