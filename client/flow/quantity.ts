import type { Item } from '../../shared/domain/lots/item.ts';
import type { Draft } from '../queue/report-body.ts';
import { type Flow, type Given, HAND, type KnownLot } from './flow.ts';

/** How much one tap more or less is: a carton where the item has cartons, else one unit. In steps. */
export function tapOf(item: Item | null): number {
  return unitOf(item) * (item?.unitsPerCarton ?? 1);
}

/** What stands where the goods come from: all of it, or all of the pallet that was scanned. Null: this phone does not know. */
export function thereOf(given: Given, known: KnownLot): number | null {
  if (given.from === undefined) return null;
  if (given.from === HAND) return known.inHand;
  const here = known.stands.filter((stand) => stand.bin === given.from && (!given.pallet || stand.pallet === given.pallet));
  return here.length > 0 ? here.reduce((sum, stand) => sum + stand.quantity, 0) : null;
}

/** The likeliest quantity, so that most rounds need no typing: a carton for a pick, a pallet for a receipt, else all there is. */
export function likelyQuantity(flow: Flow, given: Given, known: KnownLot): number {
  const tap = tapOf(known.item);
  const there = thereOf(given, known);
  if (flow.kind === 'receive') return tap * (known.item?.cartonsPerPallet ?? 1);
  if (there === null) return tap;
  return flow.kind === 'pick' && !given.pallet ? Math.min(tap, there) : there;
}

/** How much a draft moves, steps; null for one that moves nothing. */
export function quantityOf({ payload }: Draft): number | null {
  return 'quantity' in payload ? payload.quantity : null;
}

function unitOf(item: Item | null): number {
  return 10 ** (item?.decimals ?? 0);
}
