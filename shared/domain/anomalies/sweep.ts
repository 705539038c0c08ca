import type { Bin } from '../bins/bin.ts';
import type { Claim, InHand, StockRow } from '../bins/stock-row.ts';
import { type Effect, effect } from '../engine/effect.ts';
import type { Slice } from '../engine/slice.ts';
import { dayInZone, daysBetween, type EpochMs } from '../engine/time.ts';
import { gtinOf, type LotKey } from '../lots/ids.ts';
import type { Anomaly, AnomalyCode, AnomalyFacts } from './anomaly.ts';
import { WEIGHTS } from './severity.ts';

const HOUR = 3_600_000;
const SWEPT: ReadonlySet<AnomalyCode> = new Set(['stuck-pallet', 'missing-dispatch-scan', 'expiring-soon']);

/** What time alone brings to light, before it is compared with what is open already. */
interface Found {
  readonly code: 'stuck-pallet' | 'missing-dispatch-scan' | 'expiring-soon';
  readonly lot: LotKey;
  readonly row: Pick<StockRow, 'pallet'> & { readonly bin: Anomaly['bin'] };
  readonly since: EpochMs;
  readonly facts: AnomalyFacts;
  readonly claims: readonly Claim[];
}

/**
 * The timed check over every row given: opens what has stood strictly longer than its window, picked goods that
 * nobody dispatched (instead of stuck), and lots near their end; closes what no longer holds. Loose rows count too.
 * An anomaly's id names its place and since when, so a sweep finds it again and opens nothing twice.
 */
export function sweep(slice: Slice, at: EpochMs): readonly Effect[] {
  const found = new Map<string, Found>();
  for (const row of slice.rows.values()) for (const each of inBin(slice, row, at)) found.set(idOf(each), each);
  for (const goods of slice.inHand.values()) {
    const each = inHand(slice, goods, at);
    if (each) found.set(idOf(each), each);
  }
  const opened = [...found].filter(([id]) => slice.anomalies.get(id) === undefined).map(([id, each]) => openedAs(id, each, at));
  return [...opened, ...over(slice, found, at)];
}

function* inBin(slice: Slice, row: StockRow, at: EpochMs): Generator<Found> {
  const bin = slice.bins.get(row.bin);
  if (!bin) return;
  const overdue = awaitsDispatch(bin, row) && isLongerThan(row.pickedAt, at, slice.site.windows.dispatchMissingHours);
  if (overdue && row.pickedAt !== null) yield notDispatched(row, { since: row.pickedAt, bin: row.bin, claim: row.claim });
  else {
    const windowHours = slice.site.windows.stuckHours[bin.kind];
    const since = row.seenAt > row.movedAt ? row.seenAt : row.movedAt;
    if (isLongerThan(since, at, windowHours))
      yield { code: 'stuck-pallet', lot: row.lot, row, since, facts: { since, windowHours, quantity: row.quantity }, claims: [row.claim] };
  }
  const ending = endingSoon(slice, row, at);
  if (ending) yield ending;
}

function awaitsDispatch(bin: Bin, row: StockRow): boolean {
  return (bin.kind === 'staging' || bin.kind === 'dock') && row.pickedAt !== null;
}

function inHand(slice: Slice, goods: InHand, at: EpochMs): Found | null {
  if (!isLongerThan(goods.since, at, slice.site.windows.dispatchMissingHours)) return null;
  return notDispatched(goods, { since: goods.since, bin: null, claim: goods.claim });
}

function notDispatched(goods: StockRow | InHand, { since, bin, claim }: { since: EpochMs; bin: Anomaly['bin']; claim: Claim }): Found {
  const facts = { pickedAt: since, quantity: goods.quantity, order: goods.order };
  return { code: 'missing-dispatch-scan', lot: goods.lot, row: { pallet: goods.pallet, bin }, since, facts, claims: [claim] };
}

/** Once per lot, wherever it stands. */
function endingSoon(slice: Slice, row: StockRow, at: EpochMs): Found | null {
  const lot = slice.lots.get(row.lot);
  const item = slice.items.get(gtinOf(row.lot));
  if (!lot?.expiryOn || !item) return null;
  const days = daysBetween(dayInZone(at, slice.site.timeZone), lot.expiryOn);
  if (days > item.expiringSoonDays) return null;
  const facts = { expiryOn: lot.expiryOn };
  return { code: 'expiring-soon', lot: row.lot, row: { pallet: '', bin: null }, since: 0 as EpochMs, facts, claims: [] };
}

function isLongerThan(since: EpochMs | null, at: EpochMs, hours: number): boolean {
  return since !== null && at - since > hours * HOUR;
}

function idOf({ code, lot, row, since }: Found): string {
  return `${code} ${lot} ${row.bin ?? ''} ${row.pallet} ${since}`;
}

function openedAs(id: string, { code, lot, row, facts, claims }: Found, at: EpochMs): Effect {
  return effect('anomaly', id, null, {
    id,
    code,
    ...WEIGHTS[code],
    item: gtinOf(lot),
    lot,
    bin: row.bin,
    pallet: row.pallet || null,
    facts,
    claims,
    openedAt: at,
    openedBy: null,
    assignee: null,
    closedAt: null,
    closedBy: null,
    closedReason: null,
  });
}

function* over(slice: Slice, found: ReadonlyMap<string, Found>, at: EpochMs): Generator<Effect> {
  for (const anomaly of slice.anomalies.values()) {
    if (!SWEPT.has(anomaly.code) || anomaly.closedAt !== null || found.has(anomaly.id)) continue;
    yield effect('anomaly', anomaly.id, anomaly, { ...anomaly, closedAt: at, closedReason: 'no longer so' });
  }
}
