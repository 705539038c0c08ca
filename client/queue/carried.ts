import type { Carried } from './carried-piece.ts';
import type { ReadHandOver } from './hand-over-text.ts';
import { laneOf, type OutboxDatabase } from './outbox-database.ts';

/** Taken pieces go once a backup of the server has them and this much time has passed: a restored server may need them again. */
const KEPT_MS = 14 * 86_400_000;

/** What one phone's hand-over came to on this phone. */
export interface CarrySum {
  readonly lane: string;
  readonly of: string;
  readonly deviceId: string;
  readonly waiting: number;
  readonly taken: number;
  readonly problem: Carried['problem'];
}

/** Keeps what another phone handed over; resolves after the disk has it. `own`: it is this phone's own queue. */
export async function keepCarried(outbox: OutboxDatabase, read: ReadHandOver): Promise<'kept' | 'own'> {
  const { lane } = await laneOf(outbox);
  if (lane === read.lane) return 'own';
  const { deviceId, of, at, pieces, certificates } = read;
  const rows = pieces.map((piece, index): Carried => {
    const id = `${read.lane} ${piece.headSeq}`;
    const vouched = index === 0 && certificates ? { certificates } : {};
    return { id, deviceId, lane: read.lane, of, at, ...piece, ...vouched, taken: null, problem: null };
  });
  await outbox.transaction('rw', outbox.carried, async () => {
    const known = await outbox.carried.bulkGet(rows.map((row) => row.id));
    await outbox.carried.bulkPut(rows.filter((_, index) => !known[index]?.taken));
  });
  return 'kept';
}

/** Pieces the server this phone follows does not have, in the order they must be sent; what it took before it was restored is among them. */
export async function waitingPieces(outbox: OutboxDatabase): Promise<readonly Carried[]> {
  const [rows, { epoch }] = await Promise.all([outbox.carried.toArray(), laneOf(outbox)]);
  return rows.filter((row) => isWaiting(row, epoch)).sort(inLaneOrder);
}

/** What this phone carries, one line for each phone it is of. */
export async function carriedSums(outbox: OutboxDatabase): Promise<readonly CarrySum[]> {
  const [rows, { epoch }] = await Promise.all([outbox.carried.toArray(), laneOf(outbox)]);
  const sums = new Map<string, CarrySum>();
  for (const row of rows.sort(inLaneOrder)) {
    const sum = sums.get(row.lane) ?? { lane: row.lane, of: row.of, deviceId: row.deviceId, waiting: 0, taken: 0, problem: null };
    const isHere = isWaiting(row, epoch);
    const count = row.commands.length;
    sums.set(row.lane, {
      ...sum,
      waiting: sum.waiting + (isHere ? count : 0),
      taken: sum.taken + (isHere ? 0 : count),
      problem: sum.problem ?? row.problem,
    });
  }
  return [...sums.values()];
}

/** Somebody has seen to what stood in the way: everything is tried again. */
export async function tryCarriedAgain(outbox: OutboxDatabase): Promise<void> {
  await outbox.carried.toCollection().modify({ problem: null });
}

/** Lets go of pieces that no restored server can need any more. */
export async function pruneCarried(outbox: OutboxDatabase, { durable, now }: { durable: number; now: number }): Promise<void> {
  const { epoch } = await laneOf(outbox);
  await outbox.carried.filter((row) => !isWaiting(row, epoch) && row.at < now - KEPT_MS && (row.taken?.rev ?? 0) <= durable).delete();
}

function isWaiting({ taken }: Carried, epoch: string | null): boolean {
  return taken === null || (epoch !== null && taken.epoch !== epoch);
}

function inLaneOrder(a: Carried, b: Carried): number {
  return a.lane === b.lane ? a.headSeq - b.headSeq : a.at - b.at;
}
