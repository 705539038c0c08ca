import { GENESIS } from '../../shared/wire/canonical.ts';
import type { Receipt } from '../../shared/wire/push.ts';

/** This phone's queue identity and how far the server has taken it. */
export interface Lane {
  readonly name: 'this';
  readonly lane: string;
  readonly nextSeq: number;
  readonly ackedSeq: number;
  readonly ackedHead: string;
  /** The head before the oldest report still kept; what a chain restarts from. */
  readonly keptFrom: { readonly seq: number; readonly head: string };
  readonly epoch: string | null;
  readonly receipt: Receipt | null;
}

export function freshLane(lane: string): Lane {
  const start = { seq: 0, head: GENESIS };
  return { name: 'this', lane, nextSeq: 1, ackedSeq: 0, ackedHead: GENESIS, keptFrom: start, epoch: null, receipt: null };
}
