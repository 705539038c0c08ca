import { gtinOf, type LotKey } from '../../shared/domain/lots/ids.ts';
import { itemOf, lotCard, type Stand as Standing } from '../local/questions.ts';
import type { ViewRows } from '../local/view-database.ts';
import type { KnownLot, Stand } from './flow.ts';

/** A lot the phone has no stock data for at all. */
export const NOTHING_KNOWN: KnownLot = { item: null, lot: null, stands: [], inHand: 0 };

/** What this phone knows of a lot: its item even where the lot is new, its goods, and what this worker holds of it. */
export async function knownLot(view: ViewRows, key: LotKey, worker: string): Promise<KnownLot> {
  const card = await lotCard(view, key);
  if (!card) return { ...NOTHING_KNOWN, item: await itemOf(view, gtinOf(key)) };
  const mine = card.inHand.filter((held) => held.worker === worker);
  return {
    item: card.item,
    lot: card.lot,
    stands: card.stands.flatMap(asStand),
    inHand: mine.reduce((sum, held) => sum + held.quantity, 0),
  };
}

function asStand({ row, bin }: Standing): Stand[] {
  return bin ? [{ bin: row.bin, binKind: bin.kind, pallet: row.pallet, quantity: row.quantity }] : [];
}
