import { type Effect, effect } from '../../shared/domain/engine/effect.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { deviceAnomaly } from './host-anomaly.ts';
import type { WatchedPhone } from './phone-store.ts';
import type { SyncParts } from './sync-parts.ts';
import { wipedLaneOf } from './wiped-phone.ts';

/** A phone that holds scans, or is in use, and was not heard of for longer than this needs a person. */
export const SILENT_AFTER_MS = 4 * 3_600_000;

/**
 * The timed check over phones: opens what has fallen silent, closes it when the phone is heard of again or holds nothing
 * any more, and closes lost scans that another phone brought after all.
 */
export function sweepPhones({ phones, stock }: SyncParts, at: EpochMs): readonly Effect[] {
  const silent = new Map(phones.watched(at).flatMap((phone) => (at - phone.seenAt > SILENT_AFTER_MS ? [[idOf(phone), phone]] : [])));
  const open = phones.openAnomalies();
  const opened = [...silent].map(([id, phone]) => openedAs(id, phone, at));
  const closed = open.flatMap(({ id, code }) => {
    const lane = wipedLaneOf(id);
    const reason =
      code === 'device-silent' ? !silent.has(id) && 'no longer so' : lane !== null && phones.depthOf(lane) === 0 && 'late-arrival';
    const anomaly = reason ? stock.things.anomaly.one(id) : null;
    return anomaly && reason ? [effect('anomaly', id, anomaly, { ...anomaly, closedAt: at, closedReason: reason })] : [];
  });
  return [...opened.filter(({ key }) => !open.some(({ id }) => id === key)), ...closed];
}

/** Named by when it was last heard of: the next silence is another one. */
function idOf({ device, seenAt }: WatchedPhone): string {
  return `device-silent ${device} ${seenAt}`;
}

function openedAs(id: string, { device, name, held, seenAt }: WatchedPhone, at: EpochMs): Effect {
  const facts = { device, phone: name, held: held || null, seenAt };
  return effect('anomaly', id, null, deviceAnomaly({ id, code: 'device-silent', facts, claims: [], at }));
}
