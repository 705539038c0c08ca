import type { AnomalyCode, AnomalyFacts } from '../anomalies/anomaly.ts';
import { openAnomaly } from '../anomalies/open.ts';
import { type BinCode, isPickable } from '../bins/bin.ts';
import { occupantOf, onHand, quantityIn } from '../bins/occupancy.ts';
import { type Claim, cameBefore, departureKey } from '../bins/stock-row.ts';
import { type LotKey, lotKey } from '../lots/ids.ts';
import type { Command } from '../movements/command.ts';
import type { Books } from './books.ts';
import { EFFECT_TABLE } from './effect-table.ts';
import type { Refusal } from './refusal.ts';

type Shortage = Extract<Refusal, { code: 'not-enough-stock' }>;

/** Opens what a broken rule opens, with both sides of the story. Call it before the goods move: it looks at the stock as it was found. */
export function flagBroken(books: Books, broke: Refusal): void {
  const { anomaly } = EFFECT_TABLE[broke.code];
  const code = broke.code === 'not-enough-stock' ? shortageCode(books, broke) : anomaly;
  if (code === null || code === 'by-stock') return;
  const { command } = books;
  const pallet = 'pallet' in command.payload ? (command.payload.pallet ?? null) : null;
  const wasToldOk = code === 'fefo-skipped' && command.told?.outcome === 'ok';
  const finding = {
    lot: lotConcerned(books, broke),
    bin: binOf(command, broke),
    pallet,
    facts: factsOf(broke),
    against: otherClaim(books, broke),
  };
  openAnomaly(books, code, finding, wasToldOk ? 'info' : undefined);
}

/**
 * Goods asked of a place that has too few: gone everywhere, taken by another command, or moved without a scan.
 * Goods that are all there and were picked though promised to others are over-picked.
 */
function shortageCode(books: Books, { lot, asked }: Shortage): AnomalyCode {
  const { slice, command } = books;
  const code = sourceOf(command);
  const bin = code === null ? undefined : slice.bins.get(code);
  if (onHand(slice, lot) === 0) return 'zero-but-present';
  if (bin && quantityIn(slice, bin.code, lot) >= asked) {
    return command.kind === 'pick' && isPickable(bin) ? 'over-picked' : 'missing-transfer-scan';
  }
  return takerOf(books, lot) ? 'lot-in-two-places' : 'missing-transfer-scan';
}

/** The claim this one clashes with: of the goods that stand in the bin, or of whoever took these goods before. */
function otherClaim(books: Books, broke: Refusal): Claim | undefined {
  const lot = lotOf(books.command);
  if (broke.code === 'not-enough-stock') return takerOf(books, broke.lot);
  const bin = broke.code === 'bin-occupied' ? books.slice.bins.get(broke.bin) : undefined;
  return (bin && lot && occupantOf(books.slice, bin, lot)?.claim) || undefined;
}

/** The lot in question: of two lots claimed to be in one bin, the one whose claim came later and so is in dispute. */
function lotConcerned(books: Books, broke: Refusal): LotKey | null {
  const rival = broke.code === 'bin-occupied' ? otherClaim(books, broke) : undefined;
  return broke.code === 'bin-occupied' && rival && cameBefore(books.claim, rival) ? broke.occupant : lotOf(books.command);
}

/** Another command that took goods of the lot from where this one looks for them. */
function takerOf({ slice, command }: Books, lot: LotKey): Claim | undefined {
  const from = sourceOf(command);
  const claim = from === null ? undefined : slice.departures.get(departureKey(from, lot))?.claim;
  return claim?.command === command.id ? undefined : claim;
}

function lotOf({ kind, payload }: Command): LotKey | null {
  if (kind === 'receive') return lotKey(payload.item, payload.lot);
  return 'lot' in payload ? payload.lot : null;
}

/** The bin a refusal is about, else the one the goods come from. */
function binOf(command: Command, broke: Refusal): BinCode | null {
  return 'bin' in broke && broke.code !== 'bin-unknown' ? broke.bin : sourceOf(command);
}

function sourceOf({ payload }: Command): BinCode | null {
  if ('from' in payload) return payload.from ?? null;
  if ('bin' in payload) return payload.bin;
  return 'to' in payload ? (payload.to ?? null) : null;
}

/** The facts of a refusal as an anomaly keeps them. */
function factsOf({ code, ...facts }: Refusal): AnomalyFacts {
  return { broke: code, ...facts };
}
