import { addDays } from '../../shared/domain/engine/time.ts';
import { lotKey, lotNumberOf } from '../../shared/domain/lots/ids.ts';
import { DEMO_ITEMS, type DemoItem } from './demo-items.ts';
import { fefoFirst, onPallet, pickLoad, putAway, receiveLot, type Shift, sellableDays, standingOf, tell } from './demo-routine.ts';
import { bin, type DemoLot, newLot, type Standing, sure, takeEmptyBin, takeFrom, type Warehouse, zoneOfItem } from './demo-warehouse.ts';

type Scene = (warehouse: Warehouse, shift: Shift) => void;

/** Goods that will have waited too long: at the dock, in quarantine, on a staging lane, in somebody's hand. */
export function forgetGoods(warehouse: Warehouse, shift: Shift, daysAgo: number): void {
  if (daysAgo >= 2 && daysAgo <= 5) receiveLot(warehouse, shift, newLot(warehouse, itemBySku('VEG-107'), shift.today));
  if (daysAgo === 2 || daysAgo === 3) pickLoad(warehouse, shift, aGoodOne(warehouse, shift), `STAGE-1${daysAgo}`);
  if (daysAgo === 9 || daysAgo === 12) toQuarantine(warehouse, shift);
  if (daysAgo === 2) pickIntoHand(warehouse, shift);
}

/** What goes wrong in a store, once each, on the day of the demo: every scene leaves something for a supervisor to settle. */
export const SCENES: readonly Scene[] = [
  function aQuietDelivery(warehouse, shift) {
    for (const sku of ['DAI-001', 'DAI-002', 'BRY-001']) {
      putAway(warehouse, shift, receiveLot(warehouse, shift, newLot(warehouse, itemBySku(sku), shift.today)));
    }
  },

  function twoPhonesOneBin(warehouse, shift) {
    const first = receiveLot(warehouse, shift, newLot(warehouse, itemBySku('BRY-002'), shift.today));
    const second = receiveLot(warehouse, shift, newLot(warehouse, itemBySku('BRY-003'), shift.today));
    const taken = sure(putAway(warehouse, shift, first), 'free bin');
    for (const { pallet, quantity } of second.loads) {
      const payload = { lot: second.lot.key, from: second.dock, to: taken.bin, quantity, ...onPallet(pallet) };
      tell(warehouse, { at: shift.tick(), phone: 'dock', kind: 'putaway', payload });
    }
  },

  function oneLoadTakenTwice(warehouse, shift) {
    const from = aGoodOne(warehouse, shift, ({ loads }) => loads.length === 1 && loads[0]?.pallet !== '');
    const load = sure(from.loads[0], 'load');
    const goods = { lot: from.lot.key, from: from.bin, quantity: load.quantity, ...onPallet(load.pallet) };
    takeFrom(warehouse, { standing: from, load, quantity: load.quantity });
    tell(warehouse, { at: shift.tick(), phone: 'floor', kind: 'pick', payload: { ...goods, to: bin('STAGE-07'), order: 'SO-7001' } });
    tell(warehouse, { at: shift.tick(), phone: 'dock', kind: 'transfer', payload: { ...goods, to: bin('STAGE-08') } });
  },

  function aDispatchedLotIsSeen(warehouse, shift) {
    const gone = sure(
      dispatchedLately(warehouse, shift).find(({ item }) => zoneOfItem(item) === 'FRZ'),
      'dispatched lot',
    );
    const where = sure(takeEmptyBin(warehouse, 'FRZ'), 'free bin');
    tell(warehouse, { at: shift.tick(), phone: 'floor', kind: 'sighting', payload: { lot: gone.key, bin: where } });
  },

  aLotIsSeenElsewhere,

  function aNewerLotIsPicked(warehouse, shift) {
    const older = goodStandings(warehouse, shift);
    const newer = find(warehouse, ({ lot }) =>
      older.some((each) => each.lot.item === lot.item && (each.lot.expiryOn ?? '9999') < (lot.expiryOn ?? '9999')),
    );
    if (newer) pickAnyway(warehouse, shift, newer, 'older-lot-first');
  },

  function anExpiredLotIsPicked(warehouse, shift) {
    const expired = find(warehouse, ({ lot }) => lot.expiryOn !== null && lot.expiryOn < shift.today);
    if (expired) pickAnyway(warehouse, shift, expired, 'lot-expired');
  },

  function aShortDatedLotIsPicked(warehouse, shift) {
    const short = find(warehouse, ({ lot }) => sellableDays(lot, shift.today) < 0 && (lot.expiryOn ?? '9999') >= shift.today);
    if (short) pickAnyway(warehouse, shift, short, 'remaining-life-too-short');
  },

  function frozenGoodsInChill(warehouse, shift) {
    const { lot, dock, loads } = receiveLot(warehouse, shift, newLot(warehouse, itemBySku('ICE-503'), shift.today));
    const to = sure(takeEmptyBin(warehouse, 'CHL'), 'free bin');
    for (const { pallet, quantity } of loads) {
      const payload = { lot: lot.key, from: dock, to, quantity, ...onPallet(pallet) };
      const told = { outcome: 'stop', codes: ['wrong-zone'] };
      tell(warehouse, { at: shift.tick(), phone: 'floor', kind: 'putaway', payload, told });
    }
  },

  aCountDiffers,

  function goodsArriveExpired(warehouse, shift) {
    receiveLot(warehouse, shift, newLot(warehouse, itemBySku('DAI-007'), shift.today, -2));
    receiveLot(warehouse, shift, newLot(warehouse, itemBySku('MEA-411'), shift.today, 6));
  },

  function twoItemsOneLotNumber(warehouse, shift) {
    const taken = aGoodOne(warehouse, shift, ({ lot }) => lot.item.sku.startsWith('VEG'));
    const other = newLot(warehouse, itemBySku('FSH-201'), shift.today);
    receiveLot(warehouse, shift, { ...other, key: lotKey(other.gtin, lotNumberOf(taken.lot.key)) });
  },

  function aLabelSaysAnotherDay(warehouse, shift) {
    const { lot } = aGoodOne(warehouse, shift);
    receiveLot(warehouse, shift, { ...lot, expiryOn: addDays(sure(lot.expiryOn, 'expiry'), 30) });
  },

  function aLotNobodyKnows(warehouse, shift) {
    const { lot } = aGoodOne(warehouse, shift);
    const misread = newLot(warehouse, lot.item, shift.today);
    const to = sure(takeEmptyBin(warehouse, zoneOfItem(lot.item)), 'free bin');
    const payload = { lot: misread.key, from: bin('DOCK-01'), to, quantity: lot.item.perCarton };
    tell(warehouse, { at: shift.tick(), phone: 'floor', kind: 'putaway', payload, told: { outcome: 'check', codes: ['lot-unknown'] } });
  },

  function aLorryWithoutDestination(warehouse, shift) {
    const { lot, load } = pickLoad(warehouse, shift, aGoodOne(warehouse, shift), 'STAGE-09');
    const payload = { lot: lot.key, from: bin('STAGE-09'), quantity: load.quantity, ...onPallet(load.pallet) };
    tell(warehouse, { at: shift.tick(), phone: 'dock', kind: 'dispatch', payload });
  },

  function goodsComeBack(warehouse, shift) {
    const [few, many] = dispatchedLately(warehouse, shift);
    for (const [lot, quantity] of [[few, few?.item.perCarton ?? 1] as const, [many, 100_000] as const]) {
      const payload = { lot: sure(lot, 'dispatched lot').key, to: bin('RET-01'), quantity };
      tell(warehouse, { at: shift.tick(), phone: 'dock', kind: 'return', payload });
    }
  },

  function qualityDecides(warehouse, shift) {
    const held = ['Damaged wrapping', 'Waiting for the laboratory', 'Temperature on arrival'];
    for (const reason of held) {
      const { lot } = aGoodOne(warehouse, shift);
      tell(warehouse, { at: shift.tick(), phone: 'desk', kind: 'hold', payload: { lot: lot.key, reason } });
    }
    const lots = standingOf(warehouse, itemBySku('RDY-701'))
      .slice(0, 2)
      .map(({ lot }) => lot.key);
    const payload = { lots, reason: 'Supplier notice: allergen not declared' };
    if (lots.length > 0) tell(warehouse, { at: shift.tick(), phone: 'desk', kind: 'recall', payload });
  },
];

/** What went wrong earlier, by days ago; a supervisor has settled it since. */
export const PAST_SCENES: ReadonlyMap<number, Scene> = new Map([
  [33, aCountDiffers],
  [21, aLotIsSeenElsewhere],
  [15, aCountDiffers],
  [8, aLotIsSeenElsewhere],
]);

function aLotIsSeenElsewhere(warehouse: Warehouse, shift: Shift): void {
  const { lot } = aGoodOne(warehouse, shift);
  const where = sure(warehouse.empty.get(zoneOfItem(lot.item))?.[0], 'free bin');
  tell(warehouse, { at: shift.tick(), phone: 'floor', kind: 'sighting', payload: { lot: lot.key, bin: where } });
}

function aCountDiffers(warehouse: Warehouse, shift: Shift): void {
  const { lot, bin: where, loads } = aGoodOne(warehouse, shift, ({ loads, lot: { item } }) => (loads[0]?.quantity ?? 0) > item.perCarton);
  const book = loads.reduce((sum, load) => sum + load.quantity, 0);
  const payload = { bin: where, found: [{ lot: lot.key, quantity: book - lot.item.perCarton }] };
  tell(warehouse, { at: shift.tick(), phone: 'desk', kind: 'count', payload });
}

function toQuarantine(warehouse: Warehouse, shift: Shift): void {
  const from = aGoodOne(warehouse, shift);
  for (const load of [...from.loads]) {
    const payload = { lot: from.lot.key, from: from.bin, to: bin('QUA-02'), quantity: load.quantity, ...onPallet(load.pallet) };
    tell(warehouse, { at: shift.tick(), phone: 'floor', kind: 'transfer', payload });
    takeFrom(warehouse, { standing: from, load, quantity: load.quantity });
  }
}

function pickIntoHand(warehouse: Warehouse, shift: Shift): void {
  const from = aGoodOne(warehouse, shift, ({ loads }) => loads[0]?.pallet === '');
  const load = sure(from.loads[0], 'load');
  const quantity = from.lot.item.perCarton;
  tell(warehouse, { at: shift.tick(), phone: 'floor', kind: 'pick', payload: { lot: from.lot.key, from: from.bin, quantity } });
  takeFrom(warehouse, { standing: from, load, quantity: Math.min(quantity, load.quantity) });
}

/** The phone said STOP, the worker did it all the same. */
function pickAnyway(warehouse: Warehouse, shift: Shift, from: Standing, code: string): void {
  const load = sure(from.loads[0], 'load');
  const payload = {
    lot: from.lot.key,
    from: from.bin,
    to: bin('STAGE-10'),
    quantity: load.quantity,
    order: 'SO-7002',
    ...onPallet(load.pallet),
  };
  tell(warehouse, { at: shift.tick(), phone: 'floor', kind: 'pick', payload, told: { outcome: 'stop', codes: [code] } });
  takeFrom(warehouse, { standing: from, load, quantity: load.quantity });
}

/** Lots that left on a lorry some days ago. */
function dispatchedLately(warehouse: Warehouse, { today }: Shift): DemoLot[] {
  return warehouse.gone.slice(-80, -30).filter(({ expiryOn }) => expiryOn !== null && expiryOn > today);
}

/** The lots that go first of their item, with days to spare and nothing wrong with them. */
function goodStandings(warehouse: Warehouse, { today }: Shift): Standing[] {
  return DEMO_ITEMS.flatMap((item) => fefoFirst(warehouse, item, today) ?? []).filter(
    ({ lot }) => lot.expiryOn !== null && sellableDays(lot, today) > 5,
  );
}

function aGoodOne(warehouse: Warehouse, shift: Shift, fits: (each: Standing) => boolean = () => true): Standing {
  return sure(warehouse.chance.pick(goodStandings(warehouse, shift).filter(fits)), 'lot to act on');
}

function find(warehouse: Warehouse, fits: (each: Standing) => boolean): Standing | undefined {
  return [...warehouse.standing.values()].find(fits);
}

function itemBySku(sku: string): DemoItem {
  return sure(
    DEMO_ITEMS.find((item) => item.sku === sku),
    `item ${sku}`,
  );
}
