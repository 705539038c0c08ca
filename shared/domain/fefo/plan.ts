import type { Slice } from '../engine/slice.ts';
import type { DayIso } from '../engine/time.ts';
import type { Touch } from '../engine/touch.ts';
import { gtinOf } from '../lots/ids.ts';
import { quantityFault } from '../lots/lot-questions.ts';
import { minus, type Quantity, smaller } from '../lots/quantity.ts';
import { compareFefo, freeOf, type Standing, type Terms, whyNotEligible } from './eligibility.ts';
import type { Allocation, Demand, Exclusion, Plan } from './plan-shape.ts';

/**
 * What to pick for a demand: down the FEFO line, split over lots and bins as needed. Too little stock gives a partial
 * plan and the shortage, in steps; every row that may not be picked is listed once, with the first reason that applies.
 */
export function planPick(slice: Slice, demand: Demand, today: DayIso): Plan {
  const fault = quantityFault(demand.quantity);
  if (fault) return { ok: false, broke: fault };
  if (!slice.items.has(demand.item)) return { ok: false, broke: { code: 'item-unknown', item: demand.item } };
  if (demand.lot && !slice.lots.has(demand.lot)) return { ok: false, broke: { code: 'lot-unknown', lot: demand.lot } };
  const terms: Terms = { today, shipOn: demand.shipOn, minDays: demand.minDays, minLifeFraction: demand.minLifeFraction };
  const line = standingsOf(slice, demand).sort(compareFefo);
  const { allocations, left } = allocate(line, terms, demand.quantity as Quantity);
  return { ok: true, allocations, shortage: left, excluded: [...excludedRows(line, terms), ...disputed(slice, demand)] };
}

/** All an item's rows must be seen: a plan lists the ones it may not take. */
export function touchOfPlan(demand: Demand, today: DayIso): Touch {
  return {
    lots: new Set(demand.lot ? [demand.lot] : []),
    items: new Set([demand.item]),
    bins: new Set(),
    pallets: new Set(),
    lotNumbers: new Set(),
    commands: new Set(),
    anomalies: new Set(),
    shipments: new Set(),
    fefo: [{ item: demand.item, on: demand.shipOn ?? today, whole: true }],
  };
}

function standingsOf(slice: Slice, demand: Demand): Standing[] {
  const item = slice.items.get(demand.item);
  const standings: Standing[] = [];
  for (const row of slice.rows.values()) {
    const lot = slice.lots.get(row.lot);
    const bin = slice.bins.get(row.bin);
    if (item && lot && bin && lot.gtin === item.gtin && (!demand.lot || demand.lot === lot.key)) standings.push({ row, lot, item, bin });
  }
  return standings;
}

function allocate(line: readonly Standing[], terms: Terms, wanted: Quantity): { allocations: Allocation[]; left: Quantity } {
  const allocations: Allocation[] = [];
  let left = wanted;
  for (const each of line) {
    if (left === 0) break;
    if (whyNotEligible(each, terms)) continue;
    const quantity = smaller(left, freeOf(each.row));
    allocations.push({ lot: each.row.lot, bin: each.row.bin, pallet: each.row.pallet, quantity });
    left = minus(left, quantity);
  }
  return { allocations, left };
}

function* excludedRows(line: readonly Standing[], terms: Terms): Generator<Exclusion> {
  for (const each of line) {
    const reason = whyNotEligible(each, terms);
    if (!reason) continue;
    const held = reason === 'held' && each.lot.holdReason !== null ? { holdReason: each.lot.holdReason } : {};
    yield { lot: each.row.lot, bin: each.row.bin, reason, ...held };
  }
}

function* disputed(slice: Slice, demand: Demand): Generator<Exclusion> {
  for (const goods of slice.unconfirmed.values()) {
    if (gtinOf(goods.lot) === demand.item && (!demand.lot || demand.lot === goods.lot)) {
      yield { lot: goods.lot, bin: goods.fromBin, reason: 'unconfirmed' };
    }
  }
}
