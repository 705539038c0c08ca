import { type JudgementRow, judgementLink, type Ledger, type LedgerRow, ledgerLink } from '../../server/ledger/ledger.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { GENESIS } from '../../shared/wire/canonical.ts';
import type { MemoryDisk, Table } from './memory-disk.ts';
import { Forbidden } from './memory-stock.ts';

/** The ledger in memory; its links are the server's own. */
export function memoryLedger(disk: MemoryDisk): Ledger {
  const { rows, revById, latest, judgements, revOfNth, touched, tips } = ledgerTables(disk);
  const verdictOf = (id: string) => {
    const judged = latest.get(id);
    return judged ? JSON.parse(judged.verdict) : null;
  };
  return {
    tips: () => ({ ledger: tips.get('ledger')?.chain ?? GENESIS, judgement: tips.get('judgement')?.chain ?? GENESIS }),
    append: (previous, rev, act) => {
      const row = { ...act, rev };
      if (revById.has(row.id) || rows.has(row.rev)) throw new Forbidden(`${row.id} is on record already`);
      const chain = ledgerLink(previous, rev, act);
      rows.set(row.rev, row);
      revById.set(row.id, row.rev);
      moveTip(tips, 'ledger', { rev, chain });
      return chain;
    },
    judge: (previous, row) => {
      const nth = nthOf(row.command, row.n);
      if (revOfNth.has(nth) || judgements.has(row.rev)) throw new Forbidden(`judgement ${nth}, rev ${row.rev}, is on record already`);
      const chain = judgementLink(previous, row);
      judgements.set(row.rev, row);
      revOfNth.set(nth, row.rev);
      if (row.n > (latest.get(row.command)?.n ?? 0)) latest.set(row.command, row);
      moveTip(tips, 'judgement', { rev: row.rev, chain });
      return chain;
    },
    touch: (names, at, rev) => {
      for (const name of names) touched.set(`${name} ${at} ${rev}`, { name, at, rev });
    },
    received: (ids) => {
      const known = new Map<string, Pick<LedgerRow, 'rev' | 'hash'>>();
      for (const id of ids) {
        const row = rows.get(revById.get(id) ?? 0);
        if (row) known.set(id, row);
      }
      return known;
    },
    hashAt: (rev) => rows.get(rev)?.hash ?? null,
    revSince: (at) => {
      let rev = 0;
      for (const row of rows.values()) if (row.receivedAt < at) rev = row.rev + 1;
      return rev;
    },
    undosOf: (id) => {
      const revs = [...touched.values()].filter(({ name }) => name === `act ${id}`).map(({ rev }) => rev);
      const acts = revs.sort((a, b) => a - b).map((rev) => rows.get(rev));
      return acts.flatMap((act) => (act?.kind === 'void' ? act.id : []));
    },
    verdictOf,
    verdictAt: (rev) => verdictOf(rows.get(rev)?.id ?? ''),
    recorded: (id) => {
      const [row, judged] = [rows.get(revById.get(id) ?? 0), latest.get(id)];
      return row && judged ? { ...row, verdict: JSON.parse(judged.verdict), effects: JSON.parse(judged.effects) } : null;
    },
  };
}

/** An act touches something of this name, at the instant it counts. */
interface Touched {
  readonly name: string;
  readonly at: EpochMs;
  readonly rev: number;
}

interface Tip {
  readonly rev: number;
  readonly chain: string;
}

/** The newest link is that of the highest rev. */
function moveTip(tips: Table<string, Tip>, chain: 'ledger' | 'judgement', tip: Tip): void {
  if (tip.rev > (tips.get(chain)?.rev ?? 0)) tips.set(chain, tip);
}

/** The n-th judgement of an act, as `revOfNth` keeps it. */
export function nthOf(command: string, n: number): string {
  return `${n} of ${command}`;
}

/** The ledger's tables: acts by rev, revs by id, judgements by rev, the latest of each act, and the tips of both chains. */
export function ledgerTables(disk: MemoryDisk) {
  return {
    rows: disk.table<number, LedgerRow>('ledger'),
    revById: disk.table<string, number>('ledger-id'),
    latest: disk.table<string, JudgementRow>('judgement'),
    judgements: disk.table<number, JudgementRow>('judgement-at'),
    revOfNth: disk.table<string, number>('judgement-nth'),
    touched: disk.table<string, Touched>('ledger-touch'),
    tips: disk.table<string, Tip>('ledger-tip'),
  };
}
