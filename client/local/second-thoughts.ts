import { keepVerdicts } from '../queue/inbox.ts';
import type { QueueStore } from '../queue/queue-store.ts';
import type { Wire } from '../queue/wire.ts';

/**
 * Asks for the server's latest word on own reports. Returns whether all of it was heard; a server that does not know the
 * call has none.
 */
export async function hearSecondThoughts(queue: QueueStore, wire: Pick<Wire, 'secondThoughts'>): Promise<boolean> {
  const { lane, epoch } = await queue.lane();
  for (let after: number | null = 0; after !== null; ) {
    const answer = await wire.secondThoughts({ lane, after });
    if (!answer.ok) return answer.failure.kind === 'refused' && answer.failure.isUnknown === true;
    await keepVerdicts(queue, answer.value.verdicts, answer.value.epoch ?? epoch);
    after = answer.value.next;
  }
  return true;
}
