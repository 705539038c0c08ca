import type { Step } from './steps.ts';

/** The fewest steps that still breach: ever smaller stretches are left out as long as it stays one. */
export async function shrink(steps: readonly Step[], breaches: (steps: readonly Step[]) => Promise<boolean>): Promise<readonly Step[]> {
  let least = steps;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < least.length; ) {
      const without = [...least.slice(0, at), ...least.slice(at + size)];
      if (await breaches(without)) least = without;
      else at += size;
    }
  }
  return least;
}
