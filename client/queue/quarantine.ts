import { canonicalJson } from '../../shared/wire/canonical.ts';
import type { CommandBody } from '../../shared/wire/envelope.ts';
import type { QueueHost } from './queue-host.ts';
import type { QueuedReport } from './queued-report.ts';

/**
 * Wraps a report the server cannot read, so that the next one gets through: what is sent in its place carries it
 * unread as text, and the server parks it until a person, or a newer server that reads it, sees to it. The report itself stays as it was.
 */
export async function quarantine({ queue, sha256 }: QueueHost, { seq, id, body }: QueuedReport, why: string): Promise<void> {
  const sent: CommandBody = {
    v: 1,
    id,
    deviceId: body.deviceId,
    kind: 'unreadable',
    kindVersion: 1,
    payload: { why, body: canonicalJson(body) },
    actor: { worker: short(body.actor.worker), role: short(body.actor.role), session: body.actor.session.slice(0, 80) },
    clock: body.clock,
    basis: { epoch: '', rev: 0 },
    told: { outcome: '', codes: [] },
    scans: [],
  };
  const hash = await sha256(canonicalJson(sent));
  await queue.writing(async () => {
    const report = await queue.reportAt(seq);
    if (report?.id === id) await queue.put([{ ...report, sent, hash }]);
  });
}

function short(name: string): string {
  return name.slice(0, 80) || 'unknown';
}
