import type { MetaStore } from '../db/meta-store.ts';
import type { SyncParts } from './sync-parts.ts';

/** The ports of one store under test: what is written through one of them is seen through the others. */
export interface Ports extends Pick<SyncParts, 'atomically' | 'masters' | 'ledger' | 'order' | 'feed' | 'lanes'> {
  readonly things: SyncParts['stock']['things'];
  /** What the store knows of itself, opened by a server that would begin with this epoch. */
  openMeta(firstEpoch: string): MetaStore;
  close(): void;
}
