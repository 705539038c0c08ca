// The simulation as a command: `--seed S --runs N`, or `--mutants`. The last line reads `N passed, N failed`.
import { parseArgs } from 'node:util';
import { runSeeds, runsToCatch } from './campaign.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '10000' },
    mutants: { type: 'boolean', default: false },
  },
});

/** A planted bug that survives so many histories has survived. */
const MOST_RUNS = 20_000;

const failed = values.mutants ? await plantBugs() : await runHistories();
process.exit(failed > 0 ? 1 : 0);

async function runHistories(): Promise<number> {
  const runs = Number(values.runs);
  const before = process.cpuUsage();
  const breached = await runSeeds(Number(values.seed), runs, ({ seed, steps, why }) => {
    console.log(`seed ${seed}: ${why}`);
    for (const step of steps) console.log(`  ${JSON.stringify(step)}`);
  });
  const { user, system } = process.cpuUsage(before);
  console.log(`seed ${values.seed}: ${Math.round((runs * 1e6) / (user + system))} histories a second on one core`);
  console.log(`${runs - breached} passed, ${breached} failed`);
  return breached;
}

async function plantBugs(): Promise<number> {
  let survived = 0;
  for (const plant of PLANTED_BUGS) {
    const runs = await runsToCatch(plant, Number(values.seed), MOST_RUNS);
    if (runs === null) survived += 1;
    console.log(`${plant().name}: ${runs === null ? `SURVIVED ${MOST_RUNS} histories` : `caught in history ${runs}`}`);
  }
  console.log(`${PLANTED_BUGS.length - survived} passed, ${survived} failed`);
  return survived;
}
