import { live } from './live.ts';
import type { Plant } from './planted-bugs.ts';
import { shrink } from './shrink.ts';
import { drawSteps, type Step } from './steps.ts';

/** A history that broke a promise: its seed, the fewest steps that still break one, and what they break. */
export interface Breached {
  readonly seed: number;
  readonly steps: readonly Step[];
  readonly why: string;
}

/** Lives the histories of a run of seeds; those that breach come back shrunk. */
export async function runSeeds(from: number, runs: number, told: (breached: Breached) => void): Promise<void> {
  for (let seed = from; seed < from + runs; seed++) {
    const steps = drawSteps(seed);
    if ((await live(seed, steps)) === null) continue;
    const least = await shrink(steps, async (fewer) => (await live(seed, fewer)) !== null);
    told({ seed, steps: least, why: (await live(seed, least)) ?? '' });
  }
}

/** How many histories it takes until a planted bug is caught; null: it survived them all. */
export async function runsToCatch(plant: Plant, from: number, most: number): Promise<number | null> {
  for (let run = 0; run < most; run++) {
    if ((await live(from + run, drawSteps(from + run), plant())) !== null) return run + 1;
  }
  return null;
}
