import { describe, expect, it } from 'vitest';
import { runSeeds, runsToCatch } from './campaign.ts';
import { live } from './live.ts';
import { noReplay, PLANTED_BUGS } from './planted-bugs.ts';
import { shrink } from './shrink.ts';
import { drawSteps, type Step } from './steps.ts';

/** `npm run sim` lives as many histories as one likes. */
const RUNS = 100;
const MOST_RUNS_TO_CATCH = 1000;
/** A gap right after a restore is rare: from here on every planted bug shows within four hundred histories. */
const SEED_TO_CATCH = 29_950;

describe('simulated phones and a simulated server', () => {
  it('lose, double and reorder no scan, and end up agreeing, whatever breaks on the way', async () => {
    const breaches: string[] = [];
    await runSeeds(1, RUNS, ({ seed, why }) => breaches.push(`seed ${seed}: ${why}`));
    expect(breaches).toEqual([]);
  });

  it.each(PLANTED_BUGS.map((plant) => [plant().name, plant] as const))('catch a server or phone with the bug “%s”', async (_, plant) => {
    expect(await runsToCatch(plant, SEED_TO_CATCH, MOST_RUNS_TO_CATCH)).not.toBeNull();
  });

  it('live the same history again from the same seed', async () => {
    const [once, again] = [await live(7, drawSteps(7), noReplay()), await live(7, drawSteps(7), noReplay())];
    expect(once).not.toBeNull();
    expect(again).toBe(once);
  });

  it('tell a breach in as few steps as still show it', async () => {
    const steps: Step[] = [1, 2, 3, 4, 5, 6, 7].map((ms) => ({ do: 'wait', ms }));
    const has = (some: readonly Step[], ms: number) => some.some((step) => step.do === 'wait' && step.ms === ms);
    const least = await shrink(steps, async (fewer) => has(fewer, 2) && has(fewer, 6));
    expect(least).toEqual([steps[1], steps[5]]);
  });
});
