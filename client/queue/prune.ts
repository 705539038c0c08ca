import type { Lane } from './lane.ts';
import type { QueueStore } from './queue-store.ts';
import type { QueuedReport } from './queued-report.ts';

const KEPT_MS = 14 * 86_400_000;
const MOST_KEPT = 20_000;

/** What this phone has pulled: the newest rev inside a verified backup, the history it is counted in, and how far of which lane it holds. */
export interface Safe {
  readonly durable: number;
  readonly epoch: string | null;
  readonly lane: string | null;
  readonly laneAck: number;
}

/**
 * Lets go of old reports from the lane's beginning: never one that a backup of the server might lack, and for 14 days
 * none at all unless the phone holds more than 20,000. What a server of another history has safe says nothing of them, and
 * neither does one that was put back by hand unnoticed: only what it has been seen to serve since is safe with it.
 */
export async function prune(queue: QueueStore, safe: Safe & { readonly now: number }): Promise<void> {
  // Most often the oldest stays, and to find that out nobody who keeps a scan has to wait.
  if (!(await queue.reading(() => lastThatGoes(queue, safe)))) return;
  await queue.writing(async () => {
    const last = await lastThatGoes(queue, safe);
    if (!last?.head) return;
    await queue.removeUpTo(last.seq);
    await queue.putLane({ ...(await queue.lane()), keptFrom: { seq: last.seq, head: last.head } });
  });
}

async function lastThatGoes(
  queue: QueueStore,
  { durable, epoch, now, ...pulled }: Safe & { readonly now: number },
): Promise<QueuedReport | undefined> {
  const lane = await queue.lane();
  if (lane.epoch !== epoch || lane.lane !== pulled.lane) return undefined;
  const crowded = lane.nextSeq - 1 - lane.keptFrom.seq - MOST_KEPT;
  return queue.lastOfRun(
    (report) =>
      report.seq <= pulled.laneAck &&
      isDurable(report, lane, durable) &&
      (report.enqueuedAt < now - KEPT_MS || report.seq - lane.keptFrom.seq <= crowded),
  );
}

function isDurable(report: QueuedReport, lane: Lane, durable: number): boolean {
  return report.seq <= lane.ackedSeq && report.verdict !== undefined && report.verdict.rev <= durable;
}
