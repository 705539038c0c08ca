import type { JudgedOrder, RecordedAct } from '../../server/ledger/judged-order.ts';
import { MAY_YET_COME } from '../../shared/domain/engine/fold.ts';
import { gtinOf } from '../../shared/domain/lots/ids.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { ledgerTables, wordOf } from './memory-ledger.ts';
import { stockTables } from './memory-stock.ts';

/** Lots without a date go last. */
const LAST_DAY = '9999-12-31';

/** The ledger in judged order, from memory. */
export function memoryOrder(disk: MemoryDisk): JudgedOrder {
  const { rows, latest, touched, newest } = ledgerTables(disk);
  const { stock, lot, departure } = stockTables(disk);
  const actAt = (rev: number): RecordedAct[] => {
    const row = rows.get(rev);
    const judged = row && latest.get(row.id);
    if (!row || !judged) return [];
    const { n, judgedAt = null } = judged;
    return [{ ...row, n, judgedAt, ...wordOf(judged) }];
  };
  const isParked = (id: string) => latest.get(id)?.outcome === 'parked';
  const revsTouching = (names: readonly string[], from: number) => {
    const revs = new Set<number>();
    for (const name of names) for (const { at, rev } of touched.get(name) ?? []) if (at >= from) revs.add(rev);
    return [...revs];
  };
  return {
    newest: () => newest.get('newest') ?? null,
    touching: revsTouching,
    acts: (revs) => [...new Set(revs)].flatMap(actAt),
    lotsAhead: (picked, from) => {
      const until = lot.get(picked);
      const goesBefore = (each: Lot) => !until || (each.expiryOn ?? LAST_DAY) < (until.expiryOn ?? LAST_DAY);
      const open = [...lot.values()].filter((each) => each.gtin === gtinOf(picked) && each.status !== 'closed' && goesBefore(each));
      return open.map(({ key }) => key).filter((key) => revsTouching([`lot ${key}`], from).length > 0);
    },
    lotsThere: (bin, from) => {
      const left = [...departure.values()].filter((each) => each.bin === bin && each.claim.at >= from);
      return [...new Set([...[...stock.values()].filter((row) => row.bin === bin), ...left].map((each) => each.lot))];
    },
    waitingFor: (names) =>
      revsTouching(names, Number.NEGATIVE_INFINITY)
        .flatMap(actAt)
        .filter(({ id, verdict }) => isParked(id) && verdict.broke !== undefined && MAY_YET_COME.has(verdict.broke.code)),
    parked: () => {
      const revs = [...rows.values()].filter(({ id }) => isParked(id)).map(({ rev }) => rev);
      return revs.sort((a, b) => a - b).flatMap(actAt);
    },
  };
}
