import type { Refusal } from '../../shared/domain/engine/refusal.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { MasterStore } from '../stock/master-store.ts';
import { takePen } from './record.ts';
import { refold } from './refold.ts';
import type { SyncParts } from './sync-parts.ts';
import { systemAct, systemBooking } from './system-act.ts';
import { reviseAll } from './take-late.ts';
import { broughtBy, type LedgerAct, recordedAct } from './timeline.ts';

/**
 * Judges parked reports again once what they lacked is there: the bin or item is master data by now, or this version
 * reads their kind. Each is put where it belongs, as an act of the system. Returns how many were judged again.
 */
export function judgeParkedAgain(parts: SyncParts, at: EpochMs): number {
  return parts.atomically(() => {
    const site = parts.masters.site();
    if (!site) return 0;
    const waiting = parts.order.parked().map((each) => recordedAct(parts, site.timeZone, each));
    return waiting.filter((act) => isThereNow(parts.masters, act) && judgeAgain(parts, { site, act: { ...act, again: true }, at })).length;
  });
}

function isThereNow(masters: MasterStore, { command, past }: LedgerAct): boolean {
  return command !== null && past?.broke != null && lacksNothing(masters, past.broke);
}

/** A rule that threw may throw again; what a report itself says wrong never comes right. */
function lacksNothing(masters: MasterStore, broke: Refusal): boolean {
  if (broke.code === 'bin-unknown') return masters.bin(broke.bin) !== null;
  if (broke.code === 'item-unknown') return masters.item(broke.item) !== null;
  return broke.code === 'kind-unknown';
}

/** Carries out what has waited for the act just put on record under a rev; it is judged again as an act of the system. */
export function judgeWaiting(parts: SyncParts, { site, rev, at }: { site: Again['site']; rev: number; at: EpochMs }): void {
  for (const act of parts.order.acts([rev]).map((each) => recordedAct(parts, site.timeZone, each))) {
    const brought = act.command ? broughtBy(parts.ledger, act.command) : [];
    if (parts.order.waitingFor(brought).length > 0) judgeAgain(parts, { site, act, at });
  }
}

interface Again {
  readonly site: Parameters<typeof refold>[1]['site'];
  readonly act: LedgerAct;
  readonly at: EpochMs;
}

function judgeAgain(parts: SyncParts, { site, act, at }: Again): boolean {
  const cause = { command: act.position.id, at };
  const refolded = refold(parts, { site, acts: [act], cause });
  if (refolded === null || refolded === 'too-late' || refolded.judged.length === 0) return false;
  const { slice, judged, changes } = refolded;
  parts.stock.save(slice, changes);
  const pen = takePen(parts.ledger, parts.feed);
  const facts = { command: act.position.id, changes: changes.length };
  pen.record(systemAct(parts.newId(), { kind: 'judged-again', at, facts }), systemBooking([]), { told: changes });
  reviseAll(pen, slice, judged);
  parts.poke.poke();
  return true;
}
