import { effect } from '../../shared/domain/engine/effect.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Lost, Push } from '../../shared/wire/push.ts';
import { deviceAnomaly } from './host-anomaly.ts';
import type { Pen } from './record.ts';
import { recordNow } from './stands-last.ts';
import type { SyncParts } from './sync-parts.ts';
import { systemAct, systemBooking } from './system-act.ts';

/** The kind of act that stands in a lane where a phone's scans are missing for good. */
export const SCANS_LOST = 'scans-lost';

/**
 * A phone no longer has numbers that this server never got, or forgot. That is put on record and before a supervisor,
 * and nothing else moves a lane over a gap: its chain goes on from the head the phone states.
 */
export function recordLost(parts: SyncParts, pen: Pen, said: { push: Push; lost: Lost; now: EpochMs }): void {
  const { push, lost, now } = said;
  const { lane, deviceId } = push;
  const id = `${SCANS_LOST} ${lane} ${lost.from}`;
  const facts = { lane, device: deviceId, ...lost };
  const known = parts.stock.things.anomaly.one(id);
  const anomaly = deviceAnomaly({ id, code: SCANS_LOST, facts, claims: [], at: now });
  parts.stock.things.anomaly.save(anomaly);
  const rev = pen.rev() + 1;
  parts.lanes.place({ lane, seq: lost.to, ledgerRev: rev, uptoRev: rev, head: lost.head, sig: push.headSeq === lost.to ? push.sig : null });
  recordNow(
    parts,
    pen,
    systemAct(parts.newId(), { kind: SCANS_LOST, at: now, facts }),
    systemBooking([effect('anomaly', id, known, anomaly)]),
  );
}
