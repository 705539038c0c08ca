import type { SweepTimer } from './sweep-timer.ts';
import type { Sync } from './sync.ts';

/** Compacts the feed on a timer, until stopped; a turn that is under way then ends before its next slice. */
export function startCompacting(compact: Sync['compact'], { every, now, onError }: SweepTimer): () => void {
  let isStopped = false;
  let isRunning = false;
  const turn = async () => {
    if (isRunning) return;
    isRunning = true;
    await compact(now(), () => isStopped).catch(onError);
    isRunning = false;
  };
  const timer = setInterval(turn, every);
  timer.unref();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}
