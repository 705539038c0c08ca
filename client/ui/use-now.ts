import { useEffect, useState } from 'react';
import type { EpochMs } from '../../shared/domain/engine/time.ts';

/** The phone's wall clock, looked at every `everyMs`: for ages on screen, never for a command. */
export function useNow(everyMs: number): EpochMs {
  const [now, setNow] = useState(() => Date.now() as EpochMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() as EpochMs), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
