import { THING_NAMES } from '../../shared/domain/engine/effect.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import type { ViewThingName, ViewThings } from '../../shared/wire/feed.ts';

/**
 * The names a thing is found by: `lot:…`, `bin:…`, `item:…`, `number:…`, `pallet:…`, `worker:…`, `kind:…`,
 * `expected`, `open`. A closed lot and a closed anomaly are history: only their key (and lot number) still finds them.
 */
export function aboutOf<T extends ViewThingName>(thing: T, value: ViewThings[T]): string[] {
  const names: ((value: ViewThings[T]) => (string | false | null)[]) | undefined = ABOUT[thing];
  return (names?.(value) ?? []).filter((name): name is string => Boolean(name));
}

/** Things that have names besides their key. */
export const NAMED_THINGS: readonly ViewThingName[] = ['bin', ...THING_NAMES];

const ABOUT: { readonly [T in ViewThingName]?: (value: ViewThings[T]) => (string | false | null)[] } = {
  bin: (bin) => [`kind:${bin.kind}`],
  lot: (lot) => [`number:${lot.number}`, lot.status !== 'closed' && `item:${lot.gtin}`, lot.status === 'expected' && 'expected'],
  pallet: (pallet) => [`lot:${pallet.lot}`],
  stock: (row) => [`lot:${row.lot}`, `bin:${row.bin}`, row.pallet && `pallet:${row.pallet}`],
  unconfirmed: (goods) => [`lot:${goods.lot}`, `bin:${goods.claimedBin}`],
  'in-hand': (goods) => [`lot:${goods.lot}`, `worker:${goods.worker}`],
  departure: (departure) => [`lot:${departure.lot}`],
  shipment: (shipment) => [shipment.departedAt === null && 'open'],
  anomaly: (anomaly) =>
    anomaly.closedAt === null ? ['open', anomaly.lot && `lot:${anomaly.lot}`, anomaly.bin && `bin:${anomaly.bin}`] : [],
};

/**
 * A lot's place in its item's line, as text that sorts like FEFO: expiry (none last), first received, lot number.
 * Only an available lot has one; whether its rows may be picked is judged when the line is walked.
 */
export function placeInLine(lot: Lot): string | null {
  if (lot.status !== 'available') return null;
  const received = String(lot.firstReceivedAt ?? Number.MAX_SAFE_INTEGER).padStart(16, '0');
  return `${lot.expiryOn ?? '9999-12-31'} ${received} ${lot.number}`;
}
