import { dayInZone, type EpochMs } from '../../shared/domain/engine/time.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import { type AnomalyList, type AnomalyQuery, anomalyStore } from '../anomalies/anomaly-store.ts';
import type { SqliteDatabase } from '../db/open-database.ts';
import { heldLotsStore } from '../lots/held-lots-store.ts';
import { type AgeQuery, type AgeTable, ageTable } from '../lots/lot-age.ts';
import { type LotPage, lotPageOf } from '../lots/lot-page.ts';
import { lotPageStore } from '../lots/lot-page-store.ts';
import { type FoundLot, lotSearchStore } from '../lots/lot-search-store.ts';
import { type StuckRow, stuckStore } from '../lots/stuck-store.ts';
import { masterStore } from '../stock/master-store.ts';

/** One question of a dashboard: what is asked, and the instant it is asked at. */
type DeskRead<I, T> = (input: I, now: EpochMs) => T;

/** What dashboards ask of the whole store, over a connection of their own. */
export interface DeskReads {
  readonly age: DeskRead<AgeQuery, AgeTable>;
  readonly stuck: DeskRead<null, readonly StuckRow[]>;
  readonly anomalies: DeskRead<AnomalyQuery, AnomalyList>;
  readonly lot: DeskRead<LotKey, LotPage | null>;
  readonly search: DeskRead<{ readonly text: string; readonly limit: number }, readonly FoundLot[]>;
}

export function deskReads(db: SqliteDatabase): DeskReads {
  const masters = masterStore(db);
  const anomalies = anomalyStore(db);
  const held = heldLotsStore(db);
  const record = lotPageStore(db);
  const search = lotSearchStore(db);
  const stuck = stuckStore(db);
  const timeZone = () => masters.site()?.timeZone ?? 'UTC';
  return {
    age: (query, now) => ageTable(held(), query, { now, timeZone: timeZone() }),
    stuck: (_, now) => {
      const site = masters.site();
      return site ? stuck(site.windows, now) : [];
    },
    anomalies: (query) => anomalies.list(query),
    lot: (lot, now) => {
      const found = record(lot);
      return found && lotPageOf(found, { today: dayInZone(now, timeZone()), anomalies });
    },
    search: ({ text, limit }) => search(text, limit),
  };
}
