import { useRef, useState } from 'react';
import { type Booking, book, commandOf } from '../desk/book.ts';
import type { Draft, ReportBody } from '../queue/report-body.ts';

export interface Decision {
  /** Puts the act to the ledger; true when it is booked. */
  readonly decide: (draft: Draft) => Promise<boolean>;
  readonly isBusy: boolean;
  /** What came of the last try, when it was not booked. */
  readonly problem: Exclude<Booking, { kind: 'booked' }> | null;
}

/** One decision. After an answer that got lost, the same act is sent under the same id. */
export function useDecision(): Decision {
  const command = useRef<{ about: string; body: ReportBody } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Decision['problem']>(null);
  const decide = async (draft: Draft) => {
    setBusy(true);
    setProblem(null);
    const about = JSON.stringify(draft);
    if (command.current?.about !== about) command.current = { about, body: await commandOf(draft) };
    const booking = await book(command.current.body);
    setBusy(false);
    if (booking.kind === 'booked') return true;
    setProblem(booking);
    return false;
  };
  return { decide, isBusy, problem };
}
