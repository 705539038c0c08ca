import type { AnomalyCode, AnomalyFacts } from '../anomalies/anomaly.ts';
import { openAnomaly } from '../anomalies/open.ts';
import type { BinCode } from '../bins/bin.ts';
import { occupantOf, onHand } from '../bins/occupancy.ts';
import { departureKey } from '../bins/stock-row.ts';
import { type LotKey, lotKey } from '../lots/ids.ts';
import type { Books, Finding } from './books.ts';
import type { Refusal, RefusalCode } from './refusal.ts';

/** `parks`: the report is kept without effect until a person or the missing thing comes. */
interface Row {
  readonly parks: boolean;
  /** Null: the report is recorded and nobody need look. */
  readonly anomaly: AnomalyCode | 'by-stock' | null;
}

const flags = (anomaly: AnomalyCode | 'by-stock'): Row => ({ parks: false, anomaly });
const parks = (anomaly: AnomalyCode): Row => ({ parks: true, anomaly });

/**
 * What a broken rule does to a report, one row per refusal code. The goods move as far as they can either way
 * (`movements/`): this table says whether at all, and which disagreement it opens.
 */
export const EFFECT_TABLE: Readonly<Record<RefusalCode, Row>> = {
  'bin-occupied': flags('bin-conflict'),
  'bin-inactive': flags('inactive-bin-used'),
  'bin-unknown': parks('unknown-code'),
  'same-bin': { parks: false, anomaly: null },
  'wrong-zone': flags('wrong-zone'),
  'lot-unknown': parks('unknown-lot'),
  'item-unknown': parks('unknown-code'),
  'lot-not-received': flags('missing-receipt-scan'),
  'lot-held': flags('blocked-lot-moved'),
  'lot-recalled': flags('blocked-lot-moved'),
  'lot-expired': flags('blocked-lot-moved'),
  'older-lot-first': flags('fefo-skipped'),
  'remaining-life-too-short': flags('short-dated-picked'),
  'not-enough-stock': flags('by-stock'),
  'over-picked': flags('over-picked'),
  'invalid-quantity': parks('unreadable-command'),
  'wrong-item': flags('task-mismatch'),
  'wrong-lot': flags('task-mismatch'),
  'duplicate-lot-number': flags('duplicate-lot-number'),
  'lot-expiry-mismatch': flags('lot-expiry-mismatch'),
  'already-scanned': { parks: false, anomaly: null },
  'reason-required': flags('detail-missing'),
  'destination-required': flags('detail-missing'),
  'return-exceeds-dispatched': flags('return-unexplained'),
  'role-not-allowed': flags('authority-missing'),
  'code-unknown': parks('unknown-code'),
  'code-retired': parks('unknown-code'),
  'code-paused': parks('unknown-code'),
  'code-draft': parks('unknown-code'),
  'kind-unknown': parks('unreadable-command'),
  'handler-error': parks('unreadable-command'),
};

/** Opens what a broken rule opens, with both sides of the story. Call it before the goods move: it looks at the stock as it was found. */
export function flagBroken(books: Books, broke: Refusal): void {
  const { anomaly } = EFFECT_TABLE[broke.code];
  if (anomaly === null) return;
  const finding = findingOf(books, broke);
  const told = books.command.told?.outcome === 'ok';
  if (anomaly === 'by-stock') openAnomaly(books, shortageCode(books, finding), finding);
  else openAnomaly(books, anomaly, finding, anomaly === 'fefo-skipped' && told ? 'info' : undefined);
}

/** Goods asked of a place that has too few: gone everywhere, taken by another command, or moved without a scan. */
function shortageCode(books: Books, { lot, against }: Finding): AnomalyCode {
  if (lot && onHand(books.slice, lot) === 0) return 'zero-but-present';
  return against ? 'lot-in-two-places' : 'missing-transfer-scan';
}

function findingOf(books: Books, broke: Refusal): Finding {
  const lot = lotOf(books);
  const bin = 'bin' in broke && broke.code !== 'bin-unknown' ? broke.bin : sourceOf(books);
  return { lot: lot && books.slice.lots.has(lot) ? lot : lot, bin, facts: factsOf(broke), against: againstOf(books, broke, lot) };
}

function againstOf(books: Books, broke: Refusal, lot: LotKey | null): Finding['against'] {
  const { slice } = books;
  if (broke.code === 'bin-occupied' && lot) {
    const bin = slice.bins.get(broke.bin);
    return (bin && occupantOf(slice, bin, lot)?.claim) ?? undefined;
  }
  const from = sourceOf(books);
  if (broke.code !== 'not-enough-stock' || !lot || !from) return undefined;
  const claim = slice.departures.get(departureKey(from, lot))?.claim;
  return claim && claim.command !== books.command.id ? claim : undefined;
}

function lotOf({ command }: Books): LotKey | null {
  if (command.kind === 'receive') return lotKey(command.payload.item, command.payload.lot);
  return 'lot' in command.payload ? command.payload.lot : null;
}

function sourceOf({ command }: Books): BinCode | null {
  const { payload } = command;
  if ('from' in payload) return payload.from ?? null;
  if ('bin' in payload) return payload.bin;
  return 'to' in payload ? (payload.to ?? null) : null;
}

/** The facts of a refusal as an anomaly keeps them. */
function factsOf(broke: Refusal): AnomalyFacts {
  return Object.fromEntries(Object.entries(broke).map(([name, value]) => [name === 'code' ? 'broke' : name, value as string | number]));
}
