import type { JudgedOrder, RecordedAct } from '../../server/ledger/judged-order.ts';
import type { Position } from '../../shared/domain/engine/fold.ts';
import { comesBefore } from '../../shared/domain/engine/fold.ts';
import { gtinOf } from '../../shared/domain/lots/ids.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { ledgerTables } from './memory-ledger.ts';
import { stockTables } from './memory-stock.ts';

/** Lots without a date go last. */
const LAST_DAY = '9999-12-31';

/** The ledger in judged order, from memory. */
export function memoryOrder(disk: MemoryDisk): JudgedOrder {
  const { rows, latest, judgements, touched } = ledgerTables(disk);
  const { stock, lot, departure } = stockTables(disk);
  const actAt = (rev: number): RecordedAct[] => {
    const row = rows.get(rev);
    const judged = row && latest.get(row.id);
    if (!row || !judged) return [];
    const { n, verdict, effects, judgedAt = null } = judged;
    return [{ ...row, n, judgedAt, verdict: JSON.parse(verdict), effects: JSON.parse(effects) }];
  };
  const isParked = (id: string) => latest.get(id)?.outcome === 'parked';
  const revsTouching = (names: readonly string[], from: number) => {
    const revs = new Set<number>();
    for (const { name, at, rev } of touched.values()) if (at >= from && names.includes(name)) revs.add(rev);
    return [...revs];
  };
  return {
    newest: () => {
      const own = [...rows.values()].map(({ occurredAt: at, id }) => ({ at, id }));
      const later = [...judgements.values()].flatMap(({ judgedAt: at, command: id }) => (at ? { at, id } : []));
      return [...own, ...later].reduce<Position | null>((last, each) => (last && comesBefore(each, last) ? last : each), null);
    },
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
        .filter(({ id }) => isParked(id)),
    parked: () => {
      const revs = [...rows.values()].filter(({ id }) => isParked(id)).map(({ rev }) => rev);
      return revs.sort((a, b) => a - b).flatMap(actAt);
    },
  };
}
