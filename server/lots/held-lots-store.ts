import type { BinCode } from '../../shared/domain/bins/bin.ts';
import type { DayIso, EpochMs } from '../../shared/domain/engine/time.ts';
import type { Gtin, LotKey, LotNumber } from '../../shared/domain/lots/ids.ts';
import type { LotStatus } from '../../shared/domain/lots/lot.ts';
import type { SqliteDatabase } from '../db/open-database.ts';

/** A lot of which something is on hand, with where it stands; unconfirmed and in-hand goods count but stand nowhere. */
export interface HeldLot {
  readonly key: LotKey;
  readonly number: LotNumber;
  readonly gtin: Gtin;
  readonly expiryOn: DayIso | null;
  readonly firstReceivedAt: EpochMs | null;
  readonly status: LotStatus;
  readonly holdReason: string | null;
  readonly sku: string;
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
  readonly quantity: number;
  readonly bins: readonly BinCode[];
  readonly zones: readonly string[];
}

type LotTuple = [LotKey, LotNumber, Gtin, DayIso | null, EpochMs | null, LotStatus, string | null];

interface Held {
  quantity: number;
  readonly bins: BinCode[];
}

const GOODS = `SELECT lot, bin, quantity FROM stock
UNION ALL SELECT lot, NULL, quantity FROM unconfirmed UNION ALL SELECT lot, NULL, quantity FROM in_hand`;
const LOTS = `SELECT key, number, gtin, expiry_on, first_received_at, status, hold_reason FROM lot WHERE status <> 'closed'`;
const NO_ITEM = { sku: '', name: '', unit: '', decimals: 0 };

/** Every lot on hand. Plain scans, joined here: on fifty thousand lots that takes a fraction of what joins in SQL take. */
export function heldLotsStore(db: SqliteDatabase): () => readonly HeldLot[] {
  const goods = db.prepare<[], [LotKey, BinCode | null, number]>(GOODS).raw();
  const zones = db.prepare<[], [BinCode, string]>('SELECT code, zone FROM bin').raw();
  const items = db.prepare<[], [Gtin, string]>('SELECT gtin, doc FROM item').raw();
  const lots = db.prepare<[], LotTuple>(LOTS).raw();
  return () => {
    const zoneOfBin = new Map(zones.all());
    const itemOf = new Map(items.all().map(([gtin, doc]): [Gtin, typeof NO_ITEM] => [gtin, JSON.parse(doc)]));
    const heldOfLot = heldByLot(goods.all());
    const onHand: HeldLot[] = [];
    for (const [key, number, gtin, expiryOn, firstReceivedAt, status, holdReason] of lots.all()) {
      const held = heldOfLot.get(key);
      if (!held) continue;
      const { sku, name, unit, decimals } = itemOf.get(gtin) ?? NO_ITEM;
      const bins = distinct(held.bins);
      const at = distinct(bins.map((bin) => zoneOfBin.get(bin) ?? ''));
      onHand.push({
        key,
        number,
        gtin,
        expiryOn,
        firstReceivedAt,
        status,
        holdReason,
        sku,
        name,
        unit,
        decimals,
        quantity: held.quantity,
        bins,
        zones: at,
      });
    }
    return onHand;
  };
}

function heldByLot(goods: readonly (readonly [LotKey, BinCode | null, number])[]): Map<LotKey, Held> {
  const heldOfLot = new Map<LotKey, Held>();
  for (const [lot, bin, quantity] of goods) {
    const held = heldOfLot.get(lot);
    if (!held) heldOfLot.set(lot, { quantity, bins: bin ? [bin] : [] });
    else {
      held.quantity += quantity;
      if (bin) held.bins.push(bin);
    }
  }
  return heldOfLot;
}

function distinct<T extends string>(values: readonly T[]): readonly T[] {
  return values.length < 2 ? values : [...new Set(values)].sort();
}
