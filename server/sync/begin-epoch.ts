import type { AnomalyFacts } from '../../shared/domain/anomalies/anomaly.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Pen } from './record.ts';
import type { SyncParts } from './sync-parts.ts';
import { systemAct, systemBooking } from './system-act.ts';

/**
 * How it is known that this store is not the one phones knew: somebody restored it (`restored`), the mark beside the
 * database is ahead of it (`high-water`), a receipt we sealed names more or other than it holds (`receipt`), or a phone
 * stands at a rev that reads otherwise here (`cursor`).
 */
export type Proof = 'restored' | 'high-water' | 'receipt' | 'cursor';

/** A new history begins, on record as an act of the system: phones hear of it with their next call and hand over what they kept. */
export function beginEpoch(
  { meta, newId }: Pick<SyncParts, 'meta' | 'newId'>,
  pen: Pen,
  begun: { readonly proof: Proof; readonly at: EpochMs; readonly facts?: AnomalyFacts },
): void {
  const { proof, at } = begun;
  const facts = { proof, before: meta.epoch(), rev: pen.rev(), ...begun.facts };
  meta.setEpoch(newId());
  pen.record(systemAct(newId(), { kind: 'epoch-begun', at, facts }), systemBooking([]));
}
