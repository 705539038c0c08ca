import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open-database.ts';
import { MIGRATIONS } from '../../server/db/schema.ts';
import { masterStore } from '../../server/stock/master-store.ts';
import { sqliteStock } from '../../server/stock/sqlite-stock.ts';
import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import { decide } from '../../shared/domain/engine/decide.ts';
import type { Effect } from '../../shared/domain/engine/effect.ts';
import type { Judged } from '../../shared/domain/engine/slice.ts';
import type { StockPort } from '../../shared/domain/engine/stock-port.ts';
import { type Act, anyHistory, BINS, contextOf, ITEMS, SITE, ZONE } from '../../shared/domain/engine/store.arbitrary.ts';
import { touchOf } from '../../shared/domain/engine/touch-of.ts';
import { isUndoOf } from '../../shared/domain/engine/undone.ts';
import type { Judgement } from '../../shared/domain/engine/verdict.ts';
import type { ViewChange } from '../../shared/wire/feed.ts';
import { freshDisk, sighting } from '../queue/paper-server.contract.ts';
import { dexieView } from './dexie-view.ts';
import { clearOverlay } from './overlay.ts';
import { writeServerRows } from './server-rows.ts';
import { ViewDatabase } from './view-database.ts';
import { viewStock } from './view-stock.ts';

const RUNS = 30;

/** What both sides must agree on: the answer to an act, given everything before it. */
interface Side {
  judge(act: Act): Promise<Judgement>;
  close(): Promise<void>;
}

async function judgeOver(port: StockPort, act: Act): Promise<Judgement> {
  const context = contextOf(act);
  return port.transact(touchOf([{ command: act.command, today: context.today }]), (slice) => {
    const value = decide(slice, act.command, context);
    return { effects: act.stance === 'report' ? value.effects : [], value };
  });
}

/** The server: a real SQLite file, every act judged and saved. */
function serverSide(): Side {
  const folder = mkdtempSync(join(tmpdir(), 'lotkeeper-parity-'));
  const db = openDatabase(join(folder, 'site.db'));
  migrate(db, MIGRATIONS);
  const masters = masterStore(db);
  masters.save('site', SITE);
  masters.save('zone', ZONE);
  for (const bin of BINS) masters.save('bin', bin);
  for (const item of ITEMS) masters.save('item', item);
  const judged = new Map<CommandId, Judged>();
  const stock = sqliteStock(db, masters, (id) => [...judged.values()].filter(({ command }) => command.id === id || isUndoOf(command, id)));
  return {
    async judge(act) {
      const judgement = await judgeOver(stock, act);
      if (act.stance === 'report') judged.set(act.command.id, { command: act.command, at: act.at, effects: judgement.effects });
      return judgement;
    },
    async close() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const MASTERS: ViewChange[] = [
  { thing: 'site', key: SITE.code, after: SITE },
  { thing: 'zone', key: ZONE.code, after: ZONE },
  ...BINS.map((bin) => ({ thing: 'bin', key: bin.code, after: bin }) as const),
  ...ITEMS.map((item) => ({ thing: 'item', key: item.gtin, after: item }) as const),
];

/**
 * The phone: whatever it judged lies in the overlay until `pull` is told that the server has it too.
 * `faulty` spoils one thing about it after every act.
 */
async function phoneSide(faulty: (view: ViewDatabase) => Promise<unknown> = async () => undefined) {
  const view = new ViewDatabase('view-3-a', freshDisk());
  await view.writing((rows) => writeServerRows(rows, MASTERS));
  const stock = viewStock(dexieView(view));
  const { v, kindVersion, clock, basis, told, scans } = sighting();
  let seq = 0;
  return {
    async judge(act: Act) {
      const judgement = await judgeOver(stock, act);
      seq += 1;
      const body = { ...act.command, v, kindVersion, clock, basis, told, scans };
      if (act.stance === 'report') await view.acts.put({ seq, id: act.command.id, body, at: act.at, effects: judgement.effects });
      await faulty(view);
      return judgement;
    },
    async pull(effects: readonly Effect[]) {
      const changes = effects.map(({ thing, key, after }) => ({ thing, key, after }) as ViewChange);
      await view.writing(async (rows) => {
        await clearOverlay(rows);
        await writeServerRows(rows, changes);
      });
    },
    close: async () => view.delete(),
  };
}

/** A history, and after which of its acts the phone pulls. */
const lives = fc.record({ history: anyHistory, pulls: fc.array(fc.boolean(), { minLength: 50, maxLength: 50 }) });

async function agree({ history, pulls }: { history: Act[]; pulls: boolean[] }, faulty?: (view: ViewDatabase) => Promise<unknown>) {
  const [server, phone] = [serverSide(), await phoneSide(faulty)];
  try {
    let waiting: Effect[] = [];
    for (const [at, act] of history.entries()) {
      const [there, here] = [await server.judge(act), await phone.judge(act)];
      expect(here, `${act.command.kind} ${at}`).toEqual(there);
      if (act.stance === 'report') waiting.push(...there.effects);
      if (!pulls[at]) continue;
      await phone.pull(waiting);
      waiting = [];
    }
  } finally {
    await Promise.all([server.close(), phone.close()]);
  }
}

describe('phone and server', () => {
  it('give the same verdicts on the same stock, whether it was pulled or still lies in the overlay', async () => {
    await fc.assert(
      fc.asyncProperty(lives, (life) => agree(life)),
      { numRuns: 40 },
    );
  });

  it.each<[string, (view: ViewDatabase) => Promise<unknown>]>([
    ['forgot its overlay', (view) => view.writing(clearOverlay)],
    ['could not find goods by their bin', (view) => spoil(view, /^bin:/)],
    ['could not find goods by their lot', (view) => spoil(view, /^lot:/)],
  ])('would not, if the phone %s', async (_, faulty) => {
    const run = fc.assert(
      fc.asyncProperty(lives, (life) => agree(life, faulty)),
      { numRuns: RUNS, endOnFailure: true },
    );
    await expect(run).rejects.toThrow();
  });
});

/** Takes a sort of name away from everything. */
async function spoil(view: ViewDatabase, names: RegExp): Promise<void> {
  await view.writing(async (rows) => {
    for (const pages of [rows.names, rows.overlayNames]) {
      const spoilt = (await pages.scan([''])).filter(([entry]) => names.test(entry));
      await pages.write(new Map(spoilt.map(([entry]) => [entry, null])));
    }
  });
}
