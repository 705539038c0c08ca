import type { Anomaly } from '../../shared/domain/anomalies/anomaly.ts';
import type { Departure, InHand, Shipment, StockRow, Unconfirmed } from '../../shared/domain/bins/stock-row.ts';
import type { Lot, Pallet } from '../../shared/domain/lots/lot.ts';

/** How one kind of thing lies in its table: every property and its column, those of the key first. */
export interface ThingTable<T> {
  readonly table: string;
  readonly columns: { readonly [P in keyof T]-?: string };
  /** The key's text joins this many leading columns with a space. */
  readonly keyLength: number;
  /** Properties kept as JSON text, because nothing searches in them. */
  readonly json: readonly (keyof T)[];
}

export const STOCK: ThingTable<StockRow> = {
  table: 'stock',
  columns: {
    bin: 'bin',
    lot: 'lot',
    pallet: 'pallet',
    quantity: 'quantity',
    reserved: 'reserved',
    movedAt: 'moved_at',
    seenAt: 'seen_at',
    pickedAt: 'picked_at',
    order: 'order_number',
    claim: 'claim',
  },
  keyLength: 3,
  json: ['claim'],
};

export const LOT: ThingTable<Lot> = {
  table: 'lot',
  columns: {
    key: 'key',
    gtin: 'gtin',
    number: 'number',
    expiryOn: 'expiry_on',
    producedOn: 'produced_on',
    supplier: 'supplier',
    origin: 'origin',
    reference: 'reference',
    firstReceivedAt: 'first_received_at',
    status: 'status',
    holdReason: 'hold_reason',
    totals: 'totals',
  },
  keyLength: 1,
  json: ['totals'],
};

export const PALLET: ThingTable<Pallet> = { table: 'pallet', columns: { sscc: 'sscc', lot: 'lot' }, keyLength: 1, json: [] };

export const UNCONFIRMED: ThingTable<Unconfirmed> = {
  table: 'unconfirmed',
  columns: {
    id: 'id',
    lot: 'lot',
    pallet: 'pallet',
    quantity: 'quantity',
    fromBin: 'from_bin',
    claimedBin: 'claimed_bin',
    since: 'since',
    claim: 'claim',
  },
  keyLength: 1,
  json: ['claim'],
};

export const IN_HAND: ThingTable<InHand> = {
  table: 'in_hand',
  columns: {
    id: 'id',
    lot: 'lot',
    pallet: 'pallet',
    worker: 'worker',
    quantity: 'quantity',
    since: 'since',
    order: 'order_number',
    claim: 'claim',
  },
  keyLength: 1,
  json: ['claim'],
};

export const DEPARTURE: ThingTable<Departure> = {
  table: 'departure',
  columns: { bin: 'bin', lot: 'lot', claim: 'claim' },
  keyLength: 2,
  json: ['claim'],
};

export const SHIPMENT: ThingTable<Shipment> = {
  table: 'shipment',
  columns: { number: 'number', destination: 'destination', carrier: 'carrier', startedAt: 'started_at', departedAt: 'departed_at' },
  keyLength: 1,
  json: [],
};

export const ANOMALY: ThingTable<Anomaly> = {
  table: 'anomaly',
  columns: {
    id: 'id',
    code: 'code',
    severity: 'severity',
    stage: 'stage',
    item: 'item',
    lot: 'lot',
    bin: 'bin',
    pallet: 'pallet',
    facts: 'facts',
    claims: 'claims',
    openedAt: 'opened_at',
    openedBy: 'opened_by',
    assignee: 'assignee',
    closedAt: 'closed_at',
    closedBy: 'closed_by',
    closedReason: 'closed_reason',
  },
  keyLength: 1,
  json: ['facts', 'claims'],
};
