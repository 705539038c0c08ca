import { createHash } from 'node:crypto';
import { type Bin, type BinCode, DEFAULT_WINDOWS, parseBinCode, type Site, type Zone } from '../../shared/domain/bins/bin.ts';
import { type Claim, type CommandId, rowKey, type StockRow } from '../../shared/domain/bins/stock-row.ts';
import { type Effect, effect } from '../../shared/domain/engine/effect.ts';
import { type DayIso, type EpochMs, parseDay } from '../../shared/domain/engine/time.ts';
import { type Gtin, type LotKey, lotKey, parseGtin, parseLotNumber } from '../../shared/domain/lots/ids.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import type { Lot, LotStatus } from '../../shared/domain/lots/lot.ts';
import { type Quantity, ZERO } from '../../shared/domain/lots/quantity.ts';
import { CASE_DECIMALS, type Case, type CaseFile, stepsOf } from './case-file.ts';
import { binKind } from './vocabulary.ts';

type CaseLot = Case['lots'][number];

/** A case's closed world in our terms: master data, and stock as it stood before the first action. */
export interface World {
  readonly site: Site;
  readonly zones: readonly Zone[];
  readonly bins: readonly Bin[];
  readonly items: readonly Item[];
  readonly effects: readonly Effect[];
}

const ZONE: Zone = { code: 'Z', name: 'Zone', minCelsius: -30, maxCelsius: 30, graceMinutes: 30, storageClass: 'ambient' };

/** The GTIN minted for a case's product name: the same name always gets the same one. */
export function gtinFor(sku: string): Gtin {
  const digits = BigInt(`0x${createHash('sha256').update(sku).digest('hex').slice(0, 12)}`)
    .toString()
    .padStart(13, '0')
    .slice(-13);
  for (let check = 0; check < 10; check++) {
    const gtin = parseGtin(`${digits}${check}`);
    if (gtin) return gtin;
  }
  throw new Error(`no GTIN for ${sku}`);
}

export function binCodeFor(code: string): BinCode {
  const bin = parseBinCode(code);
  if (!bin) throw new Error(`"${code}" is no bin code`);
  return bin;
}

/** The key of a lot as a case names it: by its own product, else the one named beside it, else the case's first. */
export function lotKeyFor(world: Case, lot: string, sku?: string): LotKey {
  const number = parseLotNumber(lot);
  if (!number) throw new Error(`"${lot}" is no lot number`);
  const owner = sku ?? world.lots.find((each) => each.lot === lot)?.sku ?? world.products[0]?.sku ?? 'SKU-A';
  return lotKey(gtinFor(owner), number);
}

export function buildWorld(one: Case, defaults: CaseFile['meta']['policy_defaults']): World {
  const policy = { ...defaults, ...one.policy_overrides };
  return {
    site: siteOf(one, policy),
    zones: [ZONE],
    bins: one.bins.map((bin, walkOrder) => ({
      code: binCodeFor(bin.code),
      zone: ZONE.code,
      kind: binKind(bin.type),
      active: bin.active,
      capacityPallets: null,
      walkOrder,
    })),
    items: itemsOf(one),
    effects: [
      ...one.lots.map((lot) => lotEffect(one, lot)),
      ...one.stock.filter((row) => stepsOf(row.qty) > 0).map((row) => rowEffect(one, row)),
    ],
  };
}

function siteOf(one: Case, policy: Readonly<Record<string, unknown>>): Site {
  const stuck = Number(policy.stuck_hours);
  return {
    code: 'CASE',
    name: 'Case',
    timeZone: one.clock.facility_tz,
    gln: null,
    windows: {
      stuckHours: { ...DEFAULT_WINDOWS.stuckHours, dock: stuck, staging: stuck },
      dispatchMissingHours: Number(policy.dispatch_missing_hours),
    },
  };
}

function itemsOf(one: Case): Item[] {
  const named = one.actions.flatMap((action) => [action.sku, action.task_sku]).filter((sku) => typeof sku === 'string');
  const products = new Map<string, Case['products'][number]>(named.map((sku) => [sku, { sku }]));
  for (const product of [{ sku: 'SKU-A' }, ...one.products]) products.set(product.sku, product);
  return [...products.values()].map((product) => ({
    gtin: gtinFor(product.sku),
    sku: product.sku,
    name: product.sku,
    unit: 'kg',
    decimals: CASE_DECIMALS,
    unitsPerCarton: null,
    cartonsPerPallet: null,
    storageClass: 'ambient',
    expiryRequired: false,
    minDaysAtDispatch: Number(product.min_remaining_days ?? 0),
    minDaysAtReceipt: Number(product.min_days_at_receipt ?? product.min_receipt_days ?? 0),
    minLifeFraction: null,
    expiringSoonDays: 0,
  }));
}

function lotEffect(one: Case, lot: CaseLot): Effect {
  const key = lotKeyFor(one, lot.lot, lot.sku);
  const [gtin = '', ...number] = key.split('/');
  const onHand = one.stock.filter((row) => row.lot === lot.lot).reduce((sum, row) => sum + stepsOf(row.qty), 0);
  const dispatched = stepsOf(lot.dispatched_qty ?? 0);
  const after: Lot = {
    key,
    gtin: gtin as Gtin,
    number: number.join('/') as Lot['number'],
    expiryOn: dayOf(lot.expiry),
    producedOn: dayOf(lot.produced_on),
    supplier: null,
    origin: null,
    reference: null,
    firstReceivedAt: lot.status === 'draft' ? null : receivedAt(one, lot),
    ...statusOf(lot),
    totals: {
      received: (onHand + dispatched) as Quantity,
      returned: ZERO,
      made: ZERO,
      adjustedIn: ZERO,
      dispatched: dispatched as Quantity,
      consumed: ZERO,
      adjustedOut: ZERO,
    },
  };
  return effect('lot', key, null, after);
}

function statusOf(lot: CaseLot): { status: LotStatus; holdReason: string | null } {
  const status = String(lot.status ?? 'available');
  if (status === 'draft') return { status: 'expected', holdReason: null };
  if (status === 'quarantine' || status === 'damaged') return { status: 'hold', holdReason: status };
  if (status === 'hold') return { status, holdReason: String(lot.hold_reason ?? 'hold') };
  if (status === 'recalled' || status === 'closed' || status === 'available') return { status, holdReason: null };
  throw new Error(`lot status "${status}" is not one of ours`);
}

function rowEffect(one: Case, stock: Case['stock'][number]): Effect {
  const lot = lotKeyFor(one, stock.lot);
  const bin = binCodeFor(stock.bin);
  const owner = one.lots.find((each) => each.lot === stock.lot);
  const since = owner ? ((dateOf(owner.dock_since) ?? receivedAt(one, owner)) as EpochMs) : nowOf(one);
  const picked = owner ? dateOf(owner.dock_since) : null;
  const row: StockRow = {
    bin,
    lot,
    pallet: '',
    quantity: stepsOf(stock.qty) as Quantity,
    reserved: stepsOf(stock.reserved) as Quantity,
    movedAt: since,
    seenAt: since,
    pickedAt: picked,
    order: null,
    claim: importClaim(since),
  };
  return effect('stock', rowKey(bin, lot, ''), null, row);
}

function importClaim(at: EpochMs): Claim {
  return { command: '00000000-0000-7000-8000-000000000000' as CommandId, worker: 'import', device: 'import', at, error: null };
}

export function nowOf(one: Case): EpochMs {
  return Date.parse(one.clock.now) as EpochMs;
}

function receivedAt(one: Case, lot: CaseLot): EpochMs {
  return dateOf(lot.received_at) ?? nowOf(one);
}

function dateOf(value: unknown): EpochMs | null {
  return typeof value === 'string' ? (Date.parse(value) as EpochMs) : null;
}

function dayOf(value: unknown): DayIso | null {
  return typeof value === 'string' ? parseDay(value) : null;
}
