/**
 * What it costs to put a batch where it belongs. A day of 100,000 movements is pushed in batches of 500 spread over
 * twenty hours; now and then a batch reaches the server one hour after it happened, by a second lane. The late batches
 * are held against the on-time ones around them, in the same run over the same ledger.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../server/store.ts';
import type { EpochMs } from '../../shared/domain/engine/time.ts';
import { machineFacts, median, rounded } from '../machine.ts';
import { type BenchServer, serveStore } from './bench-server.ts';
import { fillStore, NOW } from './filled-store.ts';
import { bodies, lane, movements, PHONE } from './movements.ts';

const MOVEMENTS = 100_000;
const BATCH = 500;
const LOTS = 10_000;
const HOURS = 20;
/** Batches in an hour: so many later the late ones arrive. */
const LATE_BY = MOVEMENTS / BATCH / HOURS;
/** Only batches of the second half count: the ledger is long by then. */
const FIRST_COUNTED = MOVEMENTS / BATCH / 2;
const MOST_RATIO = 3;

const folder = mkdtempSync(join(tmpdir(), 'bench-late-'));
try {
  process.exitCode = (await main()) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function main(): Promise<boolean> {
  const filled = fillStore(folder, { lots: LOTS, phone: PHONE, free: MOVEMENTS / 4 });
  const store = openStore({ dataDir: folder });
  const server = await serveStore(store);
  const times = await aDay(server, filled);
  const revised = Number(store.db.prepare('SELECT count(*) FROM judgement WHERE n > 1').pluck().get());
  const acts = Number(store.db.prepare('SELECT count(*) FROM ledger').pluck().get());
  await server.close();
  store.close();
  const [late, onTime] = [median(times.late), median(times.onTime)];
  const ratio = rounded(late / onTime);
  const passed = ratio <= MOST_RATIO && acts === MOVEMENTS;
  const figures = { ratio, lateMs: rounded(late, 1), onTimeMs: rounded(onTime, 1), batches: times.late.length, acts, revised };
  const result = { benchmark: 'late', passed, targets: { mostRatio: MOST_RATIO }, machine: machineFacts(), ...figures };
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/late.json', `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(figures, null, 2));
  console.log(passed ? 'late: within its targets' : 'late: MISSES ITS TARGETS');
  return passed;
}

/** Times of the pushes in ms: those that came an hour late, and those around them that came as they happened. */
async function aDay(server: BenchServer, filled: Parameters<typeof movements>[0]): Promise<{ late: number[]; onTime: number[] }> {
  const said = movements(filled);
  const [punctual, straggler] = [lane(), lane()];
  const times = { late: [] as number[], onTime: [] as number[] };
  const at = (place: number) => Math.floor(NOW - (HOURS * 3_600_000 * (MOVEMENTS - place)) / MOVEMENTS) as EpochMs;
  const held: { due: number; body: Buffer }[] = [];
  for (let n = 0; n < MOVEMENTS / BATCH; n++) {
    const commands = bodies(said, { from: n * BATCH + 1, count: BATCH, at });
    const isLate = n >= FIRST_COUNTED && n % LATE_BY === 0 && n + LATE_BY < MOVEMENTS / BATCH;
    if (isLate) held.push({ due: n + LATE_BY, body: straggler.parcel(straggler.seal(commands)) });
    else {
      const took = await timed(server, punctual.parcel(punctual.seal(commands)));
      if (n >= FIRST_COUNTED) times.onTime.push(took);
    }
    while (held[0] && held[0].due <= n) times.late.push(await timed(server, held.shift()?.body ?? Buffer.alloc(0)));
  }
  for (const { body } of held) times.late.push(await timed(server, body));
  return times;
}

async function timed(server: BenchServer, body: Buffer): Promise<number> {
  const from = performance.now();
  const answer = (await server.post(body)).toString();
  const took = performance.now() - from;
  if (!answer.includes('"kind":"taken"')) throw new Error(answer.slice(0, 500));
  return took;
}
