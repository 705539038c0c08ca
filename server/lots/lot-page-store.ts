import type { BinKind } from '../../shared/domain/bins/bin.ts';
import type { InHand, StockRow, Unconfirmed } from '../../shared/domain/bins/stock-row.ts';
import type { LotKey, Sscc } from '../../shared/domain/lots/ids.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import { rowCodec } from '../stock/thing-rows.ts';
import { IN_HAND, LOT, STOCK, UNCONFIRMED } from '../stock/thing-tables.ts';
import { lastScanOf } from './last-scan-store.ts';
import { type LifeEvent, type LifeRow, lifeEventOf } from './life-line.ts';

export interface StandingRow extends StockRow {
  readonly zone: string;
  readonly kind: BinKind;
  /** Who moved or saw these goods last. */
  readonly workerName: string;
}

export interface LotRecord {
  readonly lot: Lot;
  readonly item: Item | null;
  readonly stock: readonly StandingRow[];
  readonly unconfirmed: readonly Unconfirmed[];
  readonly inHand: readonly (InHand & { readonly workerName: string })[];
  readonly pallets: readonly Sscc[];
  /** Every act that touched the lot, in judged order. */
  readonly life: readonly LifeEvent[];
}

/** Newest acts shown of one lot: more than any lot sees in its life. */
const MOST_EVENTS = 2_000;

const LIFE = `
SELECT * FROM (
  SELECT ledger.rev, ledger.id, ledger.kind, ledger.worker, ifnull(worker.name, ledger.worker) AS workerName,
         ledger.device, ifnull(device.name, ledger.device) AS deviceName, ledger.occurred_at AS occurredAt, ledger.error,
         ledger.received_at AS receivedAt, ledger.body, shipment.destination AS shipmentDestination,
         judgement.verdict, judgement.effects
  FROM (SELECT DISTINCT rev FROM ledger_touch WHERE name = 'lot ' || ?) AS touched
  JOIN ledger ON ledger.rev = touched.rev
  JOIN judgement ON judgement.command = ledger.id AND judgement.n = (SELECT max(n) FROM judgement WHERE command = ledger.id)
  LEFT JOIN worker ON worker.id = ledger.worker
  LEFT JOIN device ON device.id = ledger.device
  LEFT JOIN shipment ON ledger.kind = 'dispatch' AND shipment.number = ifnull(ledger.body ->> '$.payload.shipment', ledger.id)
  ORDER BY ledger.occurred_at DESC, ledger.id DESC LIMIT ${MOST_EVENTS}
) ORDER BY occurredAt, id`;

/** Everything on record of one lot; null for a lot nobody ever heard of. */
export function lotPageStore(db: SqliteDatabase): (key: LotKey) => LotRecord | null {
  const lot = things(db, LOT, 'WHERE key = ?');
  const item = db.prepare<[string], string>('SELECT doc FROM item WHERE gtin = ?').pluck();
  const stock = things(db, STOCK, 'WHERE lot = ? ORDER BY bin, pallet');
  const unconfirmed = things(db, UNCONFIRMED, 'WHERE lot = ? ORDER BY since');
  const inHand = things(db, IN_HAND, 'WHERE lot = ? ORDER BY since');
  const pallets = db.prepare<[string], Sscc>('SELECT sscc FROM pallet WHERE lot = ? ORDER BY sscc').pluck();
  const place = db.prepare<[string], { zone: string; kind: BinKind }>('SELECT zone, kind FROM bin WHERE code = ?');
  const workerName = db.prepare<[string], string>('SELECT name FROM worker WHERE id = ?').pluck();
  const seenBy = db.prepare<[string, number], string>(`SELECT worker FROM ledger WHERE rev = ${lastScanOf('?', '?')}`).pluck();
  const life = db.prepare<[string], LifeRow>(LIFE);
  const nameOf = (worker: string) => workerName.get(worker) ?? worker;

  return (key) => {
    const one = lot(key)[0];
    if (!one) return null;
    const doc = item.get(one.gtin);
    return {
      lot: one,
      item: doc === undefined ? null : JSON.parse(doc),
      stock: stock(key).map((row) => ({
        ...row,
        ...(place.get(row.bin) ?? { zone: '', kind: 'storage' }),
        workerName: nameOf(seenBy.get(key, row.seenAt) ?? row.claim.worker),
      })),
      unconfirmed: unconfirmed(key),
      inHand: inHand(key).map((held) => ({ ...held, workerName: nameOf(held.worker) })),
      pallets: pallets.all(key),
      life: life.all(key).map((row) => lifeEventOf(row, key)),
    };
  };
}

function things<T>(db: SqliteDatabase, shape: Parameters<typeof rowCodec<T>>[0], rest: string): (key: LotKey) => T[] {
  const { fromRow } = rowCodec(shape);
  const rows = db.prepare<[string], unknown[]>(`SELECT ${Object.values(shape.columns).join(', ')} FROM ${shape.table} ${rest}`).raw();
  return (key) => rows.all(key).map(fromRow);
}
