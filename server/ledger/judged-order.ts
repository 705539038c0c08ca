import type { BinCode } from '../../shared/domain/bins/bin.ts';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import { MAY_YET_COME, type Position } from '../../shared/domain/engine/fold.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { type Gtin, gtinOf, type LotKey } from '../../shared/domain/lots/ids.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import type { SqliteDatabase } from '../db/open-database.ts';

/** An act on record with its latest judgement, as folding it again needs it. */
export interface RecordedAct {
  readonly rev: number;
  readonly id: string;
  readonly lane: string | null;
  readonly seq: number | null;
  readonly device: string;
  readonly occurredAt: EpochMs;
  readonly error: number | null;
  readonly body: string;
  readonly n: number;
  readonly verdict: Verdict;
  readonly effects: readonly Effect[];
  /** Where it counts instead of at its own time. */
  readonly judgedAt: EpochMs | null;
}

/** The ledger as judged order has it: by corrected time, then by id. */
export interface JudgedOrder {
  /** The last act there is, by where it counts or has counted; null: none yet. */
  newest(): Position | null;
  /** Revs of acts that touch any of the names (`lot …`, `bin …`) from an instant on, each once. */
  touching(names: readonly string[], from: EpochMs): number[];
  /** Acts by the rev they were received at. */
  acts(revs: readonly number[]): RecordedAct[];
  /** Lots that go before this one of their item, are not closed, and that some act touches from an instant on. */
  lotsAhead(lot: LotKey, from: EpochMs): LotKey[];
  /** Lots that stand in a bin, and those whose last departure from it lies at or after an instant. */
  lotsThere(bin: BinCode, from: EpochMs): LotKey[];
  /** Reports parked for want of a lot or a command that name one of these lots (`lot …`), or undo one of these commands (`act …`). */
  waitingFor(names: readonly string[]): RecordedAct[];
  /** Every report that is parked now, oldest first. */
  parked(): RecordedAct[];
}

type Row = Omit<RecordedAct, 'verdict' | 'effects'> & { readonly verdict: string; readonly effects: string };

const LATEST = 'n = (SELECT max(n) FROM judgement AS later WHERE later.command = ledger.id)';
const ACTS = `SELECT ledger.rev, ledger.id, lane, seq, device, occurred_at AS occurredAt, error, body,
  n, verdict, effects, ifnull(judged_at, judged_then.at) AS judgedAt
FROM ledger JOIN judgement ON judgement.command = ledger.id AND ${LATEST} LEFT JOIN judged_then ON judged_then.rev = judgement.rev`;
/** Acts judged before there was a judged order stand in the order of their revs. */
const LAST_JUDGED_THEN = `SELECT at, command AS id
FROM (SELECT rev, at FROM judged_then ORDER BY rev DESC LIMIT 1) AS newest JOIN judgement ON judgement.rev = newest.rev`;

export function judgedOrder(db: SqliteDatabase): JudgedOrder {
  const newest = db.prepare<[], Position>(
    `SELECT at, id FROM (
       SELECT * FROM (SELECT occurred_at AS at, id FROM ledger ORDER BY occurred_at DESC, id DESC LIMIT 1)
       UNION ALL
       SELECT * FROM (SELECT judged_at AS at, command AS id FROM judgement WHERE judged_at IS NOT NULL ORDER BY judged_at DESC, command DESC LIMIT 1)
       UNION ALL
       ${LAST_JUDGED_THEN}
     ) ORDER BY at DESC, id DESC LIMIT 1`,
  );
  const touching = db
    .prepare<[string, number], number>(
      'SELECT DISTINCT rev FROM json_each(?) AS wanted CROSS JOIN ledger_touch ON name = wanted.value AND at >= ?',
    )
    .pluck();
  const acts = db.prepare<[string], Row>(`${ACTS} WHERE ledger.rev IN (SELECT value FROM json_each(?))`);
  const lotsAhead = db
    .prepare<[Gtin, LotKey, number], LotKey>(
      `SELECT key FROM lot WHERE gtin = ? AND status <> 'closed'
         AND fefo_expiry < ifnull((SELECT fefo_expiry FROM lot AS picked WHERE picked.key = ?), '~')
         AND EXISTS (SELECT 1 FROM ledger_touch WHERE name = 'lot ' || lot.key AND at >= ?)`,
    )
    .pluck();
  const lotsThere = db
    .prepare<[BinCode, BinCode, number], LotKey>(
      "SELECT lot FROM stock WHERE bin = ? UNION SELECT lot FROM departure WHERE bin = ? AND claim ->> 'at' >= ?",
    )
    .pluck();
  const anyParked = db.prepare("SELECT 1 FROM judgement WHERE outcome = 'parked' LIMIT 1").pluck();
  const parkedHere = db.prepare<[string, string], Row>(
    `${ACTS} WHERE outcome = 'parked' AND verdict ->> '$.broke.code' IN (SELECT value FROM json_each(?)) AND ledger.rev IN
       (SELECT rev FROM json_each(?) AS wanted CROSS JOIN ledger_touch ON name = wanted.value)`,
  );
  const parked = db.prepare<[], Row>(
    `${ACTS} WHERE outcome = 'parked' AND ledger.id IN (SELECT command FROM judgement WHERE outcome = 'parked') ORDER BY ledger.rev`,
  );
  return {
    newest: () => newest.get() ?? null,
    touching: (names, from) => touching.all(JSON.stringify(names), from),
    acts: (revs) => (revs.length === 0 ? [] : acts.all(JSON.stringify(revs)).map(actOf)),
    lotsAhead: (lot, from) => lotsAhead.all(gtinOf(lot), lot, from),
    lotsThere: (bin, from) => lotsThere.all(bin, bin, from),
    waitingFor: (names) => {
      if (names.length === 0 || anyParked.get() === undefined) return [];
      return parkedHere.all(JSON.stringify([...MAY_YET_COME]), JSON.stringify(names)).map(actOf);
    },
    parked: () => (anyParked.get() === undefined ? [] : parked.all().map(actOf)),
  };
}

function actOf(row: Row): RecordedAct {
  return { ...row, verdict: JSON.parse(row.verdict), effects: JSON.parse(row.effects) };
}
