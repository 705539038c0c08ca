import type { DayIso } from '../../shared/domain/engine/time.ts';
import type { AnomalyRow, AnomalyStore } from '../anomalies/anomaly-store.ts';
import { type Dispatched, dispatchedOf } from './dispatched.ts';
import type { LotRecord } from './lot-page-store.ts';
import { type MassBalance, massBalanceOf } from './mass-balance.ts';

const MOST_ANOMALIES = 100;

/** Everything about one lot, as its page shows it. */
export interface LotPage extends LotRecord {
  readonly today: DayIso;
  readonly balance: MassBalance;
  readonly dispatched: readonly Dispatched[];
  /** Open ones first. */
  readonly anomalies: readonly AnomalyRow[];
}

export function lotPageOf(record: LotRecord, { today, anomalies }: { today: DayIso; anomalies: AnomalyStore }): LotPage {
  const about = (open: boolean) => anomalies.list({ open, lot: record.lot.key, offset: 0, limit: MOST_ANOMALIES }).rows;
  return {
    ...record,
    today,
    balance: massBalanceOf(record),
    dispatched: dispatchedOf(record.life),
    anomalies: [...about(true), ...about(false)],
  };
}
