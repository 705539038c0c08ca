import type { EpochMs } from '../../shared/domain/engine/time.ts';

export interface SweepTimer {
  readonly every: number;
  readonly now: () => EpochMs;
  readonly onError: (error: unknown) => void;
}

/** Sweeps at once and then on a timer, until stopped. A sweep that fails is told, and tried again at its next turn. */
export function startSweeping(sweepNow: (at: EpochMs) => number, { every, now, onError }: SweepTimer): () => void {
  const turn = () => {
    try {
      sweepNow(now());
    } catch (error) {
      onError(error);
    }
  };
  turn();
  const timer = setInterval(turn, every);
  timer.unref();
  return () => clearInterval(timer);
}
