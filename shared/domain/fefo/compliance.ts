import type { Flag } from '../engine/verdict.ts';

/** How well picks kept to first expired, first out. `compliant` counts no override; overrides are listed apart. */
export interface FefoCompliance {
  readonly picks: number;
  readonly compliant: number;
  readonly overridden: number;
  /** Compliant ÷ picks in per cent; null while nothing was picked. */
  readonly percent: number | null;
}

/**
 * The compliance figure over picks, given the flags each was recorded with. What a verdict said when the pick was
 * judged counts: facts that arrive later change no figure.
 */
export function fefoCompliance(picks: Iterable<readonly Pick<Flag, 'code'>[]>): FefoCompliance {
  let [all, compliant, overridden] = [0, 0, 0];
  for (const flags of picks) {
    const isOverridden = flags.some((flag) => flag.code === 'fefo-override');
    all += 1;
    if (isOverridden) overridden += 1;
    else if (!flags.some((flag) => flag.code === 'fefo-skipped')) compliant += 1;
  }
  return { picks: all, compliant, overridden, percent: all === 0 ? null : (compliant * 100) / all };
}
