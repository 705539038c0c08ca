import type { Verdict } from '../../shared/wire/verdict.ts';
import type { OutboxDatabase } from './outbox-database.ts';

/**
 * Keeps the server's word on this phone's own reports; a newer word replaces an older one, others' reports are
 * passed over. What was flagged or parked waits in the inbox until a person has seen it or the server thinks better of it.
 */
export async function keepVerdicts(outbox: OutboxDatabase, verdicts: readonly Verdict[]): Promise<void> {
  if (verdicts.length === 0) return;
  await outbox.transaction('rw', outbox.commands, outbox.inbox, async () => {
    const own = await outbox.commands
      .where('id')
      .anyOf(verdicts.map((verdict) => verdict.id))
      .toArray();
    const rowById = new Map(own.map((row) => [row.id, row]));
    for (const verdict of verdicts) {
      const row = rowById.get(verdict.id);
      if (!row || (row.verdict && row.verdict.n >= verdict.n)) continue;
      await outbox.commands.update(row.seq, { verdict });
      if (verdict.outcome === 'recorded') await outbox.inbox.delete(verdict.id);
      else await outbox.inbox.put({ id: verdict.id, at: row.enqueuedAt, verdict });
    }
  });
}

/** The worker has seen it; the anomaly itself is closed by an act of its own. */
export async function markSeen(outbox: OutboxDatabase, id: Verdict['id']): Promise<void> {
  await outbox.inbox.delete(id);
}
