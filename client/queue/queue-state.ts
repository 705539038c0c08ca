import { create } from 'zustand';
import type { Draft } from './report-body.ts';

/** How many of the last scans stay on screen when the phone can no longer save. */
const SCANS_KEPT = 20;

/** What the status strip and the red screen show. Figures follow the databases, whichever tab changed them. */
export interface QueueState {
  /** Reports the server has not taken yet, and the phone's wall time of the oldest of them. */
  readonly depth: number;
  readonly oldestWall: number | null;
  /** Server time up to which the phone's copy of the stock is true; null: no copy yet. */
  readonly dataAsOf: number | null;
  /** Whether the server answered when it was last called; null: not called yet. */
  readonly online: boolean | null;
  /** The first copy of the stock being fetched: `done` of `total` rows. */
  readonly bootstrap: { readonly done: number; readonly total: number } | null;
  /** The phone could not keep a scan, because it is full or its storage does not answer: stop scanning. */
  readonly notSaved: 'full' | 'broken' | null;
  /** Whether the browser promised not to evict the queue; null: not asked yet. */
  readonly persisted: boolean | null;
  /** Reports of other phones that this one carries and the server has not taken yet. */
  readonly carried: number;
  /** When the drainer last had to be started anew, phone's wall time. */
  readonly restartedAt: number | null;
  /** Verdicts a person should look at. */
  readonly needYou: number;
  /** The server no longer reads this build, or refuses the oldest report: a person must act. */
  readonly stuck: 'client-too-old' | 'refused' | null;
  /** The server takes what this app sends, and has a newer app to offer. */
  readonly outdated: boolean;
  /** What the server had this phone do: send again what it forgot, or go on under a number of its own. A person may know. */
  readonly told: 'epoch' | 'lane-forked' | null;
  /** So many scans this phone held when its browser was wiped, until the worker has read it. */
  readonly lost: number;
  /** The shift has ended on the server: reports still drain, data stays as it is. */
  readonly sessionExpired: boolean;
  readonly lastScans: readonly Draft[];
}

const START: QueueState = {
  depth: 0,
  oldestWall: null,
  dataAsOf: null,
  online: null,
  bootstrap: null,
  notSaved: null,
  persisted: null,
  carried: 0,
  restartedAt: null,
  needYou: 0,
  stuck: null,
  outdated: false,
  told: null,
  lost: 0,
  sessionExpired: false,
  lastScans: [],
};

export const useQueueState = create<QueueState>()(() => START);

export function showQueue(part: Partial<QueueState>): void {
  useQueueState.setState(part);
}

/** Remembers a scan for the red screen, before it is known whether it was saved. */
export function showScan(draft: Draft): void {
  useQueueState.setState(({ lastScans }) => ({ lastScans: [draft, ...lastScans].slice(0, SCANS_KEPT) }));
}
