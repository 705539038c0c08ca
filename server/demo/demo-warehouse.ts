import { type BinCode, parseBinCode } from '../../shared/domain/bins/bin.ts';
import { addDays, type DayIso, type EpochMs } from '../../shared/domain/engine/time.ts';
import { buildSscc, checkDigitOf } from '../../shared/domain/gs1/check-digit.ts';
import { type Gtin, type LotKey, lotKey, parseGtin, parseLotNumber, type Sscc } from '../../shared/domain/lots/ids.ts';
import type { CommandKind, Payloads } from '../../shared/domain/movements/command.ts';
import { DEMO_ITEMS, type DemoItem } from './demo-items.ts';
import type { Chance } from './demo-random.ts';
import { DEMO_BINS } from './demo-site.ts';

/** GS1 prefix 952 is reserved for demonstrations: no real product carries these numbers. */
const COMPANY_PREFIX = '9521000';

export type PhoneName = 'dock' | 'floor' | 'desk';

/** Something a person did with a phone, in the order the story tells it. */
export type Act = {
  [K in CommandKind]: {
    readonly at: EpochMs;
    readonly phone: PhoneName;
    readonly kind: K;
    readonly payload: Payloads[K];
    /** What the phone had shown; nothing: it had said OK. */
    readonly told?: { readonly outcome: string; readonly codes: readonly string[] };
  };
}[CommandKind];

export interface DemoLot {
  readonly key: LotKey;
  readonly gtin: Gtin;
  readonly item: DemoItem;
  readonly expiryOn: DayIso | null;
}

/** Goods in the story: one pallet, or (pallet '') loose cartons. */
export interface Load {
  readonly pallet: Sscc | '';
  quantity: number;
}

/** One lot in one bin. */
export interface Standing {
  readonly lot: DemoLot;
  readonly bin: BinCode;
  readonly loads: Load[];
}

/** What the story's people know of their store, so that they act sensibly. The ledger never reads it. */
export interface Warehouse {
  readonly chance: Chance;
  readonly acts: Act[];
  readonly standing: Map<BinCode, Standing>;
  /** Empty one-lot bins by zone, in walk order. */
  readonly empty: Map<string, BinCode[]>;
  /** Lots with nothing left, newest last. */
  readonly gone: DemoLot[];
  lots: number;
  pallets: number;
}

export function openWarehouse(chance: Chance): Warehouse {
  const empty = new Map<string, BinCode[]>();
  for (const { code, zone, kind } of DEMO_BINS) {
    if (kind === 'storage' || kind === 'pick-face') empty.set(zone, [...(empty.get(zone) ?? []), bin(code)]);
  }
  return { chance, acts: [], standing: new Map(), empty, gone: [], lots: 0, pallets: 0 };
}

export function gtinOfItem(item: DemoItem): Gtin {
  return gtinOfNumber(DEMO_ITEMS.indexOf(item));
}

function gtinOfNumber(n: number): Gtin {
  const digits = `0${COMPANY_PREFIX}${String(n).padStart(5, '0')}`;
  return sure(parseGtin(`${digits}${checkDigitOf(digits)}`), 'GTIN');
}

/** A lot made some days before it arrived; with `lifeLeft` its days to expiry are said outright. */
export function newLot(warehouse: Warehouse, item: DemoItem, today: DayIso, lifeLeft?: number): DemoLot {
  const { chance } = warehouse;
  warehouse.lots += 1;
  const used = Math.round(item.lifeDays * (0.04 + 0.2 * chance.next()));
  const expiryOn = item.lifeDays === 0 ? null : addDays(today, lifeLeft ?? item.lifeDays - used);
  const number = sure(parseLotNumber(`L${today.slice(2, 4)}${today.slice(5, 7)}-${String(warehouse.lots).padStart(4, '0')}`), 'lot number');
  const gtin = gtinOfItem(item);
  return { key: lotKey(gtin, number), gtin, item, expiryOn };
}

export function newSscc(warehouse: Warehouse): Sscc {
  warehouse.pallets += 1;
  return sure(buildSscc(0, COMPANY_PREFIX, warehouse.pallets), 'SSCC');
}

/** Deep-frozen is for ice cream and fish. */
export function zoneOfItem(item: DemoItem): string {
  if (item.storageClass !== 'frozen') return item.storageClass === 'chill' ? 'CHL' : 'AMB';
  return /^(ICE|FSH)/.test(item.sku) ? 'DFZ' : 'FRZ';
}

export function takeEmptyBin(warehouse: Warehouse, zone: string): BinCode | undefined {
  const bins = warehouse.empty.get(zone) ?? [];
  return bins.splice(warehouse.chance.between(0, Math.min(11, bins.length - 1)), 1)[0];
}

/** Takes goods off a bin; the bin is free and the lot gone once nothing is left. */
export function takeFrom(warehouse: Warehouse, { standing, load, quantity }: { standing: Standing; load: Load; quantity: number }): void {
  load.quantity -= quantity;
  if (load.quantity === 0) standing.loads.splice(standing.loads.indexOf(load), 1);
  if (standing.loads.length > 0) return;
  warehouse.standing.delete(standing.bin);
  warehouse.empty.get(zoneOfItem(standing.lot.item))?.push(standing.bin);
  warehouse.gone.push(standing.lot);
}

export function bin(code: string): BinCode {
  return sure(parseBinCode(code), `bin ${code}`);
}

/** What the demo wrote itself must parse: anything else is a mistake in the demo. */
export function sure<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`The demo made no valid ${what}.`);
  return value;
}
