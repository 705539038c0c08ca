import type { Anomaly, AnomalyCode, AnomalyFacts } from '../../shared/domain/anomalies/anomaly.ts';
import { WEIGHTS } from '../../shared/domain/anomalies/severity.ts';
import type { Claim } from '../../shared/domain/bins/stock-row.ts';
import { type Effect, effect } from '../../shared/domain/engine/effect.ts';
import type { Slice } from '../../shared/domain/engine/slice.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { MOST_OFFSET_MS } from './corrected-time.ts';

interface Opening {
  readonly id: string;
  readonly code: Extract<
    AnomalyCode,
    'unreadable-command' | 'clock-suspect' | 'lane-forked' | 'late-fact' | 'scans-lost' | 'device-silent'
  >;
  readonly facts: AnomalyFacts;
  readonly claims: readonly Claim[];
  readonly at: EpochMs;
}

/** What the queue itself finds wrong; everything about goods is the rules' to say. */
export function deviceAnomaly({ id, code, facts, claims, at }: Opening): Anomaly {
  return {
    id,
    code,
    ...WEIGHTS[code],
    item: null,
    lot: null,
    bin: null,
    pallet: null,
    facts,
    claims,
    openedAt: at,
    openedBy: claims[0]?.command ?? null,
    assignee: null,
    closedAt: null,
    closedBy: null,
    closedReason: null,
  };
}

export function clockAnomalyId(device: string): string {
  return `clock-suspect ${device}`;
}

/** Opens one anomaly per phone whose clock is far off, and closes it with the first report of a right one. */
export function clockEffects(slice: Slice, claim: Claim, offset: number | null): readonly Effect[] {
  const id = clockAnomalyId(claim.device);
  const known = slice.anomalies.get(id) ?? null;
  const isOpen = known !== null && known.closedAt === null;
  const isOff = offset !== null && Math.abs(offset) > MOST_OFFSET_MS;
  if (isOff && !isOpen) {
    const facts = { device: claim.device, offset };
    return [effect('anomaly', id, known, deviceAnomaly({ id, code: 'clock-suspect', facts, claims: [claim], at: claim.at }))];
  }
  if (isOpen && offset !== null && !isOff) {
    return [effect('anomaly', id, known, { ...known, closedAt: claim.at, closedBy: claim.command, closedReason: 'clock-right-again' })];
  }
  return [];
}
