import type { CommandId } from '../../shared/domain/bins/stock-row.ts';
import { canonicalJson } from '../../shared/wire/canonical.ts';
import { type Rescue, withHandle } from './handle.ts';
import { sha256Hex } from './lane-head.ts';
import { laneOf, type OutboxDatabase } from './outbox-database.ts';
import type { ReportBody } from './report-body.ts';

export interface Enqueued {
  readonly seq: number;
  readonly id: CommandId;
}

/**
 * Keeps one report for ever: resolves only after the disk has it, else throws NotSaved. Its place in the lane
 * is given in the transaction that stores it, so that no number is ever skipped or used twice.
 */
export async function enqueue(outbox: OutboxDatabase, body: ReportBody, rescue: Rescue = {}): Promise<Enqueued> {
  const text = canonicalJson(body);
  const hash = await sha256Hex(text);
  const bytes = new TextEncoder().encode(text).length;
  return withHandle(outbox, () => insert(outbox, { id: body.id, hash, body, bytes, enqueuedAt: body.clock.wall }), rescue);
}

function insert(outbox: OutboxDatabase, row: { id: CommandId; hash: string; body: ReportBody; bytes: number; enqueuedAt: number }) {
  return outbox.transaction('rw', outbox.commands, outbox.lane, async (): Promise<Enqueued> => {
    const kept = await outbox.commands.where('id').equals(row.id).first();
    if (kept) return { seq: kept.seq, id: kept.id };
    const lane = await laneOf(outbox);
    const seq = lane.nextSeq;
    await outbox.commands.add({ seq, ...row });
    await outbox.lane.put({ ...lane, nextSeq: seq + 1 });
    return { seq, id: row.id };
  });
}
