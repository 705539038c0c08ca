import { addDays, type DayIso, daysBetween, type EpochMs } from '../../shared/domain/engine/time.ts';
import { lotNumberOf } from '../../shared/domain/lots/ids.ts';
import { DEMO_ITEMS, type DemoItem } from './demo-items.ts';
import {
  type Act,
  bin,
  type DemoLot,
  type Load,
  newLot,
  newSscc,
  type Standing,
  sure,
  takeEmptyBin,
  takeFrom,
  type Warehouse,
  zoneOfItem,
} from './demo-warehouse.ts';

const MINUTE = 60_000;
/** Share of a zone's one-lot bins that are full at the end of a day. */
const FULL = 0.86;
const DESTINATIONS = [
  'Shop 12, Quay Street',
  'Shop 31, Mill Lane',
  'Shop 07, Station Road',
  'Hospital kitchen',
  'School meals north',
  'Hotel Seaview',
];
const CARRIERS = ['Coldline', 'Fjord Freight', 'Own van'];

/** A working day: its date, how attentive people were (1: no lot is forgotten until it is too old to sell), and a clock that only goes forward. */
export interface Shift {
  readonly today: DayIso;
  readonly care: number;
  /** The next instant something happens, 1–4 minutes after the last. */
  tick(): EpochMs;
  /** Moves the clock on to an hour of the day, if it is not past it. */
  until(hour: number): void;
}

interface Picked {
  readonly lot: DemoLot;
  readonly load: Load;
}

export function shiftOn(warehouse: Warehouse, today: DayIso, { from = Date.parse(today), care = 0.96 } = {}): Shift {
  let at = from;
  return {
    today,
    care,
    tick: () => {
      at += warehouse.chance.between(MINUTE, 4 * MINUTE);
      return at as EpochMs;
    },
    until: (hour) => {
      at = Math.max(at, Date.parse(today) + hour * 60 * MINUTE);
    },
  };
}

/** One ordinary day: deliveries in, put away, orders picked, lorries out, a look round. */
export function workday(warehouse: Warehouse, shift: Shift, deliveries: number): void {
  shift.until(5);
  const arrived = Array.from({ length: deliveries }, () =>
    receiveLot(warehouse, shift, newLot(warehouse, itemWanted(warehouse), shift.today)),
  );
  shift.until(7);
  for (const delivery of arrived) putAway(warehouse, shift, delivery);
  shift.until(9);
  clearExpired(warehouse, shift);
  shipOrders(warehouse, shift);
  shift.until(15);
  lookRound(warehouse, shift);
}

export interface Delivery {
  readonly lot: DemoLot;
  readonly dock: Standing['bin'];
  readonly loads: Load[];
}

/** A lot arrives as one or two pallets, or as loose cartons. */
export function receiveLot(warehouse: Warehouse, shift: Shift, lot: DemoLot): Delivery {
  const { chance } = warehouse;
  const { item } = lot;
  const dock = bin(`DOCK-0${chance.between(1, 8)}`);
  const onPallets = chance.happens(0.6);
  const loads = onPallets
    ? Array.from({ length: chance.between(1, 2) }, () => ({ pallet: newSscc(warehouse), quantity: item.perCarton * item.cartonsPerPallet }))
    : [{ pallet: '' as const, quantity: item.perCarton * chance.between(6, 24) }];
  const reference = `DN-${lot.key.slice(-4)}`;
  for (const { pallet, quantity } of loads) {
    const facts = { item: lot.gtin, lot: lotNumberOf(lot.key), to: dock, quantity, supplier: item.supplier, reference };
    const expiry = lot.expiryOn ? { expiryOn: lot.expiryOn, producedOn: addDays(lot.expiryOn, -item.lifeDays) } : {};
    tell(warehouse, { at: shift.tick(), phone: 'dock', kind: 'receive', payload: { ...facts, ...expiry, ...onPallet(pallet) } });
  }
  return { lot, dock, loads };
}

export function putAway(warehouse: Warehouse, shift: Shift, { lot, dock, loads }: Delivery): Standing | null {
  const to = takeEmptyBin(warehouse, zoneOfItem(lot.item));
  if (!to) return null;
  for (const { pallet, quantity } of loads) {
    const payload = { lot: lot.key, from: dock, to, quantity, ...onPallet(pallet) };
    tell(warehouse, { at: shift.tick(), phone: 'floor', kind: 'putaway', payload });
  }
  const standing = { lot, bin: to, loads };
  warehouse.standing.set(to, standing);
  return standing;
}

/** The bin to pick an item from: first expired, first out, among lots with enough life left. */
export function fefoFirst(warehouse: Warehouse, item: DemoItem, today: DayIso): Standing | undefined {
  return standingOf(warehouse, item)
    .filter(({ lot }) => sellableDays(lot, today) >= 0)
    .sort((a, b) => compare(a.lot.expiryOn ?? '9999', b.lot.expiryOn ?? '9999') || compare(a.lot.key, b.lot.key))[0];
}

export function standingOf(warehouse: Warehouse, item: DemoItem): Standing[] {
  return [...warehouse.standing.values()].filter(({ lot }) => lot.item === item);
}

/** Picks one load, or a part of loose cartons, onto a staging lane. */
export function pickLoad(warehouse: Warehouse, shift: Shift, from: Standing, lane: string): Picked {
  const load = sure(from.loads[0], 'load');
  const { perCarton } = from.lot.item;
  const inPart = load.pallet === '' && load.quantity > 4 * perCarton && warehouse.chance.happens(0.5);
  const quantity = inPart ? Math.floor(load.quantity / perCarton / 2) * perCarton : load.quantity;
  const payload = { lot: from.lot.key, from: from.bin, to: bin(lane), quantity, order: orderOf(shift, lane), ...onPallet(load.pallet) };
  tell(warehouse, { at: shift.tick(), phone: 'floor', kind: 'pick', payload });
  takeFrom(warehouse, { standing: from, load, quantity });
  return { lot: from.lot, load: { pallet: load.pallet, quantity } };
}

export function tell(warehouse: Warehouse, act: Act): void {
  warehouse.acts.push(act);
}

export function onPallet(pallet: Load['pallet']) {
  return pallet === '' ? {} : { pallet };
}

/** A lorry takes what stands on one lane. */
export function dispatchLane(warehouse: Warehouse, shift: Shift, lane: string, picked: readonly Picked[]): void {
  const laneNo = Number(lane.slice(-2));
  const destination = sure(DESTINATIONS[laneNo % DESTINATIONS.length], 'destination');
  const carrier = sure(CARRIERS[laneNo % CARRIERS.length], 'carrier');
  const shipment = `SH-${shift.today.slice(2).replaceAll('-', '')}-${lane.slice(-2)}`;
  for (const { lot, load } of picked) {
    const payload = { lot: lot.key, from: bin(lane), quantity: load.quantity, destination, shipment, carrier, ...onPallet(load.pallet) };
    tell(warehouse, { at: shift.tick(), phone: 'dock', kind: 'dispatch', payload });
  }
}

function shipOrders(warehouse: Warehouse, shift: Shift): void {
  const lanes = new Map<string, Picked[]>();
  for (const standing of toShip(warehouse, shift)) {
    const lane = `STAGE-${String(1 + (lanes.size % 6)).padStart(2, '0')}`;
    const picked = lanes.get(lane) ?? [];
    picked.push(pickLoad(warehouse, shift, standing, lane));
    lanes.set(lane, picked);
  }
  shift.until(13);
  for (const [lane, picked] of lanes) dispatchLane(warehouse, shift, lane, picked);
}

/** What leaves today: goods that soon could not be sold any more, then enough to make room. */
function* toShip(warehouse: Warehouse, { today, care }: Shift): Generator<Standing> {
  const ageing = [...warehouse.standing.values()].filter(({ lot }) => sellableDays(lot, today) === 2 && warehouse.chance.happens(care));
  for (const each of ageing) {
    while (warehouse.standing.has(each.bin)) yield sure(fefoFirst(warehouse, each.lot.item, today), 'lot to ship');
  }
  for (const zone of warehouse.empty.keys()) {
    for (let tries = 0; tries < 40 && isTooFull(warehouse, zone); tries++) {
      const item = warehouse.chance.pick(DEMO_ITEMS.filter((each) => zoneOfItem(each) === zone));
      const first = item && fefoFirst(warehouse, item, today);
      if (first) yield first;
    }
  }
}

/** Goods past their day go to quarantine, and the supervisor writes them off. */
function clearExpired(warehouse: Warehouse, shift: Shift): void {
  const spoilt = [...warehouse.standing.values()].filter(({ lot }) => sellableDays(lot, shift.today) < -lot.item.minDays - 5);
  const quarantine = bin('QUA-01');
  const moved = spoilt.flatMap((standing) => standing.loads.map((load) => ({ standing, load, quantity: load.quantity })));
  for (const { standing, load, quantity } of moved) {
    const payload = { lot: standing.lot.key, from: standing.bin, to: quarantine, quantity, ...onPallet(load.pallet) };
    tell(warehouse, { at: shift.tick(), phone: 'floor', kind: 'transfer', payload });
  }
  for (const goods of moved) {
    const { standing, load, quantity } = goods;
    const payload = { lot: standing.lot.key, bin: quarantine, quantity, reason: 'Past its use-by day', ...onPallet(load.pallet) };
    tell(warehouse, { at: shift.tick(), phone: 'desk', kind: 'write-off', payload });
    takeFrom(warehouse, goods);
  }
}

/** Every day someone walks an aisle and scans what stands there. */
function lookRound(warehouse: Warehouse, shift: Shift): void {
  const seen = [...warehouse.standing.values()].filter(() => warehouse.chance.happens(0.012));
  for (const { lot, bin: where } of seen) {
    tell(warehouse, { at: shift.tick(), phone: 'floor', kind: 'sighting', payload: { lot: lot.key, bin: where } });
  }
}

/** Buys what is running out: the item of a random class with the fewest bins full. */
function itemWanted(warehouse: Warehouse): DemoItem {
  const { chance } = warehouse;
  const drawn = chance.next();
  const zone = drawn < 0.48 ? 'CHL' : drawn < 0.79 ? 'FRZ' : drawn < 0.9 ? 'DFZ' : 'AMB';
  const some = DEMO_ITEMS.filter((item) => zoneOfItem(item) === zone).filter(() => chance.happens(0.6));
  const fewest = some.sort((a, b) => standingOf(warehouse, a).length - standingOf(warehouse, b).length)[0];
  return sure(fewest ?? DEMO_ITEMS.find((item) => zoneOfItem(item) === zone), 'item');
}

function isTooFull(warehouse: Warehouse, zone: string): boolean {
  const empty = warehouse.empty.get(zone)?.length ?? 0;
  const full = [...warehouse.standing.values()].filter(({ lot }) => zoneOfItem(lot.item) === zone).length;
  return full > FULL * (full + empty);
}

/** Days the lot can still be sold: today counts, the days wanted at dispatch do not. */
export function sellableDays(lot: DemoLot, today: DayIso): number {
  return lot.expiryOn === null ? 9999 : daysBetween(today, lot.expiryOn) - lot.item.minDays;
}

function orderOf(shift: Shift, lane: string): string {
  return `SO-${shift.today.slice(2).replaceAll('-', '')}-${lane.slice(-2)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
