import { note, type Tally } from './tally.ts';
import type { World } from './world.ts';

/** Page 3: after the fault heals, and with no new scan, the queue is empty within ten seconds. */
export const MOST_MS = 10_000;
const PATIENCE_MS = 90_000;

/** Waits, scanning nothing, until every queue is empty; `since`: when the last fault, `after`, was over. */
export async function untilHealed({ phones }: World, tally: Tally, { since, after }: { since: number; after: string }): Promise<void> {
  const emptyAt = await Promise.all(phones.map(({ phone }) => phone.do('untilEmpty', { patience: PATIENCE_MS })));
  for (const [at, empty] of emptyAt.entries()) {
    const ms = empty === null ? PATIENCE_MS : Math.max(0, empty - since);
    tally.worstHealMs = Math.max(tally.worstHealMs, ms);
    if (ms > MOST_MS) note(tally, 'stuck', `${phones[at]?.phone.worker}: ${empty === null ? 'never' : `${ms} ms`} after ${after}`);
  }
}
