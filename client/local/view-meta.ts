import type { ViewThingName } from '../../shared/wire/feed.ts';
import type { Cursor } from '../../shared/wire/push.ts';

/** Where this view stands. */
export interface ViewMeta {
  readonly name: 'this';
  readonly cursor: Cursor | null;
  readonly lane: string | null;
  /** The server's rows hold the effects of this phone's reports up to here; only a pull moves it. */
  readonly laneAck: number;
  /** The overlay holds those up to here. */
  readonly overlaySeq: number;
  /** Server time of the last complete pull. */
  readonly dataAsOf: number | null;
  readonly durable: number;
  readonly snapshot: SnapshotProgress | null;
}

/** A first copy under way: where to go on, and the feed's place from which to pull afterwards. */
export interface SnapshotProgress {
  readonly epoch: string;
  readonly from: Cursor;
  readonly after: { readonly thing: ViewThingName; readonly key: string } | null;
  readonly done: number;
  readonly total: number;
}

export const FRESH_META: ViewMeta = {
  name: 'this',
  cursor: null,
  lane: null,
  laneAck: 0,
  overlaySeq: 0,
  dataAsOf: null,
  durable: 0,
  snapshot: null,
};
