import { holdsOneLot } from '../../shared/domain/bins/bin.ts';
import { onHand } from '../../shared/domain/bins/occupancy.ts';
import type { StockRow } from '../../shared/domain/bins/stock-row.ts';
import type { Slice } from '../../shared/domain/engine/slice.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import { breach } from './breach.ts';
import type { World } from './history.ts';
import { wholeStock } from './memory-stock.ts';
import { BINS, SITE } from './small-site.ts';

const ONE_LOT_BINS: ReadonlySet<string> = new Set(BINS.filter(({ kind }) => holdsOneLot(kind)).map(({ code }) => code));

/** What no history may do to stock: nothing negative, nothing invented, one lot in a one-lot bin, no dispute nobody hears of. */
export function checkStock({ server }: World): void {
  const slice = wholeStock(server.disk(), SITE);
  checkRows([...slice.rows.values()]);
  for (const lot of slice.lots.values()) if (!isBalanced(slice, lot)) breach(`quantity of ${lot.key} is not conserved`);
  const disputes = new Set([...slice.anomalies.values()].filter(({ closedAt }) => closedAt === null).map(({ lot }) => lot));
  for (const { lot, id } of slice.unconfirmed.values()) if (!disputes.has(lot)) breach(`${id} is disputed and nobody is told`);
}

function checkRows(rows: readonly StockRow[]): void {
  const occupant = new Map<string, string>();
  for (const { bin, lot, quantity } of rows) {
    if (!Number.isSafeInteger(quantity) || quantity <= 0) breach(`${quantity} of ${lot} in ${bin}`);
    if (!ONE_LOT_BINS.has(bin)) continue;
    if (occupant.has(bin) && occupant.get(bin) !== lot) breach(`two lots in ${bin}`);
    occupant.set(bin, lot);
  }
}

function isBalanced(slice: Slice, { key, totals }: Lot): boolean {
  const { received, returned, made, adjustedIn, dispatched, consumed, adjustedOut } = totals;
  return received + returned + made + adjustedIn === onHand(slice, key) + dispatched + consumed + adjustedOut;
}
