import { type JudgementRow, judgementLink, type Ledger, type LedgerRow, ledgerLink, type Recorded } from '../../server/ledger/ledger.ts';
import { comesBefore, type Position } from '../../shared/domain/engine/fold.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { GENESIS } from '../../shared/wire/canonical.ts';
import type { MemoryDisk, Table } from './memory-disk.ts';
import { Forbidden } from './memory-stock.ts';

/** The ledger in memory; its links are the server's own. */
export function memoryLedger(disk: MemoryDisk): Ledger {
  const { rows, revById, latest, judgements, revOfNth, touched, tips, newest } = ledgerTables(disk);
  const verdictOf = (id: string) => {
    const judged = latest.get(id);
    return judged ? wordOf(judged).verdict : null;
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
      moveNewest(newest, { at: act.occurredAt, id: act.id });
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
      if (row.judgedAt) moveNewest(newest, { at: row.judgedAt, id: row.command });
      return chain;
    },
    touch: (names, at, rev) => {
      for (const name of names) {
        const known = touched.get(name) ?? [];
        if (!known.some((each) => each.at === at && each.rev === rev)) touched.set(name, [...known, { at, rev }]);
      }
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
      const revs = touched.get(`act ${id}`)?.map(({ rev }) => rev) ?? [];
      const acts = revs.sort((a, b) => a - b).map((rev) => rows.get(rev));
      return acts.flatMap((act) => (act?.kind === 'void' ? act.id : []));
    },
    verdictOf,
    verdictAt: (rev) => verdictOf(rows.get(rev)?.id ?? ''),
    recorded: (id) => {
      const [row, judged] = [rows.get(revById.get(id) ?? 0), latest.get(id)];
      return row && judged ? { ...row, ...wordOf(judged) } : null;
    },
  };
}

/** An act touches something, at the instant it counts. */
interface Touched {
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

/** The last of all acts in judged order, by where it counts or has counted. */
function moveNewest(newest: Table<'newest', Position>, position: Position): void {
  const last = newest.get('newest');
  if (!last || !comesBefore(position, last)) newest.set('newest', position);
}

type Word = Pick<Recorded, 'verdict' | 'effects'>;

const wordByRow = new WeakMap<JudgementRow, Word>();

/** What a judgement says. A row never changes, so its texts are read once. */
export function wordOf(row: JudgementRow): Word {
  const known = wordByRow.get(row);
  if (known) return known;
  const word: Word = { verdict: JSON.parse(row.verdict), effects: JSON.parse(row.effects) };
  wordByRow.set(row, word);
  return word;
}

/** The n-th judgement of an act, as `revOfNth` keeps it. */
export function nthOf(command: string, n: number): string {
  return `${n} of ${command}`;
}

const tablesOf = new WeakMap<MemoryDisk, ReturnType<typeof openTables>>();

/** The ledger's tables: acts by rev, revs by id, judgements by rev, the latest of each act, what touches a name, and the tips of both chains. */
export function ledgerTables(disk: MemoryDisk): ReturnType<typeof openTables> {
  const tables = tablesOf.get(disk) ?? openTables(disk);
  tablesOf.set(disk, tables);
  return tables;
}

function openTables(disk: MemoryDisk) {
  return {
    rows: disk.table<number, LedgerRow>('ledger'),
    revById: disk.table<string, number>('ledger-id'),
    latest: disk.table<string, JudgementRow>('judgement'),
    judgements: disk.table<number, JudgementRow>('judgement-at'),
    revOfNth: disk.table<string, number>('judgement-nth'),
    touched: disk.table<string, readonly Touched[]>('ledger-touch'),
    newest: disk.table<'newest', Position>('ledger-newest'),
    tips: disk.table<string, Tip>('ledger-tip'),
  };
}
