import type { Anomaly, Severity, Stage } from '../../shared/domain/anomalies/anomaly.ts';
import type { BinCode } from '../../shared/domain/bins/bin.ts';
import type { Claim } from '../../shared/domain/bins/stock-row.ts';
import type { LotNumber } from '../../shared/domain/lots/ids.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import { rowCodec } from '../stock/thing-rows.ts';
import { ANOMALY } from '../stock/thing-tables.ts';

export interface AnomalyQuery {
  readonly open: boolean;
  readonly severity?: Severity | undefined;
  readonly code?: string | undefined;
  readonly stage?: Stage | undefined;
  readonly lot?: string | undefined;
  readonly bin?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** A claim with the names behind its ids. */
export interface NamedClaim extends Claim {
  readonly workerName: string;
  readonly deviceName: string;
}

export interface AnomalyRow extends Anomaly {
  /** Where the act in question took place; goods picked before older ones: where they were picked, the older lot's bin is among the facts. */
  readonly bin: BinCode | null;
  readonly claims: readonly NamedClaim[];
  readonly lotNumber: LotNumber | null;
  readonly itemName: string | null;
}

export interface AnomalyList {
  readonly total: number;
  /** Open ones by severity, whatever the filter. */
  readonly open: Readonly<Record<Severity, number>>;
  readonly rows: readonly AnomalyRow[];
}

const WHERE = `
WHERE (CASE @open WHEN 1 THEN anomaly.closed_at IS NULL ELSE anomaly.closed_at IS NOT NULL END)
  AND (@severity IS NULL OR severity = @severity) AND (@code IS NULL OR code = @code) AND (@stage IS NULL OR stage = @stage)
  AND (@lot IS NULL OR anomaly.lot = @lot) AND (@bin IS NULL OR anomaly.bin = @bin)`;

const PICKED_FROM = `iif(anomaly.code = 'fefo-skipped', (SELECT body ->> '$.payload.from' FROM ledger WHERE ledger.id = anomaly.opened_by), NULL)`;

const NAMES = `FROM anomaly LEFT JOIN lot ON lot.key = anomaly.lot LEFT JOIN item ON item.gtin = ifnull(anomaly.item, lot.gtin)`;

export type AnomalyStore = ReturnType<typeof anomalyStore>;

/** The supervisors' inbox: what disagrees, gravest and newest first, with the people behind both claims. */
export function anomalyStore(db: SqliteDatabase) {
  const columns = Object.values(ANOMALY.columns).map((column) => `anomaly.${column}`);
  const select = `SELECT ${columns.join(', ')}, lot.number, item.name, ${PICKED_FROM} ${NAMES}`;
  const order = `ORDER BY instr('stop warn info', severity), ifnull(anomaly.closed_at, anomaly.opened_at) DESC, anomaly.id`;
  const { fromRow } = rowCodec(ANOMALY);
  const page = db.prepare<[object], unknown[]>(`${select} ${WHERE} ${order} LIMIT @limit OFFSET @offset`).raw();
  const one = db.prepare<[string], unknown[]>(`${select} WHERE anomaly.id = ?`).raw();
  const total = db.prepare<[object], number>(`SELECT count(*) FROM anomaly ${WHERE}`).pluck();
  const counts = db.prepare<[], { severity: Severity; open: number }>(
    'SELECT severity, count(*) AS open FROM anomaly WHERE closed_at IS NULL GROUP BY severity',
  );
  const workerName = db.prepare<[string], string>('SELECT name FROM worker WHERE id = ?').pluck();
  const deviceName = db.prepare<[string], string>('SELECT name FROM device WHERE id = ?').pluck();

  const named = (claim: Claim): NamedClaim => ({
    ...claim,
    workerName: workerName.get(claim.worker) ?? claim.worker,
    deviceName: deviceName.get(claim.device) ?? claim.device,
  });
  const readRow = (row: unknown[]): AnomalyRow => {
    const [lotNumber, itemName, pickedFrom] = row.slice(columns.length) as [LotNumber | null, string | null, BinCode | null];
    const anomaly = fromRow(row);
    return { ...anomaly, bin: pickedFrom ?? anomaly.bin, claims: anomaly.claims.map(named), lotNumber, itemName };
  };
  return {
    list: (query: AnomalyQuery): AnomalyList => {
      const asked = { severity: null, code: null, stage: null, lot: null, bin: null, ...query, open: query.open ? 1 : 0 };
      const open = Object.fromEntries(counts.all().map((each) => [each.severity, each.open]));
      return { total: total.get(asked) ?? 0, open: { stop: 0, warn: 0, info: 0, ...open }, rows: page.all(asked).map(readRow) };
    },
    one: (id: string): AnomalyRow | null => {
      const row = one.get(id);
      return row ? readRow(row) : null;
    },
  };
}
