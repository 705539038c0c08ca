import { canonicalJson } from '../../shared/wire/canonical.ts';
import type { Verdict } from '../../shared/wire/verdict.ts';
import type { Lane } from './lane.ts';
import type { OutboxDatabase } from './outbox-database.ts';
import type { QueueStore } from './queue-store.ts';
import type { QueuedReport } from './queued-report.ts';

/**
 * Keeps the server's word on this phone's own reports; a newer word replaces an older one, others' reports are
 * passed over, and so is the word of a history (`epoch`) that this phone's lane has left. With its first word the lane belongs to
 * that history: only so can the phone tell later that the server was restored since. What was flagged or parked waits
 * in the inbox until a person has seen it or the server thinks better of it.
 */
export async function keepVerdicts(queue: QueueStore, verdicts: readonly Verdict[], epoch: string | null): Promise<void> {
  if (verdicts.length === 0 || !(await queue.reading(async () => isNews(queue, verdicts)))) return;
  await queue.writing(async () => {
    const lane = await queue.lane();
    const heard = wordFor(lane, verdicts, epoch);
    const own = await queue.reportsOf(heard.map((verdict) => verdict.id));
    const told = await sortIn(queue, own, heard);
    const changed = told.filter((report, at) => report !== own[at]);
    if (lane.epoch === null && changed.length > 0) await queue.putLane({ ...lane, epoch });
    await queue.put(changed);
  });
}

/** Most of what the server says is on others' reports, or known from the answer to a push: then nothing is written. */
async function isNews(queue: QueueStore, verdicts: readonly Verdict[]): Promise<boolean> {
  const own = await queue.reportsOf(verdicts.map(({ id }) => id));
  const known = new Map(own.map(({ id, verdict }) => [id, verdict]));
  return verdicts.some((verdict) => known.has(verdict.id) && isNewer(verdict, known.get(verdict.id)));
}

/** What of a history's word counts for a lane: none, once the lane has left it. */
export function wordFor({ epoch: left }: Lane, verdicts: readonly Verdict[], epoch: string | null): readonly Verdict[] {
  return left !== null && left !== epoch ? [] : verdicts;
}

/** The same reports, in order, with the newest word on each; the inbox follows. Whoever calls keeps them, in the same transaction. */
export async function sortIn(queue: QueueStore, own: readonly QueuedReport[], verdicts: readonly Verdict[]): Promise<QueuedReport[]> {
  const verdictById = new Map(own.map((report) => [report.id, report.verdict]));
  for (const verdict of verdicts) {
    if (verdictById.has(verdict.id) && isNewer(verdict, verdictById.get(verdict.id))) verdictById.set(verdict.id, verdict);
  }
  const told = own.map((report) => withWord(report, verdictById.get(report.id)));
  const news = told.flatMap(({ id, enqueuedAt, verdict }, at) => {
    const before = own[at]?.verdict;
    return verdict && verdict !== before ? [{ id, at: enqueuedAt, verdict, isNews: saysOtherwise(verdict, before) }] : [];
  });
  const [settled, open] = [news.filter(isSettled), news.filter((entry) => !isSettled(entry) && entry.isNews)];
  await queue.takeFromInbox(settled.map(({ id }) => id));
  await queue.putInInbox(open.map(({ isNews: _, ...entry }) => entry));
  return told;
}

function withWord(report: QueuedReport, verdict: Verdict | undefined): QueuedReport {
  return verdict && verdict !== report.verdict ? { ...report, verdict } : report;
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
