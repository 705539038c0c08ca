import type { BinCode } from '../bins/bin.ts';
import { claimsOn, rowsOfLotIn } from '../bins/occupancy.ts';
import type { InHand, StockRow, Unconfirmed } from '../bins/stock-row.ts';
import type { Books } from '../engine/books.ts';
import type { LotKey } from '../lots/ids.ts';
import type { Anomaly, AnomalyCode } from './anomaly.ts';
import { closeAnomaly } from './open.ts';

/** Questions about where a lot is, answered when it is moved to, counted in or seen in that bin. */
const DOUBTS: readonly AnomalyCode[] = ['zero-but-present', 'missing-transfer-scan', 'count-variance'];
/** Questions about whether a lot may stand where it does, answered when it has left. */
const WRONG_PLACE: readonly AnomalyCode[] = ['wrong-zone', 'inactive-bin-used'];
/** Questions about whether a lot may be used at all, answered by a supervisor's release. */
const QUALITY: readonly AnomalyCode[] = ['duplicate-lot-number', 'lot-expiry-mismatch', 'expired-on-receipt', 'short-dated-on-receipt'];

/** A row that moved or was seen is not stuck; picked goods that left are not waiting; goods that left are in no wrong place. */
export function settleRow(books: Books, before: StockRow | null, after: StockRow | null): void {
  if (books.slice.anomalies.size === 0 || !before) return;
  const isHere = (each: Anomaly) => each.lot === before.lot && each.bin === before.bin && (each.pallet ?? '') === before.pallet;
  if (after?.seenAt !== before.seenAt) close(books, ['stuck-pallet'], { where: isHere, reason: after ? 'seen' : 'moved' });
  if (before.pickedAt !== null && after?.pickedAt !== before.pickedAt) {
    close(books, ['missing-dispatch-scan'], { where: isHere, reason: 'moved' });
  }
  if (rowsOfLotIn(books.slice, before.bin, before.lot).length === 0) {
    close(books, WRONG_PLACE, { where: (each) => each.lot === before.lot && each.bin === before.bin, reason: 'moved' });
  }
}

/** Goods that left the hand are not waiting to be dispatched. */
export function settleInHand(books: Books, { lot, pallet, since }: InHand): void {
  const isThis = (each: Anomaly) =>
    each.lot === lot && each.bin === null && (each.pallet ?? '') === pallet && each.facts.pickedAt === since;
  close(books, ['missing-dispatch-scan'], { where: isThis, reason: 'moved' });
}

/** Goods whose place was disputed are accounted for: the conflict is over with the last of the lot's goods disputed there. */
export function settleConflict(books: Books, { claimedBin, lot }: Unconfirmed, reason: string): void {
  if (claimsOn(books.slice, claimedBin, lot).length > 0) return;
  close(books, ['bin-conflict'], { where: (each) => each.lot === lot && each.bin === claimedBin, reason });
}

/** A lot is known to stand in a bin: no doubt about that is left. */
export function settleDoubts(books: Books, { lot, bin }: { lot: LotKey; bin: BinCode }, reason: string): void {
  close(books, DOUBTS, { where: (each) => each.lot === lot && each.bin === bin, reason });
}

/** A supervisor has released the lot: what was doubted of it is decided. */
export function settleQuality(books: Books, lot: LotKey): void {
  close(books, QUALITY, { where: (each) => each.lot === lot, reason: 'released' });
}

interface Which {
  readonly where: (anomaly: Anomaly) => boolean;
  readonly reason: string;
}

function close(books: Books, codes: readonly AnomalyCode[], { where, reason }: Which): void {
  if (books.slice.anomalies.size === 0) return;
  const settled = [...books.slice.anomalies.values()].filter((each) => codes.includes(each.code) && where(each));
  for (const each of settled.sort((a, b) => (a.id < b.id ? -1 : 1))) closeAnomaly(books, each, reason);
}
