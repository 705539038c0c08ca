import { useEffect, useState } from 'react';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { call } from '../api.ts';
import { useQueueState } from '../queue/queue-state.ts';
import type { Failure } from '../queue/wire.ts';
import { useAtMostEvery } from './use-at-most-every.ts';

/** What the server has answered so far. A failed refresh leaves the last answer in place. */
export interface Reading<T> {
  readonly value: T | undefined;
  /** When `value` was answered, by this device's clock. */
  readonly asOf: EpochMs | null;
  /** Why the newest try brought nothing. */
  readonly failure: Failure | null;
  readonly again: () => void;
}

/** One question to the server; a function of its module, so that it stays the same between renders. */
export type Read<I, T> = (input: I, options: { signal: AbortSignal }) => Promise<T>;

interface Held<T> extends Pick<Reading<T>, 'value' | 'asOf' | 'failure'> {
  /** What `value` answers. */
  readonly question: string;
}

/** A busy store has news many times a second; a page that counts the whole store is read again this often at most. */
const REFRESH_MS = 2000;

/**
 * Asks the server, and quietly again whenever this device hears news of the ledger, comes back online or the question
 * changes. While a changed question is on its way the last answer stays; give the component a `key` where it must not.
 */
export function useAnswer<I, T>(read: Read<I, T>, input: I): Reading<T> {
  const news = useAtMostEvery(
    useQueueState(({ dataAsOf }) => dataAsOf),
    REFRESH_MS,
  );
  const line = useQueueState(({ online, sessionExpired }) => `${online} ${sessionExpired}`);
  const [tries, setTries] = useState(0);
  const [held, setHeld] = useState<Held<T>>({ value: undefined, asOf: null, failure: null, question: '' });
  const question = JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: news and a new try ask the same question again
  useEffect(() => {
    let over = false;
    const asked: I = JSON.parse(question);
    void call((options) => read(asked, options)).then((answer) => {
      if (over) return;
      if (answer.ok) return setHeld({ value: answer.value, asOf: Date.now() as EpochMs, failure: null, question });
      const { failure } = answer;
      setHeld((was) => (was.question === question ? { ...was, failure } : { value: undefined, asOf: null, failure, question }));
    });
    return () => {
      over = true;
    };
  }, [read, question, news, line, tries]);
  const { value, asOf, failure } = held;
  return { value, asOf, failure, again: () => setTries((count) => count + 1) };
}
