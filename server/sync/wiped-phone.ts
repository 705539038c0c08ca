import { effect } from '../../shared/domain/engine/effect.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { deviceAnomaly } from './host-anomaly.ts';
import type { Pen } from './record.ts';
import { recordNow } from './stands-last.ts';
import type { SyncParts } from './sync-parts.ts';
import { systemAct, systemBooking } from './system-act.ts';

const PREFIX = 'scans-lost wiped ';

/**
 * A lane opens on a phone whose browser signed in with another key before: its storage was wiped. What it said it still
 * held is lost unless someone was handed it, and a supervisor hears of it once. A phone that only re-keys its lane keeps
 * its key, and hands everything over.
 */
export function noteWiped(parts: SyncParts, pen: Pen, { device, at }: { device: string; at: EpochMs }): void {
  const was = parts.phones.before(device);
  const held = was === null ? null : parts.phones.held(was);
  if (!held || held.depth === 0) return;
  const id = PREFIX + held.lane;
  if (parts.stock.things.anomaly.one(id)) return;
  const facts = { lane: held.lane, device: was, phone: held.name, lost: held.depth };
  const anomaly = deviceAnomaly({ id, code: 'scans-lost', facts, claims: [], at });
  parts.stock.things.anomaly.save(anomaly);
  recordNow(parts, pen, systemAct(parts.newId(), { kind: 'scans-lost', at, facts }), systemBooking([effect('anomaly', id, null, anomaly)]));
}

/** The lane whose scans such an anomaly says are lost; null for any other anomaly. */
export function wipedLaneOf(anomalyId: string): string | null {
  return anomalyId.startsWith(PREFIX) ? anomalyId.slice(PREFIX.length) : null;
}
