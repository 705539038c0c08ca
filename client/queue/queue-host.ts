import type { Sha256 } from './lane-head.ts';
import type { QueueStore } from './queue-store.ts';

/** This phone as a push names it: its id once it is enrolled, and its key's word for a text (base64url). */
export interface Signatory {
  readonly deviceId: string | null;
  sign(text: string): Promise<string>;
}

/** What the queue's protocol runs on: where reports are kept, who signs for them, and what hashes them. */
export interface QueueHost {
  readonly queue: QueueStore;
  readonly signatory: () => Promise<Signatory>;
  readonly sha256: Sha256;
}
