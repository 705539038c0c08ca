import type { AnomalyFacts } from '../../shared/domain/anomalies/anomaly.ts';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { canonicalJson } from '../../shared/wire/canonical.ts';
import { commandIdSchema } from '../../shared/wire/ids.ts';
import { sha256 } from '../ledger/chain.ts';
import type { Act, Booking } from './record.ts';

/** Something the server did by itself, on record like everything else. `id` is a fresh UUID. */
export function systemAct(id: string, { kind, at, facts }: { kind: string; at: EpochMs; facts: AnomalyFacts }): Act {
  const body = canonicalJson({ id, kind, at, facts });
  return {
    id,
    command: commandIdSchema.parse(id),
    lane: null,
    seq: null,
    hash: sha256(body),
    device: 'server',
    kind,
    worker: 'system',
    receivedAt: at,
    occurredAt: at,
    error: 0,
    body,
    names: [],
  };
}

/** What the server did, when all it changed are these things. */
export function systemBooking(effects: readonly Effect[]): Booking {
  return { outcome: 'recorded', broke: null, flags: [], extent: 'applied', effects };
}
