import { z } from 'zod';
import type { Role } from '../domain/access/matrix.ts';
import type { Bin, Site, Zone } from '../domain/bins/bin.ts';
import type { Things } from '../domain/engine/effect.ts';
import type { Item } from '../domain/lots/item.ts';
import { uuidSchema } from './ids.ts';
import { type Cursor, cursorSchema } from './push.ts';
import type { Verdict } from './verdict.ts';

/** A worker as every phone of the site knows them: no badge secret, no PIN. */
export interface WorkerCard {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: string;
  readonly active: boolean;
}

/** All that a phone's view holds: the things commands change, and the master data around them. */
export interface ViewThings extends Things {
  site: Site;
  zone: Zone;
  bin: Bin;
  item: Item;
  worker: WorkerCard;
}

export type ViewThingName = keyof ViewThings;
export const VIEW_THING_NAMES: readonly ViewThingName[] = [
  'site',
  'zone',
  'bin',
  'item',
  'worker',
  'lot',
  'pallet',
  'stock',
  'unconfirmed',
  'in-hand',
  'departure',
  'shipment',
  'anomaly',
];

/** One row of the view as it stands from this rev on; `after` null: gone. */
export type ViewChange = {
  [T in ViewThingName]: { readonly thing: T; readonly key: string; readonly after: ViewThings[T] | null };
}[ViewThingName];

/** Everything one rev changed. `lane` and `verdict` are there when the rev judged a report. */
export interface FeedEntry {
  readonly rev: number;
  readonly chain: string;
  readonly changes: readonly ViewChange[];
  readonly lane?: string;
  readonly seq?: number;
  readonly verdict?: Verdict;
}

export const pullSchema = z.object({
  cursor: cursorSchema.nullable(),
  lane: uuidSchema.nullable(),
  maxBytes: z.int().min(1024).max(4_000_000).default(1_000_000),
  /** What the phone's copy is of; absent: from a phone of protocol 1, or one without a copy. */
  scope: z.object({ site: z.string().min(1).max(80) }).exactOptional(),
});
export type Pull = z.output<typeof pullSchema>;

export type PullReply =
  | {
      readonly kind: 'page';
      readonly epoch: string;
      readonly upTo: Cursor;
      /** Newest rev there is. */
      readonly head: number;
      readonly entries: readonly FeedEntry[];
      /** Highest contiguous seq of the caller's lane whose effects have rev ≤ upTo; only this drops overlay. */
      readonly laneAck: number;
      readonly durable: number;
      readonly more: boolean;
      readonly serverNow: number;
    }
  | {
      readonly kind: 'reset';
      readonly reset: 'epoch' | 'compacted' | 'diverged' | 'scope' | 'schema';
      readonly epoch: string;
      readonly serverNow: number;
    };

export const snapshotSchema = z.object({
  after: z.object({ thing: z.enum(VIEW_THING_NAMES as [ViewThingName, ...ViewThingName[]]), key: z.string().max(300) }).nullable(),
  limit: z.int().min(1).max(5000).default(2000),
});
export type SnapshotAsk = z.output<typeof snapshotSchema>;

/** One keyset page of everything, things in `VIEW_THING_NAMES` order, keys in code-point order. */
export interface SnapshotReply {
  readonly epoch: string;
  /** Where the feed stood before this page was read: pull from the first page's cursor afterwards. */
  readonly cursor: Cursor;
  readonly rows: readonly ViewChange[];
  readonly next: SnapshotAsk['after'];
  readonly total: number;
  readonly serverNow: number;
}
