import { useState } from 'react';
import { call } from '../api.ts';
import type { Failure } from '../queue/wire.ts';

export interface Change<I, T> {
  readonly make: (input: I) => Promise<T | null>;
  readonly isBusy: boolean;
  /** Why the last try changed nothing. */
  readonly failure: Failure | null;
}

/** Something an administrator changes on the server, one at a time; null when it failed. */
export function useChange<I, T>(act: (input: I, options: { signal: AbortSignal }) => Promise<T>): Change<I, T> {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const make = async (input: I) => {
    setBusy(true);
    setFailure(null);
    const answer = await call((options) => act(input, options), PATIENCE_MS);
    setBusy(false);
    if (answer.ok) return answer.value;
    setFailure(answer.failure);
    return null;
  };
  return { make, isBusy, failure };
}

/** Hashing the PINs of many new workers takes the server a while. */
const PATIENCE_MS = 120_000;
