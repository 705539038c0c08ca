import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../shared/domain/anomalies/anomaly.ts';
import { sweep } from '../../shared/domain/anomalies/sweep.ts';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import { decide } from '../../shared/domain/engine/decide.ts';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import type { Judged } from '../../shared/domain/engine/slice.ts';
import { type Act, anyHistory, BINS, contextOf, ITEMS, SITE, ZONE } from '../../shared/domain/engine/store.arbitrary.ts';
import { dayInZone, type EpochMs } from '../../shared/domain/engine/time.ts';
import { touchOf } from '../../shared/domain/engine/touch-of.ts';
import { isUndoOf } from '../../shared/domain/engine/undone.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';
import { MIGRATIONS } from '../db/schema.ts';
import { masterStore } from './master-store.ts';
import { sqliteStock } from './sqlite-stock.ts';
import { sweepLots } from './sweep-lots.ts';

const HOUR = 3_600_000;
const WINDOWS = {
  stuckHours: { ...SITE.windows.stuckHours, storage: 40, 'pick-face': 90, quarantine: 12, returns: 30 },
  dispatchMissingHours: 6,
};
const QUICK_SITE = { ...SITE, windows: WINDOWS };

function openStore() {
  const folder = mkdtempSync(join(tmpdir(), 'lotkeeper-sweep-'));
  const db = openDatabase(join(folder, 'site.db'));
  migrate(db, MIGRATIONS);
  const masters = masterStore(db);
  masters.save('site', QUICK_SITE);
  masters.save('zone', ZONE);
  for (const bin of BINS) masters.save('bin', bin);
  for (const [n, item] of ITEMS.entries()) masters.save('item', { ...item, expiringSoonDays: n * 30 });
  const judged = new Map<CommandId, Judged>();
  const stock = sqliteStock(db, masters, (id) => [...judged.values()].filter(({ command }) => command.id === id || isUndoOf(command, id)));
  const candidates = sweepLots(db);
  /** A receipt taken back takes its lot along, and may leave an anomaly behind. */
  const everyLot = db.prepare<[], LotKey>('SELECT key FROM lot UNION SELECT lot FROM anomaly WHERE lot IS NOT NULL').pluck();
  return {
    async report(act: Act) {
      const context = contextOf(act);
      const { effects } = await stock.transact(touchOf([{ command: act.command, today: context.today }]), (slice) => {
        const value = decide(slice, act.command, { ...context, stance: 'report' });
        return { effects: value.effects, value };
      });
      judged.set(act.command.id, { command: act.command, at: act.at, effects });
    },
    /** What the rules would change, were they to look at these lots; by default at all there are or were. */
    changes(at: EpochMs, lots: ReadonlySet<LotKey> = new Set(everyLot.all())): readonly Effect[] {
      const slice = stock.load({ ...touchOf([]), lots }, QUICK_SITE);
      return sweep(slice, at).filter(({ key, before }) => before !== null || stock.things.anomaly.one(key) === null);
    },
    candidates: (at: EpochMs) => candidates(QUICK_SITE, at, dayInZone(at, QUICK_SITE.timeZone)),
    save(effects: readonly Effect[]) {
      stock.save(stock.load(touchOf([]), QUICK_SITE), effects);
    },
    close() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const byKey = (effects: readonly Effect[]) => [...effects].sort((a, b) => (a.key < b.key ? -1 : 1));

describe('the lots a sweep reads', () => {
  it('are all it has something to say about, and once it has said it none', async () => {
    const lives = fc.asyncProperty(anyHistory, fc.array(fc.nat(60), { minLength: 8, maxLength: 8 }), async (history, pauses) => {
      const store = openStore();
      try {
        for (const [n, act] of history.entries()) {
          await store.report(act);
          if (n % 8 !== 7) continue;
          const at = (act.at + (pauses[n >> 3] ?? 0) * HOUR) as EpochMs;
          const lots = store.candidates(at);
          const changes = store.changes(at, lots);
          expect(byKey(changes)).toEqual(byKey(store.changes(at)));
          expect(new Set(changes.map(({ after }) => (after as Anomaly).lot))).toEqual(lots);
          store.save(changes);
          expect(store.candidates(at)).toEqual(new Set());
        }
      } finally {
        store.close();
      }
    });
    await fc.assert(lives, { numRuns: Number(process.env.SWEEP_RUNS ?? 40) });
  });
});
