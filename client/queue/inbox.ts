import { canonicalJson } from '../../shared/wire/canonical.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import type { OutboxDatabase } from './outbox-database.ts';
import type { QueueStore } from './queue-store.ts';

/**
 * Keeps the server's word on this phone's own reports; a newer word replaces an older one, others' reports are
 * passed over, and so is the word of a history (`epoch`) that this phone's lane has left. With its first word the lane belongs to
 * that history: only so can the phone tell later that the server was restored since. What was flagged or parked waits
 * in the inbox until a person has seen it or the server thinks better of it.
 */
export async function keepVerdicts(queue: QueueStore, verdicts: readonly Verdict[], epoch: string | null): Promise<void> {
  if (verdicts.length === 0) return;
  await queue.writing(async () => {
    const lane = await queue.lane();
    if (lane.epoch !== null && lane.epoch !== epoch) return;
    const own = await queue.reportsOf(verdicts.map((verdict) => verdict.id));
    const verdictById = new Map(own.map((report) => [report.id, report.verdict]));
    for (const verdict of verdicts) {
      if (verdictById.has(verdict.id) && isNewer(verdict, verdictById.get(verdict.id))) verdictById.set(verdict.id, verdict);
    }
    const told = own.flatMap((report) => {
      const verdict = verdictById.get(report.id);
      return verdict && verdict !== report.verdict ? { ...report, verdict, isNews: saysOtherwise(verdict, report.verdict) } : [];
    });
    if (lane.epoch === null && told.length > 0) await queue.putLane({ ...lane, epoch });
    const [settled, open] = [told.filter(isSettled), told.filter((report) => !isSettled(report) && report.isNews)];
    await queue.put(told.map(({ isNews: _, ...report }) => report));
    await queue.takeFromInbox(settled.map(({ id }) => id));
    await queue.putInInbox(open.map(({ id, enqueuedAt, verdict }) => ({ id, at: enqueuedAt, verdict })));
  });
}

/** The worker has seen it; the anomaly itself is closed by an act of its own. */
export async function markSeen(outbox: OutboxDatabase, id: Verdict['id']): Promise<void> {
  await outbox.inbox.delete(id);
}

/** One thought has one rev and one meaning in one history: with another it is the word of a server that was restored since. */
function isNewer(verdict: Verdict, known: Verdict | undefined): boolean {
  if (!known || known.n !== verdict.n) return !known || known.n < verdict.n;
  return known.rev !== verdict.rev || saysOtherwise(verdict, known);
}

/** A verdict that only came about anew is not shown to somebody who has seen it. */
function saysOtherwise(verdict: Verdict, known: Verdict | undefined): boolean {
  return canonicalJson(saying(verdict)) !== canonicalJson(known && saying(known));
}

function saying({ outcome, broke, flags, effect }: Verdict): unknown {
  return { outcome, broke, flags, effect };
}

function isSettled({ verdict }: { verdict: Verdict }): boolean {
  return verdict.outcome === 'recorded';
}
