import { GENESIS } from '../../shared/wire/canonical.ts';
import type { Receipt } from '../../shared/wire/push.ts';
import { bothSpeak, OLDEST_PROTOCOL, SPOKEN, type Spoken } from '../../shared/wire/versions.ts';

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
  /** The lane its reports stood in before, until the server has heard of this one. */
  readonly movedFrom?: string;
  /** The protocols the server said it speaks; absent: it has not said, and the oldest is spoken to it. */
  readonly speaks?: Spoken;
}

/** A server that says nothing of it speaks the first protocol. */
export const FIRST_SPOKEN: Spoken = { oldest: OLDEST_PROTOCOL, newest: OLDEST_PROTOCOL };

/** Spoken to a server that has not said what it speaks, or has no protocol in common: the oldest there is. */
export function protocolFor({ speaks = FIRST_SPOKEN }: Pick<Lane, 'speaks'>): number {
  return bothSpeak(SPOKEN, speaks) ?? OLDEST_PROTOCOL;
}

/** Where the next push starts: after what the server has, and after what this phone no longer keeps. */
export function startOf({ ackedSeq, ackedHead, keptFrom }: Lane): Lane['keptFrom'] {
  return ackedSeq < keptFrom.seq ? keptFrom : { seq: ackedSeq, head: ackedHead };
}

export function freshLane(lane: string): Lane {
  const start = { seq: 0, head: GENESIS };
  return { name: 'this', lane, nextSeq: 1, ackedSeq: 0, ackedHead: GENESIS, keptFrom: start, epoch: null, receipt: null };
}
