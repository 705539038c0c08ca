/**
 * What a push costs, against the least it could cost. Ten thousand movements go through the product's own HTTP door in
 * pushes of 500 with every rule on; the floor writes the very rows those pushes committed, by prepared statements in
 * the same transactions, in the same process. Push and floor take turns, round by round, each from the same copies;
 * the median round counts.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type SqliteDatabase } from '../../server/db/open-database.ts';
import { openStore, type Store } from '../../server/store.ts';
import { machineFacts, median, rounded } from '../machine.ts';
import { type BenchServer, serveStore } from './bench-server.ts';
import { type Filled, fillStore } from './filled-store.ts';
import { PHONE, pushBodies } from './movements.ts';
import { recordWrites, replayWrites, type Tape } from './write-tape.ts';

const MOVEMENTS = 10_000;
const BATCH = 500;
const ROUNDS = 9;
/** Rounds before the first that counts: a server is not measured while it is still being compiled. */
const WARM_UP = 2;
const LEAST_RATIO = 0.4;
const LOTS_FOR_RATIO = 10_000;
const SIZES = [1_000, 10_000, 50_000, 200_000];
const SIZE_ROUNDS = 7;
const MOST_GROWTH = 1.5;

interface Seed {
  readonly folder: string;
  readonly filled: Filled;
  readonly bodies: readonly Buffer[];
}

const work = mkdtempSync(join(tmpdir(), 'bench-sync-'));
try {
  process.exitCode = (await main()) ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function main(): Promise<boolean> {
  const speed = await measureSpeed();
  console.log(JSON.stringify(speed, null, 2));
  const growth = await measureGrowth();
  console.log(JSON.stringify(growth, null, 2));
  const passed = speed.ratio >= LEAST_RATIO && growth.growth <= MOST_GROWTH;
  const targets = { leastRatio: LEAST_RATIO, mostGrowth: MOST_GROWTH };
  const result = { benchmark: 'sync', passed, targets, machine: machineFacts(), ...speed, ...growth };
  mkdirSync('bench/results', { recursive: true });
  writeFileSync('bench/results/sync.json', `${JSON.stringify(result, null, 2)}\n`);
  console.log(passed ? 'sync: within its targets' : 'sync: MISSES ITS TARGETS');
  return passed;
}

async function measureSpeed() {
  const seed = seedStore(LOTS_FOR_RATIO);
  const { tape, outcomes } = await recordPushes(seed);
  const all = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) all.push(await race(seed, tape, round));
  const rounds = all.slice(WARM_UP);
  return {
    ratio: rounded(median(rounds.map(({ product, floor }) => floor / product))),
    movementsPerSecond: Math.round(MOVEMENTS / median(rounds.map(({ product }) => product))),
    floorMovementsPerSecond: Math.round(MOVEMENTS / median(rounds.map(({ floor }) => floor))),
    ...{ movements: MOVEMENTS, batch: BATCH, rowsWritten: tape.flat().length, outcomes },
    rounds: rounds.map(({ product, floor }) => ({ product: rounded(product), floor: rounded(floor), ratio: rounded(floor / product) })),
  };
}

/** One round: the pushes through the door, and their rows by themselves, in seconds. Which goes first alternates. */
async function race(seed: Seed, tape: Tape, round: number): Promise<{ product: number; floor: number }> {
  const early = round % 2 === 0 ? null : timeFloor(seed, tape);
  const product = await timePushes(seed);
  return { product, floor: early ?? timeFloor(seed, tape) };
}

function timeFloor({ folder }: Seed, tape: Tape): number {
  const copy = copyOf(folder);
  const db = openDatabase(join(copy, 'lotkeeper.db'));
  const replay = replayWrites(db, tape);
  const from = performance.now();
  for (const index of tape.keys()) replay(index);
  const seconds = (performance.now() - from) / 1000;
  db.close();
  rmSync(copy, { recursive: true });
  return seconds;
}

/** Cost of a movement as the store grows. The sizes take turns too; the best round of each counts. */
async function measureGrowth() {
  const sizes = SIZES.map((lots) => ({ lots, seed: seedStore(lots), times: [] as number[] }));
  for (let round = 0; round < SIZE_ROUNDS; round++) for (const { seed, times } of sizes) times.push(await timePushes(seed));
  const costs = sizes.map(({ lots, times }) => ({ lots, microseconds: rounded((Math.min(...times) / MOVEMENTS) * 1e6, 1) }));
  const [smallest] = costs;
  const growth = Math.max(...costs.map(({ microseconds }) => microseconds)) / (smallest?.microseconds ?? Number.NaN);
  return { growth: rounded(growth), costPerMovement: costs };
}

async function timePushes({ folder, bodies }: Seed): Promise<number> {
  let seconds = Number.NaN;
  await withServer(folder, async (server) => {
    const from = performance.now();
    for (const body of bodies) await server.post(body);
    seconds = (performance.now() - from) / 1000;
  });
  return seconds;
}

/** One run that is not timed: which rows were written, and that the day's work came out as it should. */
async function recordPushes({ folder, bodies }: Seed): Promise<{ tape: Tape; outcomes: Record<string, number> }> {
  const outcomes: Record<string, number> = {};
  let tape: Tape = [];
  await withServer(folder, async (server, { db }) => {
    tape = await recordWrites(db, async () => {
      for (const body of bodies) {
        const answer = JSON.parse((await server.post(body)).toString());
        if (answer.result?.data?.kind !== 'taken') throw new Error(JSON.stringify(answer).slice(0, 500));
        for (const { outcome } of answer.result.data.verdicts) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      }
    });
  });
  if (outcomes.recorded !== MOVEMENTS) throw new Error(`the day's work did not come out clean: ${JSON.stringify(outcomes)}`);
  return { tape, outcomes };
}

/** A server on a copy of the seed; every movement must be on record when the work is done. */
async function withServer(folder: string, act: (server: BenchServer, store: Store) => Promise<void>): Promise<void> {
  const copy = copyOf(folder);
  const store = openStore({ dataDir: copy });
  const server = await serveStore(store);
  await act(server, store);
  const recorded = movementsIn(store.db);
  await server.close();
  store.close();
  rmSync(copy, { recursive: true });
  if (recorded !== MOVEMENTS) throw new Error(`${recorded} of ${MOVEMENTS} movements are on record`);
}

function movementsIn(db: SqliteDatabase): number {
  return Number(db.prepare('SELECT count(*) FROM ledger').pluck().get());
}

function seedStore(lots: number): Seed {
  const folder = mkdtempSync(join(work, 'seed-'));
  const filled = fillStore(folder, { lots, phone: PHONE });
  return { folder, filled, bodies: pushBodies(filled, { count: MOVEMENTS, batch: BATCH }) };
}

function copyOf(folder: string): string {
  const copy = mkdtempSync(join(work, 'copy-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}
